import { grant, user } from '@cg/db/schema'
import { timingSafeEqual } from 'node:crypto'
import { audit } from '../audit.ts'
import type { Services } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hashToken } from './actor.ts'
import { hashPassword, passwordProblem } from './password.ts'
import { hasAdmin } from './welcome.ts'

export type FirstAdminInput = { code: string; login: string; name: string; password: string }

/** Creates the first admin against the one-time code of the console; refused as soon as any admin exists. */
export async function createFirstAdmin(
  services: Services,
  expectedCode: string | null,
  input: FirstAdminInput,
): Promise<void> {
  if (expectedCode === null || (await services.store.read(hasAdmin))) throw alreadyDone()
  const isRight = timingSafeEqual(Buffer.from(hashToken(input.code.trim())), Buffer.from(hashToken(expectedCode)))
  if (!isRight)
    throw new ServiceError('forbidden', '一次性验证码不正确。请查看启动程序的控制台输出，原样填入。', {
      reason: 'first_admin.wrong_code',
    })
  const problem = passwordProblem(input.password, input.login)
  if (problem !== null) throw invalid(problem, { reason: 'password.weak' })
  const passwordHash = await hashPassword(input.password)
  await services.store.write('user.create_first_admin', async (tx) => {
    if (await hasAdmin(tx)) throw alreadyDone()
    const at = services.now().toISOString()
    const [created] = await tx
      .insert(user)
      .values({ login: input.login, name: input.name, passwordHash, createdAt: at })
      .returning({ id: user.id })
    if (created === undefined) throw new Error('the new user has no id')
    await tx.insert(grant).values({ userId: created.id, role: 'admin', grantedAt: at })
    await audit(tx, {
      at,
      actor: null,
      action: 'user.create_first_admin',
      object: `user:${created.id}`,
      detail: { login: input.login },
    })
  })
}

function alreadyDone(): ServiceError {
  return new ServiceError('conflict', '系统已有管理员，首次设置页已关闭。请用管理员账号登录。', {
    reason: 'first_admin.done',
  })
}
