import type { ProposalAction } from '@cg/contract/proposal'
import { changeProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { confirmObstacle, offeredOn } from '../proposal.ts'
import type { ChangeKind, Looked, ProposalRow } from './kind.ts'
import { linesOf, loadProposal } from './proposals.ts'

export type Decision = {
  readonly id: number
  readonly action: ProposalAction
  readonly note: string
  /** The version the actor has seen (If-Match). */
  readonly version: number
}

const after = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const

/**
 * Confirms or refuses what another person proposed, or withdraws one's own. Only confirming changes anything, and only
 * what was shown to who proposed it.
 */
export async function decideProposal<T>(
  ctx: Context,
  { id, action, note, version }: Decision,
  { change, answer }: { change: ChangeKind; answer: (tx: Db) => Promise<T> },
): Promise<T> {
  if (action === 'withdraw') requireCityRole(ctx.actor, ...change.proposers)
  else requireCityRole(ctx.actor, 'publisher')
  const why = note.trim()
  const purpose = action === 'confirm' ? change.actions.confirm : change.actions[action]
  return ctx.store.write(purpose, async (tx) => {
    const row = await loadProposal(tx, id, change)
    if (row.version !== version || row.state !== 'proposed')
      throw new ServiceError('stale', '这项变更刚由他人办理。请刷新页面查看。', { reason: 'proposal.decided' })
    requireOffered(ctx, row, { action, change })
    if (action === 'refuse' && why === '') throw invalid('请写明退回的原因。', { reason: 'proposal.reason_missing' })
    if (action === 'confirm') {
      requireUnmoved(movedSince(row, await change.look(tx, row)))
      await change.apply(tx, ctx, row)
    }
    const at = ctx.now().toISOString()
    await tx
      .update(changeProposal)
      .set({ state: after[action], version: version + 1, decidedBy: ctx.actor.userId, decidedAt: at, note: why })
      .where(eq(changeProposal.id, id))
    if (action !== 'confirm') {
      const detail = { changed: linesOf(row), proposer: row.proposedBy, ...(why === '' ? {} : { note: why }) }
      await audit(tx, { at, actor: ctx.actor, action: change.actions[action], object: change.objectOf(row), detail })
    }
    return answer(tx)
  })
}

type Asked = { readonly action: ProposalAction; readonly change: ChangeKind }

function requireOffered({ actor }: Context, row: ProposalRow, { action, change }: Asked): void {
  const obstacle = action === 'withdraw' ? null : confirmObstacle(actor, row)
  if (obstacle !== null) throw new ServiceError('forbidden', obstacle, { reason: 'proposal.own' })
  if (offeredOn(actor, row, change.proposers).includes(action)) return
  throw new ServiceError('forbidden', '只有提出人可以撤回这项变更。不同意的，请由发布人退回。', {
    reason: 'proposal.not_own',
  })
}

/** Why it cannot be confirmed as things stand now; empty where it is what was shown. */
export function movedSince(row: ProposalRow, { refusals, lines }: Looked): string[] {
  if (refusals.length > 0) return [...refusals]
  const shown = linesOf(row)
  if (JSON.stringify(shown) === JSON.stringify(lines)) return []
  const now = lines.filter((line) => !shown.includes(line))
  const gone = shown.filter((line) => !lines.includes(line))
  return [...gone.map((line) => `提出时：${line}`), ...now.map((line) => `现在：${line}`)]
}

function requireUnmoved(moved: readonly string[]): void {
  if (moved.length === 0) return
  throw new ServiceError(
    'conflict',
    `提出之后有了变化，不能确认。${moved.slice(0, 6).join('；')}。请退回，由提出人重新提出。`,
    { reason: 'proposal.moved' },
  )
}
