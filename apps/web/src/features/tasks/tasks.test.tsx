import type { PlanFacts } from '@cg/contract/release/plan'
import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { must } from '@cg/domain/must'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fullOverview, me, releaseItems } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { changeWords, headline, progressWords } from './words.ts'

/* 重点任务: what is overdue stands on the page, the lead department reports, another accepts. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }
const filler = () =>
  me({ grants: [{ role: 'filler', department: 'RSJ', departmentName: '市人社局', unit: null, unitName: null }] })

/** As who has a part in the plan: leaders are shown what a release froze. */
const serveWorker = (override: NonNullable<Parameters<typeof serveFixtures>[0]>) =>
  serveFixtures((call) => override(call) ?? (call.path === '/api/v1/session' ? { body: filler() } : undefined))

const body = {
  name: '送教下乡',
  lead: 'RSJ',
  assists: ['CZJ'],
  evidence: '班次台账',
  origin: 'proposal' as const,
  source: '',
}
const planned = { code: 'b', name: '确定年度班次', dueOn: '2026-03-31', isByUnit: true }
const measure: KeyMeasure = {
  ...body,
  id: 4,
  milestones: [{ ...planned, of: 2, done: 1, late: 1, missing: [{ code: 'YC10', name: '青石县' }], isOverdue: true }],
  leadName: '市人社局',
  assistNames: ['市财政局'],
  isDropped: false,
  version: 1,
  reports: [],
  changes: [],
  mayReport: ['2026Q3'],
}
const boardOf = (change: Partial<KeyMeasure> = {}): TaskBoard => ({
  asOf: '2026-11-23',
  name: '实施方案',
  proposal: null,
  mayAdopt: false,
  mayChange: false,
  departments: [
    { code: 'RSJ', name: '市人社局' },
    { code: 'CZJ', name: '市财政局' },
  ],
  units: [
    { code: 'YC09', name: '安平县' },
    { code: 'YC10', name: '青石县' },
  ],
  tasks: [
    {
      code: 'T1',
      name: '提升技能',
      origin: 'speech',
      source: '原文',
      version: 1,
      changes: [],
      measures: [{ ...measure, ...change }],
    },
  ],
  use: null,
  mayUseFrom: [],
  held: null,
})
const report: KeyMeasure['reports'][number] = {
  id: 9,
  period: '2026Q3',
  standing: 'behind',
  progress: '青石县还没有完成',
  evidence: '班次表',
  completions: [],
  state: 'submitted',
  version: 3,
  steps: [{ action: 'submit', note: '', by: '陈晓岚', at: '2026-10-12T02:00:00.000Z' }],
  may: ['accept', 'return'],
  files: [],
  mayAttach: false,
}

