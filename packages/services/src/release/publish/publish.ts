import type { Closing } from '@cg/contract/closing'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { period as periodTable, release, submission, submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, notInArray, sql } from 'drizzle-orm'
import { requireChecked } from '../../appeal/window.ts'
import { audit } from '../../audit.ts'
import { nextSeal } from '../stored/release-seal.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { closingOf, requireClosingSeen } from './closing.ts'
import { lockScheme } from './lock-scheme.ts'
import { contentHashOf, inputHash } from './digest.ts'
import { releaseCode, releaseHead } from '../stored/head.ts'
import { formKey } from '../input/due-forms.ts'
import { loadCurrent } from '../input/load-input.ts'
import { loadStoredBasis } from '../stored/answers.ts'
import { lastSequence, loadPreview, nextSequence, signersOf } from '../stored/preview-row.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { requireUnscheduled } from '../stored/schedule-row.ts'
import { solePowerOver } from './powers.ts'
import { madePreview } from './made-preview.ts'
import { answersUnder, previewedAnswers } from './make-answers.ts'
import type { Previewed, Published } from './make-answers.ts'
import { putAnswers, replaceAnswers, replaceBases } from './save.ts'

export type PublishRequest = {
  id: number
  /** The version of the preview that the publisher has seen (If-Match). */
  version: number
  /** Digest of the forms that the publisher has seen it shut; not wanted where it shuts none. */
  closing?: string | null
}

/** Everything that will be stored, made before the lock is taken. */
type Prepared = {
  basis: ReleaseBasis
  head: ReleaseHead
  answers: Published
}

/**
 * Publishes a preview: a second person signs (decision 18), and what is stored is what was previewed: the very bytes,
 * where this process made them and finds them unchanged; else they are computed again. That is done before the lock;
 * inside it the input is read and hashed, so that nothing can slip in between. All or nothing: answers, hash,
 * locks on the forms and the audit line are one transaction.
 */
export async function publishPreview(ctx: Context, request: PublishRequest): Promise<ReleaseListItem> {
  requireCityRole(ctx.actor, 'publisher')
  const already = await ctx.store.read((db) => publishedBefore(db, ctx, request))
  if (already !== null) return already
  return publishSeen(ctx, request, (tx) => requireUnscheduled(tx, request.id))
}

/** The publication itself; `beside` is done in its transaction. Rights are asked by the caller. */
export async function publishSeen(
  ctx: Context,
  request: PublishRequest,
  beside: (tx: Db) => Promise<void>,
): Promise<ReleaseListItem> {
  const publishedAt = ctx.now().toISOString()
  const { row, sequence, previewed } = await ctx.store.read(async (db) => {
    const row = await loadPreview(db, request.id)
    requireSecondPerson(row, ctx)
    requireSeen(row, request)
    return { row, sequence: await nextSequence(db, row.period), previewed: await previewedAnswers(ctx.store, db, row) }
  })
  const { basis, under } = previewed ?? (await madeAgain(ctx, row))
  const head = releaseHead(basis, { sequence, preparedAt: row.preparedAt, reason: row.reason }, publishedAt)
  const prepared: Prepared = { basis, head, answers: under(head) }
  return ctx.store.write(['release.publish', 'scheme.lock'], async (tx) => {
    const row = await loadPreview(tx, request.id)
    requireSeen(row, request)
    const period = parsePeriod(row.period)
    const { basis, cells } = await loadCurrent(tx, period, row.preparedAt)
    requireSameInput(row, inputHash(basis.basis, cells))
    await requireChecked(tx, period, ctx.now())
    const closing = await closingOf(tx, basis.basis, ctx.now())
    requireClosingSeen(closing, request.closing ?? null)
    await beside(tx)
    return storeRelease(tx, ctx, { row, period, prepared, closing })
  })
}

async function madeAgain({ store }: Context, row: ReleaseRow): Promise<Previewed> {
  const asked = { period: parsePeriod(row.period), preparedAt: row.preparedAt }
  const { basis, making, ...made } = await madePreview(store, asked)
  requireSameInput(row, made.inputHash)
  return { basis, under: (head) => answersUnder(head, making) }
}

/** A retry after a lost answer gets the first answer again: the same person publishing the same version twice. */
async function publishedBefore(
  db: Db,
  { actor }: Context,
  { id, version }: PublishRequest,
): Promise<ReleaseListItem | null> {
  const mine = and(eq(release.id, id), eq(release.state, 'published'), eq(release.publishedBy, actor.userId))
  const [row] = await db.select().from(release).where(mine)
  if (row === undefined || row.inputVersion !== version || row.publishedAt === null) return null
  const preparation = { sequence: row.sequence ?? 0, preparedAt: row.preparedAt, reason: row.reason }
  const basis = await loadStoredBasis(db, id)
  return {
    head: releaseHead(basis, preparation, row.publishedAt),
    contentHash: row.contentHash ?? '',
    previousHash: row.previousHash,
    ...(await signersOf(db, row)),
    isCurrent: (await lastSequence(db, row.period)) === preparation.sequence,
  }
}

export function requireSecondPerson(row: ReleaseRow, { actor }: Context): void {
  if (row.preparedBy !== actor.userId) return
  throw new ServiceError('conflict', '这份试看由您生成，须由另一位发布人复核后发布。请联系另一位发布人。', {
    reason: 'release.same_person',
  })
}

