import type { CellOutcome, FormDetail, SaveReply, UndoUpload } from '@cg/contract/entry'
import { ofCell } from '@cg/db/revision-join'
import { cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { namesWords } from '@cg/domain/claim/words'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { loadCells } from '../cells/cells.ts'
import type { CellRow } from '../cells/cells.ts'
import { savedCell, storedCell } from '../cells/decide-cells.ts'
import type { CellChange } from '../cells/decide-cells.ts'
import { writeChanges } from '../cells/save-cells.ts'
import { findingsAfter } from '../check/findings.ts'
import type { FormKey } from '../form/access.ts'
import { loadNames } from '../form/names.ts'
import { openRows } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { askedName } from '../form/plan.ts'
import type { FormPlan } from '../form/plan.ts'
import { loadEvents } from '../move/events.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'
import { describeSubmission } from '../move/submission-fact.ts'

const undoing = '撤销 '

type Written = { readonly place: FormCell; readonly id: number; readonly version: number }

/** The cells that the form's last upload wrote, in one go by one person. */
type Upload = {
  readonly at: string
  readonly by: number
  readonly reason: string
  readonly written: readonly Written[]
}

/** The form's last upload that can be taken back; null where there is none, it was undone, or the form was sent since. */
async function lastUpload(db: Db, plan: FormPlan, submissionId: number | null): Promise<Upload | null> {
  if (submissionId === null) return null
  const units = plan.units.map((unit) => unit.code)
  const ofForm = and(
    eq(cell.period, plan.definitions.period),
    inArray(cell.itemCode, plan.items),
    inArray(cell.unitCode, units),
    eq(cellRevision.source, 'excel'),
  )
  const [last] = await db
    .select({ at: cellRevision.changedAt, by: cellRevision.changedBy, reason: cellRevision.reason })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(ofForm)
    .orderBy(desc(cellRevision.changedAt), desc(cellRevision.id))
    .limit(1)
  if (last === undefined || last.reason.startsWith(undoing)) return null
  const sent = (await loadEvents(db, submissionId)).findLast((event) => event.action === 'submit')
  if (sent !== undefined && sent.at >= last.at) return null
  const rows = await db
    .select({
      item: cell.itemCode,
      unit: cell.unitCode,
      breakdown: cell.breakdown,
      id: cell.id,
      version: cellRevision.version,
    })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(
      and(
        ofForm,
        eq(cellRevision.changedAt, last.at),
        eq(cellRevision.changedBy, last.by),
        eq(cellRevision.reason, last.reason),
      ),
    )
  const written = rows.map(({ id, version, ...place }) => ({ place, id, version }))
  return { ...last, written: written.filter(({ place }) => plan.places.has(cellKey(place))) }
}

/** What the form page offers to undo, and what it leaves as it is. */
export async function describeUpload(
  db: Db,
  plan: FormPlan,
  { submissionId, cells }: { submissionId: number | null; cells: ReadonlyMap<string, CellRow> },
): Promise<FormDetail['lastUpload']> {
  const upload = await lastUpload(db, plan, submissionId)
  if (upload === null) return null
  const names = await loadNames(db, [upload.by])
  const changed = upload.written.filter((one) => isChanged(one, cells))
  return {
    at: upload.at,
    by: names(upload.by, upload.at),
    cells: upload.written.length - changed.length,
    changed: changed.map(({ place }) => placeName(plan, place)),
  }
}

/**
 * Takes the last upload back: every cell it wrote gets its former value, state and note again, as a revision with the
 * reason. A cell that was changed since keeps what it has, and is named.
 */
export async function undoUpload(ctx: Context, key: FormKey, { at }: UndoUpload): Promise<SaveReply> {
  const opened = await ctx.store.read((db) => openRows(ctx, db, key, 'own'))
  return ctx.store.write('cells.save', (tx) => undoInside(ctx, tx, opened, at))
}

async function undoInside(ctx: Context, tx: Db, opened: OpenedForm, at: string): Promise<SaveReply> {
  const { key, plan, right } = opened
  const now = ctx.now()
  const standing = await loadStanding(tx, key)
  requireOpenPeriod(standing, now)
  const to = nextState(stateOf(standing), 'save', moveContext(right, standing, now))
  const upload = await lastUpload(tx, plan, standing.submission?.id ?? null)
  if (upload === null || upload.at !== at) throw nothingToUndo()
  const cells = await loadCells(tx, plan)
  const kept = upload.written.filter((one) => isChanged(one, cells))
  const undone = upload.written.filter((one) => !isChanged(one, cells))
  if (undone.length === 0) throw allChanged(plan, kept)
  const former = await formerOf(tx, undone)
  const changes = undone.map(({ place, id }): CellChange => {
    const before = must(cells.get(cellKey(place)))
    const then = former.get(id)
    const back = { state: then?.newState ?? 'not_reported', value: then?.newValue ?? null, note: then?.note ?? null }
    return { place, before, ...back, message: null }
  })
  const names = await loadNames(tx, [ctx.actor.userId, ...kept.map((one) => updatedBy(one, cells))])
  const input = { source: 'excel' as const, reason: `${undoing}${upload.reason}`, isTold: true, cells: [] }
  const written = await writeChanges(ctx, tx, { opened, standing, to, changes, input })
  for (const row of written.rows)
    cells.set(cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }), row)
  const current = ({ place }: Written) => storedCell(must(cells.get(cellKey(place))), names)
  return {
    outcomes: [
      ...undone.map((one): CellOutcome => ({
        ...one.place,
        outcome: 'saved',
        current: savedCell(must(cells.get(cellKey(one.place)))),
      })),
      ...kept.map((one): CellOutcome => ({
        ...one.place,
        outcome: 'refused',
        current: current(one),
        message: `${placeName(plan, one.place)}在导入后已由${current(one).updatedBy}改过，没有撤销。`,
      })),
    ],
    findings: await findingsAfter(ctx, tx, { opened, standing: written.standing, cells }),
    submission: await describeSubmission(ctx, tx, opened, written.standing),
    savedAt: now.toISOString(),
  }
}

