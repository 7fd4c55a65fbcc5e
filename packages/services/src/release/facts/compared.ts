import type { ComparedFact, ValueFact } from '@cg/contract/release/fact'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { stateCode } from '@cg/domain/column'
import { resultAt } from '@cg/domain/figure/compute'
import { comparedPeriod } from '@cg/domain/figure/span'
import type { Span } from '@cg/domain/figure/span'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { comparable, compareCity } from '../compute/compare-city.ts'
import { goneUnits } from '../compute/gone-units.ts'
import type { Figures } from '../compute/figures.ts'
import { isRanked, rankValues } from '../compute/results.ts'
import { isThin } from '../compute/share.ts'
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
  const nobody = writtenOften(Array.from({ length: units }, () => null))
  if (compared?.against !== 'lastQuarter')
    return { compared, previous: nobody, previousRank: nobody, rankAmongCommon: nobody }
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
  const isWhole = (unit: number) => [now, then].every((view) => view.state(i, unit) === stateCode.reported)
  const nowPlaced = placedNow(figures, i)
  const thenPlaced = placedIn(figures, i, then, ranked)
  const common = ranked.filter((unit) => nowPlaced.has(unit) && thenPlaced.has(unit) && isFresh(unit))
  const among = (view: QuarterView, all: ReadonlyMap<number, number>) =>
    common.length === all.size ? all : placedIn(figures, i, view, common)
  const [rankNow, rankThen] = [among(now, nowPlaced), among(then, thenPlaced)]
  const codes = (units: readonly number[]) => units.map((unit) => must(basis.units[unit]).code)
  const compared = {
    against: span.compareWith,
    period,
    entered: codes(ranked.filter((unit) => nowPlaced.has(unit) && !thenPlaced.has(unit))),
    left: [
      ...codes(ranked.filter((unit) => !nowPlaced.has(unit) && thenPlaced.has(unit))),
      ...goneUnits(figures, i, period),
    ],
    value: ranked.map((unit) => (isWhole(unit) && isFresh(unit) ? then.value(i, unit) : null)),
    few: fewBehind(figures, i, period),
    rankThen: ranked.map((unit) => rankThen.get(unit) ?? null),
    rankNow: ranked.map((unit) => rankNow.get(unit) ?? null),
  }
  return beforeOf(compared, ranked.length)
}

/** Positions of the units whose figure rests on a handful of things in this quarter or in the earlier one. */
function fewBehind({ basis, engine, ranked }: Figures, i: number, period: Period): number[] {
  const indicator = must(basis.indicators[i])
  const columns = [basis.period, period].map((one) => engine.column({ indicator: indicator.code, period: one }))
  return ranked.flatMap((unit, u) => {
    const isFew = columns.some((column) => {
      const { value, denominator } = resultAt(column, unit)
      return value !== null && denominator !== null && isThin(basis, indicator, { value, denominator })
    })
    return isFew ? [u] : []
  })
}

/** The places that this quarter's results hold already. */
function placedNow({ results, ranked }: Figures, i: number): ReadonlyMap<number, number> {
  return new Map(
    ranked.flatMap((unit) => {
      const place = placeAt(results.ranks, i * results.unitCount + unit)
      return place === null ? [] : [[unit, place] as const]
    }),
  )
}

/** Places of some units in a quarter, by position; empty below three with a value, and of what is not ranked. */
export function placedIn(
  { basis }: Figures,
  i: number,
  view: QuarterView,
  units: readonly number[],
): ReadonlyMap<number, number> {
  const indicator = must(basis.indicators[i])
  if (!isRanked(indicator)) return new Map()
  const ranking = rankValues(basis, indicator, {
    units,
    value: (unit) => view.value(i, unit),
    state: (unit) => view.state(i, unit),
  })
  if (ranking.tooFew) return new Map()
  const positions = new Map<string, number>(units.map((unit) => [must(basis.units[unit]).code, unit]))
  return new Map(
    ranking.rows.flatMap((row) => (row.overall === null ? [] : [[must(positions.get(row.unit)), row.overall.rank]])),
  )
}
