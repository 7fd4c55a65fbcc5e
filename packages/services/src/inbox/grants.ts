import { grantRequest, user } from '@cg/db/schema'
import { and, desc, eq, gte, inArray, ne, or } from 'drizzle-orm'
import { grantWords } from '../admin/grant-requests.ts'
import { loadNames } from '../entry/form/names.ts'
import { hasCityRole } from '../permission.ts'
import type { Asking, Message } from './message.ts'

/** The office's powers that wait: to the other administrators; what became of them: to the one who asked. */
export async function grantMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (!hasCityRole(actor, 'admin')) return []
  const waits = and(eq(grantRequest.state, 'proposed'), ne(grantRequest.proposedBy, actor.userId))
  const decided = and(
    inArray(grantRequest.state, ['confirmed', 'refused']),
    eq(grantRequest.proposedBy, actor.userId),
    gte(grantRequest.decidedAt, since),
  )
  const rows = await db
    .select()
    .from(grantRequest)
    .innerJoin(user, eq(user.id, grantRequest.userId))
    .where(or(waits, decided))
    .orderBy(desc(grantRequest.id))
  const names = await loadNames(
    db,
    rows.flatMap(({ grant_request: row }) => [row.proposedBy, row.decidedBy]),
  )
  const messages: Message[] = []
  for (const { grant_request: row, user: account } of rows) {
    const change = `账号${account.login}的权限：${await grantWords(db, row)}`
    const { id, state, proposedBy, proposedAt, decidedBy, decidedAt } = row
    const facts =
      state === 'proposed'
        ? { kind: 'changeWaiting' as const, by: names(proposedBy, proposedAt), change }
        : {
            kind: 'changeDecided' as const,
            by: names(decidedBy, decidedAt),
            change,
            isConfirmed: state === 'confirmed',
          }
    const key = `grant:${id}:${state === 'proposed' ? 'waiting' : 'decided'}`
    messages.push({ key, at: decidedAt ?? proposedAt, link: '/admin?part=users', facts })
  }
  return messages
}
