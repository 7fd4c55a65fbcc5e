import { baseline, department, grant, liaison, orgUnit, period, target, unitIndustrialBase, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import { asc } from 'drizzle-orm'
import { loadHolidayDays } from '../admin/holidays.ts'
import type { LiaisonSeed } from './install-city.ts'

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
    liaisons: await loadLiaisonRows(db),
    periods: (await db.select().from(period)).map((row) => ({ ...row, code: parsePeriod(row.code) })),
    holidays: await loadHolidayDays(db),
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

/** A reporter is a department where one has its code, else a unit. */
async function loadLiaisonRows(db: Db): Promise<LiaisonSeed[]> {
  const departments = new Set((await db.select({ code: department.code }).from(department)).map(({ code }) => code))
  const rows = await db.select().from(liaison).orderBy(asc(liaison.reporter))
  return rows.map(({ reporter, name, phone, mail }) => {
    const isDepartment = departments.has(reporter)
    return { department: isDepartment ? reporter : null, unit: isDepartment ? null : reporter, name, phone, mail }
  })
}
