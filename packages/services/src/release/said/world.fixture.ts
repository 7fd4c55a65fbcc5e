/*
 * A made-up city as raw cells. What the product says of it is held against figures reckoned from these cells once more, by
 * code that knows nothing of the product (reckoner, evaluator).
 */

export type RawCell = number | 'not_reported' | 'not_applicable' | 'not_available' | 'withheld'

export type RawUnit = {
  readonly code: string
  readonly name: string
  readonly area: 'centre' | 'suburb' | 'remote'
  /** What the city says of its industrial base; absent: nothing. */
  readonly base?: 'strong' | 'weak'
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
  readonly every: 1 | 2 | 4
  /** Of the city alone: one kind of area held against the other, by what is said of the units or by a count. */
  readonly area: { readonly kind: 'gap'; readonly of: string } | { readonly kind: 'ratio' } | null
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

/** How an indicator earns points of a hundred; `power` runs from the worst unit's 60 to the best one's 100. */
export type RawRule =
  | { readonly kind: 'pass' | 'power' }
  | { readonly kind: 'ratio'; readonly cap: number }
  | { readonly kind: 'around'; readonly base: number; readonly slope: number; readonly cap: number }
  | {
      readonly kind: 'steps'
      readonly step: number
      readonly loss: number
      readonly isWhole: boolean
      readonly target: number | null
    }
  | {
      readonly kind: 'bands'
      readonly bands: readonly { readonly limit: number; readonly points: number }[]
      readonly otherwise: number
    }
  | { readonly kind: 'decay'; readonly step: number; readonly floor: number }
  | { readonly kind: 'posts'; readonly low: number; readonly high: number }

/** What becomes of an indicator without a figure: 0 points, its weight to the others, no score at all, the others' median. */
export type RawAction = 'zero' | 'redistribute' | 'block' | 'median' | { readonly carry: number }

export type RawItem = {
  readonly code: string
  readonly weight: number
  readonly rule: RawRule
  readonly missing: Readonly<Record<string, RawAction>>
}

export type RawScheme = {
  readonly items: readonly RawItem[]
  readonly missing: Readonly<Record<string, RawAction>>
  /** The share of the weight that must be reported for a place. */
  readonly availability: number
  readonly decimals: number
  /** The first, unless told. */
  readonly version?: number
}

/** A figure from outside the city. */
export type RawYardstick = {
  readonly name: '全省平均' | '甲市'
  readonly period: string
  readonly value: number
  readonly decimals: number
}

/** A measure of one group of people that is part of everybody's. */
export type RawGroup = {
  readonly part: string
  readonly whole: string
  readonly name: string
  /** Whether those under the line are among everybody's there. */
  readonly isSameBase: boolean
}

export type World = {
  /** Oldest first; the last is the one that speaks. */
  readonly quarters: readonly RawQuarter[]
  readonly measures: readonly RawMeasure[]
  readonly cards: readonly string[]
  /** Counts of people or firms from 1 to one below are not shown; 0: all are. */
  readonly small: number
  readonly people: string
  /** By measure and unit ('CITY' for the city): the target of each year's end. */
  readonly targets: Readonly<Record<string, Readonly<Record<string, Readonly<Record<number, number>>>>>>
  readonly baselines: Readonly<Record<string, Readonly<Record<string, { period: string; value: number }>>>>
  readonly scheme: RawScheme | null
  /** What the city calls its kinds of area. */
  readonly areas: { readonly centre: string; readonly suburb: string; readonly remote: string }
  /** By measure, oldest first; none where absent. */
  readonly yardsticks?: Readonly<Record<string, readonly RawYardstick[]>>
  /** None where absent; each stands among `pairs` too. */
  readonly groups?: readonly RawGroup[]
  readonly pairs: readonly { high: string; low: string; highName: string; lowName: string }[]
}
