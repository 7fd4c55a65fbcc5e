import type { UnitSeed } from '@cg/contract/catalogue'
import type { UnitList, UnitRecord } from '@cg/contract/unit'
import { rankedKinds } from '@cg/contract/unit-kind'
import { form, formerUnit, grant, orgUnit, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { listProposals } from '../proposed/proposals.ts'
import type { ChangeScope } from '../proposed/kind.ts'
import { storeProposal } from '../proposed/propose.ts'
import type { ToPropose } from '../proposed/propose.ts'
import { writeSetting } from '../settings.ts'
import { installUnits, isOtherThen } from './install-city.ts'
import { loadKnownCodes } from './known.ts'
import type { KnownUnit } from './known.ts'
import { loadPartings } from './partings.ts'

/** Changes of units that wait for a second person: an admin proposes them, a publisher confirms. */
export const unitScope: ChangeScope = { kinds: ['unit', 'succession'], proposers: ['admin'] }

/** All units in the order of the list, with what they were before and who answers for each. */
export async function listUnits(ctx: Context): Promise<UnitList> {
  requireCityRole(ctx.actor, 'admin', 'publisher')
  return ctx.store.read((db) => unitList(ctx, db))
}

/** The same inside a transaction. */
export async function unitList({ actor, now }: Pick<Context, 'actor' | 'now'>, db: Db): Promise<UnitList> {
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
  return {
    items,
    areas: known.areas,
    publishedTo,
    openFrom: publishedTo === null ? lastCompletePeriod(dayInChina(now())) : shiftPeriod(parsePeriod(publishedTo), 1),
    partings: await loadPartings(db),
    proposals: await listProposals(db, actor, unitScope),
    mayEdit: hasCityRole(actor, 'admin'),
  }
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

/** What was decided on a change of units: it is written, or put forward for another person. */
export type Decided<W> = { readonly write: W; readonly proposal?: ToPropose | null }

/**
 * Writes one unit with its trace, or puts it forward. `decide` looks at what stands, inside the transaction, and gives the
 * unit to write; it throws to refuse. What the unit was up to the quarter before `changesFrom` stays with those quarters.
 */
export async function saveUnit<T extends Decided<UnitToSave>>(
  ctx: Context,
  decide: (tx: Db) => Promise<T>,
): Promise<T> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write(['unit.save', 'unit.propose'], async (tx) => {
    const decided = await decide(tx)
    const { write, proposal = null } = decided
    if (proposal === null) await writeUnit(tx, ctx, write)
    else await proposeUnits(tx, ctx, proposal)
    return decided
  })
}

/** Puts a change of units forward with its line in the trail. */
export async function proposeUnits(tx: Db, ctx: Context, proposal: ToPropose): Promise<void> {
  await storeProposal(tx, ctx, proposal)
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action: 'unit.propose',
    object: `unit:${proposal.object}`,
    detail: { changed: proposal.lines, reason: proposal.reason },
  })
}

/** Writes a unit; `proposedBy`: who put it forward, where another person confirms. */
export async function writeUnit(
  tx: Db,
  ctx: Context,
  { unit, changesFrom, reason, isDemo }: UnitToSave,
  proposedBy: number | null = null,
): Promise<void> {
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
      after: {
        ...asSaid(unit),
        ...(isOther ? { changesFrom } : {}),
        ...(proposedBy === null ? {} : { proposer: proposedBy }),
        reason,
      },
    },
  })
}

type Standing = Parameters<typeof isOtherThen>[0] & { readonly validFrom: string; readonly validTo: string | null }

/** Whether a change of this unit changes who is ranked, with whom, from when to when or by what name. */
export function changesRanking(before: Standing | null, unit: Standing): boolean {
  if (!rankedKinds.has(unit.kind) && !(before !== null && rankedKinds.has(before.kind))) return false
  if (before === null || isOtherThen(before, unit)) return true
  return before.validFrom !== unit.validFrom || before.validTo !== unit.validTo
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
