import { dataItem, department, formerUnit, orgUnit, period, release, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { AreaNames } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { asc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor } from '../context.ts'
import { keepFormerName } from '../session/former-name.ts'
import { readSetting } from '../settings.ts'
import { loadKnownCatalogue } from './read.ts'
import type { CatalogueIndicator } from './read.ts'

/** A unit as it is installed, whenever it is valid. */
export type KnownUnit = typeof orgUnit.$inferSelect

/** What an installation knows already: files may refer to it. */
export type KnownCodes = {
  readonly units: ReadonlyMap<string, KnownUnit>
  /** The last quarter of each unit in which it was still another than now. */
  readonly formerUntil: ReadonlyMap<string, string>
  /** Names by code. */
  readonly departments: ReadonlyMap<string, string>
  readonly items: ReadonlySet<string>
  /** In their newest definitions. */
  readonly indicators: ReadonlyMap<string, CatalogueIndicator>
  readonly logins: ReadonlySet<string>
  readonly periods: ReadonlySet<string>
  /** Quarters with a published release: their figures change by correction only. */
  readonly published: ReadonlySet<string>
  /** What the catalogue's guide calls the kinds of area. */
  readonly areas: AreaNames
  readonly hasDemo: boolean
}

export async function loadKnownCodes(db: Db): Promise<KnownCodes> {
  const codes = (rows: readonly { code: string }[]) => new Set(rows.map((row) => row.code))
  const logins = await db.select({ code: user.login }).from(user)
  const published = await db.select({ code: release.period }).from(release).where(eq(release.state, 'published'))
  const units = await db.select().from(orgUnit)
  const former = await db
    .select({ code: formerUnit.unitCode, until: formerUnit.until })
    .from(formerUnit)
    .orderBy(asc(formerUnit.until))
  const departments = await db.select({ code: department.code, name: department.name }).from(department)
  const { indicators, guide } = await loadKnownCatalogue(db)
  return {
    units: new Map(units.map((unit) => [unit.code, unit])),
    formerUntil: new Map(former.map(({ code, until }) => [code, until])),
    departments: new Map(departments.map(({ code, name }) => [code, name])),
    items: codes(await db.select({ code: dataItem.code }).from(dataItem)),
    indicators,
    logins: codes(logins),
    periods: codes(await db.select({ code: period.code }).from(period)),
    published: codes(published),
    areas: guide.areas,
    hasDemo: (await readSetting(db, 'demo')) !== null,
  }
}

/** Whose name loaded files bear. */
export const loaderLogin = 'system.load'

/** The account in whose name files were loaded; null before the first load of figures. */
export async function loaderIdOf(db: Db): Promise<number | null> {
  const [found] = await db.select({ id: user.id }).from(user).where(eq(user.login, loaderLogin))
  return found?.id ?? null
}

/**
 * The account in whose name files are loaded. Nobody can sign in with it: it is inactive, has no rights stored and no
 * password that could be entered. For the load it acts for every department and unit that exists.
 */
export async function actAsLoader(tx: Db, at: string, by: Actor | null = null): Promise<Actor> {
  const row = { name: '批量装载', passwordHash: '!', isActive: false, createdAt: at }
  await keepFormerName(tx, loaderLogin, row.name, at)
  const [stored] = await tx
    .insert(user)
    .values({ login: loaderLogin, ...row })
    .onConflictDoUpdate({ target: user.login, set: { name: row.name } })
    .returning({ id: user.id })
  const { units, departments } = await loadKnownCodes(tx)
  const fills = [
    ...[...units.keys()].map((unit) => ({ role: 'filler' as const, department: null, unit })),
    ...[...departments.keys()].map((code) => ({ role: 'filler' as const, department: code, unit: null })),
  ]
  const actor: Actor = {
    userId: must(stored, 'the loading account was not stored').id,
    login: loaderLogin,
    name: row.name,
    mustChangePassword: false,
    grants: [...fills, { role: 'reviewer', department: null, unit: null }],
  }
  await audit(tx, { at, actor, action: 'load.begin', object: 'city', detail: by === null ? {} : { by: by.name } })
  return actor
}
