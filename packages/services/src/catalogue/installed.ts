import { baseline, department, grant, orgUnit, period, target, unitIndustrialBase, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc } from 'drizzle-orm'

/** A city as it is installed, in the words of what a file says of it. Of accounts everything but the password. */
export type InstalledCity = Awaited<ReturnType<typeof loadInstalledCity>>

/** Reads the whole of it: a load says what it would change before it changes anything. */
export async function loadInstalledCity(db: Db) {
  const grants = Map.groupBy(await db.select().from(grant).orderBy(asc(grant.id)), (row) => row.userId)
  return {
    units: (await db.select().from(orgUnit)).map(({ parentCode: parent, ...row }) => ({ ...row, parent })),
    bases: (await db.select().from(unitIndustrialBase)).map(({ unitCode: unit, ...row }) => ({ ...row, unit })),
    departments: await db.select().from(department),
    users: (await db.select({ id: user.id, login: user.login, name: user.name }).from(user)).map(({ id, ...row }) => ({
      ...row,
      grants: (grants.get(id) ?? []).map(({ role, departmentCode, unitCode }) => ({
        role,
        department: departmentCode,
        unit: unitCode,
      })),
    })),
    periods: await db.select().from(period),
    targets: (await db.select().from(target)).map(({ indicatorCode: indicator, unitCode: unit, ...row }) => ({
      ...row,
      indicator,
      unit,
    })),
    baselines: (await db.select().from(baseline)).map(({ indicatorCode: indicator, unitCode: unit, ...row }) => ({
      ...row,
      indicator,
      unit,
    })),
  }
}
