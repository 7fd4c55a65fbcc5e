import type { GrantInfo, Me, Welcome } from '@cg/contract/session'
import { department, grant, orgUnit, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, count, eq } from 'drizzle-orm'
import { behindWords } from '../anchor/behind-words.ts'
import { loadAppearance } from '../admin/appearance.ts'
import { hasCityRole } from '../permission.ts'
import type { Actor, Context, Services } from '../context.ts'
import { readSetting } from '../settings.ts'
import { areSharesOn, mayMakeShares } from '../share/link.ts'

export const unnamedCity = '（城市名称未设置）'

/** Who can sign in and administers the installation. */
export async function activeAdmins(db: Db): Promise<{ isDemo: boolean }[]> {
  return db
    .select({ isDemo: user.isDemo })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(and(eq(grant.role, 'admin'), eq(user.isActive, true)))
}

export async function hasAdmin(db: Db): Promise<boolean> {
  const [row] = await db.select({ admins: count() }).from(grant).where(eq(grant.role, 'admin'))
  return (row?.admins ?? 0) > 0
}

async function looks(db: Db): Promise<Pick<Me, 'prefix' | 'emblem'>> {
  const { prefix, emblem } = await loadAppearance(db)
  return { prefix, emblem: emblem?.hash ?? null }
}

/** What the sign-in page shows; demo accounts only while demo data is present. */
export async function welcome({ store }: Services): Promise<Welcome> {
  return store.read(async (db) => {
    const demo = await readSetting(db, 'demo')
    return {
      city: (await readSetting(db, 'city')) ?? unnamedCity,
      ...(await looks(db)),
      isDemo: demo !== null,
      needsFirstAdmin: !(await hasAdmin(db)),
      hasIdentityService: (await readSetting(db, 'identityService'))?.isOn ?? false,
      demoAccounts: demo?.accounts ?? [],
    }
  })
}

export async function me({ store, actor }: Context): Promise<Me> {
  return store.read(async (db) => {
    const behind = await readSetting(db, 'behindAnchor')
    const backup = hasCityRole(actor, 'admin') ? await readSetting(db, 'lastBackup') : null
    return {
      user: { id: actor.userId, login: actor.login, name: actor.name, mustChangePassword: actor.mustChangePassword },
      grants: await nameGrants(db, actor),
      city: (await readSetting(db, 'city')) ?? unnamedCity,
      ...(await looks(db)),
      isDemo: (await readSetting(db, 'demo')) !== null,
      mayShare: mayMakeShares(actor) && (await areSharesOn(db)),
      ...(behind === null ? {} : { behind: behindWords(behind) }),
      lastBackupAt: backup?.at ?? null,
    }
  })
}

async function nameGrants(db: Db, actor: Actor): Promise<GrantInfo[]> {
  const departments = new Map((await db.select().from(department)).map((row) => [row.code, row.name]))
  const units = new Map((await db.select().from(orgUnit)).map((row) => [row.code, row]))
  const isPart = (code: string) => ['town', 'enterprise'].includes(units.get(code)?.kind ?? '')
  return actor.grants.map((one) => ({
    ...one,
    unit: one.unit !== null && isPart(one.unit) ? null : one.unit,
    departmentName: one.department === null ? null : (departments.get(one.department) ?? one.department),
    unitName: one.unit === null ? null : (units.get(one.unit)?.name ?? one.unit),
  }))
}
