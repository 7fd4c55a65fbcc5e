import type { PrecheckReport, PreviewItem, PublishBoard } from '@cg/contract/publish'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fullOverview, me, release } from '../../testing/fixtures.ts'
import { leftWords } from './schedule-dialogs.tsx'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const publisher = me({
  grants: [{ role: 'publisher', department: null, departmentName: null, unit: null, unitName: null }],
})
const head = { ...release, code: '试看-2026Q3-03', state: 'preview' as const, publishedAt: null }

type Change = {
  mayPublish?: boolean
  obstacles?: string[]
  statements?: PrecheckReport['statements']
  schedule?: PreviewItem['schedule']
  lastEnd?: PreviewItem['lastEnd']
  /** What changed since it was prepared. */
  changes?: string[]
  quarters?: PublishBoard['quarters']
  /** What it would shut. */
  closing?: PrecheckReport['closing']['forms']
}

function open(change: Change, signed: () => ReturnType<typeof problem>) {
  const preview = {
    id: 7,
    version: 3,
    head,
    preparedBy: '吴敏',
    mayPublish: change.mayPublish ?? true,
    inputHash: 'h',
    schedule: change.schedule ?? null,
    lastEnd: change.lastEnd ?? null,
  }
  const { changes = [], quarters = [] } = change
  const board: PublishBoard = { quarters, previews: [preview] }
  const report: PrecheckReport = {
    preview,
    isStale: changes.length > 0,
    changes,
    forms: { due: 25, accepted: 25 - (change.closing?.length ?? 0), late: 0 },
    closing: { digest: 'seen', forms: change.closing ?? [] },
    coverage: 1,
    undecidedExplanations: [],
    statements: change.statements ?? { accepted: 0, submitted: 0, returned: 0, unwritten: 0 },
    obstacles: change.obstacles ?? [],
    difference: null,
    checking: null,
    setupFindings: [],
    unreadable: null,
  }
  const calls = serveFixtures(({ method, path }) => {
    if (path === '/api/v1/session') return { body: publisher }
    if (path === '/api/v1/previews') return { body: board }
    if (path === '/api/v1/previews/7' && method === 'GET') return { body: report }
    if (path === `/api/v1/releases/${encodeURIComponent(head.code)}/overview`)
      return { body: { ...fullOverview(), release: head } }
    if (path === '/api/v1/previews/7/publish') return signed()
    return undefined
  })
  renderApp('/publish')
  return () => calls.filter((call) => call.path === '/api/v1/previews/7/publish')
}

const button = () => screen.findByRole<HTMLButtonElement>('button', { name: '复核并发布' })
const refused = () => problem(412, 'stale', '这份试看在您打开之后重新生成过。')

describe('publishing', () => {
  it('is not offered while an obstacle stands, and each obstacle is named', async () => {
    const obstacles = ['试看生成之后数据有变动，请重新生成。', '有 2 条说明尚未认可。']
    const published = open({ obstacles }, refused)
    for (const words of obstacles) expect(await screen.findByText(words)).toBeDefined()
    expect((await button()).disabled).toBe(true)
    fireEvent.click(await button())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(published()).toEqual([])
  })

  it('is not offered to the one who made the preview, who is told why', async () => {
    open({ mayPublish: false }, refused)
    await screen.findByText('与当前数据一致')
    expect(screen.getByText(/生成试看的人不能发布/)).toBeDefined()
    expect(screen.queryByRole('button', { name: '复核并发布' })).toBeNull()
  })

  it('waits for the checks, asks once more, and names the version that was seen', async () => {
    const published = open({}, refused)
    await screen.findByText('与当前数据一致')
    await waitFor(async () => expect((await button()).disabled).toBe(false))
    fireEvent.click(await button())
    const dialog = await screen.findByRole('dialog')
    expect(published()).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: '发布' }))
    await screen.findByText('这份试看在您打开之后重新生成过。')
    expect(published().map((call) => [call.method, call.headers.get('if-match')])).toEqual([['POST', '"3"']])
  })
})

describe('publishing early', () => {
  const owed = {
    form: 'RSJ-SKILLS',
    formName: '技能培训情况',
    reporter: 'RSJ',
    reporterName: '市人社局',
    state: 'submitted',
    deadline: '2026-10-15T10:00:00.000Z',
    isInTime: false,
    isExtended: false,
  } as const
  const closing: PrecheckReport['closing']['forms'] = [
    owed,
    {
      ...owed,
      form: 'E-OPEN',
      formName: '企业调查',
      reporterName: '东湾区',
      state: 'draft',
      isInTime: true,
      isExtended: true,
    },
  ]

  it('names what it shuts by how far it is, says so in the dialog, and sends what was seen', async () => {
    const published = open({ closing }, refused)
    const words = /发布即关闭 2 张未通过审核的报表：已报送未审 1 张、填报中 1 张，其中 1 张延期中/
    await screen.findByText(words)
    await screen.findByText('市人社局 · 技能培训情况')
    await screen.findByText(/东湾区 · 企业调查 · 延期中，可报到 2026年10月15日 18:00/)
    fireEvent.click(await button())
    const dialog = await screen.findByRole('dialog')
    within(dialog).getByText(words)
    fireEvent.click(within(dialog).getByRole('button', { name: '发布并关闭 2 张' }))
    await waitFor(() => expect(published()).toHaveLength(1))
    expect(published()[0]?.body).toEqual({ closing: 'seen' })
  })
})

