import { session, user } from '@cg/db/schema'
import { and, eq, ne } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hashToken } from './actor.ts'
import { hashPassword, passwordProblem, verifyPassword } from './password.ts'

/** Changes the own password and ends every other session of the account. */
export async function changePassword(
  ctx: Context,
  input: { current: string; next: string; token: string },
): Promise<void> {
  const { store, actor, now } = ctx
  const [found] = await store.read(async (db) => await db.select().from(user).where(eq(user.id, actor.userId)))
  if (found === undefined || !(await verifyPassword(input.current, found.passwordHash))) {
    throw new ServiceError('invalid', '当前密码不正确，密码没有修改。', { reason: 'password.wrong' })
  }
  const problem = passwordProblem(input.next, found.login)
  if (problem !== null) throw invalid(problem, { reason: 'password.weak' })
  if (input.next === input.current) throw invalid('新密码与当前密码相同，请换一个。', { reason: 'password.same' })
  const passwordHash = await hashPassword(input.next)
  await store.write('password.change', async (tx) => {
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
