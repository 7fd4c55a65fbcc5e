import type { UnitCode, UnitDefinition } from './indicator.ts'
import { must } from './must.ts'

/**
 * The reporting units as numbers: a unit is its position in `units`, and every column of the engine runs in that order.
 * `order` lists children before their parents. `children` holds only those that count in their parent (a zone inside a
 * district is left out, so it is never counted twice).
 */
export type UnitTree = {
  readonly units: readonly UnitDefinition[]
  readonly index: ReadonlyMap<UnitCode, number>
  readonly order: Int32Array
  readonly children: readonly Int32Array[]
}

/** Builds the tree. A unit whose parent is not listed is a root; a cycle or a repeated code throws. */
export function unitTree(units: readonly UnitDefinition[]): UnitTree {
  const index = new Map(units.map((unit, at) => [unit.code, at]))
  if (index.size !== units.length) throw new Error('a unit code occurs twice')
  const all: number[][] = units.map(() => [])
  const counting: number[][] = units.map(() => [])
  const roots: number[] = []
  for (const [at, unit] of units.entries()) {
    const parent = unit.parent === null ? undefined : index.get(unit.parent)
    if (parent === undefined) roots.push(at)
    else {
      must(all[parent]).push(at)
      if (unit.countsInParent) must(counting[parent]).push(at)
    }
  }
  const order = childrenFirst(roots, all)
  if (order.length !== units.length) throw new Error('the units form a cycle')
  return { units, index, order, children: counting.map((list) => Int32Array.from(list)) }
}

function childrenFirst(roots: readonly number[], children: readonly (readonly number[])[]): Int32Array {
  const parentsFirst: number[] = [...roots]
  for (const unit of parentsFirst) parentsFirst.push(...must(children[unit]))
  return Int32Array.from(parentsFirst.reverse())
}

/** What tells units of one side from those of the other; null: on neither. */
export type KindOf = (unit: UnitDefinition) => string | null

/** By centre, suburb and remote. */
export const byArea: KindOf = ({ areaType }) => areaType

/** By a strong and a weak industrial base. */
export const byIndustrialBase: KindOf = ({ industrialBase = null }) => industrialBase

/** The nearest counting descendants of `unit` that are of a kind: those a comparison of kinds adds up. */
export function unitsOfKinds(tree: UnitTree, unit: number, kindOf: KindOf): number[] {
  return Array.from(must(tree.children[unit])).flatMap((child) =>
    kindOf(must(tree.units[child])) === null ? unitsOfKinds(tree, child, kindOf) : [child],
  )
}
