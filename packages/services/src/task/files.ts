import { createHash } from 'node:crypto'
import type { TaskBoard } from '@cg/contract/task'
import { mostFilesOfReport } from '@cg/contract/task-file'
import { evidenceFile, keyTaskFile, keyTaskReport } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { mediaTypeOf, requireEvidenceFile } from '../entry/evidence/file-kind.ts'
import type { StoredFile } from '../entry/evidence/read-file.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, requireRole } from '../permission.ts'
import { taskBoard } from './board.ts'
import { loadKnown } from './known.ts'
import { rightsTo, viewOf } from './rights.ts'
import { loadMeasure } from './rows.ts'
import type { MeasureRow, ReportRow } from './rows.ts'

type Attached = { readonly fileName: string; readonly bytes: Uint8Array }
type Place = { readonly id: number; readonly milestone?: string | undefined }

/** Refuses who reports no measure, and whose report is another's or not there, before a file is read. */
export async function requireReporting(ctx: Context, id: number): Promise<void> {
  requireRole(ctx.actor, 'filler')
  await ctx.store.read((db) => loadMine(ctx, db, id))
}

/** Puts a file behind a report or one of its milestones. Errors: decided on, an unknown milestone, kind or size, too many, twice. */
export async function attachToReport(ctx: Context, { id, milestone }: Place, file: Attached): Promise<TaskBoard> {
  requireRole(ctx.actor, 'filler')
  requireEvidenceFile(file.fileName, file.bytes)
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  return ctx.store.write('task.attach', async (tx) => {
    const { measure } = await openReport(ctx, tx, id)
    if (milestone !== undefined && !measure.body.milestones.some(({ code }) => code === milestone))
      throw invalid(`没有编号为 ${milestone} 的节点，请刷新页面后再传。`, { reason: 'task.milestone' })
    const here = await filesOfReport(tx, id)
    if (here.length >= mostFilesOfReport)
      throw invalid(`一份进展最多${mostFilesOfReport}份佐证材料，请先移除不需要的。`, { reason: 'task.many_files' })
    if (here.some((one) => one.fileHash === hash && one.milestone === (milestone ?? null)))
      throw invalid(`这里已经有《${file.fileName}》。`, { reason: 'task.file_twice' })
    await tx
      .insert(evidenceFile)
      .values({ hash, size: file.bytes.length, bytes: Buffer.from(file.bytes) })
      .onConflictDoNothing()
    await tx.insert(keyTaskFile).values({
      reportId: id,
      milestone: milestone ?? null,
      name: file.fileName,
      fileHash: hash,
      addedBy: ctx.actor.userId,
      addedAt: ctx.now().toISOString(),
    })
    await leaveTrace(ctx, tx, { action: 'task.attach', id, measure, name: file.fileName, fileHash: hash })
    return taskBoard(ctx, tx)
  })
}

/** Takes a file off a report; its row and its bytes stay. Errors as of attaching; a file that is not there. */
export async function removeFromReport(
  ctx: Context,
  { id, file }: { readonly id: number; readonly file: number },
): Promise<TaskBoard> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('task.detach', async (tx) => {
    const { measure } = await openReport(ctx, tx, id)
    const found = (await filesOfReport(tx, id)).find((one) => one.id === file)
    if (found === undefined) throw notFound('这份材料')
    await tx
      .update(keyTaskFile)
      .set({ removedBy: ctx.actor.userId, removedAt: ctx.now().toISOString() })
      .where(eq(keyTaskFile.id, file))
    const { name, fileHash } = found
    await leaveTrace(ctx, tx, { action: 'task.detach', id, measure, name, fileHash })
    return taskBoard(ctx, tx)
  })
}

/** A file of a report, for who sees the report: the office, and departments that lead or assist. Errors: rights, no such file. */
export async function readReportFile(
  ctx: Context,
  { id, file }: { readonly id: number; readonly file: number },
): Promise<StoredFile> {
  return ctx.store.read(async (db) => {
    const { departments } = viewOf(ctx.actor, await loadKnown(db, ctx.now()))
    const [row] = await db.select().from(keyTaskReport).where(eq(keyTaskReport.id, id))
    const measure = row === undefined ? null : await loadMeasure(db, row.measureId)
    const isShown =
      measure !== null &&
      (departments === null || [measure.body.lead, ...measure.body.assists].some((code) => departments.has(code)))
    const found = isShown ? (await filesOfReport(db, id)).find((one) => one.id === file) : undefined
    if (found === undefined) throw notFound('这份材料')
    const [stored] = await db.select().from(evidenceFile).where(eq(evidenceFile.hash, found.fileHash))
    return { name: found.name, mediaType: mediaTypeOf(found.name), bytes: must(stored).bytes }
  })
}

async function filesOfReport(db: Db, id: number): Promise<(typeof keyTaskFile.$inferSelect)[]> {
  return db
    .select()
    .from(keyTaskFile)
    .where(and(eq(keyTaskFile.reportId, id), isNull(keyTaskFile.removedAt)))
    .orderBy(asc(keyTaskFile.id))
}

type Mine = { readonly row: ReportRow; readonly measure: MeasureRow }

/** The report, of a measure that the actor's department leads; what is not there is nobody's. */
async function loadMine({ actor }: Context, db: Db, id: number): Promise<Mine> {
  const [row] = await db.select().from(keyTaskReport).where(eq(keyTaskReport.id, id))
  const measure = row === undefined ? null : await loadMeasure(db, row.measureId)
  if (row === undefined || measure === null || !rightsTo(actor, measure.leadDepartment).reports)
    throw forbidden('filler')
  return { row, measure }
}

async function openReport(ctx: Context, tx: Db, id: number): Promise<Mine> {
  const mine = await loadMine(ctx, tx, id)
  if (mine.row.state === 'accepted')
    throw new ServiceError('conflict', '这份进展已被采纳，佐证材料不能再改。需要更正的，请联系市产改办重新打开。', {
      reason: 'task.files_closed',
    })
  // Who has looked at the report decides on what they saw.
  await tx
    .update(keyTaskReport)
    .set({ version: mine.row.version + 1 })
    .where(eq(keyTaskReport.id, id))
  return mine
}

type Trace = {
  readonly action: 'task.attach' | 'task.detach'
  readonly id: number
  readonly measure: MeasureRow
  readonly name: string
  readonly fileHash: string
}

async function leaveTrace(ctx: Context, tx: Db, { action, id, measure, name, fileHash }: Trace): Promise<void> {
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action,
    object: `key_report:${id}`,
    detail: { measure: measure.body.name, evidence: name, fileHash },
  })
}
