import { carryResult } from './carry.ts'
import { type CellColumn, emptyColumn, stateCode } from '../column.ts'
import { worseState } from './item-column.ts'
import { must } from '../must.ts'
import type { Operand } from './operand.ts'
import { isUsable, type ResultColumn, rollUp } from './rollup.ts'
import type { UnitTree } from '../unit-tree.ts'

/**
 * Each unit's score as entered; above it Σ w·score ÷ Σ w over the units that have one (domain 2.1, WEIGHTED_MEAN), with w
 * 1 where all count alike. `coverage` is the share of the weight that was scored. A score without a weight stands, and its
 * parent cannot add it. The columns' numerators and denominators are Σ w·score and Σ w: workings, never to be shown.
 */
export function unitMeanResult(
  tree: UnitTree,
  score: Operand | null,
  weight: Operand | 'equal' | null,
): ResultColumn | null {
  if (score === null) return null
  const weights = weight === 'equal' ? null : (weight ?? emptyColumn(score.states.length))
  const { numerator, denominator } = weigh(tree, score, weights)
  const rules = { proportion: false, signed: true }
  const result = rollUp({ tree, numerator, denominator, multiplier: 1, rules, distinct: false })
  for (const [unit, children] of tree.children.entries()) {
    if (score.states[unit] !== stateCode.reported) continue
    // A parent's own score counts where none of its children has one.
    if (children.some((child) => isUsable(must(result.states[child])))) continue
    result.states[unit] = stateCode.reported
    result.values[unit] = must(score.values[unit])
    result.unitsReported[unit] = 1
    result.unitsExpected[unit] = 1
    result.coverage[unit] = 1
  }
  return carryResult(result, [score, weight === 'equal' ? null : weight])
}

/** What is added up above and below the line; `weights` null: every unit counts once. */
function weigh(
  tree: UnitTree,
  score: CellColumn,
  weights: CellColumn | null,
): { numerator: CellColumn; denominator: CellColumn } {
  const length = score.states.length
  const numerator = emptyColumn(length)
  const denominator = emptyColumn(length)
  for (let unit = 0; unit < length; unit++) {
    const own = weights === null ? stateCode.reported : must(weights.states[unit])
    const share = weights === null ? 1 : must(weights.values[unit])
    const both = worseState(must(score.states[unit]), own)
    numerator.states[unit] = both
    numerator.values[unit] = both === stateCode.reported ? must(score.values[unit]) * share : Number.NaN
    // The weight of a unit without a score says how much is missing; a parent's weight is that of its children.
    const isLeaf = must(tree.children[unit]).length === 0
    denominator.states[unit] = isLeaf ? own : both
    denominator.values[unit] = denominator.states[unit] === stateCode.reported ? share : Number.NaN
  }
  return { numerator, denominator }
}
