import { explainDifference } from './contribution.ts'
import type { IndexMethod } from '../index/definition.ts'
import type { IndexResult } from '../index/method.ts'
import { must } from '../must.ts'

/** A unit in a result: the same result for a neighbour, an earlier one (same method) for last quarter. */
export type IndexSide = { readonly result: IndexResult; readonly unit: string }

/**
 * Index points per node: indicators, and groups whose inside cannot be compared because one side has no score there.
 * They add up to `difference`.
 */
export type IndexExplanation = {
  readonly difference: number
  readonly contributions: Readonly<Record<string, number>>
}

/**
 * Explains the difference of two indices down the tree: the contribution of a group is passed on to its children in
 * proportion to what they contribute to the group's own difference, which is exact at every level (scoring 1.7). Null
 * when a side has no index, or a group compares units with each other (Copeland, outranking).
 */
export function explainIndex(method: IndexMethod, own: IndexSide, reference: IndexSide): IndexExplanation | null {
  const nodes = [...method.groups, ...method.indicators]
  const groups = new Map(method.groups.map((group) => [group.code, group]))
  const root = must(method.groups.find((group) => group.parent === null)).code
  const [ownIndex, referenceIndex] = [scoreOf(own, root), scoreOf(reference, root)]
  if (ownIndex === null || referenceIndex === null) return null
  const contributions: Record<string, number> = {}
  const visit = (code: string, rate: number): boolean => {
    const children = nodes.filter((node) => node.parent === code)
    const comparison = {
      own: children.map((child) => scoreOf(own, child.code)),
      reference: children.map((child) => scoreOf(reference, child.code)),
      weights: children.map((child) => child.weight),
    }
    const found = explainDifference(comparison, groups.get(code)?.aggregate ?? method.aggregate)
    if (found === null) return false
    return children.every((child, at) => {
      const opens = groups.has(child.code) && comparison.own[at] !== null && comparison.reference[at] !== null
      if (opens) return visit(child.code, rate * must(found.rates[at]))
      contributions[child.code] = rate * must(found.parts[at])
      return true
    })
  }
  return visit(root, 1) ? { difference: ownIndex - referenceIndex, contributions } : null
}

function scoreOf({ result, unit }: IndexSide, code: string): number | null {
  const row = result.units.indexOf(unit)
  if (row === -1) throw new RangeError(`no unit ${unit} in the result`)
  return must(result.scores[code], `no node ${code} in the result`)[row] ?? null
}
