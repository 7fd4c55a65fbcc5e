import { catalogueChange } from '@cg/db/schema'
import { and, desc, eq, gte, inArray, or } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { changeOf, titleOf } from '../tailor/change.ts'
import { confirmObstacle, mayPropose } from '../proposal.ts'
import type { Asking, Message } from './message.ts'

const link = '/admin?part=catalogue'

/** Changes of the catalogue: to who may confirm that they wait, to who proposed what became of them. */
export async function catalogueMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (!mayPropose(actor)) return []
  const rows = await db
    .select()
    .from(catalogueChange)
    .where(
      or(
        eq(catalogueChange.state, 'proposed'),
        and(
          inArray(catalogueChange.state, ['confirmed', 'refused']),
          eq(catalogueChange.proposedBy, actor.userId),
          gte(catalogueChange.decidedAt, since),
        ),
      ),
    )
    .orderBy(desc(catalogueChange.id))
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.flatMap((row): Message[] => {
    const { id, state, proposedBy, proposedAt, decidedBy, decidedAt } = row
    const change = titleOf(changeOf(row))
    if (state === 'proposed') {
      if (confirmObstacle(actor, row) !== null) return []
      const facts = { kind: 'catalogueWaiting' as const, by: names(proposedBy, proposedAt), change }
      return [{ key: `catalogue:${id}:waiting`, at: proposedAt, link, facts }]
    }
    const by = names(decidedBy, decidedAt)
    const facts = { kind: 'catalogueDecided' as const, by, change, isConfirmed: state === 'confirmed' }
    return [{ key: `catalogue:${id}:decided`, at: decidedAt ?? proposedAt, link, facts }]
  })
}
