import type { GroupGap } from '@cg/contract/catalogue'
import { missingNames } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { namesWords } from '@cg/domain/claim/words'
import { stateCode } from '@cg/domain/column'
import { resultAt } from '@cg/domain/figure/compute'
import { areaResult } from '@cg/domain/figure/compute-special'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { comparedPeriod } from '@cg/domain/figure/span'
import type { IndustrialBase } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { byArea, byIndustrialBase } from '@cg/domain/unit-tree'
import type { KindOf } from '@cg/domain/unit-tree'
import type { Period } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/number/round'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { areaGapCode, isRatio } from '../compute/results.ts'
import { spanIn } from '../compute/span.ts'
import { groupFacts } from './breakdowns.ts'
import { quarterWords } from '../words.ts'
import { comparable } from '../compute/compare-city.ts'
import { childrenOf, hasUnknownUnit, lostUnits } from '../compute/ground.ts'
import { originOf, unitThen } from '../compute/units-then.ts'
import { shownIn } from '../compute/quarter.ts'
import { quarterAt } from './rendering.ts'
import type { Figures } from '../compute/figures.ts'
import { gapTrend } from './gap-trend.ts'
import type { Pair } from './gap-trend.ts'
import { pairGap, workerGaps } from './gap-pairs.ts'
import { incompleteUnits, isAnyMeasured, noSides, pairOf, sideOfColumn } from './gap-sides.ts'
import type { GapNames, GapSource, ShownSide } from './gap-sides.ts'

export type Gap = OverviewFacts['gaps'][number]

/** Centre and remote, strong and weak industrial base, and what the catalogue's guide compares: groups of an indicator, and pairs of indicators. */
export function gapSources(figures: Figures): GapSource[] {
  const { basis } = figures
  const cards = basis.cards.flatMap((code) => basis.indicators.filter((one) => one.code === code && isRatio(one)))
  return [
    ...cards.map((indicator) => areaGap(figures, indicator)),
    ...cards.flatMap((indicator) => baseGap(figures, indicator)),
    ...cards.flatMap((indicator) => basis.guide.groupGaps.flatMap((gap) => groupGap(figures, indicator, gap))),
    ...basis.guide.gapPairs.flatMap((pair) => pairGap(figures, pair)),
    ...workerGaps(figures),
  ]
}

/** What is compared with what, and the gap of the release's quarter where there is one. */
type Found = { readonly source: GapSource; readonly gap: Gap }

const foundIn = new WeakMap<Figures, readonly Found[]>()

/** Every gap with its sides; several answers hold them. */
export function gapsWithSides(figures: Figures): readonly Found[] {
  const found =
    foundIn.get(figures) ??
    gapSources(figures).flatMap((source) => gapFact(figures, source).map((gap) => ({ source, gap })))
  foundIn.set(figures, found)
  return found
}

/** The gaps of the release's quarter. */
export function gapsOf(figures: Figures): Gap[] {
  return gapsWithSides(figures).map(({ gap }) => gap)
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
  if (lostUnits(figures, basis.indicators.indexOf(indicator), period).length > 0) return null
  const then = at(period)
  const gap = printedGap(then, indicator.decimals)
  if (gap === null || then.high === null || then.low === null || then.carriedFrom !== null) return null
  // A unit that the figure did not apply to in one of the quarters is on one side only (decision 31).
  if (now.compared?.toSorted().join() !== then.compared?.toSorted().join()) return null
  return { against: span.compareWith, period, high: then.high, low: then.low, gap }
}

function areaGap(figures: Figures, indicator: BasisIndicator): GapSource {
  const { centre, remote } = figures.basis.guide.areas
  return unitsGap(figures, indicator, {
    kindOf: byArea,
    kinds: ['centre', 'remote'],
    names: { name: `${centre}—${remote}`, highName: centre, lowName: remote },
    columnAt: (period, kindOf) =>
      kindOf === byArea || !isRatio(indicator) || !('multiplier' in indicator.formula)
        ? figures.engine.column({ indicator: areaGapCode(indicator.code), period })
        : areaResult(figures.engine.tree, figures.engine.column({ indicator: indicator.code, period }), {
            first: 'centre',
            second: 'remote',
            kindOf,
            combine: 'difference',
            multiplier: indicator.formula.multiplier,
          }),
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
    columnAt: (period, kindOf) =>
      areaResult(engine.tree, engine.column({ indicator: indicator.code, period }), { ...comparison, kindOf }),
  })
  return source.sides?.high.length === 0 || source.sides?.low.length === 0 ? [] : [source]
}

