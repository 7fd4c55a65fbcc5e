import type { RankingFacts } from '@cg/contract/release/ranking'
import { roundHalfAway } from '@cg/domain/number/round'
import type { ClassedBody, ClassedUnit } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { measureFormat } from '../ranking-rows.ts'

/** Four round limits between the smallest and the largest value: five classes of equal width. */
export function classBreaks(rows: readonly RankingRow[], facts: RankingFacts): number[] {
  const values = rows.flatMap((row) => (isCompared(row, facts) ? (row.figure.value ?? []) : []))
  if (values.length === 0) return []
  const low = Math.min(...values)
  const high = Math.max(...values)
  const step = (high - low) / 5
  if (step === 0) return []
  const grain = 10 ** Math.floor(Math.log10(step))
  const places = Math.max(0, -Math.floor(Math.log10(grain)))
  const limits = [1, 2, 3, 4].map((at) =>
    roundHalfAway(Math.round((low + at * step) / grain) * grain, Math.min(places, facts.measure.decimals)),
  )
  return [...new Set(limits)]
}

function classWords(breaks: readonly number[], isAny: boolean): string[] {
  if (breaks.length === 0) return isAny ? ['全部'] : []
  const [first] = breaks
  return [`＜${first}`, ...breaks.slice(1).map((limit, at) => `${breaks[at]}—${limit}`), `≥${breaks.at(-1)}`]
}

/** A score without a place is shown and not compared: its colour would say more than its ranking. */
function isCompared({ rank }: RankingRow, { measure, notRanked }: RankingFacts): boolean {
  return measure.kind !== 'score' || (notRanked === null && rank !== null)
}

/** A unit with its class among the limits; without one where it has no figure, or one that is not compared. */
export function classedUnit(row: RankingRow, facts: RankingFacts, breaks: readonly number[]): ClassedUnit {
  const value = isCompared(row, facts) ? row.figure.value : null
  return {
    key: row.code,
    name: row.name,
    figure: row.figure,
    shade: value === null ? null : breaks.filter((limit) => value >= limit).length,
    tone: row.tone,
    get detail() {
      return row.detail
    },
  }
}

/** What tiles and map share: classes with their counts, and the states of units without a class that occur. */
export function classedBody(
  facts: RankingFacts,
  units: readonly ClassedUnit[],
  breaks: readonly number[],
): ClassedBody {
  return {
    unit: measureFormat(facts).unit,
    decimals: facts.measure.decimals,
    classes: classWords(
      breaks,
      units.some((unit) => unit.shade !== null),
    ).map((text, shade) => ({
      text,
      count: units.filter((unit) => unit.shade === shade).length,
    })),
    missing: [...new Set(units.filter((unit) => unit.shade === null).map((unit) => unit.figure.state))],
  }
}