describe('the page of key tasks', () => {
  it('has neither a column of acts nor a list of them for who only reads the plan', async () => {
    serveWorker(({ path }) => (path === '/api/v1/tasks' ? { body: boardOf({ mayReport: [] }) } : undefined))
    renderApp('/tasks')
    const table = await screen.findByRole('region', { name: '提升技能的措施' }, patience)
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((head) => head.textContent),
    ).toEqual(['措施', '节点与完成情况', '最近一次进展'])
    expect(within(table).getAllByRole('cell')).toHaveLength(2)
    expect(screen.queryByText('待办')).toBeNull()
    expect(screen.getByText('逾期')).toBeTruthy()
  })

  it('says how many milestones are overdue and by whom, and takes a report with the days', async () => {
    const calls = serveWorker(({ method, path }) => {
      if (path === '/api/v1/tasks') return { body: boardOf() }
      if (path === '/api/v1/tasks/measures/4/report' && method === 'PUT')
        return { body: boardOf({ reports: [{ ...report, may: [] }], mayReport: [] }) }
      return undefined
    })
    renderApp('/tasks')
    await screen.findByRole('heading', { level: 1, name: '重点任务：1项1条措施，1个节点逾期' }, patience)
    expect(screen.getByText('逾期 1个区县')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '报送“送教下乡”的进展' }))
    const dialog = await screen.findByRole('dialog', { name: '报送进展：送教下乡' })
    const send = within(dialog).getByRole('button', { name: '报送' })
    expect(send).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/进展情况/), { target: { value: '青石县已补办' } })
    fireEvent.change(within(dialog).getByLabelText('青石县完成“确定年度班次”的日期'), { target: { value: '11月31日' } })
    expect(within(dialog).getByRole('alert').textContent).toContain('完成日期“11月31日”')
    fireEvent.change(within(dialog).getByLabelText('青石县完成“确定年度班次”的日期'), {
      target: { value: '2026年10月8日' },
    })
    fireEvent.change(within(dialog).getByLabelText(/佐证/), { target: { value: '青石人社〔2026〕3号' } })
    fireEvent.click(send)
    await screen.findByRole('heading', { level: 1, name: '重点任务：1项1条措施，1个节点逾期，1份进展待审核' }, patience)
    const sent = calls.find(({ method }) => method === 'PUT')
    expect(sent?.body).toEqual({
      period: '2026Q3',
      standing: 'on_track',
      progress: '青石县已补办',
      evidence: '青石人社〔2026〕3号',
      completions: [{ milestone: 'b', unit: 'YC10', doneOn: '2026-10-08' }],
    })
  })

  it('begins with the quarter that came back, with what was said of it; each quarter has its own text', async () => {
    const steps = [
      ...report.steps,
      { action: 'return' as const, note: '请附班次表', by: '赵一鸣', at: '2026-10-13T02:00:00.000Z' },
    ]
    const returned = { ...report, period: '2026Q2', state: 'returned' as const, may: [], steps }
    const calls = serveWorker(({ method, path }) => {
      if (method === 'PUT') return { body: boardOf({ mayReport: [] }) }
      return path === '/api/v1/tasks'
        ? { body: boardOf({ reports: [returned], mayReport: ['2026Q3', '2026Q2'] }) }
        : undefined
    })
    renderApp('/tasks')
    fireEvent.click(await screen.findByRole('button', { name: '报送“送教下乡”的进展' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '报送进展：送教下乡' })
    expect(within(dialog).getByText('退回意见：请附班次表')).toBeTruthy()
    const progress = () => within(dialog).getByLabelText<HTMLTextAreaElement>(/进展情况/)
    expect(progress().value).toBe('青石县还没有完成')
    fireEvent.change(within(dialog).getByLabelText('季度'), { target: { value: '2026Q3' } })
    expect(progress().value).toBe('')
    expect(within(dialog).queryByText(/退回意见/)).toBeNull()
    fireEvent.change(progress(), { target: { value: '本季已全部办完' } })
    fireEvent.change(within(dialog).getByLabelText('季度'), { target: { value: '2026Q2' } })
    expect(progress().value).toBe('青石县还没有完成')
    // What was typed for the other quarter waits there.
    fireEvent.change(within(dialog).getByLabelText('季度'), { target: { value: '2026Q3' } })
    expect(progress().value).toBe('本季已全部办完')
    fireEvent.change(within(dialog).getByLabelText('季度'), { target: { value: '2026Q2' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '报送' }))
    await screen.findByText('进展已报送，待审核', undefined, patience)
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ period: '2026Q2', standing: 'behind' })
  })

  it('is accepted by another person, from the measure itself', async () => {
    const calls = serveWorker(({ path }) => {
      if (path === '/api/v1/tasks') return { body: boardOf({ reports: [report], mayReport: [] }) }
      if (path === '/api/v1/tasks/reports/9/decisions')
        return { body: boardOf({ reports: [{ ...report, state: 'accepted', may: [] }], mayReport: [] }) }
      return undefined
    })
    renderApp('/tasks')
    fireEvent.click(await screen.findByRole('button', { name: '审核“送教下乡”的进展' }, patience))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '采纳' }))
    const dialog = await screen.findByRole('dialog', { name: '采纳：2026年第三季度进展' })
    fireEvent.click(within(dialog).getByRole('button', { name: '采纳' }))
    await screen.findByText('2026年第三季度进展已采纳', undefined, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ action: 'accept', note: '' })
  })

  it('takes proof of a milestone behind a report that is not accepted', async () => {
    const own = { ...report, may: [], mayAttach: true }
    const proof = { id: 7, milestone: 'b', name: '班次表.pdf', by: '陈晓岚', at: '2026-10-12T02:00:00.000Z' }
    const calls = serveWorker(({ path, method }) => {
      if (path === '/api/v1/tasks') return { body: boardOf({ reports: [own], mayReport: [] }) }
      if (path === '/api/v1/tasks/reports/9/files' && method === 'POST')
        return { body: boardOf({ reports: [{ ...own, files: [proof] }], mayReport: [] }) }
      if (path === '/api/v1/tasks/reports/9/files/7')
        return { body: boardOf({ reports: [{ ...own, files: [] }], mayReport: [] }) }
      return undefined
    })
    renderApp('/tasks')
    fireEvent.click(await screen.findByRole('button', { name: '送教下乡' }, patience))
    const drawer = await screen.findByRole('dialog', { name: '送教下乡' })
    expect(within(drawer).getByText('佐证材料：还没有上传')).toBeTruthy()
    fireEvent.change(within(drawer).getByLabelText('材料证明什么'), { target: { value: 'b' } })
    const input = must(drawer.querySelector('input[type=file]'))
    fireEvent.change(input, { target: { files: [new File(['%PDF'], '班次表.pdf')] } })
    expect(await within(await screen.findByRole('dialog')).findByText('班次表.pdf')).toBeTruthy()
    expect(calls.find(({ method }) => method === 'POST')?.search.get('milestone')).toBe('b')
    fireEvent.click(screen.getByRole('button', { name: '移除《班次表.pdf》' }))
    expect(await screen.findByText('佐证材料：还没有上传')).toBeTruthy()
  })

  it('a task is called otherwise by the office, with the reason', async () => {
    const calls = serveWorker(({ path }) => {
      if (path === '/api/v1/tasks') return { body: { ...boardOf(), mayChange: true } }
      if (path === '/api/v1/tasks/names/T1') return { body: boardOf() }
      return undefined
    })
    renderApp('/tasks')
    fireEvent.click(await screen.findByRole('button', { name: '改名：任务“提升技能”' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '更改名称：提升技能' })
    fireEvent.change(within(dialog).getByLabelText(/任务名称/), { target: { value: '提升技能水平' } })
    fireEvent.change(within(dialog).getByLabelText(/更改原因/), { target: { value: '会议议定' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '更改' }))
    await screen.findByText('已更改任务名称', undefined, patience)
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ name: '提升技能水平', reason: '会议议定' })
  })

  it('without a plan says who takes one over', async () => {
    const empty = { ...boardOf(), tasks: [], proposal: { tasks: 5, measures: 15 } }
    serveWorker(({ path }) => (path === '/api/v1/tasks' ? { body: empty } : undefined))
    renderApp('/tasks')
    expect(await screen.findByText(/目录附有5项任务、15条措施/, undefined, patience)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '采用目录所附的方案' })).toBeNull()
  })
})

