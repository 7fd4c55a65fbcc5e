import { apiToken, identity } from '@cg/db/schema'
import { and, asc, desc, eq, gte, isNull } from 'drizzle-orm'
import { presentIssuer } from '../identity/settings.ts'
import { hasCityRole } from '../permission.ts'
import type { TokenRow } from '../token/token.ts'
import type { Asking, Message } from './message.ts'

const dayMs = 86_400_000
/** How long before its end a token is told of: time to make another and put it into the program. */
const aheadMs = 14 * dayMs

/** Ways in that end or wait: to accounts of their programs' tokens, to admins of identities without an account. */
export async function accessMessages(asking: Asking): Promise<Message[]> {
  return [...(await tokenMessages(asking)), ...(await identityMessages(asking))]
}

/**
 * A token that ends soon, or has ended while a program used it. One that was made for two weeks or less ends as it was
 * meant to; one that was revoked or has a successor of its name is told of no more.
 */
async function tokenMessages({ ctx: { actor }, db, now, since }: Asking): Promise<Message[]> {
  const rows = await db.select().from(apiToken).where(eq(apiToken.userId, actor.userId)).orderBy(asc(apiToken.id))
  return rows.flatMap((row): Message[] => {
    const { id, name, createdAt, expiresAt } = row
    const endsAt = Date.parse(expiresAt)
    const isBrief = endsAt - Date.parse(createdAt) <= aheadMs
    if (row.revokedAt !== null || isBrief || hasSuccessor(rows, row)) return []
    const about = { name, expiresAt }
    if (endsAt <= Date.parse(now)) {
      if (row.lastUsedAt === null || expiresAt < since) return []
      return [{ key: `token:${id}:ended`, at: expiresAt, link, facts: { kind: 'tokenEnded', ...about } }]
    }
    const told = new Date(endsAt - aheadMs).toISOString()
    if (told > now) return []
    return [{ key: `token:${id}:ending`, at: told, link, facts: { kind: 'tokenEnding', ...about } }]
  })
}

const link = '/tokens'

function hasSuccessor(rows: readonly TokenRow[], { id, name }: TokenRow): boolean {
  return rows.some((other) => other.id > id && other.name === name && other.revokedAt === null)
}

/** 统一身份认证: who signed in there and has no account here. */
async function identityMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (!hasCityRole(actor, 'admin')) return []
  const issuer = await presentIssuer(db)
  if (issuer === null) return []
  const rows = await db
    .select()
    .from(identity)
    .where(and(isNull(identity.userId), eq(identity.issuer, issuer), gte(identity.lastSeenAt, since)))
    .orderBy(desc(identity.lastSeenAt))
    .limit(50)
  return rows.map(({ id, name, subject, lastSeenAt }) => ({
    key: `identity:${id}:waiting`,
    at: lastSeenAt,
    link: '/admin',
    facts: { kind: 'identityWaiting' as const, name: name === '' ? subject : name },
  }))
}
