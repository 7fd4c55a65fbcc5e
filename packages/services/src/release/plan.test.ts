import type { PlanFacts } from '@cg/contract/release/plan'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { answerFollowUp, decideFollowUp, openFollowUp } from '../follow-up/write.ts'
import { changeMeasure, adoptPlan } from '../task/plan.ts'
import { useKeyPlan } from '../task/use.ts'
import { decideTaskReport, reportTask } from '../task/report.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { verifyRelease } from './publish/verify.ts'
import { readFrozenPlan } from './read/plan.ts'
import { readRegisters } from './read/registers.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'

/* 重点任务 and 督办 in a release: what was accepted by then, and nothing of what came later. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
})
afterEach(() => city.close())

const period = '2026Q3'

async function publish(reason?: string): Promise<string> {
  const { id, version } = await preparePreview(city.as('publisher'), { period, reason })
  return (await publishPreview(city.as('second'), { id, version })).head.code
}

const all = ['A', 'B', 'C', 'D', 'Z']
const report = (version: number, units: readonly string[], progress = '各区县已排定班次') =>
  reportTask(city.as('filler'), {
    id: 1,
    version,
    period,
    standing: 'behind',
    progress,
    evidence: '班次表格',
    completions: units.map((unit) => ({ milestone: 'b', unit, doneOn: '2026-03-31' })),
  })
const decide = (version: number, action: 'accept' | 'reopen') =>
  decideTaskReport(city.as('reviewer'), { id: 1, version, action, note: '更正' })
const read = (code: string): Promise<PlanFacts> => readFrozenPlan(city.as('leader'), { code })
const measure = ({ plan }: PlanFacts) => must(must(plan).tasks[0]?.measures[0])

const opening = {
  of: { kind: 'speech' as const, quote: '联络员全覆盖' },
  department: 'RSJ',
  unit: null,
  requirement: '核对联络员名册',
  dueOn: '2026-11-30',
}

it('a release without a plan holds none, and says nothing of one', async () => {
  const code = await publish()
  expect(await read(code)).toMatchObject({ release: { code }, plan: null, followUps: null })
  const body = (await readAnswer(city.as('leader'), code, 'overview')).body.toString()
  const overview = JSON.parse(body) as OverviewFacts
  expect([overview.plan, overview.followUps]).toEqual([undefined, undefined])
})

it('it holds what was accepted by its quarter and not what waits; overdue is reckoned at its last day', async () => {
  await adoptPlan(city.as('reviewer'))
  await report(0, ['A', 'B'])
  const waiting = await publish()
  expect(measure(await read(waiting))).toMatchObject({
    report: null,
    standing: 'overdue',
    milestones: [{ done: 0 }, {}],
  })
  await decide(1, 'accept')
  const accepted = await publish('进展已采纳')
  const facts = await read(accepted)
  expect(measure(facts)).toMatchObject({
    lead: { name: '市人社局' },
    assists: [{ name: '市总工会' }],
    standing: 'overdue',
    report: { period, standing: 'behind', progress: '各区县已排定班次' },
    milestones: [
      { of: 5, done: 2, isOverdue: true, doneOn: null, missing: [{ code: 'C' }, { code: 'D' }, { code: 'Z' }] },
      { of: 1, done: 0, isOverdue: true, missing: [{ name: '全市' }] },
    ],
  })
  // The plan changes and the report is reopened: what was published stays.
  await decide(2, 'reopen')
  const words = { name: '另一条措施', lead: 'ZGH', assists: [], evidence: '台账', milestones: [] }
  await changeMeasure(city.as('reviewer'), { id: 1, version: 1, measure: words, isDropped: false, reason: '议定' })
  expect(await read(accepted)).toEqual(facts)
  expect(measure(await read(waiting)).report).toBeNull()
  expect((await verifyRelease(city.as('auditor'), { code: accepted })).isSound).toBe(true)
})

it('counts how the measures stand, by day first and then by what their departments say', async () => {
  await adoptPlan(city.as('reviewer'))
  await report(0, all)
  await decide(1, 'accept')
  const overview = async (code: string) =>
    JSON.parse((await readAnswer(city.as('leader'), code, 'overview')).body.toString()) as OverviewFacts
  // 全市动员 was due in June: overdue; the other measure has no milestone and no report.
  const { plan } = await overview(await publish())
  expect(plan).toEqual({
    tasks: 2,
    measures: 2,
    standings: { done: 0, overdue: 1, behind: 0, silent: 1, on_time: 0 },
  })
})

it('holds 督办 as it was when it was prepared: what is open, without answers nobody decided on, and what was closed', async () => {
  await openFollowUp(city.as('reviewer'), opening)
  const code = await publish()
  const facts = await read(code)
  expect(facts.followUps).toEqual({
    asOf: '2026-10-20',
    items: [
      {
        id: 1,
        kind: 'speech',
        subject: '讲话要求“联络员全覆盖”',
        about: '讲话要求：“联络员全覆盖”',
        responsible: '市人社局',
        requirement: '核对联络员名册',
        openedOn: '2026-10-20',
        dueOn: '2026-11-30',
        isOverdue: false,
        closed: null,
      },
    ],
  })
  const said = { reason: '新投产企业较多', measures: '集中办班三十期', expectedOn: '2026-11-20' }
  await answerFollowUp(city.as('filler'), { id: 1, version: 1, ...said })
  const answered = await publish('督办已回复')
  expect(JSON.stringify(await read(answered))).not.toContain('集中办班')
  await decideFollowUp(city.as('reviewer'), { id: 1, version: 2, action: 'accept', note: '名册已核对' })
  const closed = await publish('督办已销号')
  expect(must((await read(closed)).followUps).items).toMatchObject([
    { closed: { on: '2026-10-20', words: '经市产改办认定销号：名册已核对' }, isOverdue: false },
  ])
  const body = (await readAnswer(city.as('leader'), closed, 'overview')).body.toString()
  expect((JSON.parse(body) as OverviewFacts).followUps).toEqual({ open: 0, overdue: 0, closed: 1, first: [] })
  expect(await read(code)).toEqual(facts)
})

it('an item is overdue in a release that was prepared after its day', async () => {
  await openFollowUp(city.as('reviewer'), { ...opening, dueOn: '2026-10-21' })
  const late = '2026-10-22T02:00:00.000Z'
  const { id, version } = await preparePreview(city.as('publisher', late), { period })
  const { head } = await publishPreview(city.as('second', late), { id, version })
  const body = (await readAnswer(city.as('leader'), head.code, 'overview')).body.toString()
  expect((JSON.parse(body) as OverviewFacts).followUps).toEqual({
    open: 1,
    overdue: 1,
    closed: 0,
    first: [{ id: 1, subject: '讲话要求“联络员全覆盖”', responsible: '市人社局', isOverdue: true }],
  })
})

it.each([
  [period, { since: period, indicators: expect.arrayContaining([expect.objectContaining({ code: 'RATE' })]) }],
  ['2026Q4', undefined],
])('says which figures the tasks fill where they do since %s', async (since, told) => {
  await adoptPlan(city.as('reviewer'))
  await useKeyPlan(city.as('reviewer', '2026-10-09T02:00:00.000Z'), { since, reason: '已核定' })
  expect((await readRegisters(city.as('leader'), { code: await publish() })).plan).toEqual(told)
})
