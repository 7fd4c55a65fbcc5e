import type { UnitSeed } from '@cg/contract/catalogue'
import type { Reply } from '@cg/contract/route'
import type { listUnits as contract, UnitRecord } from '@cg/contract/unit'
import { form, formerUnit, grant, orgUnit, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { writeSetting } from '../settings.ts'
import { installUnits, isOtherThen } from './install-city.ts'
import { loadKnownCodes } from './known.ts'
import type { KnownUnit } from './known.ts'

/** All units in the order of the list, with what they were before and who answers for each. */
export async function listUnits({ store, actor, now }: Context): Promise<Reply<typeof contract>> {
  requireCityRole(actor, 'admin')
  return store.read(async (db) => {
    const known = await loadKnownCodes(db)
    const former = Map.groupBy(await db.select().from(formerUnit).orderBy(asc(formerUnit.until)), (row) => row.unitCode)
    const people = await peopleOfUnits(db)
    const rows = [...known.units.values()].toSorted((a, b) => a.protocolOrder - b.protocolOrder)
    const nameOf = (code: string | null) => (code === null ? null : (known.units.get(code)?.name ?? code))
    const items = rows.map(({ parentCode, isDemo, ...row }): UnitRecord => ({
      unit: { ...row, parent: parentCode },
      isDemo,
      former: (former.get(row.code) ?? []).map((one) => ({
        until: one.until,
        name: one.name,
        kind: one.kind,
        parentName: nameOf(one.parentCode),
        areaType: one.areaType,
        assessmentGroup: one.assessmentGroup,
      })),
      people: people.get(row.code) ?? [],
    }))
    const publishedTo = [...known.published].toSorted().at(-1) ?? null
    const last = publishedTo === null ? lastCompletePeriod(now().toISOString().slice(0, 10)) : parsePeriod(publishedTo)
    return { items, areas: known.areas, publishedTo, openFrom: shiftPeriod(last, 1) }
  })
}

/** Names of the accounts in use whose rights end at a unit, by the unit's code. */
export async function peopleOfUnits(db: Db): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectDistinct({ unit: grant.unitCode, id: user.id, name: user.name })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(and(isNotNull(grant.unitCode), eq(user.isActive, true)))
    .orderBy(asc(user.id))
  const byUnit = new Map<string, string[]>()
  for (const { unit, name } of rows) byUnit.set(unit ?? '', [...(byUnit.get(unit ?? '') ?? []), name])
  return byUnit
}

/** Forms that each district and zone fills by itself. */
export async function countUnitForms(db: Db): Promise<number> {
  return (await db.select({ code: form.code }).from(form).where(eq(form.filledBy, 'unit'))).length
}

export type UnitToSave = {
  readonly unit: UnitSeed
  readonly changesFrom: Period | null
  readonly reason: string
  readonly isDemo: boolean
}

/**
 * Writes one unit with its trace. `decide` looks at what stands, inside the transaction, and gives the unit to write; it
 * throws to refuse. What the unit was up to the quarter before `changesFrom` stays with those quarters.
 */
export async function saveUnit<T extends { readonly write: UnitToSave }>(
  ctx: Context,
  decide: (tx: Db) => Promise<T>,
): Promise<T> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('unit.save', async (tx) => {
    const decided = await decide(tx)
    const { unit, changesFrom, reason, isDemo } = decided.write
    const [row] = await tx.select().from(orgUnit).where(eq(orgUnit.code, unit.code))
    const before = row === undefined ? null : { ...row, parent: row.parentCode }
    const isOther = before !== null && isOtherThen(before, unit)
    await installUnits(tx, { units: [{ ...unit, changesFrom }], isDemo })
    if (unit.kind === 'city') await writeSetting(tx, 'city', unit.name)
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'unit.save',
      object: `unit:${unit.code}`,
      detail: {
        before: before === null ? null : asSaid(before),
        // Its order and its place in the map are no things of time.
        after: { ...asSaid(unit), ...(isOther ? { changesFrom } : {}), reason },
      },
    })
    return decided
  })
}

/** A unit as the trail tells of it. */
function asSaid(unit: Omit<KnownUnit, 'code' | 'parentCode' | 'isDemo'> & { readonly parent: string | null }) {
  const { name, shortName, kind, parent, areaType, assessmentGroup, countsInParent } = unit
  const { protocolOrder, tileRow, tileColumn, validFrom, validTo } = unit
  return {
    unitName: name,
    shortName,
    unitKind: kind,
    parent,
    areaType,
    assessmentGroup,
    countsInParent,
    protocolOrder,
    tile: tileRow === null || tileColumn === null ? null : `${tileRow}，${tileColumn}`,
    validFrom,
    validTo,
  }
}
