import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { adoptPlan } from '../task/plan.ts'
import { decideTaskReport, reportTask } from '../task/report.ts'
import { readInbox } from './list.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const told = async (who: Person) =>
  (await readInbox(city.as(who), {})).items.filter(({ kind }) => kind === 'keyTask').map(({ sentence }) => sentence)

const report = (version: number) =>
  reportTask(city.as('filler'), {
    id: 1,
    version,
    period: '2026Q3',
    standing: 'on_track',
    progress: '各区县已排定班次',
    evidence: '',
    completions: [],
  })
const decide = (version: number, action: 'accept' | 'return', note = '') =>
  decideTaskReport(city.as('reviewer'), { id: 1, version, action, note })

it('the lead department is told that the quarter is to be reported and what became of it, the reviewer that it waits', async () => {
  expect(await told('filler')).toEqual([])
  await adoptPlan(city.as('reviewer'))
  // The other measure is another department's.
  expect(await told('filler')).toEqual(['请报送2026年第三季度重点任务的进展：本部门牵头的措施有1项没有报。'])
  expect(await told('reviewer')).toEqual([])
  await report(0)
  expect(await told('filler')).toEqual([])
  expect(await told('reviewer')).toEqual(['重点任务有1项措施的进展待审核。'])
  await decide(1, 'return', '请附文件')
  expect(await told('filler')).toEqual([
    '重点任务措施“送教下乡”2026年第三季度的进展被退回（reviewer甲）：请附文件，请补充后再报。',
  ])
  expect(await told('reviewer')).toEqual([])
  await report(2)
  await decide(3, 'accept')
  expect(await told('filler')).toEqual(['重点任务措施“送教下乡”2026年第三季度的进展已采纳（reviewer甲）。'])
  for (const who of ['leader', 'publisher', 'admin'] as const) expect(await told(who)).toEqual([])
})
