import { inOneLine } from '@cg/domain/claim/words'
import { gapClaim } from '@cg/contract/claims/overview'
import { missingNames } from '@cg/contract/release/equity'
import type { GapSeries } from '@cg/contract/release/equity'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import { describeSource } from '../words.ts'
import { listedUnits } from './equity.ts'
import { gapsWithSides, printedGap } from './gaps.ts'
import type { GapSource } from './gap-sides.ts'
import type { Gap } from './gaps.ts'
import type { Pair } from './gap-trend.ts'
import { likePeriods } from './gap-trend.ts'
import { likeStep } from './like-quarters.ts'
import { trendWindow } from './trend.ts'

/** Every gap over the quarters that compare, the widest first; those without a single figure are left out. */
export function gapSeriesOf(figures: Figures): GapSeries[] {
  const found = gapsWithSides(figures).flatMap(({ source, gap }) => seriesOf(figures, source, gap) ?? [])
  return found.toSorted(byWidth)
}

/** Percentage points before other units, which have another scale; without a gap now last. */
function byWidth(left: GapSeries, right: GapSeries): number {
  const [one, other] = [left, right].map(({ gap }) => gap.at(-1) ?? null)
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return Number(left.unit !== '%') - Number(right.unit !== '%') || Math.abs(must(other)) - Math.abs(must(one))
}

function seriesOf(figures: Figures, source: GapSource, fact: Gap): GapSeries | null {
  const { basis } = figures
  const { indicator } = source
  const points = pointsOf(figures, source)
  if (points.every(({ pair }) => pair.high === null)) return null
  const names = points.map(({ pair }) => pair.missing.map((unit) => must(basis.units[unit]).shortName))
  return {
    name: fact.name,
    indicator: fact.indicator,
    indicatorName: fact.indicatorName,
    measureName: fact.measureName,
    definition: each(source, ({ definition }) => definition),
    source: each(source, (one) => describeSource(basis, one)),
    unit: fact.unit,
    decimals: fact.decimals,
    highName: fact.highName,
    lowName: fact.lowName,
    periods: points.map(({ period }) => period),
    high: points.map(({ pair }) => pair.high),
    low: points.map(({ pair }) => pair.low),
    gap: points.map(({ pair }) => printedGap(pair, indicator.decimals)),
    missing: names.map((some) => some.slice(0, missingNames)),
    missingCount: names.map(({ length }) => length),
    isSameQuarter: likeStep(basis, indicator) > 1,
    sides: sidesOf(figures, source),
    members: source.members ?? null,
    trend: fact.trend ?? null,
    claim: gapClaim(basis, fact),
  }
}

/** Codes of the units on either side; above `listedUnits` they are not listed. */
function sidesOf({ basis, ranked }: Figures, { sides }: GapSource): GapSeries['sides'] {
  if (sides === null || ranked.length > listedUnits) return null
  const codes = (units: readonly number[]): string[] => units.map((unit) => must(basis.units[unit]).code)
  return { high: codes(sides.high), low: codes(sides.low) }
}

/** Of a pair of indicators that of both sides. */
function each({ indicator, upper }: GapSource, tell: (one: GapSource['indicator']) => string): string {
  return inOneLine([...new Set([tell(upper), tell(indicator)])])
}

type Point = { readonly period: Period; readonly pair: Pair }

/**
 * The quarters that the verdict looks at, each measured in its own: who is silent while nobody is asked is not missing. Cells go back eight quarters: further back, units that
 * seem to be missing are only not known any more.
 */
function pointsOf(figures: Figures, { indicator, at, isMeasured }: GapSource): Point[] {
  const { basis, input } = figures
  const known = new Set(input.earlier.flatMap(({ period, cells }) => (cells === null ? [] : [period])))
  const isKnown = (period: Period): boolean => period === basis.period || known.has(period)
  return likePeriods(figures, indicator)
    .slice(-trendWindow)
    .map((period) => ({ period, pair: at(period) }))
    .filter(({ pair }) => pair.carriedFrom === null)
    .filter(
      ({ period, pair }) => pair.high !== null || (isKnown(period) && isMeasured(period) && pair.missing.length > 0),
    )
}
