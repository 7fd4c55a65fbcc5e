import { type Cell, cellStates, resultStates, type ResultState } from './cell.ts'
import type { ItemCode, UnitCode } from './indicator.ts'
import { must } from './must.ts'
import type { Period } from './period.ts'
import type { UnitTree } from './unit-tree.ts'

/**
 * One item's cells of one quarter, a value and a state per unit of the tree. States are positions in `resultStates`;
 * a value counts only where the state is 'reported' (0), and is NaN elsewhere.
 */
export type CellColumn = {
  readonly values: Float64Array
  readonly states: Uint8Array
  /** Units that were not asked (填报范围): 不适用, and no running sum of theirs is made of the other quarters. */
  readonly unasked?: ReadonlySet<number>
}

/** Where the engine reads cells; null when no unit has a cell (all 未报). Backed by arrays, maps or rows. */
export type CellSource = (item: ItemCode, period: Period, breakdown: string) => CellColumn | null

/** Reads one cell; an absent one must come back as `notReported`. `breakdown` is '' for the total, else 'size:above'. */
export type CellLookup = (item: ItemCode, unit: UnitCode, period: Period, breakdown: string) => Cell

export type CellRow = {
  readonly item: ItemCode
  readonly unit: UnitCode
  readonly period: Period
  readonly breakdown: string
  readonly cell: Cell
}

/** State names as the small numbers that columns hold. */
export const stateCode = Object.fromEntries(resultStates.map((state, code) => [state, code])) as Record<
  ResultState,
  number
>

/** The name of a state number. */
export function stateName(code: number): ResultState {
  return must(resultStates[code], 'an unknown state number')
}

/** A column in which every unit is 未报. */
export function emptyColumn(length: number): CellColumn {
  return {
    values: new Float64Array(length).fill(Number.NaN),
    states: new Uint8Array(length).fill(stateCode.not_reported),
  }
}

/** Puts a cell into a column. */
export function setCell(column: CellColumn, unit: number, cell: Cell): void {
  column.states[unit] = cellStates.indexOf(cell.state)
  column.values[unit] = cell.value ?? Number.NaN
}

/** A source over a function that reads single cells. Convenient for tests and small cities. */
export function lookupSource(lookup: CellLookup, tree: UnitTree): CellSource {
  return (item, period, breakdown) => {
    const column = emptyColumn(tree.units.length)
    for (const [at, unit] of tree.units.entries()) setCell(column, at, lookup(item, unit.code, period, breakdown))
    return column
  }
}

/** A source over rows, as a database returns them. Rows of units outside the tree are left out. */
export function rowSource(rows: Iterable<CellRow>, tree: UnitTree): CellSource {
  const columns = new Map<string, CellColumn>()
  for (const row of rows) {
    const unit = tree.index.get(row.unit)
    if (unit === undefined) continue
    const key = `${row.item}|${row.period}|${row.breakdown}`
    const column = columns.get(key) ?? emptyColumn(tree.units.length)
    columns.set(key, column)
    setCell(column, unit, row.cell)
  }
  return (item, period, breakdown) => columns.get(`${item}|${period}|${breakdown}`) ?? null
}
