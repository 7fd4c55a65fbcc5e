import { loginAttempt, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, count, eq, gte } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { absoluteMs, hashToken, loadActor, newToken } from './actor.ts'
import { nobodysHash, verifyPassword } from './password.ts'

export type SignInInput = { login: string; password: string; address: string }
export type SignedIn = { token: string; expiresAt: Date; actor: Actor }

const quarterHourMs = 15 * 60_000
/** Failures after which guessing stops: by account and address, by account, by address. */
const limits = [
  { by: ['login', 'address'], failures: 10, withinMs: quarterHourMs },
  { by: ['login'], failures: 30, withinMs: 4 * quarterHourMs },
  { by: ['address'], failures: 60, withinMs: quarterHourMs },
] as const

/** Checks name and password and opens a session. The same answer, after the same time, for an unknown name. */
export async function signIn(services: Services, input: SignInInput): Promise<SignedIn> {
  const now = services.now()
  await services.store.read((db) => refuseGuessing(db, input, now))
  const found = await services.store.read(async (db) => {
    const [row] = await db.select().from(user).where(eq(user.login, input.login))
    return row
  })
  const isRight = await verifyPassword(input.password, found?.passwordHash ?? nobodysHash)
  const accepted = isRight && found !== undefined && found.isActive ? found : null
  const token = newToken()
  const expiresAt = new Date(now.getTime() + absoluteMs)
  const actor = await services.store.write(['session.open', 'session.refuse'], async (tx) => {
    const at = now.toISOString()
    await tx
      .insert(loginAttempt)
      .values({ login: input.login, address: input.address, at, isSuccess: accepted !== null })
    const who = accepted === null ? null : { userId: accepted.id, name: accepted.name }
    await audit(tx, {
      at,
      actor: who,
      action: accepted === null ? 'session.refuse' : 'session.open',
      object: `login:${input.login}`,
      detail: { address: input.address },
    })
    if (accepted === null) return null
    await tx.insert(session).values({
      tokenHash: hashToken(token),
      userId: accepted.id,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: expiresAt.toISOString(),
      address: input.address,
    })
    return await loadActor(tx, accepted.id)
  })
  if (actor === null) {
    throw new ServiceError('unauthenticated', '登录名或密码不正确。请核对后重试；忘记密码请联系系统管理员重置。', {
      reason: 'session.wrong_password',
    })
  }
  return { token, expiresAt, actor }
}

async function refuseGuessing(db: Db, input: SignInInput, now: Date): Promise<void> {
  for (const limit of limits) {
    const since = new Date(now.getTime() - limit.withinMs).toISOString()
    const scope = limit.by.map((key) => eq(loginAttempt[key], input[key]))
    const [row] = await db
      .select({ failures: count() })
      .from(loginAttempt)
      .where(and(gte(loginAttempt.at, since), eq(loginAttempt.isSuccess, false), ...scope))
    if ((row?.failures ?? 0) >= limit.failures) {
      throw new ServiceError('too_many_requests', '登录失败次数过多，请 15 分钟后再试，或联系系统管理员重置密码。', {
        reason: 'session.locked',
        retryAfterSeconds: quarterHourMs / 1000,
      })
    }
  }
}

/** Ends one session. */
export async function signOut(services: Services, actor: Actor, token: string): Promise<void> {
  await services.store.write('session.close', async (tx) => {
    await tx.delete(session).where(eq(session.tokenHash, hashToken(token)))
    await audit(tx, {
      at: services.now().toISOString(),
      actor,
      action: 'session.close',
      object: `user:${actor.userId}`,
      detail: {},
    })
  })
}
