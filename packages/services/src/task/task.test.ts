import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enter, openCity, actorOf } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { readTasks } from './board.ts'
import { addMeasure, adoptPlan, changeMeasure } from './plan.ts'
import { decideTaskReport, reportTask } from './report.ts'

/* 重点任务: the plan is the office's, reports are the lead department's, what is overdue comes from dates alone. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await adoptPlan(city.as('reviewer'))
})
afterEach(() => city.close())

type Report = Parameters<typeof reportTask>[1]
const plain: Report = {
  id: 1,
  version: 0,
  period: '2026Q3',
  standing: 'on_track',
  progress: '各区县已排定班次',
  evidence: '班次表格',
  completions: [
    { milestone: 'b', unit: 'A', doneOn: '2026-03-31' },
    { milestone: 'b', unit: 'B', doneOn: '2026-04-01' },
  ],
}
const report = (change: Partial<Report> = {}) => reportTask(city.as('filler'), { ...plain, ...change })
const first = ({ tasks }: TaskBoard): KeyMeasure => must(tasks[0]?.measures[0])
const newest = (board: TaskBoard) => must(first(board).reports[0])
const decide = (board: TaskBoard, action: 'accept' | 'return' | 'reopen', note = '', who: Person = 'reviewer') =>
  decideTaskReport(city.as(who), { id: newest(board).id, version: newest(board).version, action, note })
const words = { name: '送教下乡', lead: 'RSJ', assists: ['ZGH'], evidence: '检查台账' }

describe('the plan', () => {
  it('is taken over once, and says where its words come from', async () => {
    const board = await readTasks(city.as('reviewer'))
    expect(board).toMatchObject({ proposal: null, mayAdopt: false, mayChange: true, asOf: '2026-10-20' })
    expect(board.tasks.map(({ code, origin, measures }) => [code, origin, measures.length])).toEqual([
      ['T1', 'speech', 1],
      ['T2', 'proposal', 1],
    ])
    await expect(adoptPlan(city.as('reviewer'))).rejects.toMatchObject({ detail: { reason: 'task.adopted' } })
  })

  it('is changed by the office with a reason, and keeps what it said', async () => {
    const milestones = [{ code: 'b', name: '确定年度班次', dueOn: '2026-05-31', isByUnit: true }]
    const change = { id: 1, version: 1, measure: { ...words, milestones }, isDropped: false }
    await expect(changeMeasure(city.as('reviewer'), { ...change, reason: ' ' })).rejects.toMatchObject({
      message: '请写明改动的原因。',
    })
    const board = await changeMeasure(city.as('reviewer'), { ...change, reason: '会议议定推迟两个月' })
    expect(first(board)).toMatchObject({ version: 2, milestones: [{ dueOn: '2026-05-31' }] })
    expect(first(board).changes).toMatchObject([
      {
        by: 'reviewer甲',
        reason: '会议议定推迟两个月',
        before: { milestones: [{ dueOn: '2026-03-31' }, {}] },
        after: { milestones: [{ dueOn: '2026-05-31' }] },
      },
    ])
    await expect(changeMeasure(city.as('reviewer'), { ...change, reason: '再改' })).rejects.toMatchObject({
      code: 'stale',
    })
    for (const who of ['filler', 'publisher', 'leader', 'admin'] as const)
      await expect(changeMeasure(city.as(who), { ...change, version: 2, reason: '改' })).rejects.toMatchObject({
        code: 'forbidden',
      })
  })

  it('gives the code of a milestone that is gone to no other, which would inherit its days', async () => {
    await decide(await report(), 'accept')
    const named = (code: string, name: string) => ({ code, name, dueOn: '2026-12-31', isByUnit: true })
    const put = (version: number, ...milestones: ReturnType<typeof named>[]) =>
      changeMeasure(city.as('reviewer'), {
        id: 1,
        version,
        measure: { ...words, milestones },
        isDropped: false,
        reason: '议定',
      })
    await put(1, named('n1', '检查一遍'))
    await expect(put(2, named('n1', '检查一遍'), named('b', '全部整改'))).rejects.toMatchObject({
      message: '节点编号 b 用于过已经去掉的节点“确定年度班次”，请换一个编号再保存。',
    })
    expect(first(await put(2, named('n1', '检查两遍'), named('n2', '全部整改'))).milestones).toMatchObject([
      { code: 'n1', done: 0 },
      { code: 'n2', done: 0 },
    ])
  })

  it('takes new measures, none with an unknown department or a day that is none', async () => {
    const add = (more: object) =>
      addMeasure(city.as('reviewer'), { task: 'T2', measure: { ...words, milestones: [], ...more }, reason: '议定' })
    await expect(add({ lead: 'NOPE' })).rejects.toThrow('没有代码为 NOPE 的部门，请从列表中选择。请改正后再保存。')
    const bad = [{ code: 'a', name: '节点', dueOn: '2026-02-30', isByUnit: true }]
    await expect(add({ milestones: bad })).rejects.toThrow('节点“节点”的完成时限：没有2026年2月30日这一天')
    expect(must((await add({})).tasks[1]).measures[1]).toMatchObject({ origin: 'office', changes: [{ before: null }] })
  })

  it('asks no more for what was taken out of it', async () => {
    const change = { id: 1, version: 1, measure: { ...words, milestones: [] }, isDropped: true, reason: '并入另一条' }
    expect(first(await changeMeasure(city.as('reviewer'), change)).isDropped).toBe(true)
    await expect(report()).rejects.toMatchObject({ detail: { reason: 'task.dropped' } })
  })
})

describe('a report', () => {
  it('counts once it is accepted: who is in time, who is late, who is overdue', async () => {
    const sent = await report()
    expect(first(sent)).toMatchObject({ milestones: [{ done: 0, of: 5 }, { done: 0 }], mayReport: ['2026Q2'] })
    const accepted = await decide(sent, 'accept')
    expect(first(accepted).milestones).toMatchObject([
      { code: 'b', of: 5, done: 2, late: 1, isOverdue: true, missing: [{ code: 'C' }, { code: 'D' }, { code: 'Z' }] },
      { code: 'a', of: 1, done: 0, isOverdue: true, missing: [{ name: '全市' }] },
    ])
    expect(newest(accepted).steps.map(({ action, by }) => [action, by])).toEqual([
      ['submit', 'filler甲'],
      ['accept', 'reviewer甲'],
    ])
  })

  it('comes back with a reason, is sent again, and is reopened once it was accepted', async () => {
    await expect(decide(await report(), 'return')).rejects.toMatchObject({ message: '请写明原因。' })
    const back = await decide(await readTasks(city.as('reviewer')), 'return', '请附文件')
    await expect(report()).rejects.toMatchObject({ code: 'stale' })
    const again = await report({ version: newest(back).version, evidence: '人社〔2026〕3号' })
    const opened = await decide(await decide(again, 'accept'), 'reopen', '日期有误')
    expect(newest(opened).state).toBe('returned')
    // What is open again does not count.
    expect(first(opened).milestones[0]).toMatchObject({ done: 0 })
  })

  it.each([
    [{ period: '2025Q4' }, '现在报送的是2026年第三季度和2026年第二季度的进展。'],
    [{ progress: '无' }, '进展情况至少写4个字。'],
    [{ progress: '\u200b\u200b \u200b\u200b' }, '进展情况至少写4个字。'],
    [{ evidence: '' }, '报了节点完成，须写明佐证（至少4个字），如：检查台账。'],
    [{ standing: 'not_started' as const }, '报了节点完成，进展就不能是“未启动”，请改为“正常推进”或“已完成”。'],
    [{ standing: 'done' as const }, '还有节点没有全部完成：确定年度班次、全市动员。请报完成日期，或改选别的进展。'],
    [
      { completions: [{ milestone: 'b', unit: 'A', doneOn: '2026-11-31' }] },
      'A的节点“确定年度班次”：没有2026年11月31日这一天：这个月只有30天，请核对“2026-11-31”。',
    ],
    [
      { completions: [{ milestone: 'b', unit: 'A', doneOn: '2026-10-21' }] },
      'A的节点“确定年度班次”：2026年10月21日晚于今天。',
    ],
    [
      { completions: [{ milestone: 'a', unit: 'A', doneOn: '2026-10-01' }] },
      '节点“全市动员”没有代码为 A 的完成单位，请刷新页面后再报。',
    ],
    [{ completions: [{ milestone: 'x', unit: 'A', doneOn: '2026-10-01' }] }, '没有编号为 x 的节点，请刷新页面后再报。'],
  ])('is refused with %j', async (change, message) => {
    await expect(report(change)).rejects.toMatchObject({ code: 'invalid', message })
  })

  it('does not report twice what was reached', async () => {
    await decide(await report({ period: '2026Q2' }), 'accept')
    await expect(report()).rejects.toThrow('A的节点“确定年度班次”已经报过完成，不要重复报')
  })

  it('does not report twice what waits in another quarter’s report; what came back is free again', async () => {
    const sent = await report({ period: '2026Q2' })
    await expect(report()).rejects.toThrow('A的节点“确定年度班次”已经报过完成，不要重复报')
    await decide(sent, 'return', '请附文件')
    expect(newest(await report())).toMatchObject({ period: '2026Q3', state: 'submitted' })
  })

  it('is the lead department’s, and never decided on by its writer or a stranger', async () => {
    await expect(report({ id: 2 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(report({ id: 99 })).rejects.toMatchObject({ code: 'forbidden' })
    const sent = await report()
    for (const who of ['filler', 'leader', 'publisher', 'auditor'] as const)
      await expect(decide(sent, 'accept', '', who)).rejects.toMatchObject({ code: 'forbidden' })
    const grants = [...actorOf('filler').grants, { role: 'reviewer' as const, department: null, unit: null }]
    const own = { ...city.as('filler'), actor: { ...actorOf('filler'), grants } }
    const { id, version } = newest(sent)
    await expect(decideTaskReport(own, { id, version, action: 'accept', note: '' })).rejects.toMatchObject({
      detail: { reason: 'task.own' },
    })
  })
})

describe('who sees what', () => {
  const of = (department: string | null, unit: string | null, role: 'filler' | 'leader' = 'filler') => ({
    ...city.as('filler'),
    actor: { ...actorOf('filler'), userId: 3, grants: [{ role, department, unit }] },
  })

  it('departments the reports of what they lead or assist, districts their own milestones and no reports', async () => {
    await decide(await report(), 'accept')
    expect(first(await readTasks(of('ZGH', null))).reports).toHaveLength(1)
    expect(first(await readTasks(of('TJJ', null))).reports).toHaveLength(0)
    const district = first(await readTasks(of(null, 'B')))
    expect(district).toMatchObject({ reports: [], mayReport: [], milestones: [{ of: 1, done: 1, late: 1 }, {}] })
  })

  it('leaders nothing here: they read the plan as a release froze it', async () => {
    for (const who of ['leader', 'admin'] as const)
      await expect(readTasks(city.as(who))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it('what the tasks amount to stands beside what the form says, unit by unit', async () => {
  await enter(city, '2026Q3', { 'N A': 1, 'X A': 0 })
  const { held } = await decide(await report(), 'accept')
  expect(must(held).period).toBe('2026Q3')
  expect(must(held).units.slice(0, 2)).toEqual([
    { name: 'A', due: 1, done: 1, formDue: { state: 'reported', value: 1 }, formDone: { state: 'reported', value: 0 } },
    {
      name: 'B',
      due: 1,
      done: 0,
      formDue: { state: 'not_reported', value: null },
      formDone: { state: 'not_reported', value: null },
    },
  ])
})
