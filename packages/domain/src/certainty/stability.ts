import type { UnitScore } from '../score/composite.ts'
import { type Touches, touchingGroups, touchingOf } from './groups.ts'
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
 * One ranked unit, best first. `toNext` is the pair with the next unit below (null for the last). `closeTo` are the units
 * that it cannot be told apart from, `best` and `worst` the places of those and its own.
 */
export type StableRow = {
  readonly unit: UnitCode
  readonly rank: number
  readonly toNext: PairStability | null
  readonly closeTo: readonly UnitCode[]
  readonly best: number
  readonly worst: number
}

/** `groups`: units of which every pair cannot be told apart, best first (decision 34). */
export type Stability = { readonly rows: readonly StableRow[]; readonly groups: readonly (readonly UnitCode[])[] }

type Filled = { readonly points: readonly number[]; readonly weights: readonly number[]; readonly adjustment: number }

/**
 * Which ranked units cannot be told apart under a scheme (scoring 1.9a). An item without points stands at the unit's own
 * mean, which is what redistributing its weight amounts to. Units that print equal are never told apart.
 */
export function stabilityOf(scores: readonly UnitScore[], ranking: Ranking, { limit }: StabilityOptions): Stability {
  const byUnit = new Map(scores.map((score) => [score.unit, score]))
  const rows = ranking.rows.filter((row) => row.overall !== null)
  const filled = rows.map((row) => fill(must(byUnit.get(row.unit))))
  const ranks = rows.map((row) => must(row.overall).rank)
  const touches = touchesUnder(filled, ranks, limit)
  const close = touchingOf(rows.length, touches)
  const nameOf = (at: number): UnitCode => must(rows[at]).unit
  return {
    rows: rows.map((row, at) => {
      const places = [at, ...must(close[at])].map((other) => must(ranks[other]))
      return {
        unit: row.unit,
        rank: must(ranks[at]),
        toNext: at + 1 < filled.length ? comparePair(must(filled[at]), must(filled[at + 1])) : null,
        closeTo: must(close[at]).map(nameOf),
        best: Math.min(...places),
        worst: Math.max(...places),
      }
    }),
    groups: touchingGroups(rows.length, touches).map((group) => group.map(nameOf)),
  }
}

/** All pairs, so without any allocation for one; asked from the top down. */
function touchesUnder(units: readonly Filled[], ranks: readonly number[], limit: number): Touches {
  const items = units[0]?.points.length ?? 0
  const values = Float64Array.from(units.flatMap(({ points, adjustment }) => points.map((point) => point + adjustment)))
  const weights = Float64Array.from(units[0]?.weights ?? [])
  const known = new Uint8Array(units.length * units.length)
  for (let at = 0; at < units.length; at++) {
    for (let other = at + 1; other < units.length; other++) {
      let [sum, all] = [0, 0]
      for (let item = 0; item < items; item++) {
        const lead = (values[at * items + item] ?? 0) - (values[other * items + item] ?? 0)
        const part = (weights[item] ?? 0) * lead
        sum += part
        all += Math.abs(part)
      }
      const isApart = ranks[at] !== ranks[other] && Math.abs(sum) >= limit * all && all > 0
      known[at * units.length + other] = isApart ? 0 : 1
    }
  }
  return (left, right) => known[left * units.length + right] === 1
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