/** Which units stand on either side; its column holds both sides as numerator and denominator. */
type UnitSides = {
  readonly kindOf: KindOf
  readonly kinds: readonly [string, string]
  readonly names: GapNames
  readonly members?: string
  readonly columnAt: (period: Period, kindOf: KindOf) => ResultColumn
}

function unitsGap(figures: Figures, indicator: BasisIndicator, given: UnitSides): GapSource {
  const { kindOf, kinds, names, members, columnAt } = given
  const { basis, engine } = figures
  const children = Array.from(must(engine.tree.children[cityAt]))
  const [high, low] = kinds.map((kind) => children.filter((unit) => kindOf(must(basis.units[unit])) === kind))
  const at = (period: Period): Pair => {
    const isUnknown = hasUnknownUnit(figures, period) || (kindOf === byArea && isOfOtherAreas(figures, period))
    if (isUnknown || [must(high), must(low)].some((side) => isHidden(figures, { indicator, period, side })))
      return { ...noSides, missing: [] }
    const column = columnAt(period, kindThen(figures, period, kindOf))
    const { numerator, denominator, carriedFrom, missing } = resultAt(column, cityAt)
    return { high: numerator, low: denominator, carriedFrom, missing, compared: column.compared?.get(cityAt) ?? [] }
  }
  const isMeasured = (period: Period): boolean =>
    isAnyMeasured(figures, [sideOfColumn(engine.column({ indicator: indicator.code, period }))])
  const sides = { high: must(high), low: must(low) }
  return { indicator, upper: indicator, names, sides, ...(members === undefined ? {} : { members }), at, isMeasured }
}

/** Without the units that were not there yet: they stand on neither side, and nobody misses them. */
function kindThen(figures: Figures, period: Period, kindOf: KindOf): KindOf {
  const { basis, input } = figures
  const young = childrenOf(figures).filter((unit) => unitThen(input, unit, period) === 'new')
  if (young.length === 0) return kindOf
  const codes = new Set<string>(young.map((unit) => must(basis.units[unit]).code))
  return (unit) => (codes.has(unit.code) ? null : kindOf(unit))
}

/** Whether units of different areas were merged since: the sides were others then. */
function isOfOtherAreas(figures: Figures, period: Period): boolean {
  const { basis, input } = figures
  return childrenOf(figures).some((unit) => {
    if (unitThen(input, unit, period) === 'there') return false
    const { code, areaType } = must(basis.units[unit])
    return originOf(basis, code)?.predecessors.some((one) => one.areaType !== areaType) === true
  })
}

type SideIn = { readonly indicator: BasisIndicator; readonly period: Period; readonly side: readonly number[] }

/** A side of one unit whose figure is 不公布 would publish it. */
function isHidden(figures: Figures, { indicator, period, side }: SideIn): boolean {
  const [only, ...others] = side
  if (only === undefined || others.length > 0) return false
  const quarter = quarterAt(figures, period)
  if (quarter === null) return false
  return shownIn(quarter, figures.basis.indicators.indexOf(indicator), only).state === stateCode.withheld
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
    // The groups are added up over today's units.
    if (hasUnknownUnit(figures, period)) return { ...noSides, missing: [] }
    const missing = incompleteUnits(figures, period, sides(period))
    if (missing.length > 0) return { ...noSides, missing }
    const facts = groupFacts(figures, i, { axis, period })
    const [high, low] = groups.map((group) => facts.find(({ key }) => key === group))
    return pairOf(must(high), must(low))
  }
  const isMeasured = (period: Period): boolean => isAnyMeasured(figures, sides(period))
  return [{ indicator, upper: indicator, names, sides: null, at, isMeasured }]
}
