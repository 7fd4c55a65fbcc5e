import type { GroupGap } from '@cg/contract/catalogue'
import type { GapPair } from '@cg/contract/catalogue'
import { missingNames } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { namesWords } from '@cg/domain/claim/words'
import { stateCode } from '@cg/domain/column'
import { resultAt } from '@cg/domain/figure/compute'
import { areaResult } from '@cg/domain/figure/compute-special'
import { isUsable, isWhole } from '@cg/domain/figure/rollup'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { comparedPeriod } from '@cg/domain/figure/span'
import type { IndustrialBase } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { byArea, byIndustrialBase } from '@cg/domain/unit-tree'
import type { KindOf } from '@cg/domain/unit-tree'
import type { Period } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/number/round'
import { cityAt, isDefinedAlike } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { areaGapCode, isRatio } from '../compute/results.ts'
import { spanIn } from '../compute/span.ts'
import { groupFact } from './indicator.ts'
import { quarterWords } from '../words.ts'
import { comparable } from '../compute/compare-city.ts'
import { addsUpAlike, goneUnits } from '../compute/gone-units.ts'
import { quarterAt, valueIn } from './rendering.ts'
import type { Figures } from '../compute/figures.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { gapTrend } from './gap-trend.ts'
import type { Pair } from './gap-trend.ts'

export type Gap = OverviewFacts['gaps'][number]

/** Two sides that are held against each other, quarter by quarter. */
export type GapSource = {
  readonly indicator: BasisIndicator
  /** What the side named first is measured by; another indicator in a pair of indicators. */
  readonly upper: BasisIndicator
  readonly names: GapNames
  /** The units on either side, where units are compared; null for groups of people and firms. */
  readonly sides: { readonly high: readonly number[]; readonly low: readonly number[] } | null
  /** Who stands on either side, where that is not in the names and the city decides on it. */
  readonly members?: string
  readonly at: (period: Period) => Pair
  /** Whether a unit of either side was measured in the quarter: else its silence is none, nobody asked. */
  readonly isMeasured: (period: Period) => boolean
}

/** Centre and remote, strong and weak industrial base, and what the catalogue's guide compares: groups of an indicator, and pairs of indicators. */
export function gapSources(figures: Figures): GapSource[] {
  const { basis } = figures
  const cards = basis.cards.flatMap((code) => basis.indicators.filter((one) => one.code === code && isRatio(one)))
  return [
    ...cards.map((indicator) => areaGap(figures, indicator)),
    ...cards.flatMap((indicator) => baseGap(figures, indicator)),
    ...cards.flatMap((indicator) => basis.guide.groupGaps.flatMap((gap) => groupGap(figures, indicator, gap))),
    ...basis.guide.gapPairs.flatMap((pair) => pairGap(figures, pair)),
  ]
}

/** The gaps of the release's quarter. */
export function gapsOf(figures: Figures): Gap[] {
  return gapSources(figures).flatMap((source) => gapFact(figures, source))
}

/** Difference of the printed values (decision 3). */
export function printedGap({ high, low }: Pair, decimals: number): number | null {
  if (high === null || low === null) return null
  return (scaledInteger(high, decimals) - scaledInteger(low, decimals)) / 10 ** decimals
}

/** Short names of the units of the city that are called so in the release's quarter; many are counted. */
function membersOf({ basis, engine }: Figures, base: IndustrialBase): string {
  const units = Array.from(must(engine.tree.children[cityAt])).map((at) => must(basis.units[at]))
  const own = units.filter(({ industrialBase }) => industrialBase === base)
  return namesWords(
    own.map(({ shortName }) => shortName),
    missingNames,
  )
}

type GapNames = { readonly name: string; readonly highName: string; readonly lowName: string }

/**
 * A gap and the one before it that covers as long a time. Without a unit of either side there is no gap, only the names
 * of those that are missing (decision 31); one carried from an earlier quarter is compared with nothing.
 */
export function gapFact(figures: Figures, { indicator, upper, names, at, isMeasured }: GapSource): Gap[] {
  const { basis } = figures
  const now = at(basis.period)
  const isEmpty = now.high === null && now.low === null
  if (isEmpty && (now.missing.length === 0 || !isMeasured(basis.period))) return []
  const before = gapBefore(figures, indicator, now, at)
  return [
    {
      ...names,
      indicator: indicator.code,
      indicatorName: indicator.name,
      measureName: indicator.phrase.measure,
      unit: indicator.unit,
      decimals: indicator.decimals,
      span: spanIn(basis, indicator),
      breaks: [...new Set([...upper.breaks, ...indicator.breaks])].toSorted(),
      high: now.high,
      low: now.low,
      gap: printedGap(now, indicator.decimals),
      carriedFrom: now.carriedFrom,
      missing: now.missing.map((unit) => must(basis.units[unit]).code),
      before,
      previousGap: before?.against === 'lastQuarter' ? before.gap : null,
      trend: now.carriedFrom === null ? gapTrend(figures, basis.indicators.indexOf(indicator), at) : null,
    },
  ]
}