type Former = Pick<typeof cellRevision.$inferSelect, 'newState' | 'newValue' | 'note'>

/** What each cell held before the upload, by cell; absent: nothing was ever saved in it. */
async function formerOf(tx: Db, undone: readonly Written[]): Promise<Map<number, Former>> {
  const rows = await tx
    .select({
      id: cell.id,
      newState: cellRevision.newState,
      newValue: cellRevision.newValue,
      note: cellRevision.note,
    })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(
      and(
        inArray(
          cell.id,
          undone.map(({ id }) => id),
        ),
        eq(cellRevision.version, sql`${cell.version} - 1`),
      ),
    )
  return new Map(rows.map(({ id, ...former }) => [id, former]))
}

function isChanged({ place, version }: Written, cells: ReadonlyMap<string, CellRow>): boolean {
  return cells.get(cellKey(place))?.version !== version
}

function updatedBy({ place }: Written, cells: ReadonlyMap<string, CellRow>): number | null {
  return cells.get(cellKey(place))?.updatedBy ?? null
}

function placeName(plan: FormPlan, place: FormCell): string {
  const unit = plan.units.find(({ code }) => code === place.unit)?.shortName ?? place.unit
  return `${unit}“${askedName(plan, place)}”`
}

function nothingToUndo(): ServiceError {
  return new ServiceError(
    'conflict',
    '没有可以撤销的导入：它已被撤销，之后又有导入，或报表已经提交过。请刷新页面后查看。',
    { reason: 'upload.nothing_to_undo' },
  )
}

function allChanged(plan: FormPlan, kept: readonly Written[]): ServiceError {
  const names = namesWords(
    kept.map(({ place }) => placeName(plan, place)),
    3,
    '格',
  )
  return new ServiceError('conflict', `这次导入的各格后来都改过，没有撤销：${names}。如需恢复，请在格内逐一修改。`, {
    reason: 'upload.all_changed',
    cells: kept.map(({ place }) => ({ ...place, message: `${placeName(plan, place)}在导入后改过` })),
  })
}
