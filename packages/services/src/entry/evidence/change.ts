import { createHash } from 'node:crypto'
import { mostEvidenceOfCell } from '@cg/contract/evidence'
import type { EvidenceReply, NameEvidence } from '@cg/contract/evidence'
import { evidence, evidenceFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { isCellOpen } from '@cg/domain/form/calendar'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid, notFound } from '../../errors.ts'
import { placeOf } from '../cells/decide-cells.ts'
import { loadCells } from '../cells/cells.ts'
import { findingsAfter } from '../check/findings.ts'
import type { FormKey } from '../form/access.ts'
import { loadNames } from '../form/names.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import { formObject, moveSubmission } from '../move/move.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'
import type { Standing } from '../move/standing.ts'
import { describeSubmission } from '../move/submission-fact.ts'
import { requireEvidenceFile } from './file-kind.ts'
import { loadEvidence, toEvidence } from './list.ts'

export type Place = Pick<NameEvidence, 'item' | 'unit' | 'breakdown'>
type Attached = { readonly fileName: string; readonly bytes: Uint8Array }

/** Attaches a file to a value. Errors: not the reporter's, closed, a cell that is not open, kind, size, too many, twice. */
export async function attachFile(ctx: Context, key: FormKey, place: Place, file: Attached): Promise<EvidenceReply> {
  requireEvidenceFile(file.fileName, file.bytes)
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  return addTo(ctx, key, place, { name: file.fileName, url: null, fileHash: hash }, async (tx) => {
    await tx
      .insert(evidenceFile)
      .values({ hash, size: file.bytes.length, bytes: Buffer.from(file.bytes) })
      .onConflictDoNothing()
  })
}

/** Names a document or page behind a value. Errors as of a file; an address that is no web address. */
export async function nameDocument(ctx: Context, key: FormKey, input: NameEvidence): Promise<EvidenceReply> {
  const url = input.url?.trim() || null
  if (url !== null && !/^https?:\/\/[^\s]+$/i.test(url))
    throw invalid('网址要以 http:// 或 https:// 开头，请改正后保存。', { reason: 'evidence.url' })
  const name = input.name.trim()
  if (name.length < 2) throw invalid('请写明文件名称或文号。', { reason: 'evidence.name' })
  return addTo(ctx, key, input, { name, url, fileHash: null })
}

type Added = {
  readonly name: string
  readonly url: string | null
  readonly fileHash: string | null
  /** What was supplied by an assisting department. */
  readonly supplyId?: number
}

/** Puts a document behind a value. */
export async function addTo(
  ctx: Context,
  key: FormKey,
  input: Place,
  added: Added,
  store: (tx: Db) => Promise<void> = () => Promise.resolve(),
): Promise<EvidenceReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  const place = placeOf(input)
  if (!opened.plan.places.has(cellKey(place)))
    throw invalid('本表没有这一格，请刷新页面后重试。', { cells: [{ ...place, message: '不在本表' }] })
  return ctx.store.write('evidence.add', async (tx) => {
    const standing = await writableAt(ctx, tx, opened, place)
    const submissionId = must(standing.submission).id
    const here = (await loadEvidence(tx, submissionId)).filter(
      (row) => row.itemCode === place.item && row.unitCode === place.unit && row.breakdown === place.breakdown,
    )
    if (here.length >= mostEvidenceOfCell)
      throw invalid(`一格最多 ${mostEvidenceOfCell} 份佐证，请先移除不需要的。`, { reason: 'evidence.many' })
    const isTwice = here.some((row) =>
      added.fileHash === null ? row.name === added.name && row.url === added.url : row.fileHash === added.fileHash,
    )
    if (isTwice) throw invalid(`这一格已经有《${added.name}》。`, { reason: 'evidence.twice' })
    await store(tx)
    const at = ctx.now().toISOString()
    const { item: itemCode, unit: unitCode, breakdown } = place
    await tx
      .insert(evidence)
      .values({ submissionId, itemCode, unitCode, breakdown, ...added, addedBy: ctx.actor.userId, addedAt: at })
    await leaveTrace(ctx, tx, key, { action: 'evidence.add', at, places: [place], ...added })
    return replyWith(ctx, tx, opened, standing)
  })
}

/** Takes evidence off a value that may be written; its row and its bytes stay. Errors: closed, unknown, removed before. */
export async function removeEvidence(ctx: Context, key: FormKey, id: number): Promise<EvidenceReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  return ctx.store.write('evidence.remove', async (tx) => {
    const known = await loadEvidence(tx, (await loadStanding(tx, key)).submission?.id ?? null)
    const row = known.find((one) => one.id === id)
    if (row === undefined) throw notFound('这份佐证')
    const place = { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }
    const standing = await writableAt(ctx, tx, opened, place)
    const at = ctx.now().toISOString()
    await tx.update(evidence).set({ removedBy: ctx.actor.userId, removedAt: at }).where(eq(evidence.id, id))
    await leaveTrace(ctx, tx, key, {
      action: 'evidence.remove',
      at,
      places: [place],
      name: row.name,
      fileHash: row.fileHash,
    })
    return replyWith(ctx, tx, opened, standing)
  })
}

/** Evidence is written as a value is: in its time, by its filler, and after a return only where a cell came back. */
export async function writableAt(ctx: Context, tx: Db, opened: OpenedForm, place: FormCell): Promise<Standing> {
  const before = await loadStanding(tx, opened.key)
  const now = ctx.now()
  requireOpenPeriod(before, now)
  const to = nextState(stateOf(before), 'save', moveContext(opened.right, before, now))
  const marks = openMarks(await loadMarks(tx, before.submission?.id ?? null), before.submission)
  if (!isCellOpen(stateOf(before), place, marks))
    throw new ServiceError('conflict', '这一格没有被退回，佐证不能改动。', { reason: 'evidence.cell_closed' })
  return moveSubmission(ctx, tx, before, { key: opened.key, action: 'save', to })
}

type Trace = {
  readonly action: 'evidence.add' | 'evidence.remove'
  readonly at: string
  readonly places: readonly FormCell[]
  readonly name: string
  readonly fileHash: string | null
}

/** Who put which document behind which places, or took it away. */
export async function leaveTrace(ctx: Context, tx: Db, key: FormKey, trace: Trace): Promise<void> {
  const { action, at, places, name, fileHash } = trace
  const object = formObject(key)
  const detail = { place: places.map(({ item, unit, breakdown }) => [item, unit, breakdown]), evidence: name, fileHash }
  await audit(tx, { at, actor: ctx.actor, action, object, detail })
}

/** What the page shows anew after a change. */
export async function replyWith(ctx: Context, tx: Db, opened: OpenedForm, standing: Standing): Promise<EvidenceReply> {
  const rows = await loadEvidence(tx, must(standing.submission).id)
  const names = await loadNames(
    tx,
    rows.map((row) => row.addedBy),
  )
  return {
    evidence: rows.map((row) => toEvidence(row, names)),
    findings: await findingsAfter(ctx, tx, { opened, standing, cells: await loadCells(tx, opened.plan) }),
    submission: await describeSubmission(ctx, tx, opened, standing),
  }
}
