import type { UnitCode } from '../indicator.ts'
import { must } from '../must.ts'
import type { RankRow } from '../rank/ranking.ts'
import { scaledInteger } from '../number/round.ts'
import type { Grade } from './scheme.ts'
import { exactMean } from '../number/sum.ts'

/**
 * Gives every ranked unit the first grade whose limit it reaches and whose quota has room (domain 3.6 row 9: 优秀 from 90,
 * at most 30 % of the units). Units that tie at the edge of a quota fall together, so that the quota holds and equals stay
 * equal. Null: no grade, or not ranked. `rows` are those of a ranking, `decimals` those of the scores.
 */
export function gradeUnits(
  rows: readonly RankRow[],
  grades: readonly Grade[],
  decimals: number,
): Map<UnitCode, string | null> {
  const ranked = rows.filter((row) => row.overall !== null)
  const result = new Map<UnitCode, string | null>(rows.map((row) => [row.unit, null]))
  const given = new Map<string, number>()
  // A grade that was full for a better unit stays closed, or a worse one could slip in.
  let open = 0
  for (const [, tied] of Map.groupBy(ranked, (row) => scaledInteger(must(row.value), decimals))) {
    const value = scaledInteger(must(must(tied[0]).value), decimals)
    const at = grades.findIndex(({ name, atLeast, quota }, index) => {
      if (index < open) return false
      const room = quota === undefined ? ranked.length : Math.floor(quota * ranked.length + 1e-9)
      return value >= scaledInteger(atLeast, decimals) && (given.get(name) ?? 0) + tied.length <= room
    })
    const grade = grades[at]
    if (grade === undefined) continue
    open = at
    given.set(grade.name, (given.get(grade.name) ?? 0) + tied.length)
    for (const row of tied) result.set(row.unit, grade.name)
  }
  return result
}

/** nested_mean (domain 3.6 row 11): a unit's own score plus `share` of the mean of its members'; without members, its own. */
export function nestedMean(own: number, members: readonly (number | null)[], share: number): number {
  const mean = exactMean(members.filter((member) => member !== null))
  return mean === null ? own : own + share * mean
}

/** 标化分: points reached ÷ points that could be reached × 100; null when nothing could. */
export function rescaledScore(reached: number, reachable: number): number | null {
  return reachable > 0 ? (reached / reachable) * 100 : null
}