it('what came of milestones is told for the city, all districts and one of them', () => {
  const one = { ...planned, of: 12, done: 9, late: 2, missing: [], isOverdue: true }
  expect(progressWords(one)).toBe('12个区县已完成9个（其中迟于时限2个）')
  expect(progressWords({ ...one, done: 12, late: 0 })).toBe('12个区县全部完成')
  expect(progressWords({ ...one, of: 1, done: 0, late: 0 })).toBe('本区县未完成')
  expect(progressWords({ ...one, of: 0, done: 0, late: 0 })).toBe('还没有设置区县')
  expect(progressWords({ ...one, isByUnit: false, of: 1, done: 1, late: 0 })).toBe('已完成')
  expect(headline(boardOf({ isDropped: true }))).toBe('重点任务：1项0条措施，没有逾期节点')
})

it('a change of the plan is told by what it changed', () => {
  const before = { ...body, milestones: [planned] }
  const after = { ...before, lead: 'CZJ', assists: [], milestones: [{ ...planned, dueOn: '2026-05-31' }] }
  const at = { by: '赵一鸣', at: '', reason: '议定', isDrop: false }
  const nameOf = (code: string) => (code === 'RSJ' ? '市人社局' : '市财政局')
  expect(changeWords({ ...at, before, after }, nameOf)).toBe(
    '牵头：市人社局 → 市财政局；配合：市财政局 → 无；节点：确定年度班次（2026年3月31日，各区县） → 确定年度班次（2026年5月31日，各区县）',
  )
  const same = { before: before, after: before }
  expect(changeWords({ ...at, ...same, isDrop: true }, nameOf)).toBe('移出实施方案')
  expect(changeWords({ ...at, ...same }, nameOf, true)).toBe('重新列入实施方案')
  expect(changeWords({ ...at, ...same, isDrop: true }, nameOf, true)).toBe('内容没有变化')
})

