import type { CellSource } from '@cg/domain/column'
import { itemColumn } from '@cg/domain/figure/item-column'
import { isAddable } from '@cg/domain/figure/parts'
import { rollUp } from '@cg/domain/figure/rollup'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { unitTree } from '@cg/domain/unit-tree'
import type { UnitTree } from '@cg/domain/unit-tree'
import type { BasisItem, ReleaseBasis } from '../release/stored/basis.ts'
import { cellSource } from '../release/stored/cell-table.ts'
import type { CellTable } from '../release/stored/cell-table.ts'

/** True where the release withholds the figure of an indicator of a unit. */
export type WithheldFigure = (indicator: string, unit: string) => boolean

export type ItemGround = {
  readonly basis: ReleaseBasis
  readonly cells: CellTable
  readonly tree: UnitTree
  readonly source: CellSource
  /** 'item|breakdown' of all that the quarter's forms asked for, with whether the city enters one of its own. */
  readonly asked: ReadonlyMap<string, boolean>
}

export function itemGround(basis: ReleaseBasis, cells: CellTable): ItemGround {
  const tree = unitTree(basis.units)
  const source = cellSource(tree, new Map([[basis.period, cells]]))
  return { basis, cells, tree, source, asked: askedOf(basis, cells) }
}

function askedOf({ asked }: ReleaseBasis, { keys }: CellTable): Map<string, boolean> {
  const found = new Map<string, boolean>(keys.map((key) => [key, false]))
  for (const { cell, isForCity } of Object.values(asked).flat())
    found.set(cell, (found.get(cell) ?? false) || isForCity)
  return found
}

/** Means do not add; people who may be counted twice do, with a mark, where the city has no count of its own. */
const adds = ({ unit }: BasisItem): boolean => isAddable({ unit, isDistinctPeople: false })

/** Of the city there is a figure: its own, or the sum of its units'. */
export const hasCity = ({ asked }: ItemGround, item: BasisItem): boolean =>
  adds(item) || asked.get(`${item.code}|`) === true

export type ColumnOf = (item: BasisItem, breakdown: string) => ResultColumn | null

/** The quarter's own cells by unit and, above the units, what they add up to; null: nobody has any. Each made once. */
export function itemColumns(ground: ItemGround): ColumnOf {
  const found = new Map<string, ResultColumn | null>()
  return (item, breakdown) => {
    const key = `${item.code}|${breakdown}`
    const held = found.get(key)
    if (held !== undefined) return held
    const made = columnIn(ground, item, breakdown)
    found.set(key, made)
    return made
  }
}

/** None carried from another release, added up as the engine adds. */
function columnIn({ basis, tree, source }: ItemGround, item: BasisItem, breakdown: string): ResultColumn | null {
  const column = itemColumn({
    source,
    item,
    indicator: { periodKind: item.periodKind, frequency: 'Y' },
    period: basis.period,
    breakdown,
    form: 'asDefined',
    length: tree.units.length,
    carryLimit: 0,
  })
  if (column === null) return null
  // Every unit by itself: what cannot be added has no parent.
  const flat = { ...tree, children: tree.children.map(() => new Int32Array()) }
  return rollUp({
    tree: adds(item) ? tree : flat,
    numerator: column,
    denominator: null,
    multiplier: 1,
    rules: { proportion: false, signed: true },
    distinct: item.periodKind === 'YTD_UNIQUE',
  })
}