export function requireSeen(row: ReleaseRow, { version }: PublishRequest): void {
  if (row.inputVersion === version) return
  throw new ServiceError('stale', '这份试看在您打开之后重新生成过。请刷新页面，看过最新试看后再发布。', {
    reason: 'release.preview_changed',
    current: { version: row.inputVersion, yours: version },
  })
}

/** What a preview reads today; refused where figures, forms, targets or definitions have changed since it was made. */
export async function requireCurrentInput(db: Db, row: ReleaseRow): Promise<ReleaseBasis> {
  const { basis, cells } = await loadCurrent(db, parsePeriod(row.period), row.preparedAt)
  requireSameInput(row, inputHash(basis.basis, cells))
  return basis.basis
}

function requireSameInput(row: ReleaseRow, hash: string): void {
  if (row.contentHash === hash) return
  throw new ServiceError(
    'stale',
    '试看生成之后，报表、目标、口径、机构或计分方案有了变动。请重新生成试看，核对后再发布。',
    { reason: 'release.input_changed', current: { inputHash: hash, previewed: row.contentHash } },
  )
}

type Storing = { row: ReleaseRow; period: Period; prepared: Prepared; closing: Closing }

async function storeRelease(tx: Db, ctx: Context, storing: Storing): Promise<ReleaseListItem> {
  const { row, period, prepared, closing } = storing
  const { basis, head, answers } = prepared
  const { sequence } = head
  const publishedAt = must(head.publishedAt)
  const digests = 'digests' in answers ? answers.digests : answers
  if (row.isDemo !== basis.isDemo) throw new Error('a preview and its release must agree on being a demo')
  const code = releaseCode(period, sequence)
  const previousHash = await chainHead(tx)
  const signers = await signersOf(tx, { ...row, publishedBy: ctx.actor.userId, publishedAt })
  const contentHash = contentHashOf({
    code,
    period,
    sequence,
    reason: row.reason,
    preparedBy: row.preparedBy,
    preparedAt: row.preparedAt,
    publishedBy: ctx.actor.userId,
    publishedAt,
    signers,
    isDemo: basis.isDemo,
    catalogueHash: row.catalogueHash ?? '',
    previousHash,
    bases: basis.bases.map((base) => ({ period: base.period, hash: base.hash })),
    answers: Object.fromEntries(Array.from(digests, ([name, { hash }]) => [name, hash])),
  })
  await replaceBases(tx, row.id, basis)
  if ('digests' in answers) await putAnswers(tx, row.id, answers.changed)
  else await replaceAnswers(tx, row.id, answers)
  await tx
    .update(release)
    .set({
      code,
      sequence,
      state: 'published',
      contentHash,
      previousHash,
      publishedBy: ctx.actor.userId,
      publishedAt,
      sealId: await nextSeal(tx),
      solePower: await solePowerOver(tx, { ...row, publishedBy: ctx.actor.userId, at: publishedAt }),
    })
    .where(eq(release.id, row.id))
  await freezeQuarter(tx, ctx, { period, code, closing })
  if (basis.scheme !== null) await lockScheme(tx, ctx, { id: basis.scheme.id, code })
  const closed = closing.forms.map(({ form, reporter }) => [form, reporter])
  const detail = { period, code, contentHash, previousHash, reason: row.reason, preparedBy: row.preparedBy, closed }
  await audit(tx, { at: publishedAt, actor: ctx.actor, action: 'release.publish', object: `release:${code}`, detail })
  return { head, contentHash, previousHash, ...signers, isCurrent: true }
}

/** The hash of the last release in the chain: the one that no other names as its previous. Null for the first. */
async function chainHead(tx: Db): Promise<string | null> {
  const rows = await tx
    .select({ hash: release.contentHash, previous: release.previousHash })
    .from(release)
    .where(eq(release.state, 'published'))
  const named = new Set(rows.map((one) => one.previous))
  const heads = rows.filter((one) => !named.has(one.hash))
  if (heads.length > 1) throw new Error(`the chain of releases has ${heads.length} ends`)
  return heads[0]?.hash ?? null
}

type Freezing = { period: Period; code: string; closing: Closing }

/** A nation has thousands of forms, and a statement takes a limited number of values. */
const rowsAtOnce = 200

/** Locks the accepted forms, closes those that are left out, and the quarter: from here on only what is reopened can change. */
async function freezeQuarter(tx: Db, ctx: Context, { period, code, closing }: Freezing): Promise<void> {
  const at = ctx.now().toISOString()
  const rows = await tx.select().from(submission).where(eq(submission.period, period))
  const shut = new Set(closing.forms.map(({ form, reporter }) => formKey(form, reporter)))
  const events = rows.flatMap(({ id, formCode, reporter, state, round }): (typeof submissionEvent.$inferInsert)[] => {
    const stamp = { submissionId: id, fromState: state, round, actorId: ctx.actor.userId, at }
    if (state === 'accepted') return [{ ...stamp, action: 'lock', toState: 'locked', note: `随 ${code} 发布` }]
    if (!shut.has(formKey(formCode, reporter))) return []
    return [{ ...stamp, action: 'close', toState: state, note: `${code} 发布，没有计入本表` }]
  })
  await tx
    .update(submission)
    .set({ state: 'locked', version: sql`${submission.version} + 1` })
    .where(and(eq(submission.period, period), eq(submission.state, 'accepted')))
  for (let from = 0; from < events.length; from += rowsAtOnce)
    await tx.insert(submissionEvent).values(events.slice(from, from + rowsAtOnce))
  await tx
    .update(periodTable)
    .set({ state: 'closed' })
    .where(and(eq(periodTable.code, period), notInArray(periodTable.state, ['closed'])))
}