describe('as a release froze it', () => {
  const { head } = must(releaseItems()[0])
  const facts: PlanFacts = {
    release: head,
    plan: {
      name: '实施方案',
      tasks: [
        {
          code: 'T1',
          name: '提升技能',
          measures: [
            {
              id: 4,
              name: '送教下乡',
              lead: { code: 'RSJ', name: '市人社局' },
              assists: [],
              standing: 'overdue',
              milestones: [
                {
                  ...planned,
                  of: 2,
                  done: 1,
                  late: 1,
                  missing: [{ code: 'YC10', name: '青石县' }],
                  isOverdue: true,
                  doneOn: null,
                },
              ],
              report: { period: '2026Q3', standing: 'behind', progress: '青石县还没有完成', evidence: '班次表' },
            },
            {
              id: 5,
              name: '结对帮带',
              lead: { code: 'RSJ', name: '市人社局' },
              assists: [],
              standing: 'on_time',
              milestones: [],
              report: null,
            },
          ],
        },
      ],
    },
    followUps: {
      asOf: '2026-10-28',
      items: [
        {
          id: 3,
          kind: 'speech',
          subject: '讲话要求',
          about: '讲话要求：“联络员全覆盖”',
          responsible: '市总工会',
          requirement: '核对名册',
          openedOn: '2026-10-01',
          dueOn: '2026-10-20',
          isOverdue: true,
          closed: null,
        },
      ],
    },
  }
  const serve = (body: PlanFacts) =>
    serveFixtures(({ path }) => (path === `/api/v1/releases/${head.code}/plan` ? { body } : undefined))

  it('leaders read it with its release named, and never ask for the live one', async () => {
    const calls = serve(facts)
    renderApp('/tasks')
    await screen.findByRole('heading', { level: 1, name: '重点任务：1条措施有节点逾期，1件督办在办' }, patience)
    expect(screen.getByText(/实施方案1项重点任务的2条措施中，按期推进1条，有节点逾期1条/)).toBeTruthy()
    expect(screen.getAllByText(new RegExp(head.code)).length).toBeGreaterThan(0)
    expect(screen.getByText('未完成：青石县')).toBeTruthy()
    expect(screen.getByText('逾期未办结')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '逾期' }))
    expect(screen.queryByText('结对帮带')).toBeNull()
    expect(calls.some(({ path }) => path === '/api/v1/tasks')).toBe(false)
  })

  it('a release without it says so', async () => {
    serve({ release: head, plan: null, followUps: null })
    renderApp('/tasks')
    expect(await screen.findByText('这次发布没有收入重点任务和督办', undefined, patience)).toBeTruthy()
  })

  it('stands on the cockpit in one line from the same answer, and not at all in a release without it', async () => {
    const standings = { done: 0, on_time: 1, overdue: 1, behind: 0, silent: 0 }
    const first = [{ id: 3, subject: '讲话要求', responsible: '市总工会', isOverdue: true }]
    const sums = { plan: { tasks: 1, measures: 2, standings }, followUps: { open: 2, overdue: 1, closed: 0, first } }
    const calls = serveFixtures(({ path }) =>
      path.endsWith('/overview') ? { body: { ...fullOverview(), release: head, ...sums } } : undefined,
    )
    renderApp('/')
    const row = await screen.findByRole('region', { name: '重点任务和督办' }, patience)
    expect(row.textContent).toBe(
      '重点任务1项、措施2条按期 1逾期 1督办事项在办2件，其中逾期1件：讲话要求（市总工会，逾期）等2件重点任务和督办 →',
    )
    expect(within(row).getByRole('link').getAttribute('href')).toContain(`/tasks?pub=${head.code}`)
    expect(calls.some(({ path }) => path.endsWith('/plan'))).toBe(false)
    cleanup()
    serveFixtures()
    renderApp('/')
    await screen.findByRole('region', { name: '指标与报送情况' }, patience)
    expect(screen.queryByRole('region', { name: '重点任务和督办' })).toBeNull()
  })
})
