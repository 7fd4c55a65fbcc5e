import type { RegisterFacts } from '@cg/contract/release/register'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { renderRegister, renderRegisterCsv } from './register.ts'

const release = {
  code: 'CG-2026Q2-01',
  period: '2026Q2',
  city: '云川市',
  isDemo: true,
  preparedAt: '2026-07-20T02:00:00.000Z',
  publishedAt: '2026-07-21T02:00:00.000Z',
} as RegisterFacts['release']

const facts: RegisterFacts = {
  release,
  kind: {
    code: 'PAY_SYSTEM',
    name: '奖励制度',
    definition: '一条记录是一项制度',
    departmentName: '市人社局',
    isNamed: false,
  },
  fields: [
    { code: 'name', name: '制度名称', type: 'text' },
    { code: 'type', name: '制度类型', type: 'choice', choices: ['奖励', '津贴'] },
    { code: 'highest', name: '最高标准', type: 'number', unit: '元', decimals: 2 },
  ],
  units: [
    { code: 'A', name: '东湾区', isApart: false },
    { code: 'B', name: '西屏区', isApart: false },
  ],
  items: [
    {
      item: 'N',
      name: '制度数',
      unit: '项',
      decimals: 0,
      words: '季末在账的记录数（制度类型：奖励）',
      records: 2,
      indicators: [],
      units: [
        { records: 1, state: 'reported', value: 1 },
        { records: null, state: 'withheld', value: null },
      ],
    },
  ],
  ranges: [{ item: 'N', name: '奖励标准', unit: '元', decimals: 2, low: 300, high: 5000, records: 2 }],
  records: [
    { id: 1, unit: 'A', title: '甲厂办法', day: '2026-01-05', values: ['甲厂办法', '奖励', 3000], counts: [0] },
    { id: 2, unit: 'B', title: '乙厂办法', day: '2026-02-05', values: ['乙厂办法', '奖励', 5000], counts: [0] },
    { id: 3, unit: 'B', title: '丙厂津贴', day: '2026-03-05', values: ['丙厂津贴', '津贴', 800], counts: [] },
  ],
}

it('a file holds the records of the filter, and says which they are of how many', async () => {
  const filter = { unit: 'B', picks: 'type:奖励' }
  const { sheets } = await readXlsx(await renderRegister(facts, filter))
  expect(sheets.map(({ name }) => name)).toEqual(['奖励制度台账', '分区县计数', '说明'])
  expect(sheets[0]?.rows.slice(1).map((row) => row[3])).toEqual(['乙厂办法'])
  const about = new Map(sheets[2]?.rows.map(([name, words]) => [name, words]))
  expect(about.get('范围')).toBe('区县：西屏区；制度类型：奖励。共1条（全部3条）；分区县计数不受筛选影响')
  expect(about.get('奖励标准')).toBe('300元至5,000元（全市2条记录）')
  expect(about.get('发布编号')).toBe('CG-2026Q2-01')
})

it('without a filter it holds all, and a count that is withheld is a word, not 0', async () => {
  const { sheets } = await readXlsx(await renderRegister(facts, {}))
  expect(sheets[0]?.rows).toHaveLength(4)
  expect(sheets[1]?.rows.slice(1)).toEqual([
    ['东湾区', 1, 1, ''],
    ['西屏区', '不公布', '不公布', ''],
    ['全市', 2, null, ''],
  ])
  expect(new Map(sheets[2]?.rows.map(([name, words]) => [name, words])).get('范围')).toBe('全部记录，共3条')
})

it('says what is listed beside all others, and of a whole that is 未报 no share', () => {
  const whole = {
    code: 'BF01',
    name: '产业工人总数',
    unit: '人',
    decimals: 0,
    value: null,
    state: 'not_reported' as const,
  }
  const share = { name: '职工人数', unit: '人', decimals: 0, sum: 900, records: 2, blank: 0, note: '口径不同' }
  const pair = (code: string, value: number) => ({ ...whole, code, name: `${code}率`, unit: '%', decimals: 1, value })
  const own = { ...pair('甲', 86), state: 'reported' as const }
  const other = { ...pair('乙', 65.61), state: 'partial' as const }
  const said = (more: Partial<typeof whole>, ratio: number | null) =>
    renderRegisterCsv(
      {
        ...facts,
        beside: {
          shares: [{ ...share, whole: { ...whole, ...more } as never, share: ratio }],
          pairs: [{ own, other }],
          note: '其余没有分组',
        },
      },
      {},
    )
  const unknown = said({}, null)
  expect(unknown).toContain('职工人数合计900人（2条记录），全市产业工人总数未报，算不出占比。口径不同')
  expect(unknown).toContain('甲率 86.0%；对照：乙率 65.6%（有单位未报）')
  expect(said({ value: 9000 as never, state: 'reported' as never }, 0.1)).toContain('相当于全市产业工人总数的10.0%')
})

it('the CSV of a filter says the same', () => {
  const text = renderRegisterCsv(facts, { text: '津贴' })
  expect(text).toContain('丙厂津贴')
  expect(text).not.toContain('甲厂办法')
  expect(text).toContain('含“津贴”。共1条（全部3条）')
})

it('of a register that nothing is counted from, the file says who counts', () => {
  expect(renderRegisterCsv({ ...facts, items: [], ranges: [] }, {})).toContain(
    '各数由登记部门在报表中填报，不由台账计数',
  )
})
