import { identity, loginAttempt, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { absoluteMs, hashToken, loadActor, newToken } from '../session/actor.ts'
import type { SignedIn } from '../session/sign-in.ts'

/** What the identity service vouches for. Whatever else it says, of roles above all, is not looked at. */
export type ProvenIdentity = { readonly issuer: string; readonly subject: string; readonly name: string }

type Row = typeof identity.$inferSelect
type Account = typeof user.$inferSelect

/**
 * Opens a session for the account that an admin linked to the identity. One without an account is noted for the admin and
 * refused: none is made, and none is found by a name.
 */
export async function signInByIdentity(
  services: Services,
  input: { readonly proven: ProvenIdentity; readonly address: string },
): Promise<SignedIn> {
  const now = services.now()
  const token = newToken()
  const expiresAt = new Date(now.getTime() + absoluteMs)
  const came = await services.store.write(['session.open_by_identity', 'session.refuse_identity'], async (tx) => {
    const row = await noteIdentity(tx, input.proven, now)
    const account = await accountOf(tx, row)
    if (account === null || !account.isActive) {
      await noteRefused(tx, { row, account, address: input.address, now })
      return { account, actor: null }
    }
    await open(tx, { account, row, address: input.address, token, now, expiresAt })
    return { account, actor: must(await loadActor(tx, account.id)) }
  })
  if (came.actor === null) throw refusal(came.account)
  return { token, expiresAt, actor: { ...came.actor, mustChangePassword: false } }
}

/** The identity as it is known here, with the name and time of this sign-in. */
async function noteIdentity(tx: Db, { issuer, subject, name }: ProvenIdentity, now: Date): Promise<Row> {
  const at = now.toISOString()
  const [row] = await tx
    .insert(identity)
    .values({ issuer, subject, name, firstSeenAt: at, lastSeenAt: at })
    .onConflictDoUpdate({ target: [identity.issuer, identity.subject], set: { name, lastSeenAt: at } })
    .returning()
  return must(row)
}

async function accountOf(tx: Db, { userId }: Row): Promise<Account | null> {
  if (userId === null) return null
  const [found] = await tx.select().from(user).where(eq(user.id, userId))
  return found ?? null
}

type Refused = { row: Row; account: Account | null; address: string; now: Date }

async function noteRefused(tx: Db, { row, account, address, now }: Refused): Promise<void> {
  if (account === null) {
    const refusedCount = row.refusedCount + 1
    await tx.update(identity).set({ refusedCount }).where(eq(identity.id, row.id))
  }
  await audit(tx, {
    at: now.toISOString(),
    actor: null,
    action: 'session.refuse_identity',
    object: `identity:${row.id}`,
    detail: {
      name: row.name,
      address,
      ...(account === null ? { reason: '这个身份没有关联账号' } : { account: account.id, reason: '账号已停用' }),
    },
  })
}

type Opening = { account: Account; row: Row; address: string; token: string; now: Date; expiresAt: Date }

async function open(tx: Db, { account, row, address, token, now, expiresAt }: Opening): Promise<void> {
  const at = now.toISOString()
  await tx.insert(session).values({
    tokenHash: hashToken(token),
    userId: account.id,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: expiresAt.toISOString(),
    address,
    byIdentity: true,
  })
  // When an account was last used, and from where, counts however its person signed in.
  await tx.insert(loginAttempt).values({ login: account.login, address, at, isSuccess: true })
  await audit(tx, {
    at,
    actor: { userId: account.id, name: account.name },
    action: 'session.open_by_identity',
    object: `login:${account.login}`,
    detail: { address, subject: row.subject, issuer: row.issuer },
  })
}

function refusal(account: Account | null): ServiceError {
  return account === null
    ? new ServiceError(
        'forbidden',
        '统一身份认证已认出您，但您的身份还没有关联本系统的账号。系统管理员已收到消息，请联系管理员关联后再登录；有密码的可先用密码登录。',
        { reason: 'identity.unlinked' },
      )
    : new ServiceError('forbidden', '您的身份所关联的账号已停用，不能登录。请联系系统管理员。', {
        reason: 'identity.disabled',
      })
}

/** What the identity service answered was refused: forged, used before, or not meant for us. */
export async function noteRefusedAnswer(
  { store, now }: Services,
  { address, reason }: { readonly address: string; readonly reason: string },
): Promise<void> {
  await store.write('session.refuse_identity', async (tx) => {
    await audit(tx, {
      at: now().toISOString(),
      actor: null,
      action: 'session.refuse_identity',
      object: 'identity-service',
      detail: { address, reason },
    })
  })
}
