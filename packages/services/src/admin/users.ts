import { grantableScopes } from '@cg/contract/grant-scopes'
import type { GrantInput, GrantRequest, UserInfo } from '@cg/contract/admin'
import { department, grant, loginAttempt, orgUnit, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, max } from 'drizzle-orm'
import { randomInt } from 'node:crypto'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { loadGrantRequests, requestGrants } from './grant-requests.ts'
import { hasOtherAdmin, replaceGrants, splitGrants } from './grants.ts'
import { requireCityRole, scopeAdvice, scopeOfGrant } from '../permission.ts'
import { keepFormerName } from '../session/former-name.ts'
import { hashPassword } from '../session/password.ts'

/** All accounts, by login. */
export async function listUsers({ store, actor }: Context): Promise<{ items: UserInfo[]; requests: GrantRequest[] }> {
  requireCityRole(actor, 'admin')
  return store.read(async (db) => ({ items: await loadUsers(db), requests: await loadGrantRequests(db, actor) }))
}

/**
 * Creates an account; the first password is returned once and must be changed at the first sign-in. While there is another
 * administrator, the office's powers wait for that one, and an account with nothing else is not in use before.
 */
export async function createUser(
  ctx: Context,
  input: { login: string; name: string; grants: GrantInput[] },
): Promise<{ user: UserInfo; password: string }> {
  requireCityRole(ctx.actor, 'admin')
  const password = makePassword()
  const passwordHash = await hashPassword(password)
  const info = await ctx.store.write(['user.create', 'grant.propose'], async (tx) => {
    await assertGrants(tx, input.grants)
    const [taken] = await tx.select({ id: user.id }).from(user).where(eq(user.login, input.login))
    if (taken !== undefined)
      throw new ServiceError('conflict', `登录名“${input.login}”已被使用，请换一个。`, { reason: 'user.login_taken' })
    const at = ctx.now().toISOString()
    const { now, waiting } = await split(tx, ctx, [], input.grants)
    const isActive = now.length > 0
    const account = { login: input.login, name: input.name, passwordHash, mustChangePassword: true, isActive }
    const [created] = await tx
      .insert(user)
      .values({ ...account, createdAt: at })
      .returning({ id: user.id })
    if (created === undefined) throw new Error('the new user has no id')
    await replaceGrants(tx, { userId: created.id, grants: now, grantedBy: ctx.actor.userId, at })
    await requestGrants(tx, ctx, { userId: created.id, grants: waiting, activates: !isActive })
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'user.create',
      object: `user:${created.id}`,
      detail: { login: input.login, name: input.name, grants: now },
    })
    return await loadUser(tx, created.id)
  })
  return { user: info, password }
}

export type UserChange = { name?: string; isActive?: boolean; grants?: GrantInput[] }

/** What holds at once, and what a second administrator is asked for; the only one gives all. */
async function split(tx: Db, { actor }: Context, held: readonly GrantInput[], wished: readonly GrantInput[]) {
  return (await hasOtherAdmin(tx, actor.userId)) ? splitGrants(held, wished) : { now: wished, waiting: [] }
}

/** Changes an account and ends its sessions, so that new rights hold at once; those of the office may have to wait. */
export async function updateUser(ctx: Context, id: number, version: number, change: UserChange): Promise<UserInfo> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write(['user.update', 'grant.propose'], async (tx) => {
    const before = await loadUser(tx, id)
    if (before.version !== version) {
      throw new ServiceError('stale', `账号“${before.login}”刚被他人修改过，您的修改没有保存。请核对后重试。`, {
        current: before,
      })
    }
    if (change.grants !== undefined) await assertGrants(tx, change.grants)
    if (id === ctx.actor.userId && losesAdmin(change))
      throw invalid('不能停用自己或去掉自己的管理员角色，请由另一位管理员操作。', { reason: 'user.own_admin' })
    const at = ctx.now().toISOString()
    if (change.isActive === true && (change.grants ?? before.grants).length === 0)
      throw new ServiceError('conflict', '这个账号的权限还在等另一位管理员确认，确认后自动启用。', {
        reason: 'user.no_grants',
      })
    const name = change.name ?? before.name
    await keepFormerName(tx, before.login, name, at)
    await tx
      .update(user)
      .set({ name, isActive: change.isActive ?? before.isActive, version: version + 1 })
      .where(and(eq(user.id, id), eq(user.version, version)))
    if (change.grants !== undefined) {
      const { now, waiting } = await split(tx, ctx, before.grants, change.grants)
      await replaceGrants(tx, { userId: id, grants: now, grantedBy: ctx.actor.userId, at })
      await requestGrants(tx, ctx, { userId: id, grants: waiting, activates: false })
    }
    await tx.delete(session).where(eq(session.userId, id))
    const after = await loadUser(tx, id)
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'user.update',
      object: `user:${id}`,
      detail: { before: publicPart(before), after: publicPart(after) },
    })
    return after
  })
}

