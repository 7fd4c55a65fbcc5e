import type { Composite, ScoreUnit } from '../score/composite.ts'
import type { Direction } from '../indicator.ts'
import { wilsonAt } from '../statistics/interval.ts'
import { type ItemRule, scoreItem } from '../score/scoring-rule.ts'
import type { IndexTable } from '../index/columns.ts'
import type { IndexMethod } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import { must } from '../must.ts'
import type { Random } from '../statistics/random.ts'
import { drawRanks, fewestDraws, type RankDraws } from './rank-draws.ts'
import type { SchemeBody } from '../score/scheme.ts'
import { exactSum } from '../number/sum.ts'
import { flatTree, methodTree, treeEvaluator } from './weight-draws.ts'

/** How a share is drawn around x of n: from beta(x + ½, n − x + ½) (Jeffreys), or as Wilson's bound at a random z. */
export const dataErrors = ['beta', 'wilson'] as const
export type DataError = (typeof dataErrors)[number]

/** A share drawn around x of n; 0 ≤ x ≤ n, n > 0. */
export function drawShare(random: Random, kind: DataError, x: number, n: number): number {
  if (kind === 'beta') return random.beta(x + 0.5, n - x + 0.5)
  const z = random.normal()
  const { low, high } = wilsonAt(x, n, Math.abs(z))
  return z < 0 ? low : high
}

/** One item whose values are shares with known counts. The value is `multiplier` · share; units without counts keep theirs. */
export type ItemError = {
  /** Its place among the scheme's items. */
  readonly item: number
  readonly kind: DataError
  readonly counts: readonly ({ readonly x: number; readonly n: number } | null)[]
  readonly multiplier: number
  readonly direction: Exclude<Direction, 'neutral'>
  readonly decimals: number
}

export type SchemeDraws = {
  readonly scheme: SchemeBody
  readonly composite: Composite
  /** In the order of the composite's scores; needed for data error only. */
  readonly units?: readonly ScoreUnit[]
  /** Relative change of each weight, ±: 0.25. 0 keeps the weights and draws data error only. */
  readonly spread: number
  readonly errors?: readonly ItemError[]
  readonly seed: number
  readonly draws?: number
}

/**
 * Ranks of a scheme's units under drawn weights and, where asked, drawn data (scoring 1.9c). Units without a place stay
 * without one; adjustments stay as they are; points from a missing policy stay what the policy gave.
 */
export function drawScheme(input: SchemeDraws): RankDraws {
  const { composite, scheme, spread, seed, draws = fewestDraws } = input
  const { scores } = composite
  const columns = scheme.items.map((_, item) =>
    Float64Array.from(scores, (score) =>
      score.noPlace === null ? (must(score.parts[item]).points ?? Number.NaN) : Number.NaN,
    ),
  )
  const offsets = Float64Array.from(scores, ({ total, parts }) =>
    total === null ? Number.NaN : total - exactSum(parts.map((part) => part.contribution)),
  )
  const weights = scheme.items.map((item) => item.weight)
  const evaluate = treeEvaluator(flatTree(weights, spread), columns, scores.length)
  const redraw = (input.errors ?? []).map((error) => columnDrawer(error, input))
  const draw = (random: Random, totals: Float64Array): void => {
    for (const change of redraw) change(random, columns)
    evaluate(random, totals)
    for (let unit = 0; unit < totals.length; unit++) totals[unit] = (totals[unit] ?? 0) + (offsets[unit] ?? 0)
  }
  return drawRanks({ units: scores.length, draws, seed, decimals: scheme.decimals, draw })
}

/** Scores an item anew from drawn values, by its own rule, so that caps, bands and relative rules are all respected. */
function columnDrawer(
  error: ItemError,
  { scheme, composite, units }: SchemeDraws,
): (random: Random, columns: Float64Array[]) => void {
  const item = must(scheme.items[error.item])
  const parts = composite.scores.map((score) => must(score.parts[error.item]))
  const figures = must(units, 'data error needs the units with their figures').map((unit) =>
    must(unit.figures[error.item]),
  )
  const isScored = parts.map((part, at) => part.action === 'scored' && must(composite.scores[at]).noPlace === null)
  const targets = figures.map((figure) => figure.target)
  const rule: ItemRule = item.rule
  return (random, columns) => {
    const values = figures.map((figure, at) => {
      const counts = error.counts[at] ?? null
      if (isScored[at] !== true) return null
      if (counts === null || !(counts.n > 0) || counts.x < 0 || counts.x > counts.n) return figure.value
      return error.multiplier * drawShare(random, error.kind, counts.x, counts.n)
    })
    const { points } = scoreItem(rule, { values, targets, direction: error.direction, decimals: error.decimals })
    const column = must(columns[error.item])
    for (const [at, own] of points.entries()) if (isScored[at] === true && own !== null) column[at] = own
  }
}

export type MethodDraws = {
  readonly method: IndexMethod
  readonly table: IndexTable
  /** Relative change of the weights by level, from the top down: [0.25, 0.1]. */
  readonly spreads: readonly number[]
  readonly seed: number
  readonly draws?: number
}

/** Ranks under drawn weights at several levels of a published index (power means); units without an index have none. */
export function drawMethod({ method, table, spreads, seed, draws = fewestDraws }: MethodDraws): RankDraws {
  const result = computeIndex(method, table)
  const columns = method.indicators.map(({ code }) =>
    Float64Array.from(must(result.scores[code]), (score, row) => {
      return result.index[row] === null || score === null ? Number.NaN : score
    }),
  )
  const evaluate = treeEvaluator(methodTree(method, spreads), columns, table.units.length)
  return drawRanks({
    units: table.units.length,
    draws,
    seed,
    decimals: method.decimals,
    draw: evaluate,
  })
}
