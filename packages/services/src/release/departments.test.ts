import { must } from '@cg/domain/must'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decideTaskReport, reportTask } from '../task/report.ts'
import { adoptPlan } from '../task/plan.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readDepartments } from './read/departments.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string): Promise<string> {
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
  const { id, version } = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id, version })).head.code
}

const of = async (code: string, department: string) => {
  const facts = await readDepartments(city.as('leader'), { code })
  return { facts, one: must(facts.departments.find((found) => found.code === department)) }
}

it('every department stands there, with the release’s own figures of what it leads', async () => {
  const code = await publish('2026Q3')
  const { facts, one } = await of(code, 'RSJ')
  expect(facts.release.code).toBe(code)
  expect(facts.departments.map(({ name }) => name)).toEqual(['市人社局', '市总工会'])
  expect(one.indicators.map((figure) => figure.code)).toEqual(['RATE', 'HEADS', 'ACCR', 'SURV'])
  expect(one.items.map((item) => [item.code, item.isTyped])).toEqual([
    ['X', true],
    ['N', true],
    ['ACC', true],
    ['SURV', true],
  ])
  const heads = must(one.indicators.find((figure) => figure.code === 'HEADS'))
  expect([heads.state, typeof heads.value]).toEqual(['reported', 'number'])
  const { one: other } = await of(code, 'ZGH')
  expect([other.role, other.indicators, other.items, other.reports.due]).toEqual(['coordinator', [], [], 0])
})

it('reports are those of the year’s quarters up to the release, and no later one', async () => {
  const first = await publish('2026Q2')
  const second = await publish('2026Q3')
  expect((await of(first, 'RSJ')).facts.quarters).toEqual(['2026Q2'])
  const { facts, one } = await of(second, 'RSJ')
  expect(facts.quarters).toEqual(['2026Q2', '2026Q3'])
  expect([one.reports.due, one.reports.onTime + one.reports.late]).toEqual([2, 2])
})

it('tasks are the release’s: a plan and reports accepted after it are told by the next one', async () => {
  const code = await publish('2026Q2')
  const { tasks } = await adoptPlan(city.as('reviewer'))
  const led = tasks.flatMap(({ measures }) => measures).filter(({ lead }) => lead === 'RSJ')
  expect((await of(code, 'RSJ')).facts.plan).toBeNull()
  const words = {
    period: '2026Q3',
    standing: 'on_track' as const,
    progress: '正在推进之中',
    evidence: '检查台账',
    completions: [],
  }
  const { id } = must(led[0])
  const sent = await reportTask(city.as('filler'), { id, version: 0, ...words })
  const report = must(must(sent.tasks.flatMap(({ measures }) => measures).find((one) => one.id === id)).reports[0])
  await decideTaskReport(city.as('reviewer'), { id: report.id, version: report.version, action: 'accept', note: '' })
  const { facts, one } = await of(await publish('2026Q3'), 'RSJ')
  expect(facts.plan).not.toBeNull()
  expect(one.leads.map(({ name }) => name)).toEqual(led.map(({ name }) => name))
  expect(one.leads.map(({ standing }) => standing)).toEqual(led.map((_, at) => (at === 0 ? 'on_track' : null)))
  for (const { due, done, unmet, milestones } of one.leads) {
    expect(due - done).toBe(unmet.length)
    expect(due).toBeLessThanOrEqual(milestones)
  }
  expect((await of(code, 'RSJ')).facts.plan).toBeNull()
})

it('a release that is not there is refused', async () => {
  await expect(readDepartments(city.as('leader'), { code: 'CG-2020Q1-01' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
