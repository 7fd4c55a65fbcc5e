import type { Handover, HandoverMapping, HandoverTrial } from '@cg/contract/handover'
import { must } from '@cg/domain/must'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me, release } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})

const office = (role: 'publisher' | 'reviewer' | 'leader') =>
  me({ grants: [{ role, department: null, departmentName: null, unit: null, unitName: null }] })

const mapping: HandoverMapping = {
  rows: [
    {
      code: 'SC-01',
      name: '产业工人',
      unit: '万人',
      decimals: 2,
      factor: null,
      indicator: 'HEADS',
      item: '',
      part: 'value',
      breakdown: '',
      places: 'all',
      lacking: '',
    },
  ],
  regions: [{ unit: 'YC', code: '510100' }],
  states: [{ state: 'not_reported', code: '-1' }],
}
const line = { row: 0, code: 'SC-01', name: '产业工人', groupName: '', decimals: 2, unit: '万人', note: '' } as const
const trial: HandoverTrial = {
  problems: [],
  lines: [
    {
      ...line,
      regionCode: '510100',
      regionName: '云川市',
      own: '123,456 人',
      value: 12.35,
      text: '12.35',
      state: 'given',
      stateCode: '',
    },
    {
      ...line,
      regionCode: '510112',
      regionName: '东湾区',
      own: '未报',
      value: null,
      text: '',
      state: 'not_reported',
      stateCode: '-1',
    },
  ],
  conversions: ['人 ÷ 10,000 → 万人'],
  counts: [
    { state: 'given', lines: 1 },
    { state: 'not_reported', lines: 1 },
  ],
  idle: [],
  halves: [],
  leftOut: { indicators: ['技能培训覆盖率'], items: [], itemsWithin: [] },
}
const open: HandoverTrial = { ...trial, lines: [], problems: [{ row: 0, message: '没有对应本系统的指标。' }] }

function page(change: Partial<Handover> = {}): Handover {
  return {
    release,
    contentHash: 'a'.repeat(64),
    indicators: [
      { code: 'HEADS', name: '产业工人数', unit: '人', numerator: null, denominator: null, groups: [] },
      {
        code: 'JN03',
        name: '技能培训覆盖率',
        unit: '%',
        numerator: '受训（人）',
        denominator: '工人（人）',
        groups: [],
      },
    ],
    items: [
      {
        code: 'W_TOTAL',
        name: '产业工人总数',
        unit: '人',
        time: '季末数',
        groups: [{ code: 'size:above', name: '企业规模：规上企业' }],
        lacks: null,
        hasCity: true,
      },
    ],
    units: [
      { code: 'YC', name: '云川市' },
      { code: 'DW', name: '东湾区' },
    ],
    version: 2,
    mapping,
    trial,
    history: [{ version: 2, savedBy: '钱向东', savedAt: '2026-10-21T01:00:00.000Z', note: '按通知', rows: 1 }],
    maySave: true,
    ...change,
  }
}

function serve(data: Handover, who: Parameters<typeof office>[0] = 'publisher', saved: Handover | null = null) {
  const path = `/api/v1/releases/${release.code}/handover`
  return serveFixtures((asked) => {
    if (asked.path === '/api/v1/session') return { body: office(who) }
    if (asked.path === path) return { body: data }
    if (asked.path === `${path}/trial`) return { body: open }
    if (asked.path === `${path}/mapping`)
      return saved === null ? problem(409, 'conflict', '对照表刚由他人保存。') : { body: saved }
    return undefined
  })
}

const go = () => renderApp(`/releases/${release.code}/handover`)

it('shows each line beside the figure of the page, each reason by its own code, and offers the file', async () => {
  serve(page())
  go()
  const table = within(await screen.findByRole('table', { name: '移交文件的内容' }))
  const rows = table.getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual([
    'SC-01产业工人510100 云川市123,456 人12.35 万人有数值',
    'SC-01产业工人510112 东湾区未报未报（-1）',
  ])
  expect(screen.getByText('共 2 行：有数值 1 行，未报 1 行')).toBeTruthy()
  expect(screen.getByText('人 ÷ 10,000 → 万人')).toBeTruthy()
  expect(screen.getByRole('button', { name: '下载移交文件 XLSX' })).toBeTruthy()
})

it('offers no file while something is open, while a change is not saved, or to those who may only look', async () => {
  serve(page({ trial: open }))
  go()
  expect(await screen.findByText('还有 1 处待处理，处理完可下载移交文件。')).toBeTruthy()
  expect(screen.getByText('没有对应本系统的指标。', { exact: false })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '下载移交文件 XLSX' })).toBeNull()
  cleanup()
  serve(page(), 'reviewer')
  const only = page({ maySave: false })
  serve(only, 'reviewer')
  go()
  expect(await screen.findByText('移交文件由发布人下载。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '新增一行' })).toBeNull()
})

