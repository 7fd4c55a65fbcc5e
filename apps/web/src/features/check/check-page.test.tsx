import type { AppealBoard, CheckWindowFact, Objection, Worksheet, WorksheetRow } from '@cg/contract/appeal'
import { must } from '@cg/domain/must'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { reviewer } from '../../testing/review.fixture.ts'
import { problem, serveFixtures } from '../../testing/server.ts'

/* 核对: a district sees its own figures and objects, the office answers; what is said is true of what stands there. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const district = () =>
  me({ grants: [{ role: 'filler', department: null, departmentName: null, unit: 'YC01', unitName: '东湾区' }] })

const window: CheckWindowFact = {
  id: 3,
  version: 2,
  openedAt: '2026-10-16T02:00:00.000Z',
  openedBy: '钱向东',
  closesAt: '2026-10-20T10:00:00.000Z',
  ended: null,
  isOpen: true,
}

const objection: Objection = {
  id: 9,
  unit: 'YC01',
  unitName: '东湾区',
  item: 'W_TOTAL',
  itemName: '产业工人总数（期末）',
  breakdown: 'size:above',
  breakdownName: '规上企业',
  form: 'TJJ-BASE',
  formName: '基本情况表',
  reporter: 'TJJ',
  reporterName: '市统计局',
  measured: '人',
  decimals: 0,
  seen: { state: 'reported', value: 31428 },
  now: { state: 'reported', value: 31428 },
  claimed: '31,500',
  reason: '漏计新投产企业两家',
  evidence: '东湾工发〔2026〕18号',
  state: 'submitted',
  version: 1,
  by: '许佳宁',
  at: '2026-10-17T02:00:00.000Z',
  answer: null,
  may: [],
}

const boardOf = (change: Partial<AppealBoard>): AppealBoard => ({
  period: '2026Q3',
  periods: ['2026Q3', '2026Q2'],
  release: null,
  window,
  mayManage: false,
  closedReason: null,
  units: [{ code: 'YC01', name: '东湾区', confirmed: null, objections: 0, waiting: 0 }],
  items: [],
  ...change,
})

const rowOf = (change: Partial<WorksheetRow>): WorksheetRow => ({
  item: 'W_TOTAL',
  itemName: '产业工人总数（期末）',
  breakdown: '',
  breakdownName: '',
  measured: '人',
  decimals: 0,
  figure: { state: 'reported', value: 52380 },
  version: 4,
  previous: { state: 'reported', value: 52069 },
  isHidden: false,
  objection: null,
  ...change,
})

const sheetOf = (change: Partial<Worksheet>): Worksheet => ({
  period: '2026Q3',
  unit: 'YC01',
  unitName: '东湾区',
  isDemo: true,
  window,
  confirmed: null,
  mayObject: true,
  previousRelease: 'CG-2026Q2-01',
  forms: [
    {
      code: 'TJJ-BASE',
      name: '基本情况表',
      reporterName: '市统计局',
      isAccepted: true,
      rows: [
        rowOf({}),
        rowOf({
          item: 'P_FEW',
          itemName: '特殊工种人数',
          figure: { state: 'withheld', value: null },
          previous: null,
          isHidden: true,
        }),
        rowOf({ item: 'P_NA', itemName: '外派人数', figure: { state: 'not_available', value: null }, previous: null }),
      ],
    },
    { code: 'ZGH', name: '工会组建情况表', reporterName: '东湾区', isAccepted: false, rows: [] },
  ],
  objections: [],
  ...change,
})

type Served = {
  board?: Partial<AppealBoard>
  sheet?: Partial<Worksheet>
  write?: () => ReturnType<typeof problem> | { body: unknown }
}

function open(who: ReturnType<typeof me>, { board = {}, sheet = {}, write = () => ({ body: {} }) }: Served) {
  const calls = serveFixtures(({ method, path }) => {
    if (path === '/api/v1/session') return { body: who }
    if (method !== 'GET' && (path.includes('/appeals') || path.includes('/objections'))) return write()
    if (path === '/api/v1/appeals') return { body: boardOf(board) }
    if (path === '/api/v1/appeals/2026Q3/worksheets/YC01') return { body: sheetOf(sheet) }
    return undefined
  })
  renderApp('/check')
  return calls
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })

describe('a district', () => {
  test('sees its own figures beside the last quarter’s, and which forms are not accepted', async () => {
    open(district(), {})
    await heading('东湾区核对表：2026年第三季度')
    expect(screen.getByText(/核对期到2026年10月20日 18:00为止；尚未发布，仅供核对，不作他用；演示数据/)).toBeDefined()
    const rows = within(screen.getByRole('table', { name: '基本情况表' })).getAllByRole('row')
    expect(rows.map((row) => row.textContent)).toEqual([
      '数据项本季上季（CG-2026Q2-01）较上季异议',
      '产业工人总数（期末）　人52,38052,069增长0.6%提出异议',
      '特殊工种人数　人不公布—',
      '外派人数　人无法提供—提出异议',
    ])
    expect(screen.getByRole('region', { name: '尚未审核通过1张' }).textContent).toContain('工会组建情况表（东湾区）')
  })

  test('objects with reason and evidence to the version it saw; what was refused keeps the words', async () => {
    let refuses = true
    const calls = open(district(), {
      write: () => {
        if (!refuses) return { body: sheetOf({}) }
        refuses = false
        return problem(412, 'stale', '“产业工人总数（期末）”在您打开之后有了变动。')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '提出异议：产业工人总数（期末）' }))
    const dialog = await screen.findByRole('dialog')
    const send = () => within(dialog).getByRole('button', { name: '提出异议' })
    expect(send()).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/应为/), { target: { value: '52,500' } })
    fireEvent.change(within(dialog).getByLabelText(/理由/), { target: { value: '漏计新投产企业两家' } })
    fireEvent.change(within(dialog).getByLabelText(/依据/), { target: { value: '东湾工发〔2026〕18号' } })
    fireEvent.click(send())
    await within(dialog).findByText(/有了变动/)
    expect(within(dialog).getByLabelText(/理由/)).toHaveProperty('value', '漏计新投产企业两家')
    fireEvent.click(send())
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const sent = calls.filter(({ path }) => path === '/api/v1/appeals/2026Q3/worksheets/YC01/objections')
    expect(sent.at(-1)?.body).toEqual({
      item: 'W_TOTAL',
      breakdown: '',
      seenVersion: 4,
      claimed: '52,500',
      reason: '漏计新投产企业两家',
      evidence: '东湾工发〔2026〕18号',
    })
  })

  test('confirms while nothing of its own waits, and again after a change', async () => {
    open(district(), { sheet: { objections: [objection] } })
    await heading('东湾区核对表：2026年第三季度')
    expect(screen.queryByRole('button', { name: '确认核对无误' })).toBeNull()
    cleanup()
    const changed = { by: '许佳宁', at: '2026-10-17T02:00:00.000Z', isStale: true }
    open(district(), { sheet: { confirmed: changed } })
    expect(await screen.findByText('确认后数字有变动，待再次核对')).toBeDefined()
    expect(screen.getByRole('button', { name: '确认核对无误' })).toBeDefined()
    cleanup()
    open(district(), { sheet: { confirmed: { ...changed, isStale: false } } })
    expect(await screen.findByText('核对无误（许佳宁，2026年10月17日 10:00）')).toBeDefined()
    expect(screen.queryByRole('button', { name: '确认核对无误' })).toBeNull()
  })

  test('can do nothing once the window is over', async () => {
    const over = { ...window, isOpen: false }
    open(district(), { board: { window: over }, sheet: { window: over, mayObject: false } })
    await heading('东湾区核对表：2026年第三季度')
    expect(screen.getByText(/核对期已于2026年10月20日 18:00结束/)).toBeDefined()
    expect(screen.queryByRole('button', { name: /提出异议|确认核对无误/ })).toBeNull()
  })

  test('is told after the publication that the release counts', async () => {
    const over = { ...window, isOpen: false }
    open(district(), { board: { window: over, release: 'CG-2026Q3-01' }, sheet: { window: over, mayObject: false } })
    await heading('东湾区核对表：2026年第三季度')
    expect(screen.getByText(/已发布（CG-2026Q3-01）；以下是现在审核通过的报表中的数字，以发布为准/)).toBeDefined()
    expect(screen.queryByText(/尚未发布/)).toBeNull()
  })

  test('learns before the window that there is none', async () => {
    open(district(), { board: { window: null } })
    await heading('2026年第三季度区县核对：还没有开始')
    expect(screen.getByText(/开始核对后，消息中会有提示/)).toBeDefined()
  })
})

describe('the office', () => {
  const waiting = { ...objection, may: ['uphold', 'refuse'] as Objection['may'] }
  const units = [
    { code: 'YC01', name: '东湾区', confirmed: null, objections: 1, waiting: 1 },
    {
      code: 'YC02',
      name: '西屏区',
      confirmed: { by: '丁一', at: '2026-10-17T02:00:00.000Z', isStale: false },
      objections: 0,
      waiting: 0,
    },
  ]

  test('sees how far the districts are and what they object to, and answers', async () => {
    const calls = open(reviewer(), {
      board: { mayManage: true, units, items: [waiting] },
      write: () => ({ body: { ...objection, state: 'refused' } }),
    })
    await heading('2026年第三季度区县核对：2个单位中1个已确认，异议1条，待答复1条')
    expect(screen.getByText('提出时为31,428人')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: '不成立：东湾区产业工人总数（期末）：规上企业' }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.change(within(dialog).getByLabelText(/答复/), { target: { value: '已按系统数据核实无误' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '不成立' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const [sent] = calls.filter(({ path }) => path === '/api/v1/objections/9/decision')
    expect(sent?.body).toEqual({ action: 'refuse', answer: '已按系统数据核实无误' })
    expect(sent?.headers.get('if-match')).toBe('"1"')
  })

  test('is told why no window can be opened, and who is silent before it ends one', async () => {
    const closedReason = '2026年第三季度已决定定时发布。请先收回定时发布，再开始核对。'
    open(reviewer(), { board: { mayManage: true, window: null, closedReason, units } })
    expect(await screen.findByText(closedReason)).toBeDefined()
    expect(screen.queryByRole('button', { name: '开始核对' })).toBeNull()
    cleanup()
    const silent = { ...must(units[0]), objections: 0, waiting: 0 }
    open(reviewer(), { board: { mayManage: true, units: [silent] } })
    fireEvent.click(await screen.findByRole('button', { name: '现在结束' }))
    expect(await screen.findByText(/还有1个单位没有确认，也没有提出异议/)).toBeDefined()
  })

  test('sees what a figure has become since', async () => {
    const items = [
      { ...objection, id: 1, now: { state: 'reported' as const, value: 31500 }, state: 'upheld' as const },
      { ...objection, id: 2, now: null, state: 'upheld' as const },
      { ...objection, id: 3, seen: { state: 'not_reported' as const, value: null } },
    ]
    open(reviewer(), { board: { items } })
    expect(await screen.findByText('提出时为31,428人，现为31,500人')).toBeDefined()
    expect(screen.getByText('提出时为31,428人，报表已退回修改，尚未重新通过')).toBeDefined()
    expect(screen.getByText('提出时为未报，现为31,428人')).toBeDefined()
  })
})
