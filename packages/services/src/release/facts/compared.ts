import type { ComparedFact, ValueFact } from '@cg/contract/release/fact'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { stateCode } from '@cg/domain/column'
import { comparedPeriod } from '@cg/domain/figure/span'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import type { Span } from '@cg/domain/figure/span'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { comparable, compareCity } from '../compute/compare-city.ts'
import { goneUnits } from '../compute/gone-units.ts'
import type { Figures } from '../compute/figures.ts'
import { isRanked, rankValues } from '../compute/results.ts'
import { thinRule } from '../compute/share.ts'
import type { Counts } from '../compute/share.ts'
import { spanIn } from '../compute/span.ts'
import { writtenOften } from '../stored/json-bytes.ts'
import { placeAt } from '../stored/result-table.ts'
import type { QuarterView } from '../compute/quarter.ts'

/** The city's figure beside those it may be compared with. */
export function comparedFacts(figures: Figures, i: number): ValueFact['compared'] {
  const { basis } = figures
  const span = spanIn(basis, must(basis.indicators[i]))
  const own = comparedPeriod(span, basis.period)
  const lastYear = shiftPeriod(basis.period, -4)
  return {
    span: comparedFact(figures, i, own, span.compareWith),
    year: lastYear === own ? null : comparedFact(figures, i, lastYear, 'sameQuarterLastYear'),
  }
}

function comparedFact(figures: Figures, i: number, period: Period, against: Span['compareWith']): ComparedFact | null {
  const { basis } = figures
  const found = compareCity(figures, i, period)
  if (found === null) return null
  const { missingNow, missingBefore, ...rest } = found
  const left = new Set([...missingNow, ...missingBefore])
  const codes = (units: readonly number[]) => units.map((unit) => must(basis.units[unit]).code)
  return {
    against,
    period,
    ...rest,
    missingNow: codes(missingNow),
    missingBefore: codes(missingBefore),
    without: basis.units.flatMap((unit, at) => (left.has(at) ? [unit.shortName] : [])),
  }
}

/** What of a ranking tells where units stood before. */
export type Before = Pick<RankingFacts, 'compared' | 'previous' | 'previousRank' | 'rankAmongCommon'>

/** The columns beside what they are compared with; only last quarter's stand under the names of last quarter. */
export function beforeOf(compared: RankingFacts['compared'], units: number): Before {
  if (compared?.against !== 'lastQuarter') {
    const nobody = writtenOften(Array.from({ length: units }, () => null))
    return { compared, previous: nobody, previousRank: nobody, rankAmongCommon: nobody }
  }
  return {
    compared,
    previous: compared.value,
    previousRank: compared.rankThen,
    rankAmongCommon: compared.rankNow,
  }
}

/**
 * Values and places of the quarter that the figure's span compares with. Places are counted anew in both quarters among
 * the units that have one in both, each figure measured in its own quarter: neither a carried figure nor another unit's
 * silence moves anybody (decisions 31, 32).
 */
export function unitsBefore(figures: Figures, i: number): Before {
  const { basis, quarters, ranked } = figures
  const indicator = must(basis.indicators[i])
  const span = spanIn(basis, indicator)
  const period = comparedPeriod(span, basis.period)
  const [now, then] = [must(quarters.at(-1)), comparable(figures, indicator, period)]
  if (then === null) return beforeOf(null, ranked.length)
  const isFresh = (unit: number) => now.carried(i, unit) === 0 && then.carried(i, unit) === 0
  const isWhole = (unit: number) =>
    now.state(i, unit) === stateCode.reported && then.state(i, unit) === stateCode.reported
  const nowPlaced = placedNow(figures, i)
  const thenPlaced = placedIn(figures, i, then, ranked)
  const placed = [...ranked.keys()].filter((u) => nowPlaced[u] !== 0 || thenPlaced[u] !== 0)
  const common = placed.filter((u) => nowPlaced[u] !== 0 && thenPlaced[u] !== 0 && isFresh(must(ranked[u])))
  const among = (view: QuarterView, all: Places) => amongCommon(figures, i, view, { all, common })
  const [rankNow, rankThen] = [among(now, nowPlaced), among(then, thenPlaced)]
  const codes = (places: readonly number[]) => places.map((u) => must(basis.units[must(ranked[u])]).code)
  const compared = {
    against: span.compareWith,
    period,
    entered: codes(placed.filter((u) => thenPlaced[u] === 0)),
    left: [...codes(placed.filter((u) => nowPlaced[u] === 0)), ...goneUnits(figures, i, period)],
    // Each stands twice in its ranking: under what it is compared with, and under the name of last quarter.
    value: writtenOften(ranked.map((unit) => (isWhole(unit) && isFresh(unit) ? then.value(i, unit) : null))),
    few: fewBehind(figures, i, period),
    rankThen: writtenOften(ranked.map((_, u) => placeAt(rankThen, u))),
    rankNow: writtenOften(ranked.map((_, u) => placeAt(rankNow, u))),
  }
  return beforeOf(compared, ranked.length)
}

/** Positions of the units whose figure rests on a handful of things in this quarter or in the earlier one. */
function fewBehind({ basis, engine, ranked }: Figures, i: number, period: Period): number[] {
  const indicator = must(basis.indicators[i])
  const isThin = thinRule(basis, indicator)
  if (isThin === null) return []
  const few = new Set<number>()
  for (const one of [basis.period, period])
    addThin(few, { ...engine.column({ indicator: indicator.code, period: one }), ranked, isThin })
  return [...few].toSorted((left, right) => left - right)
}

type Thin = Pick<ResultColumn, 'values' | 'denominators'> & {
  readonly ranked: readonly number[]
  readonly isThin: (counts: Counts) => boolean
}

function addThin(few: Set<number>, { values, denominators, ranked, isThin }: Thin): void {
  for (let u = 0; u < ranked.length; u++) {
    const unit = must(ranked[u])
    const value = must(values[unit])
    const denominator = must(denominators[unit])
    if (isNumber(value) && isNumber(denominator) && isThin({ value, denominator })) few.add(u)
  }
}

const isNumber = (value: number): boolean => !Number.isNaN(value)

/** By position in the list of units that was ranked; 0: no place. */
export type Places = Int32Array

/** The places that this quarter's results hold already. */
function placedNow({ results, ranked }: Figures, i: number): Places {
  const places = new Int32Array(ranked.length)
  for (let u = 0; u < ranked.length; u++) places[u] = must(results.ranks[i * results.unitCount + must(ranked[u])])
  return places
}

/** Places of some units in a quarter, in their order; none below three with a value, and of what is not ranked. */
export function placedIn({ basis }: Figures, i: number, view: QuarterView, units: readonly number[]): Places {
  const indicator = must(basis.indicators[i])
  const found = isRanked(indicator)
    ? rankValues(indicator, {
        units,
        value: (unit) => view.value(i, unit),
        state: (unit) => view.state(i, unit),
        groups: null,
      })
    : null
  return found === null ? new Int32Array(units.length) : found.ranks
}

type Common = { readonly all: Places; readonly common: readonly number[] }

/** Places counted among some of those that have one. */
function amongCommon(figures: Figures, i: number, view: QuarterView, { all, common }: Common): Places {
  if (common.length === all.filter((place) => place !== 0).length) return all
  const { ranked } = figures
  const places = placedIn(
    figures,
    i,
    view,
    common.map((u) => must(ranked[u])),
  )
  const spread = new Int32Array(ranked.length)
  for (const [at, u] of common.entries()) spread[u] = must(places[at])
  return spread
}
