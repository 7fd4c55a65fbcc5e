import type { SystemInfo } from '@cg/contract/admin'
import { isBackingUp, makeBackup } from '@cg/db/backup'
import { listBackups } from '@cg/db/backup-file'
import { removeDemoRows } from '@cg/db/remove-demo'
import { department, loginAttempt, orgUnit, period, rule, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, count, eq, gte } from 'drizzle-orm'
import { audit } from '../audit.ts'
import { backUp } from '../backup/regular.ts'
import { isRestoring } from '../backup/restoring.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { activeAdmins, unnamedCity } from '../session/welcome.ts'
import { readSetting } from '../settings.ts'

export type Installation = { dataDir: string; anchorDir: string; version: string }

/** Version, disk, backups and what an admin should know about the catalogue and the accounts. */
export async function getSystem(
  { store, actor, now }: Context,
  { dataDir, version }: Installation,
): Promise<SystemInfo> {
  requireCityRole(actor, 'admin')
  const bytes = await store.bytes()
  return store.read(async (db) => {
    const inactive = await db.select().from(rule).where(eq(rule.isActive, false)).orderBy(asc(rule.position))
    return {
      version,
      node: process.version,
      database: { kind: store.kind, bytes },
      isDemo: (await readSetting(db, 'demo')) !== null,
      city: (await readSetting(db, 'city')) ?? unnamedCity,
      lastBackupAt: (await readSetting(db, 'lastBackup'))?.at ?? null,
      backups: listBackups(dataDir).map(({ name, bytes, at }) => ({ name, bytes, at: at.toISOString() })),
      history: await readSetting(db, 'historyCheck'),
      inactiveRules: inactive.map(({ code, title, inactiveReason }) => ({ code, title, reason: inactiveReason ?? '' })),
      idleAccounts: await idleAccounts(db, now()),
    }
  })
}

const idleDays = 90

/** Active accounts nobody has used for 90 days. */
async function idleAccounts(db: Db, now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - idleDays * 86_400_000).toISOString()
  const used = await db
    .selectDistinct({ login: loginAttempt.login })
    .from(loginAttempt)
    .where(and(gte(loginAttempt.at, since), eq(loginAttempt.isSuccess, true)))
  const logins = new Set(used.map((row) => row.login))
  const users = await db.select().from(user).where(eq(user.isActive, true))
  return users.filter((row) => row.createdAt < since && !logins.has(row.login)).map((row) => row.login)
}

/** Backs up now. Errors: another backup is being made. */
export async function backUpNow(ctx: Context, installation: Installation): Promise<SystemInfo> {
  requireCityRole(ctx.actor, 'admin')
  if (isBackingUp(ctx.store))
    throw new ServiceError('conflict', '正在备份，还没有完成。请稍候刷新页面查看。', { reason: 'backup.running' })
  if (isRestoring(ctx.store))
    throw new ServiceError('conflict', '正在恢复备份。请稍候，完成后须重新登录。', { reason: 'restore.running' })
  await backUp(ctx, () => makeBackup(ctx.store, installation.dataDir, ctx.now()))
  return getSystem(ctx, installation)
}

/** Departments and units for choosers. */
export async function getReference({ store, actor }: Context) {
  requireCityRole(actor, 'admin')
  return store.read(async (db) => ({
    departments: await db
      .select({ code: department.code, name: department.name })
      .from(department)
      .orderBy(asc(department.protocolOrder)),
    units: await db
      .select({ code: orgUnit.code, name: orgUnit.name, kind: orgUnit.kind, parent: orgUnit.parentCode })
      .from(orgUnit)
      .orderBy(asc(orgUnit.protocolOrder)),
  }))
}

/**
 * Removes the demo city, its quarters, releases and accounts in one transaction, after a backup. Refused when
 * real quarters exist beside it, and when no real admin would be left.
 */
export async function removeDemo(
  ctx: Context,
  { dataDir }: Installation,
  confirm: string,
): Promise<{ backup: string }> {
  requireCityRole(ctx.actor, 'admin')
  await ctx.store.read((db) => assertRemovable(db, confirm))
  const backup = await makeBackup(ctx.store, dataDir, ctx.now())
  await ctx.store.write('demo.remove', async (tx) => {
    await assertRemovable(tx, confirm)
    await removeDemoRows(tx)
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'demo.remove',
      object: 'database',
      detail: { backup },
    })
  })
  return { backup }
}

async function assertRemovable(db: Db, confirm: string): Promise<void> {
  const city = await readSetting(db, 'city')
  if ((await readSetting(db, 'demo')) === null)
    throw new ServiceError('conflict', '系统中没有演示数据，无需清除。', { reason: 'demo.none' })
  if (confirm !== city) throw invalid(`请输入演示城市名称“${city ?? ''}”以确认清除。`, { reason: 'demo.confirm' })
  const [real] = await db.select({ periods: count() }).from(period).where(eq(period.isDemo, false))
  if ((real?.periods ?? 0) > 0)
    throw new ServiceError(
      'conflict',
      '系统中已有正式季度，不能一键清除演示数据。请新装一套（npm start -- --empty）。',
      { reason: 'demo.mixed' },
    )
  const admins = await activeAdmins(db)
  if (!admins.some(({ isDemo }) => !isDemo)) {
    throw new ServiceError('conflict', '清除后将没有管理员。请先新建一个正式的管理员账号，用它登录后再清除。', {
      reason: 'demo.no_admin',
    })
  }
}
