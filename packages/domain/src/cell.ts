/** The five states of an entered cell (B4, decision 8). `reported` includes 0; a blank is never a number. */
export const cellStates = ['reported', 'not_reported', 'not_applicable', 'not_available', 'withheld'] as const
export type CellState = (typeof cellStates)[number]

/**
 * The states of a computed result: the five of a cell and four that only arithmetic can produce. Both zero_denominator and
 * uncomputable are 不可计算: nothing to divide by, or a comparison or score that lacks what it is made of (decision 31).
 * not_established stands in the series of a unit or an indicator at quarters before it began: nobody owed anything then.
 */
export const resultStates = [
  ...cellStates,
  'zero_denominator',
  'partial',
  'invalid',
  'uncomputable',
  'not_established',
] as const
export type ResultState = (typeof resultStates)[number]

/** One entered quantity. `value` is a finite number exactly when `state` is 'reported', else null. */
export type Cell = { readonly state: CellState; readonly value: number | null }

export const notReported: Cell = { state: 'not_reported', value: null }

/** A reported number; throws on NaN and infinities, which must be refused at the edge. -0 becomes 0. */
export function reported(value: number): Cell {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`)
  return { state: 'reported', value: value === 0 ? 0 : value }
}
