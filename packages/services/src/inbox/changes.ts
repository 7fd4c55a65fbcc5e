import { changeProposal } from '@cg/db/schema'
import { and, desc, eq, gte, inArray, or } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { hasCityRole } from '../permission.ts'
import { confirmObstacle } from '../proposal.ts'
import type { ProposalRow } from '../proposed/kind.ts'
import type { Asking, Message } from './message.ts'

const links: Readonly<Record<ProposalRow['kind'], (row: ProposalRow) => string>> = {
  scheme: ({ object }) => `/scheme?v=${object}`,
  unit: () => '/admin?part=units',
  succession: () => '/admin?part=units',
}

/** Changes of schemes and units: to who may confirm that they wait, to who proposed what became of them. */
export async function changeMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (!hasCityRole(actor, 'reviewer', 'publisher', 'admin')) return []
  const rows = await db
    .select()
    .from(changeProposal)
    .where(
      or(
        eq(changeProposal.state, 'proposed'),
        and(
          inArray(changeProposal.state, ['confirmed', 'refused']),
          eq(changeProposal.proposedBy, actor.userId),
          gte(changeProposal.decidedAt, since),
        ),
      ),
    )
    .orderBy(desc(changeProposal.id))
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.flatMap((row): Message[] => {
    const { id, kind, state, title: change, proposedBy, proposedAt, decidedBy, decidedAt } = row
    const link = links[kind](row)
    if (state === 'proposed') {
      if (confirmObstacle(actor, row) !== null) return []
      const facts = { kind: 'changeWaiting' as const, by: names(proposedBy, proposedAt), change }
      return [{ key: `change:${id}:waiting`, at: proposedAt, link, facts }]
    }
    const by = names(decidedBy, decidedAt)
    const facts = { kind: 'changeDecided' as const, by, change, isConfirmed: state === 'confirmed' }
    return [{ key: `change:${id}:decided`, at: decidedAt ?? proposedAt, link, facts }]
  })
}
