import type { Reporter, ReporterList } from '@cg/contract/reporter'
import { department, grant, liaison, orgUnit, period, signOff, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Context } from '../context.ts'
import { loadBoard, openPeriods } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { loadNames } from '../entry/form/names.ts'
import { requireCityRole } from '../permission.ts'
import { and, asc, desc, eq, isNull, notInArray } from 'drizzle-orm'

/** The departments and units that report, with their people and whether they sign inside before they send. */
export async function listReporters(ctx: Context): Promise<ReporterList> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.read((db) => reportersOf(ctx, db))
}

export type Named = Pick<Reporter, 'code' | 'name' | 'kind'>

/** Every department and every unit of the city that may have forms to fill; a town reports a row of its district's. */
export async function knownReporters(db: Db): Promise<Named[]> {
  const departments = await db
    .select({ code: department.code, name: department.name })
    .from(department)
    .orderBy(asc(department.code))
  const units = await db
    .select({ code: orgUnit.code, name: orgUnit.name })
    .from(orgUnit)
    .where(and(notInArray(orgUnit.kind, ['city', 'town', 'enterprise']), isNull(orgUnit.validTo)))
    .orderBy(asc(orgUnit.protocolOrder))
  return [
    ...departments.map((one) => ({ ...one, kind: 'department' as const })),
    ...units.map((one) => ({ ...one, kind: 'unit' as const })),
  ]
}

/** The list inside the caller's transaction. */
export async function reportersOf(ctx: Context, db: Db): Promise<ReporterList> {
  const code = await listedPeriod(db)
  const board = code === null ? [] : await loadBoard(ctx.store, db, code)
  const people = await loadPeople(db)
  const rules = await db.select().from(signOff)
  const contacts = new Map((await db.select().from(liaison)).map((row) => [row.reporter, row]))
  const names = await loadNames(
    db,
    rules.map((rule) => rule.switchedBy),
  )
  const items = (await knownReporters(db)).map((named): Reporter => {
    const rule = rules.find((one) => one.reporter === named.code)
    const mine = board.filter(({ key }) => key.reporter === named.code)
    const staff = staffOf(people, named.code)
    return {
      ...named,
      forms: mine.length,
      waiting: mine.filter(isWaiting).length,
      fillers: namesOf(staff.fillers),
      checkers: namesOf(staff.checkers),
      heads: namesOf(staff.heads),
      signOff:
        rule === undefined
          ? null
          : { allowsSame: rule.allowsSame, by: names(rule.switchedBy, rule.switchedAt), at: rule.switchedAt },
      contact: contactOf(contacts.get(named.code)),
      lacks: lackOf(staff, rule?.allowsSame ?? false),
    }
  })
  return { period: code, items: items.toSorted((a, b) => Number(b.forms > 0) - Number(a.forms > 0)) }
}

function contactOf(row: typeof liaison.$inferSelect | undefined): Reporter['contact'] {
  return row === undefined ? null : { name: row.name, phone: row.phone, mail: row.mail }
}

/** The newest open quarter, else the newest there is; null in an installation without any. */
async function listedPeriod(db: Db): Promise<string | null> {
  const [open] = await openPeriods(db)
  if (open !== undefined) return open
  const [last] = await db.select({ code: period.code }).from(period).orderBy(desc(period.code)).limit(1)
  return last?.code ?? null
}

function isWaiting({ standing }: BoardForm): boolean {
  return standing.leftOutOf === null && (standing.submission?.signOffStep ?? null) !== null
}

export type Person = { readonly id: number; readonly name: string }
type Granted = Person & { readonly role: string; readonly department: string | null; readonly unit: string | null }
export type Staff = Readonly<Record<'fillers' | 'checkers' | 'heads', readonly Person[]>>

/** Whom a grant lets fill, check or sign for a department or a unit: accounts that can sign in. */
export async function loadPeople(db: Db): Promise<Granted[]> {
  return db
    .select({
      id: user.id,
      name: user.name,
      role: grant.role,
      department: grant.departmentCode,
      unit: grant.unitCode,
    })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(eq(user.isActive, true))
    .orderBy(asc(user.id))
}

export function staffOf(people: readonly Granted[], reporter: string): Staff {
  const mine = people.filter(({ department: of, unit }) => of === reporter || unit === reporter)
  const having = (role: string) => mine.filter((one) => one.role === role)
  return { fillers: having('filler'), checkers: having('unit_checker'), heads: having('unit_head') }
}

function namesOf(people: readonly Person[]): string[] {
  return [...new Map(people.map(({ id, name }) => [id, name])).values()]
}

/** Why a form could not get through 内部审签 with these people, in words; null: it could. */
export function lackOf({ fillers, checkers, heads }: Staff, allowsSame: boolean): string | null {
  const missing = [
    ...(fillers.length === 0 ? ['填报人'] : []),
    ...(checkers.length === 0 ? ['单位审核人'] : []),
    ...(heads.length === 0 ? ['单位负责人'] : []),
  ]
  if (missing.length > 0) return `没有${missing.join('、')}账号`
  const isApart = fillers.some((filler) =>
    checkers.some(
      (checker) => checker.id !== filler.id && heads.some((head) => head.id !== filler.id && head.id !== checker.id),
    ),
  )
  return allowsSame || isApart ? null : '填报人、单位审核人、单位负责人不是三位不同的同志'
}
