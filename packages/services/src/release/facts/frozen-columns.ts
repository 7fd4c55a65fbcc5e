import { must } from '@cg/domain/must'
import { noPlaceWords } from '@cg/domain/score/no-place-words'
import type { Figures } from '../compute/figures.ts'
import type { FrozenGroup, FrozenResults } from '../stored/result-columns.ts'
import type { FrozenAdjustment, FrozenScores } from '../stored/score-columns.ts'
import { breakdownsOf } from './breakdowns.ts'

/** All figures as a release freezes them beside its answers: for lineage, later checks and what is asked one by one. */
export function frozenResults(figures: Figures): FrozenResults {
  const { basis, results } = figures
  return {
    indicators: basis.indicators.map(({ code }) => code),
    units: basis.units.map(({ code }) => code),
    groups: basis.indicators.flatMap((_, indicator) =>
      breakdownsOf(figures, indicator).flatMap(({ groups }) =>
        groups.map(({ key, state, value, numerator, denominator }): FrozenGroup => {
          return { indicator, breakdown: key, state, value, numerator, denominator }
        }),
      ),
    ),
    table: results,
  }
}

/** All scores likewise; null without a scheme. */
export function frozenScores(figures: Figures): FrozenScores | null {
  const { basis, ranked, scores } = figures
  if (scores === null) return null
  const { current, scheme } = scores
  const columns = emptyColumns(
    scheme.items.map(({ indicator }) => indicator),
    ranked.length,
  )
  const [actions, reasons] = [words(), words()]
  const adjustments: FrozenAdjustment[] = []
  for (const [u, score] of current.scores.entries()) {
    fillPlace(columns, figures, u)
    columns.availability[u] = score.availability
    columns.pessimistic[u] = score.bounds?.pessimistic ?? Number.NaN
    columns.optimistic[u] = score.bounds?.optimistic ?? Number.NaN
    for (const { adjustment, amount } of score.adjusted?.applied ?? [])
      adjustments.push({ unit: u, kind: adjustment.kind, fact: adjustment.fact, amount })
    for (const [k, part] of score.parts.entries()) {
      const at = k * ranked.length + u
      columns.points[at] = part.points ?? Number.NaN
      columns.contributions[at] = part.contribution
      columns.weights[at] = part.effectiveWeight
      columns.actionAt[at] = actions.at(part.action)
      columns.reasonAt[at] = part.reason === null ? 0 : reasons.at(part.reason) + 1
    }
  }
  return {
    units: ranked.map((unit) => must(basis.units[unit]).code),
    ...columns,
    ...closeOf(figures),
    actions: actions.all,
    reasons: reasons.all,
    unranked: current.scores.map(({ availability }, u) => {
      const reason = current.noPlaces[u] ?? null
      return reason === null ? null : noPlaceWords(reason, availability)
    }),
    adjustments,
  }
}

type Columns = Omit<
  FrozenScores,
  'units' | 'actions' | 'reasons' | 'unranked' | 'adjustments' | 'closeStart' | 'closeTo'
>

function emptyColumns(items: readonly string[], units: number): Columns {
  const [floats, integers] = [() => new Float64Array(units), () => new Int32Array(units)]
  const parts = items.length * units
  return {
    items,
    totals: floats(),
    ranks: integers(),
    tied: new Uint8Array(units),
    groupRanks: integers(),
    rankLow: integers(),
    rankHigh: integers(),
    availability: floats(),
    pessimistic: floats(),
    optimistic: floats(),
    points: new Float64Array(parts),
    contributions: new Float64Array(parts),
    weights: new Float64Array(parts),
    actionAt: new Uint8Array(parts),
    reasonAt: new Uint8Array(parts),
  }
}

function fillPlace(columns: Columns, { scores, robustness }: Figures, u: number): void {
  const { totals, ranks, tied, groupRanks } = must(scores).current
  columns.totals[u] = totals[u] ?? Number.NaN
  columns.ranks[u] = ranks[u] ?? 0
  columns.tied[u] = tied[u] === true ? 1 : 0
  columns.groupRanks[u] = groupRanks[u] ?? 0
  columns.rankLow[u] = robustness?.low[u] ?? 0
  columns.rankHigh[u] = robustness?.high[u] ?? 0
}

/** Whom each cannot be told apart from, one list behind the other. */
function closeOf({ ranked, robustness }: Figures): Pick<FrozenScores, 'closeStart' | 'closeTo'> {
  const lists = ranked.map((_, u) => robustness?.closeTo[u] ?? [])
  const closeStart = new Int32Array(lists.length + 1)
  for (const [u, list] of lists.entries()) closeStart[u + 1] = must(closeStart[u]) + list.length
  return { closeStart, closeTo: Int32Array.from(lists.flat()) }
}

type Words = { readonly all: string[]; readonly at: (word: string) => number }

/** Words by the order in which they first came. */
function words(): Words {
  const known = new Map<string, number>()
  const all: string[] = []
  return {
    all,
    at(word) {
      const found = known.get(word)
      if (found !== undefined) return found
      known.set(word, all.length)
      all.push(word)
      return all.length - 1
    },
  }
}
