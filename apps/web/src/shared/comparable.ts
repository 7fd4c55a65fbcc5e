import type { IndicatorPeriodKind } from '@cg/domain/indicator'
import { isPeriod, quarterOf } from '@cg/domain/period'

const runningKinds: ReadonlySet<IndicatorPeriodKind> = new Set(['YTD_CUM', 'YTD_UNIQUE', 'YTD_SUM_OVER_ANNUAL'])

/** A running total compares only with the same point of another year (domain 2.2); everything else with any quarter. */
export function isComparable(kind: IndicatorPeriodKind, period: string, other: string | null): boolean {
  if (!runningKinds.has(kind)) return true
  return other !== null && isPeriod(period) && isPeriod(other) && quarterOf(period) === quarterOf(other)
}
