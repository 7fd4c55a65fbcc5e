import type { AimBoard } from '@cg/contract/aim'
import type { ProposalAction } from '@cg/contract/proposal'
import { aimProposal, baseline, target } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { readSetting } from '../settings.ts'
import type { ReadChange } from './check.ts'
import { aimBoard } from './list.ts'
import { loadProposal, movedSince } from './proposals.ts'
import { confirmObstacle, offeredOn } from '../proposal.ts'
import { changeLines } from './propose.ts'
import { loadAimStanding } from './standing.ts'

export type AimDecision = {
  readonly id: number
  readonly action: ProposalAction
  readonly note: string
  /** The version the actor has seen (If-Match). */
  readonly version: number
}

const after = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const

/**
 * Confirms or refuses what another person proposed, or withdraws one's own. Only confirming changes targets and
 * baselines, and only while each is what it was when it was proposed; published releases keep theirs.
 */
export async function decideAims(ctx: Context, { id, action, note, version }: AimDecision): Promise<AimBoard> {
  if (action === 'withdraw') requireCityRole(ctx.actor, 'publisher', 'admin')
  else requireCityRole(ctx.actor, 'publisher')
  const why = note.trim()
  return ctx.store.write(`aim.${action}`, async (tx) => {
    const { row, changes } = await loadProposal(tx, id)
    if (row.version !== version || row.state !== 'proposed') throw decidedAlready()
    const obstacle = action === 'withdraw' ? null : confirmObstacle(ctx.actor, row)
    if (obstacle !== null) throw new ServiceError('forbidden', obstacle, { reason: 'aim.own' })
    if (!offeredOn(ctx.actor, row).includes(action)) {
      throw new ServiceError('forbidden', '只有提出人可以撤回这项变更。不同意的，请由发布人退回。', {
        reason: 'aim.not_own',
      })
    }
    if (action === 'refuse' && why === '') throw invalid('请写明退回的原因。', { reason: 'aim.reason_missing' })
    const standing = await loadAimStanding(tx, ctx.now())
    if (action === 'confirm') {
      requireUnmoved(movedSince(changes, standing))
      await apply(tx, changes, (await readSetting(tx, 'demo')) !== null)
    }
    const at = ctx.now().toISOString()
    await tx
      .update(aimProposal)
      .set({ state: after[action], version: version + 1, decidedBy: ctx.actor.userId, decidedAt: at, note: why })
      .where(eq(aimProposal.id, id))
    const detail = { aims: changeLines(changes, standing), ...(why === '' ? {} : { note: why }) }
    await audit(tx, { at, actor: ctx.actor, action: `aim.${action}`, object: `aim:${id}`, detail })
    return aimBoard(ctx, tx)
  })
}

function decidedAlready(): ServiceError {
  return new ServiceError('stale', '这项变更刚由他人办理。请刷新页面查看。', { reason: 'aim.decided' })
}

function requireUnmoved(moved: readonly string[]): void {
  const [first] = moved
  if (first === undefined) return
  const more = moved.length > 1 ? `等 ${moved.length} 处` : ''
  throw new ServiceError('conflict', `${first}${more}，不能再按这项变更确认。请退回，由提出人按现在的数重新提出。`, {
    reason: 'aim.moved',
  })
}

async function apply(tx: Db, changes: readonly ReadChange[], isDemo: boolean): Promise<void> {
  for (const { indicator: indicatorCode, unit: unitCode, year, now } of changes) {
    if (year === null) await applyBaseline(tx, { indicatorCode, unitCode, isDemo }, now)
    else await applyTarget(tx, { indicatorCode, unitCode, year, isDemo }, now)
  }
}

type Place = { readonly indicatorCode: string; readonly unitCode: string; readonly isDemo: boolean }

async function applyTarget(tx: Db, place: Place & { year: number }, now: ReadChange['now']): Promise<void> {
  const { indicatorCode, unitCode, year, isDemo } = place
  if (now === null) {
    await tx
      .delete(target)
      .where(and(eq(target.indicatorCode, indicatorCode), eq(target.unitCode, unitCode), eq(target.year, year)))
    return
  }
  const set = { value: now.value, source: now.source, isDemo }
  await tx
    .insert(target)
    .values({ indicatorCode, unitCode, year, ...set })
    .onConflictDoUpdate({ target: [target.indicatorCode, target.unitCode, target.year], set })
}

async function applyBaseline(
  tx: Db,
  { indicatorCode, unitCode, isDemo }: Place,
  now: ReadChange['now'],
): Promise<void> {
  if (now === null || now.period === null) {
    await tx.delete(baseline).where(and(eq(baseline.indicatorCode, indicatorCode), eq(baseline.unitCode, unitCode)))
    return
  }
  const set = { period: now.period, value: now.value, source: now.source, isDemo }
  await tx
    .insert(baseline)
    .values({ indicatorCode, unitCode, ...set })
    .onConflictDoUpdate({ target: [baseline.indicatorCode, baseline.unitCode], set })
}
