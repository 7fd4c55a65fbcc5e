import type { AppealBoard } from '@cg/contract/appeal'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { renderCheckRecord } from './check-record.ts'

const at = '2026-11-20T02:00:00.000Z'
const board: AppealBoard = {
  period: '2026Q3',
  periods: ['2026Q3'],
  release: null,
  window: {
    id: 1,
    version: 2,
    openedAt: at,
    openedBy: '赵一鸣',
    closesAt: '2026-11-25T10:00:00.000Z',
    ended: { at: '2026-11-24T02:00:00.000Z', by: '周敏' },
    isOpen: false,
  },
  mayManage: true,
  closedReason: null,
  units: [
    { code: 'AP', name: '安平区', confirmed: { by: '许佳宁', at, isStale: true }, objections: 1, waiting: 0 },
    { code: 'BS', name: '北山区', confirmed: null, objections: 0, waiting: 0 },
  ],
  items: [
    {
      id: 7,
      unit: 'AP',
      unitName: '安平区',
      item: 'P_TRAIN',
      itemName: '培训人次',
      breakdown: '',
      breakdownName: '',
      form: 'RSJ-SKILLS',
      formName: '技能提升情况表',
      reporter: 'RSJ',
      reporterName: '市人社局',
      measured: '人次',
      decimals: 0,
      seen: { state: 'reported', value: 0 },
      now: { state: 'reported', value: 95 },
      claimed: '=95人次',
      reason: '与区台账相差',
      evidence: '安工发〔2026〕8号',
      state: 'upheld',
      version: 2,
      by: '许佳宁',
      at,
      answer: { text: '漏计两期', by: '赵一鸣', at },
      may: [],
    },
  ],
}

it('writes down who confirmed, who objected and every answer; a 0 is a 0 and no text is a formula', async () => {
  const bytes = await renderCheckRecord({ board, city: '云川市', isDemo: true, at })
  const { sheets } = await readXlsx(bytes)
  expect(sheets.map(({ name }) => name)).toEqual(['单位核对', '异议与答复', '说明'])
  const [units, objections, about] = sheets.map(({ rows }) => rows)
  expect(units?.slice(1).map((row) => row.slice(0, 3))).toEqual([
    ['安平区', '确认后数字有改动', '许佳宁'],
    ['北山区', '没有确认', expect.toSatisfy((cell) => cell === '' || cell === null)],
  ])
  const row = objections?.[1] ?? []
  expect([row[0], row[5], row[12], row[13], row[14]]).toEqual(['安平区', '0', '成立', '漏计两期', '赵一鸣'])
  expect(String(row[7])).toContain('95人次')
  expect(String(row[7]).startsWith('=')).toBe(false)
  const said = Object.fromEntries(about?.slice(1).map(([name, text]) => [name, text]) ?? [])
  expect(said).toMatchObject({ 数据性质: '演示数据', 发布: '尚未发布', 其中成立: '1', 其中待答复: '0' })
  expect(said['结束']).toBe('2026年11月24日 10:00由周敏提前结束')
})