function gapBefore(
  figures: Figures,
  indicator: BasisIndicator,
  now: Pair,
  at: (period: Period) => Pair,
): Gap['before'] {
  const { basis } = figures
  const span = spanIn(basis, indicator)
  const period = comparedPeriod(span, basis.period)
  if (now.carriedFrom !== null || now.high === null || comparable(figures, indicator, period) === null) return null
  if (goneUnits(figures, basis.indicators.indexOf(indicator), period).length > 0) return null
  const then = at(period)
  const gap = printedGap(then, indicator.decimals)
  if (gap === null || then.high === null || then.low === null || then.carriedFrom !== null) return null
  // A unit that the figure did not apply to in one of the quarters is on one side only (decision 31).
  if (now.compared?.toSorted().join() !== then.compared?.toSorted().join()) return null
  return { against: span.compareWith, period, high: then.high, low: then.low, gap }
}

const noSides = { high: null, low: null, carriedFrom: null } as const

function areaGap(figures: Figures, indicator: BasisIndicator): GapSource {
  const { centre, remote } = figures.basis.guide.areas
  return unitsGap(figures, indicator, {
    kindOf: byArea,
    kinds: ['centre', 'remote'],
    names: { name: `${centre}—${remote}`, highName: centre, lowName: remote },
    columnAt: (period) => figures.engine.column({ indicator: areaGapCode(indicator.code), period }),
  })
}

/**
 * Units with a strong industrial base and with a weak one, over the whole line those that are called so in the release's
 * quarter; none where the city says it of nobody on one of the sides.
 */
function baseGap(figures: Figures, indicator: BasisIndicator): GapSource[] {
  const { basis, engine } = figures
  if (!('multiplier' in indicator.formula)) return []
  const { multiplier } = indicator.formula
  const { pair, strong, weak } = basis.guide.bases
  const comparison = {
    kindOf: byIndustrialBase,
    first: 'strong',
    second: 'weak',
    combine: 'difference',
    multiplier,
  } as const
  const source = unitsGap(figures, indicator, {
    kindOf: byIndustrialBase,
    kinds: ['strong', 'weak'],
    names: { name: pair, highName: strong, lowName: weak },
    members: `${strong}为${membersOf(figures, 'strong')}，${weak}为${membersOf(figures, 'weak')}；按${quarterWords(basis.period)}的划分，此前各季按同一批单位比较`,
    columnAt: (period) => areaResult(engine.tree, engine.column({ indicator: indicator.code, period }), comparison),
  })
  return source.sides?.high.length === 0 || source.sides?.low.length === 0 ? [] : [source]
}

/** Which units stand on either side; its column holds both sides as numerator and denominator. */
type UnitSides = {
  readonly kindOf: KindOf
  readonly kinds: readonly [string, string]
  readonly names: GapNames
  readonly members?: string
  readonly columnAt: (period: Period) => ResultColumn
}

function unitsGap(figures: Figures, indicator: BasisIndicator, given: UnitSides): GapSource {
  const { kindOf, kinds, names, members, columnAt } = given
  const { basis, engine } = figures
  const children = Array.from(must(engine.tree.children[cityAt]))
  const [high, low] = kinds.map((kind) => children.filter((unit) => kindOf(must(basis.units[unit])) === kind))
  const at = (period: Period): Pair => {
    if ([must(high), must(low)].some((side) => isHidden(figures, { indicator, period, side })))
      return { ...noSides, missing: [] }
    const column = columnAt(period)
    const { numerator, denominator, carriedFrom, missing } = resultAt(column, cityAt)
    return { high: numerator, low: denominator, carriedFrom, missing, compared: column.compared?.get(cityAt) ?? [] }
  }
  const isMeasured = (period: Period): boolean =>
    isAnyMeasured(figures, [sideOfColumn(engine.column({ indicator: indicator.code, period }))])
  const sides = { high: must(high), low: must(low) }
  return { indicator, upper: indicator, names, sides, ...(members === undefined ? {} : { members }), at, isMeasured }
}

type SideIn = { readonly indicator: BasisIndicator; readonly period: Period; readonly side: readonly number[] }

/** A side of one unit whose figure is 不公布 would publish it. */
function isHidden(figures: Figures, { indicator, period, side }: SideIn): boolean {
  const [only, ...others] = side
  if (only === undefined || others.length > 0) return false
  const quarter = quarterAt(figures, period)
  return quarter?.state(figures.basis.indicators.indexOf(indicator), only) === stateCode.withheld
}

