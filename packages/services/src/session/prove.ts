import { session, user } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { hashToken } from './actor.ts'
import { beginAttempt, forgetAttempt } from './attempts.ts'
import { verifyPassword } from './password.ts'

export type Proof = {
  /** What the person typed; empty for those who have just come from the identity service. */
  readonly password: string
  readonly token: string
  readonly address: string
}

/** A sign-in at the identity service proves who sits there for so long. */
const freshMs = 5 * 60_000

/**
 * Who sits there is who signed in: by the password, or by a sign-in at the identity service a moment ago. Guesses are
 * limited and told as at the sign-in. Errors: wrong or missing proof.
 */
export async function proveIdentity(ctx: Context, { password, token, address }: Proof): Promise<void> {
  const { store, actor, now } = ctx
  const [own] = await store.read((db) =>
    db
      .select()
      .from(session)
      .where(eq(session.tokenHash, hashToken(token))),
  )
  const age = own === undefined ? Infinity : now().getTime() - Date.parse(own.createdAt)
  if (password === '') {
    if (own?.byIdentity === true && age >= 0 && age < freshMs) return
    throw new ServiceError(
      'invalid',
      own?.byIdentity === true
        ? '请输入您在本系统的密码；没有密码的，请退出后重新用统一身份认证登录，五分钟内再办理。'
        : '请输入您的密码。',
      { reason: 'proof.missing' },
    )
  }
  const attempt = await beginAttempt(ctx, { login: actor.login, address })
  const [found] = await store.read((db) => db.select().from(user).where(eq(user.id, actor.userId)))
  const isRight = found !== undefined && (await verifyPassword(password, found.passwordHash))
  if (isRight)
    return store.write({ unaudited: 'session.attempt' }, async (tx) => {
      await forgetAttempt(tx, attempt)
    })
  await store.write('password.refuse', async (tx) => {
    const at = now().toISOString()
    await audit(tx, { at, actor, action: 'password.refuse', object: `user:${actor.userId}`, detail: { address } })
  })
  throw new ServiceError('invalid', '密码不正确，没有恢复。', { reason: 'proof.wrong' })
}
