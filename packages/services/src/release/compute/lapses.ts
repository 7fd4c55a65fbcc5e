import type { ResultState } from '@cg/domain/cell'
import { standingOf } from '@cg/domain/target/standing'
import { lapseOf } from '@cg/domain/target/statement'
import type { LapseKind } from '@cg/domain/target/statement'
import { cityAt } from '../stored/basis.ts'
import { lightAt, numberAt, stateAt } from '../stored/result-table.ts'
import type { ResultTable } from '../stored/result-table.ts'

/** A figure that its lead department has to state the cause of, by positions in `indicators` and `units`. */
export type Lapse = {
  readonly i: number
  readonly unit: number
  readonly kind: LapseKind
  readonly value: number | null
  readonly state: ResultState
  /** 时序目标 of the quarter. */
  readonly expected: number | null
}

/**
 * The figures of one indicator that are behind their targets or did not come, in the order of `units`. Where the city's own
 * did not come, that is said once, of the city: its units' are missing for the same cause.
 */
export function lapsesIn(results: ResultTable, i: number, units: readonly number[]): Lapse[] {
  const isMissingWhole = lapseAt(results, i, cityAt)?.kind === 'not_reported'
  return units.flatMap((unit): Lapse[] => {
    const lapse = lapseAt(results, i, unit)
    if (lapse === null) return []
    return isMissingWhole && unit !== cityAt && lapse.kind === 'not_reported' ? [] : [lapse]
  })
}

function lapseAt(results: ResultTable, i: number, unit: number): Lapse | null {
  const at = i * results.unitCount + unit
  const expected = numberAt(results.expected, at)
  const state = stateAt(results, at)
  const hasAim = expected !== null || numberAt(results.targets, at) !== null
  const kind = lapseOf(standingOf(lightAt(results, at), { state, hasAim }))
  return kind === null ? null : { i, unit, kind, value: numberAt(results.values, at), state, expected }
}
