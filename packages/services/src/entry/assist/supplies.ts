import type { Supply } from '@cg/contract/assist-fact'
import { assistSupply, evidenceFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Definitions } from '../../catalogue/read.ts'
import { loadNames } from '../form/names.ts'

export type SupplyRow = typeof assistSupply.$inferSelect & { readonly size: number | null }

/** What was supplied to items of a quarter, in the order it came; what was removed is left out. */
export async function loadSupplyRows(db: Db, period: string, items: readonly string[]): Promise<SupplyRow[]> {
  if (items.length === 0) return []
  const rows = await db
    .select({ row: assistSupply, size: evidenceFile.size })
    .from(assistSupply)
    .leftJoin(evidenceFile, eq(evidenceFile.hash, assistSupply.fileHash))
    .where(
      and(eq(assistSupply.period, period), inArray(assistSupply.itemCode, [...items]), isNull(assistSupply.removedAt)),
    )
    .orderBy(asc(assistSupply.id))
  return rows.map(({ row, size }) => ({ ...row, size }))
}

/** The same with names, as pages show it. */
export async function loadSupplies(
  db: Db,
  { departments, units, period }: Pick<Definitions, 'departments' | 'units' | 'period'>,
  items: readonly string[],
): Promise<Supply[]> {
  const rows = await loadSupplyRows(db, period, items)
  const names = await loadNames(
    db,
    rows.map(({ givenBy }) => givenBy),
  )
  return rows.map((row) => ({
    id: row.id,
    item: row.itemCode,
    department: row.departmentCode,
    departmentName: departments.find(({ code }) => code === row.departmentCode)?.name ?? row.departmentCode,
    unit: row.unitCode,
    unitName: row.unitCode === null ? '' : (units.find(({ code }) => code === row.unitCode)?.name ?? row.unitCode),
    name: row.name,
    size: row.size,
    by: names(row.givenBy, row.givenAt),
    at: row.givenAt,
  }))
}
