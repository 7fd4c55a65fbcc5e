import type { PreviewItem } from '@cg/contract/publish'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import { and, eq, max } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { invalid } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { releaseHead } from '../stored/head.ts'
import { loadPreview, nextSequence, previewItem } from '../stored/preview-row.ts'
import { requireUnscheduled, scheduleOf } from '../stored/schedule-row.ts'
import { madePreview } from './made-preview.ts'
import { answersUnder, keptPreview, rememberPreview } from './make-answers.ts'
import { clearRelease, replaceAnswers, replaceBases } from './save.ts'

export type PreviewRequest = {
  period: string
  /** Why a published quarter is corrected; wanted from the second release on. */
  reason?: string | undefined
}

/**
 * Computes the preview of a quarter, or computes it again: one preview a quarter. It is stored outside every published
 * table's reach, marked 试看, and read by reviewers and publishers only.
 */
export async function preparePreview(ctx: Context, request: PreviewRequest): Promise<PreviewItem> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  const period = parsePeriod(request.period)
  const preparedAt = ctx.now().toISOString()
  const { basis, making, ...hashes } = await madePreview(ctx.store, { period, preparedAt }, keptPreview(ctx.store))
  return ctx.store.write('release.prepare', async (tx) => {
    const sequence = await nextSequence(tx, period)
    const reason = reasonFor(sequence, request)
    const row = {
      preparedBy: ctx.actor.userId,
      preparedAt,
      reason,
      schemeVersionId: basis.scheme?.id ?? null,
      catalogueHash: hashes.catalogueHash,
      contentHash: hashes.inputHash,
      isDemo: basis.isDemo,
    }
    const { id, version } = await storeRow(tx, period, row)
    const head = releaseHead(basis, { sequence, preparedAt, reason, draft: version }, null)
    await replaceBases(tx, id, basis)
    const answers = answersUnder(head, making)
    await replaceAnswers(tx, id, answers)
    const detail = { period, version, inputHash: row.contentHash, reason: request.reason?.trim() ?? null }
    await audit(tx, { at: preparedAt, actor: ctx.actor, action: 'release.prepare', object: `release:${id}`, detail })
    const stored = await loadPreview(tx, id)
    const decision = await scheduleOf(tx, ctx.actor, id)
    // Should this not be committed, no preview of that version stands, or one that has other bytes.
    rememberPreview(ctx.store, { id, version }, { head, answers, headed: making.headed })
    return previewItem(ctx.actor, { row: stored, basis, sequence, preparedBy: ctx.actor.name, decision })
  })
}

/** A first release corrects nothing and bears no reason; every later one must say why. */
function reasonFor(sequence: number, { reason, period }: PreviewRequest): string | null {
  if (sequence === 1) return null
  const text = reason?.trim() ?? ''
  if (text === '') {
    throw invalid(`${period} 已经发布，再次发布是更正。请写明更正原因。`, { reason: 'release.reason_missing' })
  }
  return text
}

type NewRow = Omit<typeof release.$inferInsert, 'id' | 'period' | 'state' | 'code' | 'sequence'>

/** The last computation of any preview of the quarter: a code once given never names another preview. */
async function lastDraft(tx: Db, period: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(release.inputVersion) })
    .from(release)
    .where(eq(release.period, period))
  return row?.last ?? 0
}

/** The quarter's one preview: made, or made again with a higher version. */
async function storeRow(tx: Db, period: string, row: NewRow): Promise<{ id: number; version: number }> {
  const [known] = await tx
    .select({ id: release.id, version: release.inputVersion })
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'preview')))
  if (known === undefined) {
    const version = (await lastDraft(tx, period)) + 1
    const [made] = await tx
      .insert(release)
      .values({ ...row, period, state: 'preview', inputVersion: version })
      .returning({ id: release.id })
    if (made === undefined) throw new Error('the preview was not stored')
    return { id: made.id, version }
  }
  await requireUnscheduled(tx, known.id)
  const version = known.version + 1
  await tx
    .update(release)
    .set({ ...row, inputVersion: version })
    .where(eq(release.id, known.id))
  return { id: known.id, version }
}

/** Discards a preview; what it was and who discarded it stays in the audit trail. */
export async function discardPreview(ctx: Context, { id }: { id: number }): Promise<void> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  await ctx.store.write('release.discard', async (tx) => {
    const row = await loadPreview(tx, id)
    await requireUnscheduled(tx, id)
    await clearRelease(tx, id)
    await tx.update(release).set({ state: 'discarded' }).where(eq(release.id, id))
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.discard',
      object: `release:${id}`,
      detail: { period: row.period, version: row.inputVersion },
    })
  })
}
