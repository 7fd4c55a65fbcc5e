import { grant, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { roleNames } from '@cg/contract/schema'
import { asc, eq } from 'drizzle-orm'
import type { CatalogueUnit, Definitions } from '../catalogue/read.ts'
import type { Grant } from '../context.ts'

/** Somebody who can score, with what he belongs to. */
export type Person = { readonly id: number; readonly name: string; readonly grants: readonly Grant[] }

/** Every account in use that holds a right, by id. */
export async function loadPeople(db: Db): Promise<ReadonlyMap<number, Person>> {
  const rows = await db
    .select({ id: user.id, name: user.name, grant })
    .from(user)
    .innerJoin(grant, eq(grant.userId, user.id))
    .where(eq(user.isActive, true))
    .orderBy(asc(user.id), asc(grant.id))
  const people = new Map<number, { id: number; name: string; grants: Grant[] }>()
  for (const row of rows) {
    const person = people.get(row.id) ?? { id: row.id, name: row.name, grants: [] }
    const { role, departmentCode: department, unitCode: unit } = row.grant
    person.grants.push({ role, department, unit })
    people.set(row.id, person)
  }
  return people
}

/** Whether somebody belongs to the unit or to one of its parts: he does not score it. */
export function belongsTo(grants: readonly Grant[], unit: string, units: readonly CatalogueUnit[]): boolean {
  return grants.some((one) => {
    if (one.unit === null) return false
    return one.unit === unit || units.find(({ code }) => code === one.unit)?.parent === unit
  })
}

/** 市人社局 / 东湾区 / 市级审核人: by what people tell two of the same name apart. */
export function bodyOf({ grants }: Person, { departments, units }: Pick<Definitions, 'departments' | 'units'>): string {
  const names = grants.map(({ role, department, unit }) => {
    if (department !== null) return departments.find(({ code }) => code === department)?.name ?? department
    if (unit !== null) return units.find(({ code }) => code === unit)?.shortName ?? unit
    return `全市${roleNames[role]}`
  })
  return [...new Set(names)].join('、')
}
