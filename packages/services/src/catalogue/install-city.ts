import type { BaseSeed, BaselineSeed, PeriodSeed, TargetSeed, UnitSeed, UserSeed } from '@cg/contract/catalogue'
import {
  baseline,
  formerUnit,
  liaison,
  orgUnit,
  period,
  session,
  target,
  unitIndustrialBase,
  user,
} from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { eq, sql } from 'drizzle-orm'
import { hasOtherAdmin, loadGrants, replaceGrants, splitGrants } from '../admin/grants.ts'
import { audit } from '../audit.ts'
import type { Actor, Services } from '../context.ts'
import { invalid } from '../errors.ts'
import { keepFormerName } from '../session/former-name.ts'
import { hashPassword } from '../session/password.ts'
import { writeSetting } from '../settings.ts'

export type CityUser = UserSeed & { readonly isActive?: boolean; readonly mustChangePassword?: boolean }

/** A unit that was another before the quarter `changesFrom`; without one it is in all quarters what it is now. */
export type DatedUnit = UnitSeed & { readonly changesFrom?: Period | null }

/** 联络员 of a department or of a unit. */
export type LiaisonSeed = {
  readonly department: string | null
  readonly unit: string | null
  readonly name: string
  readonly phone: string
  readonly mail: string
}

/** What belongs to one city. A part that is left out stays as it is; what is named is added or replaced by its key. */
export type CitySeed = {
  readonly name?: string
  readonly units?: readonly DatedUnit[]
  readonly bases?: readonly BaseSeed[]
  readonly users?: readonly CityUser[]
  readonly liaisons?: readonly LiaisonSeed[]
  readonly periods?: readonly PeriodSeed[]
  readonly targets?: readonly TargetSeed[]
  readonly baselines?: readonly BaselineSeed[]
  readonly isDemo: boolean
}

/** The accounts that exist afterwards, by login; only those of the seed. */
export type InstalledUsers = ReadonlyMap<string, Actor>

/** Writes units, users, periods, targets and baselines in one transaction. Run by the system, not by a user. */
export async function installCity(services: Services, seed: CitySeed): Promise<InstalledUsers> {
  const hashes = await hashAll(seed.users ?? [])
  return services.store.write('city.install', (tx) => installCityInside(services, tx, seed, { hashes, by: null }))
}

/** Equal passwords get the same hash: only the demo city shares one. */
export async function hashAll(users: readonly CityUser[]): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>()
  for (const { password } of users) {
    if (!hashes.has(password)) hashes.set(password, await hashPassword(password))
  }
  return hashes
}

/** As installCity, within a transaction of the caller's. */
export async function installCityInside(
  services: Services,
  tx: Db,
  seed: CitySeed,
  { hashes, by }: { readonly hashes: ReadonlyMap<string, string>; readonly by: Actor | null },
): Promise<InstalledUsers> {
  const at = services.now().toISOString()
  if (seed.name !== undefined) await writeSetting(tx, 'city', seed.name)
  await installUnits(tx, seed)
  await installBases(tx, seed)
  const users = await installUsers(tx, seed, { hashes, by, at })
  await installLiaisons(tx, seed, at)
  await installPeriods(tx, seed)
  await installAims(tx, seed)
  if (seed.isDemo && seed.users !== undefined) await writeSetting(tx, 'demo', { accounts: listedAccounts(seed.users) })
  const detail = {
    city: seed.name ?? null,
    units: seed.units?.length ?? 0,
    bases: seed.bases?.length ?? 0,
    users: (seed.users ?? []).map((one) => one.login),
    liaisons: (seed.liaisons ?? []).map(({ department, unit }) => department ?? unit),
    periods: (seed.periods ?? []).map((one) => one.code),
    targets: seed.targets?.length ?? 0,
    baselines: seed.baselines?.length ?? 0,
    isDemo: seed.isDemo,
  }
  await audit(tx, { at, actor: by, action: 'city.install', object: 'city', detail })
  return users
}

/** What of a unit belongs to its quarters: a change of it leaves the quarters before as they were. */
type Then = Pick<UnitSeed, 'name' | 'shortName' | 'kind' | 'areaType' | 'assessmentGroup' | 'countsInParent'> & {
  readonly parent: string | null
}

/** True where the two differ in what belongs to quarters, and not in the order or the place in the tile map alone. */
export function isOtherThen(a: Then, b: Then): boolean {
  const part = ({ name, shortName, kind, parent, areaType, assessmentGroup, countsInParent }: Then) =>
    JSON.stringify([name, shortName, kind, parent, areaType, assessmentGroup, countsInParent])
  return part(a) !== part(b)
}

/** Parents may stand after their children in the list. */
export async function installUnits(tx: Db, { units = [], isDemo }: Pick<CitySeed, 'units' | 'isDemo'>): Promise<void> {
  for (const { code, parent, changesFrom = null, ...rest } of units) {
    const row = { ...rest, isDemo }
    if (changesFrom !== null) await keepFormerUnit(tx, { ...rest, code, parent, changesFrom })
    await tx
      .insert(orgUnit)
      .values({ code, ...row })
      .onConflictDoUpdate({ target: orgUnit.code, set: row })
  }
  for (const { code, parent: parentCode } of units) {
    await tx.update(orgUnit).set({ parentCode }).where(eq(orgUnit.code, code))
  }
}

