import { emptyColumn, stateCode } from '@cg/domain/column'
import type { CellColumn, CellSource } from '@cg/domain/column'
import { cellStates } from '@cg/domain/cell'
import type { CellState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import type { UnitTree } from '@cg/domain/unit-tree'
import { floats, integers, octets, pack, unpack } from './pack.ts'

/** One accepted cell as a release freezes it. */
export type ReleasedCell = {
  item: string
  unit: string
  breakdown: string
  state: CellState
  value: number | null
  /**
   * The entered cell's version; 0 for what the system makes: returns due, on time, clean, and 不适用 of who is not asked
   * (填报范围).
   */
  version: number
}

/**
 * A quarter's frozen cells as columns: array `k * units.length + u` for the k-th key ('item|breakdown') and u-th unit.
 * A cell that nobody reported, or whose form was not accepted, is `not_reported` with version -1.
 */
export type CellTable = {
  readonly units: readonly string[]
  readonly keys: readonly string[]
  readonly values: Float64Array
  readonly states: Uint8Array
  readonly versions: Int32Array
}

/** Builds the columns from rows. Rows of units that are not listed are refused: a figure must not vanish. */
export function cellTable(units: readonly string[], cells: readonly ReleasedCell[]): CellTable {
  const table = startTable(units)
  for (const cell of cells) table.put(cell.item, tupleOf(cell))
  return table.end()
}

/** A cell of an item as the database answers it: unit, breakdown, state, value, version. */
export type CellTuple = readonly [string, string, CellState, number | null, number]

export const tupleOf = ({ unit, breakdown, state, value, version }: ReleasedCell): CellTuple => [
  unit,
  breakdown,
  state,
  value,
  version,
]

type Columns = Pick<CellTable, 'values' | 'states' | 'versions'>

/** The same, cell by cell: a nation's are not all held beside their columns. */
export function startTable(units: readonly string[]) {
  const unitAt = new Map(units.map((unit, at) => [unit, at]))
  const items = new Map<string, Map<string, Columns>>()
  const columnsOf = (item: string, breakdown: string): Columns => {
    const found = items.get(item)?.get(breakdown)
    if (found !== undefined) return found
    const columns = emptyCells(units.length)
    items.set(item, (items.get(item) ?? new Map<string, Columns>()).set(breakdown, columns))
    return columns
  }
  return {
    put(item: string, [unitCode, breakdown, state, value, version]: CellTuple): void {
      const { values, states, versions } = columnsOf(item, breakdown)
      const unit = must(unitAt.get(unitCode), `a cell of the unknown unit ${unitCode}`)
      values[unit] = value ?? Number.NaN
      states[unit] = cellStates.indexOf(state)
      versions[unit] = version
    },
    end(): CellTable {
      const all = new Map(
        [...items].flatMap(([item, breakdowns]) =>
          Array.from(breakdowns, ([breakdown, columns]) => [`${item}|${breakdown}`, columns] as const),
        ),
      )
      const keys = [...all.keys()].sort()
      const table = { units, keys, ...emptyCells(keys.length * units.length) }
      for (const [k, key] of keys.entries()) {
        const { values, states, versions } = must(all.get(key))
        table.values.set(values, k * units.length)
        table.states.set(states, k * units.length)
        table.versions.set(versions, k * units.length)
      }
      return table
    },
  }
}

function emptyCells(length: number): Columns {
  return {
    values: new Float64Array(length).fill(Number.NaN),
    states: new Uint8Array(length).fill(stateCode.not_reported),
    versions: new Int32Array(length).fill(-1),
  }
}

/** The frozen cells as rows, by item, breakdown and unit. */
export function* releasedCells(table: CellTable): Generator<ReleasedCell> {
  for (const [k, key] of table.keys.entries()) {
    const [item = '', breakdown = ''] = key.split('|')
    for (const [u, unit] of table.units.entries()) {
      const at = k * table.units.length + u
      const version = must(table.versions[at])
      if (version < 0) continue
      const value = must(table.values[at])
      const state = must(cellStates[must(table.states[at])])
      yield { item, unit, breakdown, state, value: Number.isNaN(value) ? null : value, version }
    }
  }
}

export function packCells(table: CellTable): Buffer {
  const { units, keys, values, states, versions } = table
  return pack({ units, keys }, { values, states, versions })
}

export function unpackCells(bytes: Buffer): CellTable {
  const { meta, arrays } = unpack<{ units: string[]; keys: string[] }>(bytes)
  return {
    ...meta,
    values: floats(arrays, 'values'),
    states: octets(arrays, 'states'),
    versions: integers(arrays, 'versions'),
  }
}

/** Where each unit of `units` stands in `others`; -1 when it did not exist then. */
export function positionsIn(units: readonly { readonly code: string }[], others: readonly string[]): Int32Array {
  const at = new Map(others.map((code, index) => [code, index]))
  return Int32Array.from(units, (unit) => at.get(unit.code) ?? -1)
}

/** The cells of several quarters as the engine reads them, in the order of today's units. */
export function cellSource(tree: UnitTree, quarters: ReadonlyMap<string, CellTable>): CellSource {
  const prepared = new Map(
    [...quarters].map(([period, table]) => [
      period,
      {
        table,
        keyAt: new Map(table.keys.map((key, at) => [key, at])),
        positions: positionsIn(tree.units, table.units),
      },
    ]),
  )
  const kept = new Map<string, CellColumn | null>()
  return (item, period, breakdown) => {
    const name = `${period}|${item}|${breakdown}`
    const found = kept.get(name)
    if (found !== undefined) return found
    const quarter = prepared.get(period)
    const key = quarter?.keyAt.get(`${item}|${breakdown}`)
    const column = quarter === undefined || key === undefined ? null : pick(quarter.table, key, quarter.positions)
    kept.set(name, column)
    return column
  }
}

function pick(table: CellTable, key: number, positions: Int32Array): CellColumn {
  const column = emptyColumn(positions.length)
  const unasked = new Set<number>()
  const start = key * table.units.length
  for (let unit = 0; unit < positions.length; unit++) {
    const at = must(positions[unit])
    if (at < 0) continue
    column.values[unit] = must(table.values[start + at])
    column.states[unit] = must(table.states[start + at])
    if (table.versions[start + at] === 0 && column.states[unit] === stateCode.not_applicable) unasked.add(unit)
  }
  return unasked.size === 0 ? column : { ...column, unasked }
}