it('tries what was changed at once, keeps it until it is saved, and saves it with a word of what was changed', async () => {
  const saved = page({ version: 3, trial: open })
  const calls = serve(page(), 'publisher', saved)
  go()
  fireEvent.click(await screen.findByRole('button', { name: '新增一行' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText(/^省指标代码/), { target: { value: 'SC-02' } })
  fireEvent.change(dialog.getByLabelText(/^省指标名称/), { target: { value: '培训人数' } })
  fireEvent.change(dialog.getByLabelText(/^省计量单位/), { target: { value: '人' } })
  fireEvent.change(dialog.getByLabelText('本系统指标'), { target: { value: 'JN03' } })
  fireEvent.change(dialog.getByLabelText('取数'), { target: { value: 'numerator' } })
  fireEvent.click(dialog.getByRole('button', { name: '放入对照表' }))
  expect(await screen.findByText('对照表的改动还没有保存，保存后可下载移交文件。')).toBeTruthy()
  const added = { code: 'SC-02', name: '培训人数', unit: '人', indicator: 'JN03', part: 'numerator', factor: null }
  await waitFor(() =>
    expect(calls.find(({ path }) => path.endsWith('/trial'))?.body).toMatchObject({
      mapping: { rows: [mapping.rows[0], added] },
    }),
  )
  fireEvent.change(screen.getByLabelText(/^这次改了什么/), { target: { value: '增加培训人数' } })
  fireEvent.click(screen.getByRole('button', { name: '保存为第3版' }))
  expect(await screen.findByRole('heading', { name: '对照表第3版' })).toBeTruthy()
  expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ base: 2, note: '增加培训人数' })
})

it('names both ways what does not meet, folded where it is long, and says of a row that nothing goes out this time', async () => {
  const names = Array.from({ length: 9 }, (_, at) => `指标${at + 1}`)
  const why = '“全社会就业人员数”本季没有报表收取，本次发布里没有它的数，这一行本次不移交'
  const idle = [{ row: 0, code: 'SC-01', name: '产业工人', why }]
  const leftOut = { indicators: names, items: ['劳模宣讲场次'], itemsWithin: [] }
  serve(page({ trial: { ...trial, lines: [], idle, leftOut } }))
  go()
  expect(await screen.findByText('本次不移交')).toBeTruthy()
  expect(screen.getByText('省里的指标 1 项，其中 1 项本次发布没有数、这次不移交')).toBeTruthy()
  const folded = (title: string) => screen.getByText(title).closest('details')
  expect(folded('省里有、本市没有数的（1 行）')).toMatchObject({
    open: true,
    textContent: expect.stringContaining(why),
  })
  expect(folded('本市有、没有移交的指标（9 项）')).toMatchObject({ open: false })
  expect(folded('本市有、没有移交的数据项（1 项）')).toMatchObject({ open: true })
  expect(screen.queryByText(/不单独移交/)).toBeNull()
})

it('tells of every line of a workbook that was read', async () => {
  const rows = [...mapping.rows, { ...must(mapping.rows[0]), code: 'SC-09', name: '另一项' }]
  const account = { lines: 2, added: ['SC-09 另一项'], changed: [], same: 1, removed: [], regions: 1, states: 1 }
  serveFixtures((asked) => {
    if (asked.path === '/api/v1/session') return { body: office('publisher') }
    if (asked.path.endsWith('/handover')) return { body: page() }
    if (asked.path.endsWith('/mapping/workbook')) return { body: { mapping: { ...mapping, rows }, trial, account } }
    if (asked.path.endsWith('/trial')) return { body: open }
    return undefined
  })
  const { container } = go()
  await screen.findByRole('heading', { name: '对照表第2版' })
  const input = must(container.querySelector('input[type=file]'))
  fireEvent.change(input, { target: { files: [new File(['x'], '对照表.xlsx')] } })
  expect(
    await screen.findByText(/^文件有 2 行：与第2版相比，新增 1 行，修改 0 行，不变 1 行；文件里没有、将去掉 0 行。/),
  ).toBeTruthy()
  expect(screen.getByText('新增的 1 行').closest('details')?.textContent).toContain('SC-09 另一项')
})

it('says what to do where nothing was mapped yet', async () => {
  serve(page({ version: 0, mapping: { rows: [], regions: [], states: [] }, trial: { ...open, problems: [] } }))
  go()
  expect(await screen.findByText('对照表里还没有省里的指标')).toBeTruthy()
  expect(screen.getByText('保存对照表后可下载移交文件。')).toBeTruthy()
})

it('is reached from 发布记录 by the office alone', async () => {
  serve(page())
  renderApp('/releases')
  expect((await screen.findByRole('link', { name: '省平台移交 →' })).getAttribute('href')).toMatch(/\/handover$/)
  cleanup()
  serve(page(), 'leader')
  renderApp('/releases')
  await screen.findByRole('table', { name: '历次发布' })
  expect(screen.queryByRole('link', { name: '省平台移交 →' })).toBeNull()
})
