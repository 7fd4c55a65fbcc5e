import { session, user } from '@cg/db/schema'
import { and, eq, ne } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hashToken } from './actor.ts'
import { beginAttempt, forgetAttempt } from './attempts.ts'
import { hashPassword, passwordProblem, verifyPassword } from './password.ts'

export type PasswordChange = {
  readonly current: string
  readonly next: string
  readonly token: string
  readonly address: string
}

/**
 * Changes the own password and ends every other session of the account. Who holds somebody's session guesses the current
 * password under the same limits, and as much in view of the audit trail, as at the sign-in.
 */
export async function changePassword(ctx: Context, input: PasswordChange): Promise<void> {
  const { store, actor, now } = ctx
  const problem = passwordProblem(input.next, actor.login)
  if (problem !== null) throw invalid(problem, { reason: 'password.weak' })
  if (input.next === input.current) throw invalid('新密码与当前密码相同，请换一个。', { reason: 'password.same' })
  const attempt = await beginAttempt(ctx, { login: actor.login, address: input.address })
  const [found] = await store.read(async (db) => await db.select().from(user).where(eq(user.id, actor.userId)))
  if (found === undefined || !(await verifyPassword(input.current, found.passwordHash))) {
    await noteRefusal(ctx, input.address)
    throw new ServiceError('invalid', '当前密码不正确，密码没有修改。', { reason: 'password.wrong' })
  }
  const passwordHash = await hashPassword(input.next)
  await store.write('password.change', async (tx) => {
    await forgetAttempt(tx, attempt)
    await tx
      .update(user)
      .set({ passwordHash, mustChangePassword: false, version: found.version + 1 })
      .where(eq(user.id, found.id))
    await tx.delete(session).where(and(eq(session.userId, found.id), ne(session.tokenHash, hashToken(input.token))))
    await audit(tx, {
      at: now().toISOString(),
      actor,
      action: 'password.change',
      object: `user:${found.id}`,
      detail: {},
    })
  })
}

async function noteRefusal({ store, actor, now }: Context, address: string): Promise<void> {
  await store.write('password.refuse', async (tx) => {
    await audit(tx, {
      at: now().toISOString(),
      actor,
      action: 'password.refuse',
      object: `user:${actor.userId}`,
      detail: { address },
    })
  })
}
