import { isAddable } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import type { FormPlan } from '@cg/services/entry/form/plan'
import type { DemoCell } from './generate.ts'
import { fraction } from './random.ts'

/** How much of the county's work is in each town, largest first. */
const shares = [0.27, 0.21, 0.17, 0.14, 0.12, 0.09] as const

/** Counts of a part of another item: the towns differ in how much of it they reach. */
const differs: ReadonlySet<string> = new Set(['E_CC', 'N_PROP_OK', 'E_WC_IND', 'E_OPEN'])

/** The district's figures as its towns entered them: each whole is split between them, and stays their sum. */
export function townCells(plan: FormPlan, whole: readonly DemoCell[]): DemoCell[] {
  const { parts, reporter, ruleItems, definitions } = plan
  if (parts === null) return [...whole]
  return whole.flatMap((cell): DemoCell[] => {
    const item = ruleItems.get(cell.item)
    if (cell.unit !== reporter || cell.value === null || item === undefined || !isAddable(item)) return [cell]
    const weights = parts.units.map(({ code }, at) => {
      const spread = differs.has(cell.item) ? 0.1 * (fraction(`${code}|${cell.item}`) - 0.5) : 0
      const moved = differs.has(cell.item) ? 0.03 * (fraction(`${code}|${cell.item}|${definitions.period}`) - 0.5) : 0
      return (shares[at] ?? must(shares.at(-1))) * (1 + spread + moved)
    })
    const values = splitWhole(cell.value, weights, item.decimals)
    return [...parts.units.map(({ code: unit }, at) => ({ ...cell, unit, value: must(values[at]) })), cell]
  })
}

/** Parts at the item's decimals that add up to the whole exactly. */
function splitWhole(whole: number, weights: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let [reached, given] = [0, 0]
  return weights.map((weight) => {
    reached += weight
    const until = Math.round((whole * scale * reached) / all)
    const own = until - given
    given = until
    return own / scale
  })
}
