import type { UnitSeed } from '@cg/contract/catalogue'
import type { UnitSuccession } from '@cg/contract/unit-succession'
import { formerUnit, grant, orgUnit, session, unitSuccession, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { SuccessionKind } from '@cg/domain/unit-succession'
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { installUnits } from './install-city.ts'
import type { DatedUnit } from './install-city.ts'
import { proposeUnits } from './save-unit.ts'
import type { Decided } from './save-unit.ts'

export type SuccessionToWrite = {
  readonly kind: SuccessionKind
  readonly from: Period
  /** As they are, with their last quarter. */
  readonly ended: readonly UnitSeed[]
  readonly begun: readonly UnitSeed[]
  /** Units that stood beneath an ended one, under their new parent from that quarter on. */
  readonly moved: readonly DatedUnit[]
  /** The successor for which the ended units' accounts may act too. */
  readonly grantsTo: string | null
  readonly basis: string
  readonly isDemo: boolean
}

/**
 * Ends units and begins those that take their place, in one act. `decide` looks at what stands, inside the transaction; it
 * throws to refuse. Rights for the ended units stay: their earlier quarters are still corrected by the same people.
 */
export async function succeedUnits<T extends Decided<SuccessionToWrite>>(
  ctx: Context,
  decide: (tx: Db) => Promise<T>,
): Promise<T> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write(['unit.succeed', 'unit.propose'], async (tx) => {
    const decided = await decide(tx)
    const { write, proposal = null } = decided
    if (proposal === null) await writeSuccession(tx, ctx, write)
    else await proposeUnits(tx, ctx, proposal)
    return decided
  })
}

/** Writes a merge or split; `proposedBy`: who put it forward, where another person confirms. */
export async function writeSuccession(
  tx: Db,
  ctx: Context,
  write: SuccessionToWrite,
  proposedBy: number | null = null,
): Promise<void> {
  const { kind, from, ended, begun, moved, grantsTo, basis, isDemo } = write
  const at = ctx.now().toISOString()
  // Those that begin stand before those that are moved beneath them.
  await installUnits(tx, { units: [...ended, ...begun, ...moved], isDemo })
  const pairs = ended.flatMap((old) => begun.map((one) => ({ predecessorCode: old.code, successorCode: one.code })))
  const row = { kind, validFrom: from, basis, decidedBy: ctx.actor.userId, decidedAt: at }
  await tx.insert(unitSuccession).values(pairs.map((pair) => ({ ...pair, ...row })))
  const codes = ended.map(({ code }) => code)
  const people = grantsTo === null ? [] : await extendGrants(tx, ctx, { codes, to: grantsTo })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: 'unit.succeed',
    object: `unit:${codes[0] ?? ''}`,
    detail: {
      successionKind: kind,
      changesFrom: from,
      predecessors: ended.map(({ name }) => name),
      successors: begun.map(({ name, code }) => `${name}（${code}）`),
      moved: moved.map(({ name }) => name),
      extended: people,
      ...(proposedBy === null ? {} : { proposer: proposedBy }),
      reason: basis,
    },
  })
}

/** Accounts in use with a right that ends at one of the units, with the rights, by account. */
export async function accountsOf(db: Db, codes: readonly string[]) {
  return db
    .select({ id: user.id, name: user.name, version: user.version, role: grant.role })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(and(inArray(grant.unitCode, [...codes]), eq(user.isActive, true)))
    .orderBy(asc(user.id), asc(grant.id))
}

/** Gives the accounts of the ended units the same roles for the successor, and ends their sessions; their names. */
async function extendGrants(
  tx: Db,
  { actor, now }: Context,
  { codes, to }: { codes: readonly string[]; to: string },
): Promise<string[]> {
  const rows = await accountsOf(tx, codes)
  const at = now().toISOString()
  const names: string[] = []
  for (const [userId, own] of Map.groupBy(rows, ({ id }) => id)) {
    for (const role of new Set(own.map((one) => one.role)))
      await tx
        .insert(grant)
        .values({ userId, role, departmentCode: null, unitCode: to, grantedBy: actor.userId, grantedAt: at })
    const [first] = own
    if (first === undefined) continue
    names.push(first.name)
    await tx
      .update(user)
      .set({ version: first.version + 1 })
      .where(eq(user.id, userId))
    // New rights hold at once; whoever does this stays signed in.
    await tx.delete(session).where(and(eq(session.userId, userId), ne(session.userId, actor.userId)))
  }
  return names
}

/** Which units followed which, oldest first, by the names that they had then. Anybody signed in may know. */
export async function listSuccessions({ store }: Context): Promise<{ items: UnitSuccession[] }> {
  return store.read(async (db) => ({ items: await loadSuccessions(db) }))
}

/** All merges and splits, oldest first. */
export async function loadSuccessions(db: Db): Promise<UnitSuccession[]> {
  const rows = await db
    .select()
    .from(unitSuccession)
    .orderBy(asc(unitSuccession.validFrom), asc(unitSuccession.predecessorCode), asc(unitSuccession.successorCode))
  if (rows.length === 0) return []
  const nameIn = await unitNames(db)
  const keyOf = (row: (typeof rows)[number]) =>
    `${row.kind} ${row.validFrom} ${row.kind === 'merge' ? row.successorCode : row.predecessorCode}`
  return [...Map.groupBy(rows, keyOf).values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const from = parsePeriod(first.validFrom)
    const named = (codes: readonly string[], period: Period) =>
      [...new Set(codes)].map((code) => ({ code, name: nameIn(code, period) }))
    return [
      {
        kind: first.kind,
        from,
        predecessors: named(
          own.map((row) => row.predecessorCode),
          previousPeriod(from),
        ),
        successors: named(
          own.map((row) => row.successorCode),
          from,
        ),
        basis: first.basis,
      },
    ]
  })
}

/** What a unit was called in a quarter. */
async function unitNames(db: Db): Promise<(code: string, period: Period) => string> {
  const now = new Map((await db.select().from(orgUnit)).map(({ code, name }) => [code, name]))
  const former = await db.select().from(formerUnit).orderBy(asc(formerUnit.until))
  return (code, period) =>
    former.find((one) => one.unitCode === code && one.until >= period)?.name ?? now.get(code) ?? code
}
