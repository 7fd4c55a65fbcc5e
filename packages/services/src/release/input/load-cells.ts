import { plainRows } from '@cg/db/plain-rows'
import type { Db } from '@cg/db/store'
import { cellTable } from '../stored/cell-table.ts'
import type { CellTable, ReleasedCell } from '../stored/cell-table.ts'
import type { LoadedBasis } from './load-basis.ts'
import { returnCells } from './reporting-cells.ts'

/** The quarter's cells of accepted forms, and the figures the system makes itself. Drafts never enter. */
export async function loadAcceptedCells(db: Db, loaded: LoadedBasis): Promise<CellTable> {
  const { basis, owners } = loaded
  const known = new Set<string>(basis.units.map((unit) => unit.code))
  const made = returnCells(loaded)
  const madeItems = new Set(made.map((one) => one.item))
  const cells: ReleasedCell[] = [...made]
  for (const { code } of basis.items) {
    if (madeItems.has(code)) continue
    for (const row of await loadItem(db, basis.period, code)) {
      if (known.has(row.unit) && owners.isAccepted(code, row.breakdown, row.unit)) cells.push({ item: code, ...row })
    }
  }
  return cellTable(
    basis.units.map((unit) => unit.code),
    cells,
  )
}

/** Item by item, so that a nation's quarter is never held twice. */
async function loadItem(db: Db, period: string, item: string): Promise<Omit<ReleasedCell, 'item'>[]> {
  return plainRows<Omit<ReleasedCell, 'item'>>(
    db,
    'select unit_code as unit, breakdown, state, value, version from cell where period = ? and item_code = ?',
    period,
    item,
  )
}
