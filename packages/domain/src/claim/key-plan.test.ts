import { expect, it } from 'vitest'
import { countStandings, measureStanding } from '../task/standing.ts'
import { parsePeriod } from '../period.ts'
import { followUpSumWords, overdueItemWords, overdueWords, planWords } from './key-plan.ts'

const q3 = parsePeriod('2026Q3')
const report = (standing: 'on_track' | 'behind' | 'needs_help' | 'done' | 'not_started', period = q3) => ({
  period,
  standing,
})

it('a measure stands by its days first, then by its report of the quarter itself', () => {
  const at = (one: Parameters<typeof measureStanding>[0]) => measureStanding(one, q3)
  const [late, fine] = [[{ isOverdue: false }, { isOverdue: true }], [{ isOverdue: false }]]
  expect(at({ report: report('done'), milestones: late })).toBe('overdue')
  expect(at({ report: report('done', parsePeriod('2026Q1')), milestones: fine })).toBe('done')
  expect(at({ report: report('on_track', parsePeriod('2026Q2')), milestones: fine })).toBe('silent')
  expect(at({ report: null, milestones: [] })).toBe('silent')
  expect(at({ report: report('needs_help'), milestones: fine })).toBe('behind')
  expect(at({ report: report('not_started'), milestones: fine })).toBe('on_time')
})

it('tells the standings that there are, the good ones first', () => {
  const standings = countStandings(['on_time', 'overdue', 'on_time', 'behind', 'silent'])
  expect(planWords({ tasks: 5, measures: 5, standings })).toBe(
    '实施方案5项重点任务的5条措施中，按期推进2条，有节点逾期1条，牵头部门报滞后或需协调1条，本季未报进展1条',
  )
  expect(planWords({ tasks: 1, measures: 2, standings: countStandings(['done', 'done']) })).toBe(
    '实施方案1项重点任务的2条措施均已完成',
  )
})

it.each([
  [{ open: 3, overdue: 1, closed: 0 }, '督办事项在办3件，其中逾期1件'],
  [{ open: 3, overdue: 3, closed: 2 }, '督办事项在办3件，均已逾期；本季以来销号2件'],
  [{ open: 1, overdue: 0, closed: 0 }, '督办事项在办1件，尚未到期'],
  [{ open: 1, overdue: 1, closed: 0 }, '督办事项在办1件，已逾期'],
  [{ open: 2, overdue: 0, closed: 0 }, '督办事项在办2件，均未到期'],
  [{ open: 0, overdue: 0, closed: 2 }, '没有在办的督办事项，本季以来销号2件'],
])('of %j says %s', (counts, words) => {
  expect(followUpSumWords(counts)).toBe(words)
})

it('names who has not reached a milestone only where units may be named', () => {
  const one = { measure: '送教下乡', lead: '市人社局', milestone: '排定班次', dueOn: '2026-06-30', of: 12 }
  const some = { ...one, isByUnit: true, missing: ['岚谷县', '安平县'] }
  const head = '市人社局牵头的“送教下乡”，节点“排定班次”应于2026年6月30日前完成，'
  expect(overdueWords(some, true)).toBe(`${head}岚谷县、安平县尚未完成`)
  expect(overdueWords(some, false)).toBe(`${head}2个区县尚未完成`)
  expect(overdueWords({ ...some, of: 2 }, true)).toBe(`${head}各区县均未完成`)
  expect(overdueWords({ ...one, isByUnit: false, of: 1, missing: ['全市'] }, true)).toBe(`${head}尚未完成`)
  const item = { id: 3, subject: '讲话要求', responsible: '市总工会', dueOn: '2026-11-24' }
  expect(overdueItemWords(item)).toBe('第3号督办事项（讲话要求），责任单位市总工会，应于2026年11月24日前办结')
})
