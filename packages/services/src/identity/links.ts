import type { IdentityInfo, IdentityList } from '@cg/contract/identity'
import { identity, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { presentIssuer } from './settings.ts'

type Row = typeof identity.$inferSelect

/** Identities without an account that are shown, those that tried last. */
const mostUnlinked = 200

/** Who signed in at the identity service, or tried to: those without an account first, the latest on top. */
export async function listIdentities({ store, actor }: Context): Promise<IdentityList> {
  requireCityRole(actor, 'admin')
  return store.read(loadIdentities)
}

async function loadIdentities(db: Db): Promise<IdentityList> {
  const issuer = await presentIssuer(db)
  const people = new Map((await db.select().from(user)).map((row) => [row.id, row]))
  const rows = await db.select().from(identity)
  const waiting = rows
    .filter((row) => row.userId === null && row.issuer === issuer)
    .toSorted((left, right) => right.lastSeenAt.localeCompare(left.lastSeenAt) || left.id - right.id)
  const linked = rows
    .flatMap((row) => {
      const account = row.userId === null ? undefined : people.get(row.userId)
      return account === undefined ? [] : [{ row, account }]
    })
    .toSorted((left, right) => left.account.login.localeCompare(right.account.login) || left.row.id - right.row.id)
  return {
    items: [
      ...waiting.slice(0, mostUnlinked).map((row) => infoOf(row, { issuer, account: null, linkedBy: null })),
      ...linked.map(({ row, account: { id, login, name } }) =>
        infoOf(row, {
          issuer,
          account: { id, login, name },
          linkedBy: row.linkedBy === null ? null : (people.get(row.linkedBy)?.name ?? null),
        }),
      ),
    ],
    leftOut: Math.max(waiting.length - mostUnlinked, 0),
  }
}

type Known = Pick<IdentityInfo, 'account' | 'linkedBy'> & { readonly issuer: string | null }

function infoOf(row: Row, { issuer, account, linkedBy }: Known): IdentityInfo {
  const { id, subject, name, firstSeenAt, lastSeenAt, refusedCount: refused, linkedAt } = row
  const isOfPresentIssuer = row.issuer === issuer
  const who = { id, issuer: row.issuer, isOfPresentIssuer, subject, name }
  return { ...who, firstSeenAt, lastSeenAt, refused, account, linkedAt, linkedBy }
}

/** Lets an identity sign in to an account. Nothing is matched by name: the admin says who it is. */
export async function linkIdentity(ctx: Context, input: { id: number; user: number }): Promise<IdentityList> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('identity.link', async (tx) => {
    const row = await loadIdentity(tx, input.id)
    const account = await loadAccount(tx, input.user)
    await assertFree(tx, row, account)
    const at = ctx.now().toISOString()
    await tx
      .update(identity)
      .set({ userId: account.id, linkedBy: ctx.actor.userId, linkedAt: at, refusedCount: 0 })
      .where(eq(identity.id, row.id))
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'identity.link',
      object: `identity:${row.id}`,
      detail: { account: account.id, name: row.name, subject: row.subject, issuer: row.issuer },
    })
    return loadIdentities(tx)
  })
}

/** Takes an identity from its account; what it opened ends at once. */
export async function unlinkIdentity(ctx: Context, { id }: { id: number }): Promise<IdentityList> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('identity.unlink', async (tx) => {
    const row = await loadIdentity(tx, id)
    const { userId } = row
    if (userId === null)
      throw new ServiceError('conflict', '这个身份没有关联账号，无须解除。', { reason: 'identity.unlinked' })
    await tx.update(identity).set({ userId: null, linkedBy: null, linkedAt: null }).where(eq(identity.id, id))
    await tx.delete(session).where(and(eq(session.userId, userId), eq(session.byIdentity, true)))
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'identity.unlink',
      object: `identity:${id}`,
      detail: { account: userId, name: row.name, subject: row.subject, issuer: row.issuer },
    })
    return loadIdentities(tx)
  })
}

async function loadIdentity(db: Db, id: number): Promise<Row> {
  const [found] = await db.select().from(identity).where(eq(identity.id, id))
  if (found === undefined) throw notFound('这个身份')
  return found
}

async function loadAccount(db: Db, id: number): Promise<typeof user.$inferSelect> {
  const [found] = await db.select().from(user).where(eq(user.id, id))
  if (found === undefined) throw notFound('这个账号')
  if (!found.isActive) {
    throw new ServiceError('conflict', `账号“${found.login}”已停用，请先启用，再关联。`, {
      reason: 'identity.disabled',
    })
  }
  return found
}

async function assertFree(db: Db, row: Row, account: { id: number; login: string }): Promise<void> {
  if (row.userId !== null)
    throw new ServiceError('conflict', '这个身份已关联账号。要换账号，请先解除原来的关联。', {
      reason: 'identity.linked',
    })
  if (row.issuer !== (await presentIssuer(db)))
    throw new ServiceError('conflict', '这个身份不属于现在启用的认证平台，不能关联。', { reason: 'identity.issuer' })
  const [other] = await db
    .select()
    .from(identity)
    .where(and(eq(identity.issuer, row.issuer), eq(identity.userId, account.id)))
  if (other !== undefined)
    throw new ServiceError(
      'conflict',
      `账号“${account.login}”已关联另一个身份（${other.name === '' ? other.subject : other.name}）。要换身份，请先解除原来的关联。`,
      { reason: 'identity.account_linked' },
    )
}