describe('what lead departments stated', () => {
  it('is counted with the way there, and keeps nothing from being published', async () => {
    open({ statements: { accepted: 7, submitted: 3, returned: 1, unwritten: 1 } }, refused)
    const words = /滞后、未报 12 项，原因和措施已采纳 7 项，3 项待审核、1 项已退回、1 项未写；不影响发布/
    const line = (await screen.findByText(words)).closest('li')
    const link = within(line as HTMLElement).getByRole('link', { name: '查看说明 →' })
    expect(link.getAttribute('href')).toBe('/statements?quarter=2026Q3')
    expect((await button()).disabled).toBe(false)
  })

  it('is said in one breath where all or nothing is stated', async () => {
    open({ statements: { accepted: 4, submitted: 0, returned: 0, unwritten: 0 } }, refused)
    await screen.findByText(/滞后、未报 4 项，原因和措施均已采纳/)
    cleanup()
    open({}, refused)
    await screen.findByText('没有滞后和未报的数值', { exact: false })
  })
})

describe('a quarter that has a preview', () => {
  const quarter = { period: '2026Q3', current: null, due: 25, accepted: 25, reopened: [] }
  const card = async () => within(await screen.findByRole('listitem', { name: '2026年第三季度' }))

  it('leads to it and offers no second one while nothing changed', async () => {
    open({ quarters: [quarter] }, refused)
    const own = await card()
    expect(await own.findByText(/已有试看：第3稿/)).toBeDefined()
    await screen.findByText('与当前数据一致')
    for (const name of ['生成试看', '重新生成试看']) expect(own.queryByRole('button', { name })).toBeNull()
    fireEvent.click(own.getByRole('button', { name: '查看试看' }))
    expect(document.activeElement?.getAttribute('aria-label')).toBe(`${head.code} 试看`)
  })

  it('says what changed since and offers to make it anew; while it waits for its time, not', async () => {
    const changes = ['参加培训人数等2个数据项的3格数据有变动', '计分方案有变动']
    open({ quarters: [quarter], changes }, refused)
    const own = await card()
    await own.findByRole('button', { name: '重新生成试看' })
    for (const words of changes) expect(own.getByText(words)).toBeDefined()
  })

  it('of a correction leads to it too', async () => {
    open({ quarters: [{ ...quarter, current: 'CG-2026Q3-01' }] }, refused)
    expect(await screen.findByRole('button', { name: '查看更正版试看' })).toBeDefined()
    expect(screen.queryByRole('button', { name: '更正发布…' })).toBeNull()
  })
})

describe('a scheduled release', () => {
  const schedule = {
    effectiveAt: new Date(Date.now() + 26.5 * 3_600_000).toISOString(),
    decidedBy: '周立',
    decidedAt: '2026-10-20T02:00:00.000Z',
    mayCallBack: true,
  }

  it('counts down and may only be called back, with a reason', async () => {
    open(
      {
        schedule,
        changes: ['计分方案有变动'],
        quarters: [{ period: '2026Q3', current: null, due: 9, accepted: 9, reopened: [] }],
      },
      refused,
    )
    await screen.findByText('还有1天2小时')
    for (const name of ['废弃', '重新生成', '重新生成试看', '生成试看', '复核并发布', '定时发布…']) {
      expect(screen.queryByRole('button', { name })).toBeNull()
    }
    fireEvent.click(screen.getByRole('button', { name: '收回定时发布…' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: '原因至少 6 个字' }).disabled).toBe(true)
    fireEvent.change(dialog.getByLabelText(/收回原因/), { target: { value: '等待市领导审定' } })
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: '收回' }).disabled).toBe(false)
  })

  it('says why the last one did not come out', async () => {
    open(
      { lastEnd: { outcome: 'lapsed', at: '2026-10-21T01:00:00.000Z', by: null, reason: '报表有了变动。' } },
      refused,
    )
    expect((await screen.findByText(/定时发布未能生效/)).textContent).toContain('报表有了变动')
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: '定时发布…' })).disabled).toBe(false)
  })
})

it('words the time left', () => {
  const minute = 60_000
  expect([0, 1, 59, 60, 61, 1440, 1500, 3 * 1440 + 30].map((one) => leftWords(one * minute))).toEqual([
    '即将发布',
    '还有1分钟',
    '还有59分钟',
    '还有1小时',
    '还有1小时1分钟',
    '还有1天',
    '还有1天1小时',
    '还有3天',
  ])
})
