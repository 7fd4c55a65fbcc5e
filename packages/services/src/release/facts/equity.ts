import type { InequalityFact, IntervalFacts } from '@cg/contract/release/measure'
import { quotientRules } from '@cg/domain/figure/compute'
import { isCovered } from '@cg/domain/figure/coverage'
import { decomposeTheilT } from '@cg/domain/equity/decomposition'
import { funnelClass, shareFunnel } from '@cg/domain/statistics/funnel'
import type { FunnelClass } from '@cg/domain/statistics/funnel'
import { gini, variationCoefficient, valueRange } from '@cg/domain/equity/inequality'
import { smallDenominator, wilsonInterval } from '@cg/domain/statistics/interval'
import type { Interval } from '@cg/domain/statistics/interval'
import { sentence } from '@cg/domain/claim/claim'
import { claimSpread, inequalityMethod } from '@cg/domain/claim/spread'
import { must } from '@cg/domain/must'
import { exactSum } from '@cg/domain/number/sum'
import { slopeIndex } from '@cg/domain/statistics/slope-index'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { intervalRule, isShareOfCounts } from '../compute/share.ts'
import { smallNumberWords } from './small-numbers.ts'
import type { Figures } from '../compute/figures.ts'
import { numberAt } from '../stored/result-table.ts'

/** Fewer units than this are compared by looking at them. */
const leastUnits = 3

/** Lists by unit are left out above this many: a nation's answers would double. */
export const listedUnits = 200

type Held = {
  readonly value: number
  readonly population: number
  /** The kind of area; '' where it has none. */
  readonly group: string
  readonly name: string
  /** Where its counts stand in the results. */
  readonly at: number
}

/**
 * How unequal the units that count in the city are, absolutely (range) and relatively (scoring 1.13); quotients weigh by
 * their denominators. Growth, which may fall below 0, has no relative measure. Null for anything but quotients and below
 * three units with a value.
 */
export function inequalityFact(figures: Figures, i: number): InequalityFact | null {
  const indicator = must(figures.basis.indicators[i])
  const { kind } = indicator.formula
  if (kind !== 'quotient' && kind !== 'pooled') return null
  if (!isCityCovered(figures, i)) return null
  const held = heldBy(figures, i, kind === 'quotient')
  if (held.length < leastUnits) return null
  const range = valueRange(held).value
  const isRelative = !quotientRules(indicator).signed
  const variation = isRelative ? variationCoefficient(held).value : null
  const isPlaced = held.every(({ group }) => group !== '')
  const theil = decomposeTheilT(held)
  const isGrouped = isRelative && isPlaced && theil.groups.length > 1
  const fact = {
    units: held.length,
    isWeighted: kind === 'quotient',
    range,
    variation,
    gini: isRelative ? gini(held).value : null,
    theil: isRelative ? theil.total : null,
    between: isGrouped ? theil.between : null,
    within: isGrouped ? theil.within : null,
    slope: slopeOf(held, kind === 'quotient'),
  }
  const format = { unit: indicator.unit, decimals: indicator.decimals }
  const intervalOf = intervalRule(figures.basis, indicator)
  const { numerators, denominators } = figures.results
  const spread = claimSpread(held, {
    format,
    inside: insideNames(figures, i),
    intervalOf: ({ at }) => intervalOf?.(numberAt(numerators, at), numberAt(denominators, at)) ?? null,
  })
  const method = inequalityMethod({ ...fact, format })
  return spread === null ? { ...fact, words: '', method } : { ...fact, claim: spread, words: sentence(spread), method }
}

const fromRemote = ['remote', 'suburb', 'centre'] as const

/** Slope index over the kinds of area from remote to centre, weighed by denominators; null unless every unit has a kind. */
function slopeOf(held: readonly Held[], isWeighted: boolean): number | null {
  if (!isWeighted || held.some(({ group }) => group === '')) return null
  const groups = fromRemote.map((area) => {
    const own = held.filter(({ group }) => group === area)
    const population = exactSum(own.map((one) => one.population))
    const value = population === 0 ? 0 : exactSum(own.map((one) => one.value * one.population)) / population
    return { population, value, se: null }
  })
  return slopeIndex(groups)?.sii ?? null
}

/** One district of eleven is not the city (decision 33). */
function isCityCovered({ basis, quarters }: Figures, i: number): boolean {
  return isCovered(must(quarters.at(-1)).cityCoverage(i), basis.coverageLimit)
}

/** Units with a figure that lie inside others: their people are counted there. */
function insideNames({ basis, ranked, results }: Figures, i: number): string[] {
  const inside = ranked.filter((unit) => !must(basis.units[unit]).countsInParent)
  const known = inside.filter((unit) => numberAt(results.values, i * results.unitCount + unit) !== null)
  return known.map((unit) => must(basis.units[unit]).shortName)
}

function heldBy({ basis, engine, results }: Figures, i: number, isWeighted: boolean): Held[] {
  const held: Held[] = []
  for (const unit of must(engine.tree.children[cityAt])) {
    const at = i * results.unitCount + unit
    const value = numberAt(results.values, at)
    const population = isWeighted ? numberAt(results.denominators, at) : 1
    if (value === null || population === null || population <= 0) continue
    const { areaType, shortName } = must(basis.units[unit])
    held.push({ value, population, group: areaType ?? '', name: shortName, at })
  }
  return held
}

/**
 * Wilson 95 % of each unit's share and its place in the funnel around the city: guidance on small numbers, since a
 * register has no sampling error. Null unless people, firms or other things are counted on both sides.
 */
export function intervalFacts(figures: Figures, i: number): IntervalFacts | null {
  const { basis, ranked, results } = figures
  const indicator = must(basis.indicators[i])
  if (ranked.length > listedUnits || indicator.isCityOnly || !isShareOfCounts(basis, indicator)) return null
  const at = (unit: number): number => i * results.unitCount + unit
  const [x, n] = [numberAt(results.numerators, at(cityAt)), numberAt(results.denominators, at(cityAt))]
  const city = x === null || n === null || n <= 0 || !isCityCovered(figures, i) ? null : x / n
  const rows = ranked.map((unit) => {
    const [own, of] = [numberAt(results.numerators, at(unit)), numberAt(results.denominators, at(unit))]
    return rowOf({ own, of, city }, indicator)
  })
  return {
    label: '小样本提示',
    confidence: 0.95,
    low: rows.map(({ interval }) => (interval === null ? null : Math.floor(interval.low * 1e6) / 1e4)),
    high: rows.map(({ interval }) => (interval === null ? null : Math.ceil(interval.high * 1e6) / 1e4)),
    funnel: rows.map(({ place }) => place?.level ?? null),
    side: rows.map(({ place }) => place?.side ?? null),
    isSmall: rows.map(({ isSmall }) => isSmall),
    words: smallNumberWords({
      within: rows.filter(({ place }) => place?.level === 'within').length,
      small: rows.filter(({ isSmall }) => isSmall).length,
    }),
  }
}

type Row = { readonly interval: Interval | null; readonly place: FunnelClass | null; readonly isSmall: boolean }
type Counts = { readonly own: number | null; readonly of: number | null; readonly city: number | null }

function rowOf({ own, of, city }: Counts, { direction }: BasisIndicator): Row {
  const interval = own === null || of === null ? null : wilsonInterval(own, of)
  if (interval === null || own === null || of === null) return { interval: null, place: null, isSmall: false }
  const limits = city === null ? null : shareFunnel(city, of)
  const place = limits === null ? null : funnelClass(own / of, limits, direction, of)
  return { interval, place, isSmall: of < smallDenominator }
}
