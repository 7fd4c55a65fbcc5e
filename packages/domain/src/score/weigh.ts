import { type Adjusted, type Adjustment, type AdjustmentInput, applyAdjustments } from './adjustment.ts'
import type { IndicatorCode } from '../indicator.ts'
import { withoutNoise } from '../number/round.ts'
import type { MissingState } from './scheme.ts'
import { must } from '../must.ts'
import { exactSum, sumWith } from '../number/sum.ts'

/** States that ask nothing of the unit: they are left out of the availability as well. */
export function asksNothing(reason: MissingState | null): boolean {
  return reason === 'not_applicable' || reason === 'zero_denominator' || reason === 'carried' || reason === 'no_target'
}

/** One item of one unit as far as weights look at it. */
export type WeighedItem = {
  readonly indicator: IndicatorCode
  readonly weight: number
  /** Of 100; null: not scored, its weight goes to the unit's other items. */
  readonly points: number | null
  /** The unit has no figure of its own that could be scored. */
  readonly isMissing: boolean
  /** False for what asks nothing of the unit (不适用): left out of the availability as well. */
  readonly counts: boolean
  /** Without it the unit is not scored at all. */
  readonly blocks: boolean
}

export type WeighOptions = {
  /** Least share of the weight that must be reported for a place. */
  readonly availability: number
  readonly adjustments: readonly Adjustment[]
  readonly facts: Readonly<Record<string, number>>
}

/** Why a unit has no place: under the availability threshold, blocked by a missing item, nothing to score, vetoed. */
export type NoPlace = 'insufficient_data' | 'blocked' | 'nothing_to_score' | 'vetoed'

/**
 * `total` 0..100 plus adjustments, unrounded; null without any weight. `availability` is the reported share of the
 * weight. `carried`: the weights of the items that are scored, added up.
 */
export type Weighed = {
  readonly total: number | null
  readonly availability: number
  readonly noPlace: NoPlace | null
  readonly carried: number
  /** Before adjustments. */
  readonly plain: number
  readonly adjusted: Adjusted | null
}

/**
 * A unit's points under weights: the one way from points to a total, for the official score and for a trial of other
 * weights (scoring 1.4 to 1.6).
 */
export function weighUnit(items: readonly WeighedItem[], options: WeighOptions): Weighed {
  const carried = weightOf(items, (item) => item.points !== null)
  const asked = weightOf(items, (item) => item.counts)
  const reported = asked === 0 ? 0 : weightOf(items, (item) => !item.isMissing) / asked
  const isBlocked = items.some((item) => item.blocks)
  if (carried === 0 || isBlocked) {
    const noPlace = isBlocked ? 'blocked' : 'nothing_to_score'
    return { total: null, availability: reported, noPlace, carried, plain: 0, adjusted: null }
  }
  const sum = exactSum(items.map((item) => contributionOf(item, carried)))
  return settled(options, { sum, carried, reported, points: pointsOf(items, options) })
}

const unasked: ReadonlyMap<string, number | null> = new Map()

/** By indicator, for the adjustments; of nothing where there are none. */
function pointsOf(items: readonly WeighedItem[], { adjustments }: WeighOptions): ReadonlyMap<string, number | null> {
  return adjustments.length === 0 ? unasked : new Map(items.map((item) => [item.indicator, item.points]))
}

type Summed = {
  readonly sum: number
  readonly carried: number
  readonly reported: number
  readonly points: AdjustmentInput['points']
}

function settled(
  { availability, adjustments, facts }: WeighOptions,
  { sum, carried, reported, points }: Summed,
): Weighed {
  // Totals that are equal must print equal, by whichever items they come about.
  const plain = withoutNoise(sum, 15)
  const adjusted = applyAdjustments(plain, adjustments, { facts, points })
  const noPlace = reported < availability - 1e-12 ? 'insufficient_data' : null
  return {
    total: adjusted.total,
    availability: reported,
    noPlace: adjusted.vetoed ? 'vetoed' : noPlace,
    carried,
    plain,
    adjusted,
  }
}

/**
 * Weighs the unit with another one of its items, again and again: the same as `weighUnit` over all of them. Where only
 * the item's points differ no weight moves, and its contribution is all that is added anew.
 */
export function weighTrials(
  items: readonly WeighedItem[],
  options: WeighOptions,
): (at: number, item: WeighedItem) => Weighed {
  const now = weighUnit(items, options)
  const contributions = items.map((item) => contributionOf(item, now.carried))
  const sums = new Map<number, (value: number) => number>()
  const known = pointsOf(items, options)
  return (at, item) => {
    if (now.total === null || !weighsAlike(must(items[at]), item)) return weighUnit(items.with(at, item), options)
    const sumOf = sums.get(at) ?? sumWith(contributions.toSpliced(at, 1))
    sums.set(at, sumOf)
    const { carried, availability: reported } = now
    const points = { get: (code: string) => (code === item.indicator ? item.points : known.get(code)) }
    return settled(options, { sum: sumOf(contributionOf(item, carried)), carried, reported, points })
  }
}

function weighsAlike(left: WeighedItem, right: WeighedItem): boolean {
  return (
    (left.points === null) === (right.points === null) &&
    left.weight === right.weight &&
    left.isMissing === right.isMissing &&
    left.counts === right.counts &&
    left.blocks === right.blocks
  )
}

/** Its share of the weights that are scored; 0 when its weight went elsewhere. */
export function effectiveWeight({ weight, points }: Pick<WeighedItem, 'weight' | 'points'>, carried: number): number {
  return points === null || carried === 0 ? 0 : weight / carried
}

/** Points of the total that come from the item. */
export function contributionOf(item: Pick<WeighedItem, 'weight' | 'points'>, carried: number): number {
  return effectiveWeight(item, carried) * (item.points ?? 0)
}

function weightOf(items: readonly WeighedItem[], keep: (item: WeighedItem) => boolean): number {
  return exactSum(items.filter(keep).map((item) => item.weight))
}
