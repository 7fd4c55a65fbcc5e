/*
 * A made-up city as raw cells. What the product says of it is held against figures reckoned from these cells once more, by
 * code that knows nothing of the product (reckoner, evaluator).
 */

export type RawCell = number | 'not_reported' | 'not_applicable' | 'not_available' | 'withheld'

export type RawUnit = {
  readonly code: string
  readonly name: string
  readonly area: 'centre' | 'suburb' | 'remote'
  /** Lies inside another unit: ranked, but not added up. */
  readonly isInside: boolean
}

/** `cells` by 'item unit' or 'item unit size:above'. */
export type RawQuarter = {
  readonly period: string
  readonly units: readonly RawUnit[]
  readonly cells: ReadonlyMap<string, RawCell>
}

export type RawMeasure = {
  readonly code: string
  readonly name: string
  /** The name without whose figure it is. */
  readonly topic: string
  readonly unit: string
  readonly decimals: number
  readonly direction: 'higher' | 'lower' | 'neutral'
  readonly upper: string
  /** Null for counts. */
  readonly lower: string | null
  readonly times: number
  /** Quarters between observations. */
  readonly every: 1 | 2
  /** Counted up from the year's beginning. */
  readonly isRunning: boolean
  /** The upper item is entered for the quarter alone and summed over the year. */
  readonly isSummed: boolean
  /** A share of a count in itself: never above 100 %. */
  readonly isShare: boolean
  readonly isAssessed: boolean
  readonly hasSizes: boolean
  readonly department: string
  /** First quarters of later definitions. */
  readonly breaks: readonly string[]
}

export type World = {
  /** Oldest first; the last is the one that speaks. */
  readonly quarters: readonly RawQuarter[]
  readonly measures: readonly RawMeasure[]
  readonly cards: readonly string[]
  readonly people: string
  /** By measure and unit ('CITY' for the city): the target of each year's end. */
  readonly targets: Readonly<Record<string, Readonly<Record<string, Readonly<Record<number, number>>>>>>
  readonly baselines: Readonly<Record<string, Readonly<Record<string, { period: string; value: number }>>>>
  readonly pairs: readonly { high: string; low: string; highName: string; lowName: string }[]
}
