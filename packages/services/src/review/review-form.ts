import type { ReviewDetail } from '@cg/contract/review'
import { ofCell } from '@cg/db/revision-join'
import { cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { allPlaces } from '../entry/form/form-facts.ts'
import { openForm } from '../entry/form/open.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { formDetail } from '../entry/form/read-form.ts'
import { lastReturn, loadEvents } from '../entry/move/events.ts'
import { loadStanding, requireFigures } from '../entry/move/standing.ts'
import { forbidden } from '../permission.ts'
import { peersOf } from './peers.ts'

/** A form as a reviewer or the lead department reads it: what changed since it was returned, what the rules found. */
export async function readReviewForm(ctx: Context, key: FormKey): Promise<ReviewDetail> {
  return ctx.store.read(async (db) => {
    const opened = await openForm(ctx, db, key, 'read')
    if (!opened.right.reviewer && !opened.right.checker) throw forbidden('reviewer')
    const standing = await loadStanding(db, key)
    requireFigures(opened.right, standing)
    const form = await formDetail(ctx, db, opened, standing)
    const events = await loadEvents(db, standing.submission?.id ?? null)
    const changes = await changedSince(db, opened.plan, lastReturn(events))
    const places = allPlaces(opened.plan).map(cellKey)
    const failed = new Set(
      form.findings.filter((one) => one.class !== 'inform').flatMap((one) => one.cells.map(cellKey)),
    )
    const changedCells = places.flatMap((place, at) => (changes.has(place) ? [at] : []))
    return {
      form,
      changedCells,
      failedCells: places.flatMap((place, at) => (failed.has(place) ? [at] : [])),
      before: changedCells.map((at) => must(changes.get(must(places[at])))),
      reviewBegun: standing.reviewBegun,
      peers: await peersOf(ctx, db, opened.plan),
    }
  })
}

/** The cells that were changed after that moment, with what stood in them then; 未报 where nothing did. */
export async function changedSince(db: Db, plan: FormPlan, since: string | null): Promise<Map<string, Cell>> {
  const changes = new Map<string, Cell>()
  if (since === null) return changes
  const rows = await db
    .select({
      item: cell.itemCode,
      unit: cell.unitCode,
      breakdown: cell.breakdown,
      state: cellRevision.oldState,
      value: cellRevision.oldValue,
    })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(
      and(
        eq(cell.period, plan.definitions.period),
        inArray(cell.itemCode, plan.items),
        gt(cellRevision.changedAt, since),
      ),
    )
    .orderBy(asc(cellRevision.version))
  for (const row of rows) {
    const key = cellKey(row)
    if (plan.places.has(key) && !changes.has(key))
      changes.set(key, { state: row.state ?? 'not_reported', value: row.value })
  }
  return changes
}
