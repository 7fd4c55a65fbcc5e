import { changeProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq } from 'drizzle-orm'
import { canonicalJson } from '../catalogue/hash.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { ProposalRow } from './kind.ts'

export type ToPropose = Pick<ProposalRow, 'kind' | 'object' | 'title' | 'reason'> & {
  readonly body: unknown
  readonly lines: readonly string[]
}

/** The change of this thing that waits for a second person; null: none. */
export async function waitingOn(db: Db, kind: ProposalRow['kind'], object: string): Promise<ProposalRow | null> {
  const [row] = await db
    .select()
    .from(changeProposal)
    .where(and(eq(changeProposal.kind, kind), eq(changeProposal.object, object), eq(changeProposal.state, 'proposed')))
  return row ?? null
}

/** Puts a change forward and gives its number; the caller has checked it and leaves the line in the trail. */
export async function storeProposal(tx: Db, ctx: Context, change: ToPropose): Promise<number> {
  const waiting = await waitingOn(tx, change.kind, change.object)
  if (waiting !== null) throw waits(waiting)
  const { body, lines, ...said } = change
  const [row] = await tx
    .insert(changeProposal)
    .values({
      ...said,
      body: canonicalJson(body),
      lines: JSON.stringify(lines),
      state: 'proposed',
      proposedBy: ctx.actor.userId,
      proposedAt: ctx.now().toISOString(),
    })
    .returning({ id: changeProposal.id })
  return must(row, 'the proposal was not stored').id
}

/** For writing what is proposed: nothing of it changes while it waits. */
export function waits({ id, title }: Pick<ProposalRow, 'id' | 'title'>): ServiceError {
  return new ServiceError(
    'conflict',
    `第 ${id} 号变更（${title}）正在等待另一位发布人确认。请先由提出人撤回，或由发布人退回。`,
    { reason: 'proposal.waits' },
  )
}
