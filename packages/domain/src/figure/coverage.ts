import type { ResultColumn } from './rollup.ts'
import { must } from '../must.ts'

/** Least share of the denominator behind a verdict on a whole city (decision 33). Settable. */
export const defaultCoverageLimit = 2 / 3

/**
 * Share of a figure that reported, 0..1: of its denominator where that is known for all units, else of the units. 1 where
 * nothing is shared out. Null without a value.
 */
export function coveredShare(column: ResultColumn, unit: number): number | null {
  if (Number.isNaN(must(column.values[unit]))) return null
  const known = must(column.coverage[unit])
  if (!Number.isNaN(known)) return known
  const expected = must(column.unitsExpected[unit])
  return expected > 0 ? must(column.unitsReported[unit]) / expected : 1
}

/** Whether enough is behind a figure for a verdict. Two thirds of 18 units are 12, whatever floats say. */
export function isCovered(share: number | null, limit: number): boolean {
  return share !== null && share >= limit - 1e-9
}
