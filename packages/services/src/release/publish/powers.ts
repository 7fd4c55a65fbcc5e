import { auditEvent, grant, release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq, gte, inArray, lte, or } from 'drizzle-orm'
import type { ReleaseRow } from '../stored/preview-row.ts'

type Signed = Pick<ReleaseRow, 'preparedBy' | 'publishedBy'> & {
  /** Until when: its publication. */
  readonly at: string
}

/**
 * The one account whose person alone stood behind both who made a release and who signed it: who gave both their powers with
 * nobody's confirmation, gave them new passwords or an identity since the release before, or is one of the two. Null: nobody.
 */
export async function solePowerOver(db: Db, { preparedBy, publishedBy, at }: Signed): Promise<number | null> {
  const both = [preparedBy, publishedBy ?? preparedBy] as const
  const granted = await db
    .select({ to: grant.userId, by: grant.grantedBy, confirmedBy: grant.confirmedBy })
    .from(grant)
    .where(and(inArray(grant.userId, [...both]), inArray(grant.role, ['reviewer', 'publisher'])))
  const taken = await takenSince(db, both, { since: await lastBefore(db, at), at })
  const [makers, signers] = both.map((id) => {
    const given = granted.flatMap(({ to, by, confirmedBy }) =>
      to === id && by !== null && confirmedBy === null ? [by] : [],
    )
    return new Set([id, ...given, ...taken.flatMap(({ to, by }) => (to === id ? [by] : []))])
  })
  return [...(makers ?? [])].find((one) => signers?.has(one) === true) ?? null
}

async function lastBefore(db: Db, at: string): Promise<string> {
  const [last] = await db
    .select({ at: release.publishedAt })
    .from(release)
    .where(and(eq(release.state, 'published'), lte(release.publishedAt, at)))
    .orderBy(desc(release.publishedAt))
    .limit(1)
  return last?.at ?? ''
}

/** Who gave one of them a new password, or an identity to sign in with: either opens the account. */
async function takenSince(
  db: Db,
  ids: readonly number[],
  { since, at }: { since: string; at: string },
): Promise<{ to: number; by: number }[]> {
  const rows = await db
    .select({ object: auditEvent.object, detail: auditEvent.detail, by: auditEvent.actorId })
    .from(auditEvent)
    .where(
      and(
        inArray(auditEvent.action, ['user.reset_password', 'identity.link']),
        gte(auditEvent.at, since),
        lte(auditEvent.at, at),
        or(
          inArray(
            auditEvent.object,
            ids.map((id) => `user:${id}`),
          ),
          eq(auditEvent.action, 'identity.link'),
        ),
      ),
    )
  return rows.flatMap(({ object, detail, by }) => {
    const to = object.startsWith('user:') ? Number(object.slice(5)) : Number((JSON.parse(detail) as Linked).account)
    return by !== null && ids.includes(to) ? [{ to, by }] : []
  })
}

type Linked = { readonly account?: number }