function groupGap(
  figures: Figures,
  indicator: BasisIndicator,
  { axis, high: upper, low: lower, ...names }: GroupGap,
): GapSource[] {
  const { basis, engine } = figures
  if (!indicator.breakdowns.includes(axis)) return []
  const i = basis.indicators.indexOf(indicator)
  const groups = [`${axis}:${upper}`, `${axis}:${lower}`]
  const sides = (period: Period): ShownSide[] =>
    groups.map((breakdown) => sideOfColumn(engine.column({ indicator: indicator.code, period, breakdown })))
  const at = (period: Period): Pair => {
    const missing = incompleteUnits(figures, sides(period))
    if (missing.length > 0) return { ...noSides, missing }
    const [high, low] = groups.map((group) => groupFact(figures, i, group, period))
    return pairOf(must(high), must(low))
  }
  const isMeasured = (period: Period): boolean => isAnyMeasured(figures, sides(period))
  return [{ indicator, upper: indicator, names, sides: null, at, isMeasured }]
}

type SideOf = { readonly value: number | null; readonly carriedFrom: Period | null }

/** Two figures measured in different quarters are no gap. */
function pairOf(high: SideOf, low: SideOf): Pair {
  if (high.carriedFrom !== low.carriedFrom) return { ...noSides, missing: [] }
  return { high: high.value, low: low.value, carriedFrom: high.carriedFrom, missing: [] }
}

/** State numbers and, of what is carried, the period index it comes from. */
type ShownSide = { readonly state: (unit: number) => number; readonly origin: (unit: number) => number }

function sideOfColumn({ states, carriedFrom }: ResultColumn): ShownSide {
  return { state: (unit) => must(states[unit]), origin: (unit) => carriedFrom?.[unit] ?? 0 }
}

/** Whether a unit that counts in the city has a word of its own for the quarter on one of the sides. */
function isAnyMeasured({ engine }: Figures, sides: readonly ShownSide[]): boolean {
  const children = Array.from(must(engine.tree.children[cityAt]))
  const isOwn = ({ state, origin }: ShownSide, unit: number): boolean =>
    state(unit) !== stateCode.not_reported && origin(unit) === 0
  return sides.some((side) => children.some((unit) => isOwn(side, unit)))
}

/**
 * Units that count in the city and have no whole figure on one of the sides, or one carried from an earlier quarter than
 * the newest of either side; none where nobody has any.
 */
function incompleteUnits({ engine }: Figures, sides: readonly ShownSide[]): number[] {
  const children = Array.from(must(engine.tree.children[cityAt]))
  const origins = sides.map(({ origin }) => origin(cityAt))
  const isOneQuarter = origins.every((origin) => origin === origins[0])
  if (isOneQuarter && sides.every(({ state }) => isWhole(state(cityAt)))) return []
  if (!children.some((unit) => sides.some(({ state }) => isUsable(state(unit))))) return []
  const newest = origins.includes(0) ? 0 : Math.max(...origins)
  const isIn = (side: ShownSide, unit: number): boolean => isWhole(side.state(unit)) && side.origin(unit) === newest
  return children.filter((unit) => !sides.every((side) => isIn(side, unit)))
}

/** As published then; what a hidden figure holds is in the city's all the same. */
function publishedSide({ basis, engine }: Figures, quarter: QuarterView, i: number): ShownSide {
  const { code } = must(basis.indicators[i])
  const { states } = engine.column({ indicator: code, period: quarter.period })
  const state = (unit: number): number => {
    const own = quarter.state(i, unit)
    return own === stateCode.withheld ? must(states[unit]) : own
  }
  return { state, origin: (unit) => quarter.carried(i, unit) }
}

function pairGap(figures: Figures, { name, high, low, highName, lowName }: GapPair): GapSource[] {
  const { basis, engine } = figures
  const find = (code: string): number => basis.indicators.findIndex((one) => one.code === code)
  const [upper, lower] = [find(high), find(low)]
  if (upper < 0 || lower < 0) return []
  const sides = (quarter: QuarterView): ShownSide[] => [upper, lower].map((i) => publishedSide(figures, quarter, i))
  const isMeasured = (period: Period): boolean => {
    const quarter = quarterAt(figures, period)
    return quarter !== null && isAnyMeasured(figures, sides(quarter))
  }
  const at = (period: Period): Pair => {
    const quarter = quarterAt(figures, period)
    const isAlike = [upper, lower].every(
      (i) => addsUpAlike(figures, i, period) && isDefinedAlike(must(basis.indicators[i]), period, basis.period),
    )
    if (quarter === null || !isAlike) return { ...noSides, missing: [] }
    const missing = incompleteUnits(figures, sides(quarter))
    if (missing.length > 0) return { ...noSides, missing }
    const side = (i: number): SideOf => {
      const column = engine.column({ indicator: must(basis.indicators[i]).code, period })
      return { value: valueIn(quarter, i, cityAt), carriedFrom: resultAt(column, cityAt).carriedFrom }
    }
    return pairOf(side(upper), side(lower))
  }
  const [first, second] = [must(basis.indicators[upper]), must(basis.indicators[lower])]
  return [{ indicator: second, upper: first, names: { name, highName, lowName }, sides: null, at, isMeasured }]
}
