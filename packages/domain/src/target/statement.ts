import type { Direction, IndicatorPeriodKind } from '../indicator.ts'
import { formatPeriod, formatProse } from '../number/number-format.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { scaledInteger } from '../number/round.ts'
import { periodIndex } from '../period.ts'
import type { Period } from '../period.ts'
import type { Standing } from './standing.ts'

/** What the lead department has to state the cause of: a figure behind its target, or one that did not come. */
export const lapseKinds = ['late', 'not_reported'] as const
export type LapseKind = (typeof lapseKinds)[number]

/** Null where nothing has to be stated: the figure is no commitment, is on its way, or may not be judged. */
export function lapseOf(standing: Standing): LapseKind | null {
  return standing === 'late' || standing === 'not_reported' ? standing : null
}

/** Where a statement stands between the department that wrote it and the eyes that decide on it. */
export const statementStates = ['submitted', 'accepted', 'returned', 'withdrawn', 'revoked'] as const
export type StatementState = (typeof statementStates)[number]

/** In these a statement stands for its figure: none other is written beside it. */
export const statesUnderWay = ['submitted', 'accepted', 'returned'] as const satisfies readonly StatementState[]

export function isUnderWay(state: StatementState): state is (typeof statesUnderWay)[number] {
  return statesUnderWay.some((one) => one === state)
}

export const statementActions = ['submit', 'accept', 'return', 'withdraw', 'revoke'] as const
export type StatementAction = (typeof statementActions)[number]

/** Part of a person in a statement: writes for its department; decides on what the department writes; wrote it. */
export type StatementPart = { readonly writes: boolean; readonly decides: boolean; readonly isWriter: boolean }

/** What a person may do with a statement now. Nobody decides on their own; what is accepted is only ever revoked. */
export function statementMoves(state: StatementState, part: StatementPart): readonly StatementAction[] {
  const mayDecide = part.decides && !part.isWriter
  switch (state) {
    case 'submitted':
      return [...(mayDecide ? (['accept', 'return'] as const) : []), ...(part.writes ? (['withdraw'] as const) : [])]
    case 'returned':
      return part.writes ? ['submit', 'withdraw'] : []
    case 'accepted':
      return mayDecide ? ['revoke'] : []
    case 'withdrawn':
    case 'revoked':
      return []
  }
}

/** Where a statement is after a step. */
export const stateAfter: Readonly<Record<StatementAction, StatementState>> = {
  submit: 'submitted',
  accept: 'accepted',
  return: 'returned',
  withdraw: 'withdrawn',
  revoke: 'revoked',
}

/** A statement looks at most three years ahead: that is how far commitments are set. */
export const mostQuartersAhead = 12

/** What a department expects of a figure: by which quarter, and what it will be then (null: only that it will be reported). */
export type Expectation = {
  readonly lapse: LapseKind
  readonly period: Period
  readonly until: Period
  readonly value: number | null
}

export type ExpectationFault =
  | 'until_not_later'
  | 'until_too_far'
  | 'value_missing'
  | 'value_negative'
  | 'value_above_whole'
  | 'value_no_better'

/** Whether an indicator's figure of a quarter begins anew, or may: flows, and what is counted since the year's start. */
export function beginsAnew(kind: IndicatorPeriodKind): boolean {
  return kind === 'FLOW_Q' || kind.startsWith('YTD_')
}

/** The figure it is about: `value` is that of the quarter, null where it has none. */
export type LapsedFigure = {
  readonly value: number | null
  readonly direction: Direction
  readonly decimals: number
  readonly mayBeNegative: boolean
  /** A share of a whole, in percent: at most 100. */
  readonly isProportion: boolean
  /** What happens in a span of time begins anew with the next one: a smaller figure then is no step back. */
  readonly isFlow: boolean
}

/**
 * What is wrong with an expectation, the first fault found. A figure behind its target needs a value to reach, better than
 * today's as printed; one that did not come needs a quarter by which it is there.
 */
export function expectationFault(
  { lapse, period, until, value }: Expectation,
  figure: LapsedFigure,
): ExpectationFault | null {
  const ahead = periodIndex(until) - periodIndex(period)
  if (ahead < 1) return 'until_not_later'
  if (ahead > mostQuartersAhead) return 'until_too_far'
  if (value === null) return lapse === 'late' ? 'value_missing' : null
  if (value < 0 && !figure.mayBeNegative) return 'value_negative'
  if (value > 100 && figure.isProportion) return 'value_above_whole'
  if (lapse !== 'late' || figure.value === null || figure.isFlow) return null
  return isBetter(value, figure.value, figure) ? null : 'value_no_better'
}

function isBetter(value: number, now: number, { direction, decimals }: LapsedFigure): boolean {
  const [then, today] = [scaledInteger(value, decimals), scaledInteger(now, decimals)]
  if (direction === 'neutral') return true
  return direction === 'higher' ? then > today : then < today
}

/** 预计2026年第四季度达到85.0% · 预计2026年第四季度补报. */
export function expectationWords(
  { lapse, until, value }: Omit<Expectation, 'period'>,
  format: NumberFormat & { readonly direction: Direction },
): string {
  const by = `预计${formatPeriod(until)}`
  if (value === null) return `${by}补报`
  const figure = formatProse(value, format)
  if (lapse === 'not_reported') return `${by}补报，约为${figure}`
  return format.direction === 'lower' ? `${by}控制在${figure}以内` : `${by}达到${figure}`
}

/** Stands where the figure is behind or missing and no accepted statement says why. */
export const unstatedWords = '牵头部门未说明'
