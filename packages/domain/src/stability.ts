import type { UnitScore } from './composite.ts'
import type { UnitCode } from './indicator.ts'
import { must } from './must.ts'
import type { Ranking, RankRow } from './ranking.ts'
import { exactSum } from './sum.ts'

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

type Standing = { readonly row: RankRow; readonly rank: number; readonly score: Filled }
type Filled = { readonly points: readonly number[]; readonly weights: readonly number[]; readonly adjustment: number }

/**
 * Which ranked units cannot be told apart under a scheme (scoring 1.9a). An item without points stands at the unit's own
 * mean, which is what redistributing its weight amounts to. Units that print equal are never told apart.
 */
export function stabilityOf(scores: readonly UnitScore[], ranking: Ranking, { limit }: StabilityOptions): StableRow[] {
  const byUnit = new Map(scores.map((score) => [score.unit, score]))
  const standings = ranking.rows.flatMap((row): Standing[] => {
    if (row.overall === null) return []
    return [{ row, rank: row.overall.rank, score: fill(must(byUnit.get(row.unit))) }]
  })
  const pair = (at: number, other: number): PairStability => comparePair(must(standings[at]), must(standings[other]))
  const alike = (at: number, other: number): boolean =>
    must(standings[at]).rank === must(standings[other]).rank || pair(at, other).radius < limit
  const nexts = standings.map((_, at) => (at + 1 < standings.length ? pair(at, at + 1) : null))
  const brackets = bracketsOf(standings.map((_, at) => at + 1 < standings.length && alike(at, at + 1)))
  return standings.map(({ row, rank }, at) => {
    const close = [...standings.keys()].filter((other) => other === at || alike(at, other))
    return {
      unit: row.unit,
      rank,
      toNext: nexts[at] ?? null,
      bracket: brackets[at] ?? null,
      best: must(standings[must(close[0])]).rank,
      worst: must(standings[must(close.at(-1))]).rank,
    }
  })
}

function fill({ parts, total }: UnitScore): Filled {
  const plain = exactSum(parts.map((part) => part.contribution))
  return {
    points: parts.map((part) => part.points ?? plain),
    weights: parts.map((part) => part.nominalWeight),
    adjustment: (total ?? plain) - plain,
  }
}

function comparePair({ score: first }: Standing, { score: second }: Standing): PairStability {
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
