import type { CellRevision } from '@cg/contract/entry'
import { ofCell } from '@cg/db/revision-join'
import { cell, cellRevision } from '@cg/db/schema'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import type { FormKey } from '../form/access.ts'
import { loadNames } from '../form/names.ts'
import { openRows } from '../form/open.ts'
import { loadStanding, requireFigures } from '../move/standing.ts'

/** Every revision of one cell of a form, newest first (C3). */
export async function readCellHistory(
  ctx: Context,
  key: FormKey,
  place: FormCell,
): Promise<{ revisions: CellRevision[] }> {
  return ctx.store.read(async (db) => {
    const { plan, right } = await openRows(ctx, db, key, 'read')
    requireFigures(right, await loadStanding(db, key))
    if (!plan.places.has(cellKey(place))) throw notFound(`本表的这一格（${place.item}，${place.unit}）`)
    const rows = await db
      .select({ revision: cellRevision })
      .from(cellRevision)
      .innerJoin(cell, ofCell)
      .where(
        and(
          eq(cell.period, key.period),
          eq(cell.itemCode, place.item),
          eq(cell.unitCode, place.unit),
          eq(cell.breakdown, place.breakdown),
        ),
      )
      .orderBy(desc(cellRevision.version))
    const names = await loadNames(
      db,
      rows.map((row) => row.revision.changedBy),
    )
    return {
      revisions: rows.map(({ revision }) => ({
        version: revision.version,
        oldState: revision.oldState,
        oldValue: revision.oldValue,
        newState: revision.newState,
        newValue: revision.newValue,
        note: revision.note,
        reason: revision.reason,
        source: revision.source,
        by: names(revision.changedBy, revision.changedAt),
        at: revision.changedAt,
      })),
    }
  })
}
