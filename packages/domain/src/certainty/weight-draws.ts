import type { Aggregate, IndexMethod } from '../index/definition.ts'
import { must } from '../must.ts'
import type { Random } from '../statistics/random.ts'

/**
 * A group of a weight tree. `children` below `items` are items, others groups (item count + place in the list); every
 * group stands after its children, the last is the index. `spread` f: each weight of the group is drawn as
 * w·(1 + u), u uniform within ±f, and rescaled (COINr R/sensitivity.R). `p` of its power mean, `epsilon` as there.
 */
export type WeightGroup = {
  readonly children: readonly number[]
  readonly weights: readonly number[]
  readonly p: number
  readonly epsilon: number
  readonly spread: number
}

export type WeightTree = { readonly items: number; readonly groups: readonly WeightGroup[] }

/** A scheme: all items under one weighted mean. */
export function flatTree(weights: readonly number[], spread: number): WeightTree {
  const children = weights.map((_, at) => at)
  return { items: weights.length, groups: [{ children, weights, p: 1, epsilon: 0, spread }] }
}

/** A method's tree; `spreads` by level from the top (the last one holds for all below). Power means only. */
export function methodTree(method: IndexMethod, spreads: readonly number[]): WeightTree {
  const codes = new Map(method.indicators.map(({ code }, at) => [code, at]))
  const groups: WeightGroup[] = []
  const visit = (code: string, level: number): number => {
    const nodes = [...method.groups, ...method.indicators].filter((node) => node.parent === code)
    const children = nodes.map((node) => codes.get(node.code) ?? visit(node.code, level + 1))
    const rule: Aggregate = method.groups.find((group) => group.code === code)?.aggregate ?? method.aggregate
    if (rule.kind !== 'power') throw new RangeError(`weights are drawn for power means only, not ${rule.kind}`)
    const spread = spreads[level] ?? spreads.at(-1) ?? 0
    groups.push({ children, weights: nodes.map((node) => node.weight), p: rule.p, epsilon: rule.epsilon, spread })
    return method.indicators.length + groups.length - 1
  }
  visit(must(method.groups.find((group) => group.parent === null)).code, 0)
  return { items: method.indicators.length, groups }
}

/** Computes the index of all units under drawn weights; a missing score (NaN) gives its weight to its siblings. */
export type TreeEvaluator = (random: Random, totals: Float64Array) => void

/**
 * Prepares the buffers once, so that a draw allocates nothing. `columns`: one per item, over the units, NaN where missing;
 * each draw reads what they hold then.
 */
export function treeEvaluator(tree: WeightTree, columns: readonly Float64Array[], units: number): TreeEvaluator {
  const results = tree.groups.map(() => new Float64Array(units))
  const means = tree.groups.map(({ children, weights, spread, p, epsilon }) => ({
    inputs: children.map((child) => must(child < tree.items ? columns[child] : results[child - tree.items])),
    weights,
    spread,
    p,
    epsilon,
    weightSum: new Float64Array(units),
  }))
  return (random, totals) => {
    for (let at = 0; at < means.length; at++)
      meanInto(at === means.length - 1 ? totals : must(results[at]), must(means[at]), random)
  }
}

type Mean = Pick<WeightGroup, 'weights' | 'spread' | 'p' | 'epsilon'> & {
  readonly inputs: readonly Float64Array[]
  readonly weightSum: Float64Array
}

function meanInto(
  target: Float64Array,
  { inputs, weights, spread, p, epsilon, weightSum }: Mean,
  random: Random,
): void {
  target.fill(0)
  weightSum.fill(0)
  for (let at = 0; at < inputs.length; at++) {
    const input = must(inputs[at])
    const weight = must(weights[at]) * (1 + spread * (2 * random.uniform() - 1))
    if (p === 1) addPlain(target, weightSum, input, weight)
    else addTurned(target, weightSum, { input, weight, p, epsilon })
  }
  for (let unit = 0; unit < target.length; unit++) {
    const mean = (target[unit] ?? 0) / (weightSum[unit] ?? 0)
    target[unit] = p === 1 ? mean : p === 0 ? Math.exp(mean) : mean ** (1 / p)
  }
}

function addPlain(target: Float64Array, weightSum: Float64Array, input: Float64Array, weight: number): void {
  for (let unit = 0; unit < target.length; unit++) {
    const score = input[unit] ?? Number.NaN
    if (score !== score) continue
    target[unit] = (target[unit] ?? 0) + weight * score
    weightSum[unit] = (weightSum[unit] ?? 0) + weight
  }
}

type Addition = { readonly input: Float64Array; readonly weight: number; readonly p: number; readonly epsilon: number }

function addTurned(target: Float64Array, weightSum: Float64Array, { input, weight, p, epsilon }: Addition): void {
  for (let unit = 0; unit < target.length; unit++) {
    const score = input[unit] ?? Number.NaN
    if (score !== score || weight === 0) continue
    const lifted = p > 0 ? score : Math.max(score, epsilon)
    target[unit] = (target[unit] ?? 0) + weight * (p === 0 ? Math.log(lifted) : lifted ** p)
    weightSum[unit] = (weightSum[unit] ?? 0) + weight
  }
}
