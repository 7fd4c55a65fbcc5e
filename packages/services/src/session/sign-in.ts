import { session, user } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { absoluteMs, hashToken, loadActor, newToken } from './actor.ts'
import { beginAttempt, countAsSignIn } from './attempts.ts'
import { nobodysHash, verifyPassword } from './password.ts'

export type SignInInput = { login: string; password: string; address: string }
export type SignedIn = { token: string; expiresAt: Date; actor: Actor }

/** Checks name and password and opens a session. The same answer, after the same time, for an unknown name. */
export async function signIn(services: Services, input: SignInInput): Promise<SignedIn> {
  const now = services.now()
  const attempt = await beginAttempt(services, input)
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
    const who = accepted === null ? null : { userId: accepted.id, name: accepted.name }
    await audit(tx, {
      at,
      actor: who,
      action: accepted === null ? 'session.refuse' : 'session.open',
      object: `login:${input.login}`,
      detail: { address: input.address },
    })
    if (accepted === null) return null
    await countAsSignIn(tx, attempt)
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