/** Before a unit becomes another from a quarter on: what it was stays with the quarters before. */
async function keepFormerUnit(tx: Db, unit: Then & { code: string; changesFrom: Period }): Promise<void> {
  const { code, changesFrom } = unit
  const [known] = await tx.select().from(orgUnit).where(eq(orgUnit.code, code))
  if (known === undefined || !isOtherThen(unit, { ...known, parent: known.parentCode })) return
  const { name, shortName, kind, parentCode, areaType, assessmentGroup, countsInParent } = known
  const was = { name, shortName, kind, parentCode, areaType, assessmentGroup, countsInParent }
  await tx.insert(formerUnit).values({ unitCode: code, until: previousPeriod(changesFrom), ...was })
}

async function installBases(tx: Db, { bases = [], isDemo }: CitySeed): Promise<void> {
  for (const { unit: unitCode, validFrom, base, source } of bases) {
    await tx
      .insert(unitIndustrialBase)
      .values({ unitCode, validFrom, base, source, isDemo })
      .onConflictDoUpdate({
        target: [unitIndustrialBase.unitCode, unitIndustrialBase.validFrom],
        set: { base, source, isDemo },
      })
  }
}

async function installUsers(
  tx: Db,
  { users = [], isDemo }: CitySeed,
  { hashes, by, at }: { hashes: ReadonlyMap<string, string>; by: Actor | null; at: string },
): Promise<InstalledUsers> {
  const needsSecond = by !== null && (await hasOtherAdmin(tx, by.userId))
  const installed = new Map<string, Actor>()
  for (const one of users) {
    const { login, name, grants, mustChangePassword = false } = one
    const userId = (await renameUser(tx, one, at)) ?? (await addUser(tx, one, { hashes, at, isDemo }))
    if (needsSecond && splitGrants(await loadGrants(tx, userId), grants).waiting.length > 0)
      throw invalid(
        `“用户”表给账号“${login}”新加了审核人、发布人或管理员：这些权限须由另一位管理员确认，请从表中去掉，在“账号”页办理。`,
        { reason: 'grant_request.by_file' },
      )
    await replaceGrants(tx, { userId, grants, grantedBy: by?.userId ?? null, at })
    installed.set(login, { userId, login, name, mustChangePassword, grants })
  }
  return installed
}

/** An account that exists keeps its password and whether it is in use: those are its owner's and the admin's. */
async function renameUser(tx: Db, { login, name }: CityUser, at: string): Promise<number | null> {
  const [known] = await tx.select({ id: user.id, version: user.version }).from(user).where(eq(user.login, login))
  if (known === undefined) return null
  await keepFormerName(tx, login, name, at)
  await tx
    .update(user)
    .set({ name, version: known.version + 1 })
    .where(eq(user.id, known.id))
  await tx.delete(session).where(eq(session.userId, known.id))
  return known.id
}

async function addUser(
  tx: Db,
  { login, name, password, isActive = true, mustChangePassword = false }: CityUser,
  { hashes, at, isDemo }: { hashes: ReadonlyMap<string, string>; at: string; isDemo: boolean },
): Promise<number> {
  const passwordHash = must(hashes.get(password), 'a password was not hashed')
  const row = { login, name, passwordHash, mustChangePassword, isActive, isDemo, createdAt: at }
  const [stored] = await tx.insert(user).values(row).returning({ id: user.id })
  return must(stored, 'the user was not stored').id
}

async function installLiaisons(tx: Db, { liaisons = [] }: CitySeed, at: string): Promise<void> {
  for (const { department, unit, name, phone, mail } of liaisons) {
    const reporter = must(department ?? unit, 'a liaison of nobody')
    const row = { name, phone, mail, updatedBy: null, updatedAt: at }
    await tx
      .insert(liaison)
      .values({ reporter, ...row })
      .onConflictDoUpdate({ target: liaison.reporter, set: { ...row, version: sql`${liaison.version} + 1` } })
  }
}

async function installPeriods(tx: Db, { periods = [], isDemo }: CitySeed): Promise<void> {
  for (const { code, ...rest } of periods) {
    const row = { ...rest, isDemo }
    await tx
      .insert(period)
      .values({ code, ...row })
      .onConflictDoUpdate({ target: period.code, set: row })
  }
}

async function installAims(tx: Db, { targets = [], baselines = [], isDemo }: CitySeed): Promise<void> {
  for (const { indicator: indicatorCode, unit: unitCode, year, value, source } of targets) {
    await tx
      .insert(target)
      .values({ indicatorCode, unitCode, year, value, source, isDemo })
      .onConflictDoUpdate({
        target: [target.indicatorCode, target.unitCode, target.year],
        set: { value, source, isDemo },
      })
  }
  for (const { indicator: indicatorCode, unit: unitCode, period: code, value, source } of baselines) {
    await tx
      .insert(baseline)
      .values({ indicatorCode, unitCode, period: code, value, source, isDemo })
      .onConflictDoUpdate({
        target: [baseline.indicatorCode, baseline.unitCode],
        set: { period: code, value, source, isDemo },
      })
  }
}

function listedAccounts(users: readonly CityUser[]): { login: string; password: string; name: string; role: string }[] {
  return users.flatMap(({ login, password, name, label }) =>
    label === null ? [] : [{ login, password, name, role: label }],
  )
}
