import { plainTuples } from '@cg/db/plain-rows'
import type { Db } from '@cg/db/store'
import type { BasisUnit, ReleaseBasis } from '../stored/basis.ts'
import { startTable, tupleOf } from '../stored/cell-table.ts'
import type { CellTable, CellTuple, ReleasedCell } from '../stored/cell-table.ts'
import type { LoadedBasis } from './load-basis.ts'
import { recordCells } from './record-cells.ts'
import { returnCells } from './reporting-cells.ts'

/** The quarter's cells of accepted forms, and what the system makes itself. Drafts never enter. */
export async function loadAcceptedCells(db: Db, loaded: LoadedBasis): Promise<CellTable> {
  const { basis, owners } = loaded
  const known = new Set<string>(basis.units.map((unit) => unit.code))
  const made = [...returnCells(basis), ...(await recordCells(db, loaded))]
  const madeItems = new Set(made.map((one) => one.item))
  const table = startTable(basis.units.map((unit) => unit.code))
  for (const cell of [...made, ...unaskedCells(basis)]) table.put(cell.item, tupleOf(cell))
  for (const { code } of basis.items) {
    if (madeItems.has(code)) continue
    const rows = await loadItem(db, basis.period, code)
    const isIn = partsIn(basis.units, rows)
    const accepted = onceNamed((breakdown) => owners.acceptedOf(code, breakdown))
    for (const row of rows) {
      const [unit, breakdown] = row
      if (known.has(unit) && isIn(row) && accepted(breakdown)(unit)) table.put(code, row)
    }
  }
  return table.end()
}

function onceNamed<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const made = make(name)
    known.set(name, made)
    return made
  }
}

/** Who is not asked for a form owes nothing on it: 不适用, whatever was typed before. */
function unaskedCells({ excused = [], asked, units }: ReleaseBasis): ReleasedCell[] {
  const known = new Set<string>(units.map(({ code }) => code))
  return excused.flatMap(({ form, units: left }) =>
    (asked[form] ?? []).flatMap(({ cell }) => {
      const [item = '', breakdown = ''] = cell.split('|')
      return left.flatMap(({ code: unit }): ReleasedCell[] =>
        known.has(unit) ? [{ item, unit, breakdown, state: 'not_applicable', value: null, version: 0 }] : [],
      )
    }),
  )
}

/**
 * Of a town's figures those that its district's sum is made of. Where a town lacks, the district has no figure, and the
 * towns that have one must not pass for it when the engine adds up.
 */
function partsIn(units: readonly BasisUnit[], rows: readonly CellTuple[]): (row: CellTuple) => boolean {
  const parents = new Map<string, string>(
    units.flatMap(({ code, kind, parent }) => (kind === 'town' && parent !== null ? [[code, parent]] : [])),
  )
  if (parents.size === 0) return () => true
  const whole = new Set(
    rows.flatMap(([unit, breakdown, state]) => (state === 'reported' ? [`${unit}|${breakdown}`] : [])),
  )
  return ([unit, breakdown]) => {
    const parent = parents.get(unit)
    return parent === undefined || whole.has(`${parent}|${breakdown}`)
  }
}

/** Item by item, so that a nation's quarter is never held twice. */
async function loadItem(db: Db, period: string, item: string): Promise<CellTuple[]> {
  return plainTuples<CellTuple>(
    db,
    `select unit_code, breakdown, state, value, version from cell where period = ? and item_code = ?
     order by unit_code, breakdown`,
    period,
    item,
  )
}
