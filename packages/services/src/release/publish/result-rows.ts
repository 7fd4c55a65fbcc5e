import { must } from '@cg/domain/must'
import { placeWords } from '@cg/domain/claim/words'
import { cityAt } from '../stored/basis.ts'
import { breakdownsOf } from '../facts/breakdowns.ts'
import type { Figures } from '../compute/figures.ts'
import { carriedAt, lightAt, numberAt, placeAt, progressAt, stateAt } from '../stored/result-table.ts'
import { noPlaceWords } from '@cg/domain/score/no-place-words'
import type { ResultState } from '@cg/domain/cell'

/** A row of release_result without its release. */
export type ResultRow = {
  indicatorCode: string
  unitCode: string
  breakdown: string
  state: ResultState
  value: number | null
  numerator: number | null
  denominator: number | null
  coverage: number | null
  carriedFrom: string | null
  target: number | null
  expected: number | null
  light: string | null
  progress: string | null
  rank: number | null
  isTied: boolean | null
  groupRank: number | null
  detail: string | null
}

/** A row of release_score without its release. */
export type ScoreRow = {
  unitCode: string
  total: number | null
  rank: number | null
  isTied: boolean | null
  groupRank: number | null
  unrankedReason: string | null
  detail: string
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/**
 * Results as rows, in the order of their key, for lineage and queries. One at a time: a nation has two hundred thousand.
 */
export function* resultRows(figures: Figures): Generator<ResultRow> {
  const { basis } = figures
  const units = inKeyOrder(basis.units)
  for (const i of inKeyOrder(basis.indicators)) {
    for (const u of units) {
      yield unitRow(figures, i, u)
      if (u === cityAt) yield* breakdownRows(figures, i)
    }
  }
}

/** Positions in the order of the codes, as the database compares them. */
function inKeyOrder(coded: readonly { readonly code: string }[]): number[] {
  return [...coded.keys()].sort((left, right) => compareText(must(coded[left]).code, must(coded[right]).code))
}

function unitRow({ basis, results }: Figures, i: number, u: number): ResultRow {
  const at = i * results.unitCount + u
  const rank = placeAt(results.ranks, at)
  return {
    indicatorCode: must(basis.indicators[i]).code,
    unitCode: must(basis.units[u]).code,
    breakdown: '',
    state: stateAt(results, at),
    value: numberAt(results.values, at),
    numerator: numberAt(results.numerators, at),
    denominator: numberAt(results.denominators, at),
    coverage: numberAt(results.coverage, at),
    carriedFrom: carriedAt(results, at),
    target: numberAt(results.targets, at),
    expected: numberAt(results.expected, at),
    light: lightAt(results, at),
    progress: progressAt(results, at),
    rank,
    isTied: rank === null ? null : results.tied[at] === 1,
    groupRank: placeAt(results.groupRanks, at),
    detail:
      u === cityAt
        ? JSON.stringify({ unitsDue: results.unitsDue[at], unitsReported: results.unitsReported[at] })
        : null,
  }
}

function breakdownRows(figures: Figures, i: number): ResultRow[] {
  const { basis } = figures
  const nothing = {
    coverage: null,
    carriedFrom: null,
    target: null,
    expected: null,
    light: null,
    progress: null,
    rank: null,
    isTied: null,
    groupRank: null,
    detail: null,
  }
  const rows = breakdownsOf(figures, i).flatMap(({ groups }) =>
    groups.map(({ key, state, value, numerator, denominator }) => ({
      indicatorCode: must(basis.indicators[i]).code,
      unitCode: must(basis.units[cityAt]).code,
      breakdown: key,
      state,
      value,
      numerator,
      denominator,
      ...nothing,
    })),
  )
  return rows.sort((left, right) => compareText(left.breakdown, right.breakdown))
}

/** Scores as rows, in the order of their key; empty without a scheme. */
export function scoreRows({ basis, ranked, scores, robustness }: Figures): ScoreRow[] {
  if (scores === null) return []
  const { current } = scores
  const rows = ranked.map((unit, u): ScoreRow => {
    const score = must(current.scores[u])
    const rank = current.ranks[u] ?? null
    const reason = current.noPlaces[u] ?? null
    return {
      unitCode: must(basis.units[unit]).code,
      total: score.total,
      rank,
      isTied: rank === null ? null : current.tied[u] === true,
      groupRank: current.groupRanks[u] ?? null,
      unrankedReason: reason === null ? null : noPlaceWords(reason, score.availability),
      detail: JSON.stringify({
        place: rank === null ? null : placeWords(rank, current.tied[u] === true),
        rankLow: robustness?.low[u] ?? null,
        rankHigh: robustness?.high[u] ?? null,
        closeTo: (robustness?.closeTo[u] ?? []).map((at) => must(basis.units[must(ranked[at])]).code),
        availability: score.availability,
        pessimistic: score.bounds?.pessimistic ?? null,
        optimistic: score.bounds?.optimistic ?? null,
        adjustments: (score.adjusted?.applied ?? []).map(({ adjustment, amount }) => ({
          kind: adjustment.kind,
          fact: adjustment.fact,
          amount,
        })),
        parts: score.parts.map(({ indicator, points, contribution, effectiveWeight, action, reason: why }) => ({
          indicator,
          points,
          contribution,
          effectiveWeight,
          action,
          reason: why,
        })),
      }),
    }
  })
  return rows.sort((left, right) => compareText(left.unitCode, right.unitCode))
}
