import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { cellTable } from './cells.ts'
import type { CellTable, ReleasedCell } from './cells.ts'
import type { LoadedBasis } from './load-basis.ts'
import { returnCells } from './return-cells.ts'

/** The quarter's cells of accepted forms, and the figures the system makes itself. Drafts never enter. */
export async function loadAcceptedCells(db: Db, loaded: LoadedBasis): Promise<CellTable> {
  const { basis, owners } = loaded
  const rows = await db
    .select({
      item: cell.itemCode,
      unit: cell.unitCode,
      breakdown: cell.breakdown,
      state: cell.state,
      value: cell.value,
      version: cell.version,
    })
    .from(cell)
    .where(eq(cell.period, basis.period))
  const known = new Set<string>(basis.units.map((unit) => unit.code))
  const made = returnCells(loaded)
  const madeItems = new Set(made.map((one) => one.item))
  const accepted = rows.filter(
    (row) => known.has(row.unit) && !madeItems.has(row.item) && owners.isAccepted(row.item, row.breakdown, row.unit),
  )
  const cells: ReleasedCell[] = [...accepted, ...made]
  return cellTable(
    basis.units.map((unit) => unit.code),
    cells,
  )
}