/** Gives an account a new first password and ends its sessions. */
export async function resetPassword(ctx: Context, id: number): Promise<{ user: UserInfo; password: string }> {
  requireCityRole(ctx.actor, 'admin')
  const password = makePassword()
  const passwordHash = await hashPassword(password)
  const info = await ctx.store.write('user.reset_password', async (tx) => {
    const before = await loadUser(tx, id)
    await tx
      .update(user)
      .set({ passwordHash, mustChangePassword: true, version: before.version + 1 })
      .where(eq(user.id, id))
    await tx.delete(session).where(eq(session.userId, id))
    await tx.delete(loginAttempt).where(and(eq(loginAttempt.login, before.login), eq(loginAttempt.isSuccess, false)))
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'user.reset_password',
      object: `user:${id}`,
      detail: {},
    })
    return await loadUser(tx, id)
  })
  return { user: info, password }
}

function publicPart({ name, isActive, grants }: UserInfo) {
  return { name, isActive, grants: grants.map(({ role, department, unit }) => ({ role, department, unit })) }
}

function losesAdmin(change: UserChange): boolean {
  return (
    change.isActive === false || (change.grants !== undefined && !change.grants.some((one) => one.role === 'admin'))
  )
}

/** A grant names an existing department or unit, where its role has one; admin and auditor exclude each other (decision 19). */
async function assertGrants(db: Db, grants: readonly GrantInput[]): Promise<void> {
  const held = new Set(grants.map((one) => one.role))
  if (held.has('admin') && held.has('auditor'))
    throw invalid('系统管理员与审计员不能由同一人担任，请分给两个账号。', { reason: 'grant.exclusive' })
  for (const one of grants) {
    if (one.department !== null && one.unit !== null)
      throw invalid('一条授权只能指定部门或区县之一，请拆成两条。', { reason: 'grant.scope' })
    if (!grantableScopes[one.role].includes(scopeOfGrant(one)))
      throw invalid(`角色的授权范围不对：${scopeAdvice[one.role]}。`, { reason: 'grant.scope' })
    await assertScopeExists(db, one)
  }
}

async function assertScopeExists(db: Db, one: GrantInput): Promise<void> {
  if (one.department !== null) {
    const [found] = await db
      .select({ code: department.code })
      .from(department)
      .where(eq(department.code, one.department))
    if (found === undefined)
      throw invalid(`没有代码为“${one.department}”的部门，请从列表中选择。`, { reason: 'grant.department' })
  }
  if (one.unit !== null) {
    const [found] = await db.select({ kind: orgUnit.kind }).from(orgUnit).where(eq(orgUnit.code, one.unit))
    if (found === undefined) throw invalid(`没有代码为“${one.unit}”的区县，请从列表中选择。`, { reason: 'grant.unit' })
    if ((found.kind === 'town' || found.kind === 'enterprise') && one.role !== 'filler')
      throw invalid('乡镇街道和企业的账号只设填报人：填本单位的一行，由区县汇总报送。', { reason: 'grant.part' })
  }
}

async function loadUser(db: Db, id: number): Promise<UserInfo> {
  const [found] = await loadUsers(db, id)
  if (found === undefined) throw notFound('这个账号')
  return found
}

async function loadUsers(db: Db, id?: number): Promise<UserInfo[]> {
  const users = await db
    .select()
    .from(user)
    .where(id === undefined ? undefined : eq(user.id, id))
    .orderBy(user.login)
  const grants = await db
    .select({
      of: grant.userId,
      role: grant.role,
      department: grant.departmentCode,
      departmentName: department.name,
      unit: grant.unitCode,
      unitName: orgUnit.name,
    })
    .from(grant)
    .leftJoin(department, eq(department.code, grant.departmentCode))
    .leftJoin(orgUnit, eq(orgUnit.code, grant.unitCode))
    .where(id === undefined ? undefined : eq(grant.userId, id))
  const seen = await db
    .select({ login: loginAttempt.login, at: max(loginAttempt.at) })
    .from(loginAttempt)
    .where(eq(loginAttempt.isSuccess, true))
    .groupBy(loginAttempt.login)
  const lastSeen = new Map(seen.map((row) => [row.login, row.at]))
  return users.map((row) => ({
    id: row.id,
    login: row.login,
    name: row.name,
    isActive: row.isActive,
    isDemo: row.isDemo,
    mustChangePassword: row.mustChangePassword,
    version: row.version,
    lastSignInAt: lastSeen.get(row.login) ?? null,
    grants: grants
      .filter((one) => one.of === row.id)
      .map(({ role, department: code, departmentName, unit, unitName }) => ({
        role,
        department: code,
        departmentName,
        unit,
        unitName,
      })),
  }))
}

const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghjkmnpqrstuvwxyz', '23456789'] as const

/** Twelve characters of three kinds without the ones people misread; satisfies the password policy. */
function makePassword(): string {
  const draw = (letters: string) => letters[randomInt(letters.length)] ?? ''
  return Array.from({ length: 12 }, (_, index) => draw(kinds[index % 3] ?? kinds[0])).join('')
}
