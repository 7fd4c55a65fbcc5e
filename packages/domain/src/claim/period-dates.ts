import { inChina } from '../number/china-day.ts'
import { formatDateTime, formatPeriod } from '../number/date-format.ts'
import { dayWords, isWorkday } from '../number/workday.ts'
import type { SpecialDay } from '../number/workday.ts'
import { parsePeriod } from '../period.ts'

/* The dates of a quarter's steps: what they are called, their order, and what moving them means. */

/** Instants as ISO 8601; null: the step has no date. */
export type PeriodDates = {
  readonly opensAt: string
  readonly dueAt: string
  readonly checkBy: string | null
  readonly reviewBy: string | null
  readonly closesAt: string
  readonly publishBy: string | null
}

export type PeriodStep = keyof PeriodDates
export type PeriodState = 'planned' | 'open' | 'closed'

export const periodStepNames: Readonly<Record<PeriodStep, string>> = {
  opensAt: '开放时间',
  dueAt: '截止时间',
  checkBy: '牵头部门审核截止',
  reviewBy: '产改办审核截止',
  closesAt: '关闭时间',
  publishBy: '计划发布时间',
}

/** In the order in which pages and files name them. */
export const periodSteps: readonly PeriodStep[] = ['opensAt', 'dueAt', 'checkBy', 'reviewBy', 'closesAt', 'publishBy']

export type DatesProblem = {
  readonly step: PeriodStep
  readonly reason: 'period.order' | 'period.steps'
  readonly message: string
}

/** The first date that is out of order, with the order; null where all stand well. */
export function datesProblem(dates: PeriodDates): DatesProblem | null {
  const { opensAt, dueAt, closesAt } = dates
  const order = '三个时间的次序应为：开放 < 截止 ≤ 关闭。请检查。'
  if (dueAt <= opensAt) return { step: 'dueAt', reason: 'period.order', message: order }
  if (closesAt < dueAt) return { step: 'closesAt', reason: 'period.order', message: order }
  let before = dueAt
  for (const step of ['checkBy', 'reviewBy', 'publishBy'] as const) {
    const at = dates[step]
    if (at === null) continue
    if (at <= before) {
      const message =
        '各环节的次序应为：填报截止 < 部门审核截止 < 产改办审核截止 < 计划发布。请检查，不需要的可以留空。'
      return { step, reason: 'period.steps', message }
    }
    before = at
  }
  return null
}

export type PeriodSetting = PeriodDates & { readonly state: PeriodState }

/** What hangs on a quarter: forms that are not accepted yet, and what of it is published. */
export type PeriodTies = { readonly formsLeft: number; readonly releases: readonly string[] }

/** What saving a quarter's dates would change and reach, in sentences; empty where nothing becomes another. */
export function periodImpact(before: PeriodSetting, after: PeriodSetting, ties: PeriodTies): string[] {
  const moved = periodSteps.flatMap((step) =>
    before[step] === after[step]
      ? []
      : [`${periodStepNames[step]}由${momentWords(before[step])}改为${momentWords(after[step])}。`],
  )
  const changes = [...moved, ...stateImpact(before.state, after.state)]
  return changes.length === 0 ? [] : [...changes, ...tiesWords(ties)]
}

/** What a change of state means for those who report; empty where it stays. */
export function stateImpact(before: PeriodState, after: PeriodState): string[] {
  if (before === after) return []
  if (after === 'closed') return ['关闭后不再接收报送，确需补报的要先延期。']
  return [after === 'open' ? '到开放时间起可以填报。' : '改为未开放后，各单位不能填报。']
}

/** '涉及 12 张还没有审核通过的报表。' and what of the quarter is published. */
export function tiesWords({ formsLeft, releases }: PeriodTies): string[] {
  return [
    formsLeft === 0 ? '这一期没有待通过的报表。' : `涉及 ${formsLeft} 张还没有审核通过的报表。`,
    releases.length === 0 ? '这一期还没有发布。' : `已发布的${releases.join('、')}不变。`,
  ]
}

function momentWords(instant: string | null): string {
  return instant === null ? '不设' : formatDateTime(instant)
}

/** What the days of a year's notice are used for. */
export const holidayUse = '开放以后的季度时按新的放假安排推算日期；已经设好的期次日期不变。'

/** The dates of a quarter on which nobody is at work, one sentence each; the opening needs nobody. */
export function datesOffWork(code: string, dates: PeriodDates, special: readonly SpecialDay[]): string[] {
  return periodSteps.flatMap((step) => {
    const instant = dates[step]
    if (step === 'opensAt' || instant === null) return []
    const day = inChina(instant).slice(0, 10)
    if (isWorkday(day, special)) return []
    const quarter = formatPeriod(parsePeriod(code))
    return [`${quarter}的${periodStepNames[step]} ${formatDateTime(instant)} 是${dayWords(day, special)}，请核对。`]
  })
}
