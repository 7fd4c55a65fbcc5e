import type { Period } from '@cg/domain/period'
import { quarterOf, yearOf } from '@cg/domain/period'
import type { Moment } from './figures.ts'
import { put, putFlow, putPart, size, take } from './figures.ts'
import { qualityOf } from './profile.ts'
import { wobble } from './random.ts'

/** 思想政治引领: liaisons, lectures, visits, admissions to the Party. */
export function addIdeology(moment: Moment): void {
  const { figures, unit, period } = moment
  putPart(moment, 'E_LIA_IND', 'E_ABOVE_IND')
  putPart(moment, 'E_LIA_MSME', 'E_MSME')
  put(figures, 'P_LIA', 3 * take(figures, 'E_LIA_IND') + 1.1 * take(figures, 'E_LIA_MSME'))
  const lectures = putFlow(moment, 'N_LEC', 3 + 2.1 * size(moment))
  putFlow(moment, 'P_LEC', lectures * 86)
  const visits = putFlow(moment, 'N_RED', 4 + 1.3 * size(moment))
  putFlow(moment, 'P_RED', visits * 47)
  putFlow(moment, 'N_PUSH', 22 + 7 * size(moment))
  putPart(moment, 'N_PUSH_NEW', 'N_PUSH')
  const plan = put(figures, 'P_PARTY_PLAN', partyPlan(moment))
  const pace = 0.98 + 0.16 * (qualityOf(unit, period) - 0.55)
  put(
    figures,
    'P_PARTY_NEW',
    plan * pace * admissions[quarterOf(period)] * (1 + 0.07 * wobble(`${unit.code}|P|${period}`)),
  )
}

const admissions = { 1: 0.23, 2: 0.26, 3: 0.25, 4: 0.26 } as const

/** Set once for the year, a little higher every year. */
function partyPlan(moment: Moment): number {
  return 16.5 * size(moment) * 1.02 ** (yearOf(moment.period) - 2022)
}

/** 经验创新示范 and 推进机制: cases, key enterprises, tasks. */
export function addDrive(moment: Moment): void {
  const { figures, unit, period } = moment
  put(figures, 'N_CASE', upTo(unit.cases, period))
  putPart(moment, 'E_KEY_ON', 'E_KEY')
  putPart(moment, 'E_IND_ON', 'E_ABOVE_IND')
  put(figures, 'S_MSME_N', Math.max(36, take(figures, 'E_MSME') * 0.045))
  putPart(moment, 'S_MSME_LOW', 'S_MSME_N')
  put(figures, 'T_DUE', tasks[quarterOf(period)])
  putPart(moment, 'T_DONE', 'T_DUE')
}

const tasks = { 1: 6, 2: 14, 3: 21, 4: 30 } as const

/** How many of the dated events have happened by the end of the quarter. */
export function upTo(dates: readonly string[], period: Period): number {
  return dates.filter((date) => date <= period).length
}
