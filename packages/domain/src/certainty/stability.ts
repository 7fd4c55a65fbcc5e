import type { UnitScore } from '../score/composite.ts'
import type { UnitCode } from '../indicator.ts'
import { must } from '../must.ts'
import type { Ranking } from '../rank/ranking.ts'
import { exactSum } from '../number/sum.ts'

/**
 * `radius` r* from 0 to 1: the unit ahead stays ahead for every relative change of the single weights within ±r*
 * (rescaled afterwards), and some change just above r* reverses the pair; 1 is dominance. `level`: no difference at all.
 */
export type PairStability = { readonly radius: number; readonly ahead: 'first' | 'second' | 'level' }

export type Pair = {
  readonly first: readonly number[]
  readonly second: readonly number[]
  readonly weights: readonly number[]
  /** Of the power mean; scores above 0 unless p = 1. */
  readonly p?: number
  /** What adjustments give the first more than the second, in index points; p = 1 only. */
  readonly offset?: number
}

/**
 * Weight stability of a pair in closed form: d_i = w_i(s_i,first − s_i,second), of logarithms for p = 0;
 * r* = |Σ d| ÷ Σ |d| (scoring 1.9a). For other p the scores are taken to the power p.
 */
export function pairStability({ first, second, weights, p = 1, offset = 0 }: Pair): PairStability {
  const turn = (score: number): number => (p === 1 ? score : p === 0 ? Math.log(score) : Math.sign(p) * score ** p)
  const parts = first.map((score, at) => {
    const weight = must(weights[at])
    // An adjustment stays when weights are rescaled to 1, so it stands beside every single difference.
    return weight === 0 ? 0 : weight * (turn(score) - turn(must(second[at])) + offset)
  })
  const all = exactSum(parts.map(Math.abs))
  const sum = exactSum(parts)
  if (all === 0 || sum === 0) return { radius: 0, ahead: 'level' }
  return { radius: Math.abs(sum) / all, ahead: sum > 0 ? 'first' : 'second' }
}

export type StabilityOptions = {
  /** Below this radius a pair cannot be told apart (0.05: weights changed by 5 % may reverse it). */
  readonly limit: number
}

/**
 * One ranked unit, best first. `toNext` is the pair with the next unit below (null for the last). Units of one `bracket`
 * cannot be told apart from their neighbours in it; null: stands clear of both. `best` and `worst` are the places of the
 * units with which it cannot be told apart.
 */
export type StableRow = {
  readonly unit: UnitCode
  readonly rank: number
  readonly toNext: PairStability | null
  readonly bracket: number | null
  readonly best: number
  readonly worst: number
}

type Filled = { readonly points: readonly number[]; readonly weights: readonly number[]; readonly adjustment: number }

/**
 * Which ranked units cannot be told apart under a scheme (scoring 1.9a). An item without points stands at the unit's own
 * mean, which is what redistributing its weight amounts to. Units that print equal are never told apart.
 */
export function stabilityOf(scores: readonly UnitScore[], ranking: Ranking, { limit }: StabilityOptions): StableRow[] {
  const byUnit = new Map(scores.map((score) => [score.unit, score]))
  const rows = ranking.rows.filter((row) => row.overall !== null)
  const filled = rows.map((row) => fill(must(byUnit.get(row.unit))))
  const ranks = rows.map((row) => must(row.overall).rank)
  const { best, worst } = reaches(filled, ranks, limit)
  const nexts = filled.map((own, at) => (at + 1 < filled.length ? comparePair(own, must(filled[at + 1])) : null))
  const linked = nexts.map((next, at) => next !== null && (next.radius < limit || ranks[at] === ranks[at + 1]))
  const brackets = bracketsOf(linked)
  return rows.map((row, at) => ({
    unit: row.unit,
    rank: must(ranks[at]),
    toNext: nexts[at] ?? null,
    bracket: brackets[at] ?? null,
    best: must(best[at]),
    worst: must(worst[at]),
  }))
}

/** Best and worst rank among the units that each cannot be told apart from: all pairs, so without any allocation. */
function reaches(
  units: readonly Filled[],
  ranks: readonly number[],
  limit: number,
): { best: number[]; worst: number[] } {
  const [best, worst] = [[...ranks], [...ranks]]
  const items = units[0]?.points.length ?? 0
  const values = Float64Array.from(units.flatMap(({ points, adjustment }) => points.map((point) => point + adjustment)))
  const weights = Float64Array.from(units[0]?.weights ?? [])
  for (let at = 0; at < units.length; at++) {
    for (let other = at + 1; other < units.length; other++) {
      let [sum, all] = [0, 0]
      for (let item = 0; item < items; item++) {
        const lead = (values[at * items + item] ?? 0) - (values[other * items + item] ?? 0)
        const part = (weights[item] ?? 0) * lead
        sum += part
        all += Math.abs(part)
      }
      if (ranks[at] !== ranks[other] && Math.abs(sum) >= limit * all && all > 0) continue
      worst[at] = Math.max(worst[at] ?? 0, ranks[other] ?? 0)
      best[other] = Math.min(best[other] ?? 0, ranks[at] ?? 0)
    }
  }
  return { best, worst }
}

function fill({ parts, total }: UnitScore): Filled {
  const plain = exactSum(parts.map((part) => part.contribution))
  return {
    points: parts.map((part) => part.points ?? plain),
    weights: parts.map((part) => part.nominalWeight),
    adjustment: (total ?? plain) - plain,
  }
}

function comparePair(first: Filled, second: Filled): PairStability {
  const offset = first.adjustment - second.adjustment
  return pairStability({ first: first.points, second: second.points, weights: first.weights, offset })
}

/** Numbers runs of linked neighbours 1, 2, … from the top; null for whoever is linked to nobody. */
export function bracketsOf(linkedToNext: readonly boolean[]): (number | null)[] {
  let bracket = 0
  return linkedToNext.map((linked, at) => {
    const linkedBefore = linkedToNext[at - 1] === true
    if (linked && !linkedBefore) bracket += 1
    return linked || linkedBefore ? bracket : null
  })
}
