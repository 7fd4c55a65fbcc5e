import { suppress } from '@cg/domain/figure/suppression'
import { must } from '@cg/domain/must'
import { unitTree } from '@cg/domain/unit-tree'
import type { UnitTree } from '@cg/domain/unit-tree'
import { isCountedItem } from '../compute/suppress.ts'
import { cityAt } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'

export type WithheldCells = (cell: Pick<ReleasedCell, 'item' | 'unit'>) => boolean

type Released = {
  /** All cells of one quarter. */
  readonly cells: readonly ReleasedCell[]
  readonly items: ReadonlySet<string>
  /** Units whose figure of the indicator is withheld: from its parts it could be reckoned. */
  readonly withheldUnits: ReadonlySet<string>
}

/**
 * Which counts of people or enterprises a release does not tell to everyone (decision 11): the small ones, those from
 * which one follows by subtraction from the sum above them, and those under a figure that is itself withheld. What the
 * city says of itself stays: its sum is published.
 */
export function withheldCells(basis: ReleaseBasis, { cells, items, withheldUnits }: Released): WithheldCells {
  const tree = unitTree(basis.units)
  const counted = [...items].filter((item) => isCountedItem(basis, item))
  const hidden = new Map(counted.map((item) => [item, hiddenUnits(basis, tree, countsOf(tree, item, cells))]))
  const city = basis.units[cityAt]?.code
  return ({ item, unit }) => {
    const units = hidden.get(item)
    return units !== undefined && unit !== city && (units.has(unit) || withheldUnits.has(unit))
  }
}

function hiddenUnits(basis: ReleaseBasis, tree: UnitTree, counts: readonly (number | null)[]): ReadonlySet<string> {
  const marks = suppress(tree, counts, basis.smallCellLimit)
  return new Set(tree.units.flatMap((unit, at) => (marks[at] === 'shown' ? [] : [unit.code])))
}

/** An item's counts in the order of the units; above the reporting units the sum of what was reported below. */
function countsOf(tree: UnitTree, item: string, cells: readonly ReleasedCell[]): (number | null)[] {
  const own = new Map(
    cells.filter((one) => one.item === item && one.breakdown === '').map((one) => [one.unit, one.value]),
  )
  const counts = tree.units.map((unit) => own.get(unit.code) ?? null)
  for (const unit of tree.order) {
    if (counts[unit] !== null) continue
    const parts = Array.from(must(tree.children[unit]), (child) => counts[child] ?? null).filter((one) => one !== null)
    if (parts.length > 0) counts[unit] = parts.reduce((sum, part) => sum + part, 0)
  }
  return counts
}
