import type { RegisterList, RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { orgUnit, registerRecord, registerStep, registerUse, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { notFound } from '../errors.ts'
import { forbidden, hasCityRole, hasRole } from '../permission.ts'
import { loadFiles } from './record-files.ts'
import { holdAgainstForms } from './held.ts'
import { loadKnown } from './known.ts'
import type { Known, KnownKind } from './known.ts'
import { indicatorsOf, makeupOfRecords } from './makeup.ts'
import type { RecordRow } from './records.ts'
import { mayAttach, offeredOn, reads, requireReader, rightsTo } from './rights.ts'

/** The registers that the actor keeps, reviews, publishes from or audits; a stranger is refused. */
export async function listRegisters(ctx: Context): Promise<RegisterList> {
  const { actor } = ctx
  if (!hasRole(actor, 'filler', 'reviewer') && !hasCityRole(actor, 'publisher', 'auditor'))
    throw forbidden('filler', 'reviewer')
  return ctx.store.read(async (db) => {
    const known = await loadKnown(db, ctx.now())
    const rows = Map.groupBy(
      await db
        .select({
          kind: registerRecord.kind,
          state: registerRecord.state,
          countedUnit: registerRecord.countedUnit,
        })
        .from(registerRecord),
      ({ kind }) => kind,
    )
    return {
      kinds: known.kinds
        .filter(({ department }) => reads(actor, department))
        .map((kind) => kindFact(actor, known, kind, rows.get(kind.code) ?? [])),
    }
  })
}

/** One register with its records. Errors: no such kind, nobody's to read. */
export async function readRegister(ctx: Context, kind: string): Promise<RegisterSheet> {
  return ctx.store.read((db) => registerSheet(ctx, db, kind))
}

/** The same inside a transaction. */
export async function registerSheet({ actor, now }: Context, db: Db, code: string): Promise<RegisterSheet> {
  const known = await loadKnown(db, now())
  const kind = known.kinds.find((one) => one.code === code)
  if (kind === undefined) throw notFound('这个台账')
  requireReader(actor, kind.department)
  const rows = await db
    .select()
    .from(registerRecord)
    .where(eq(registerRecord.kind, code))
    .orderBy(desc(registerRecord.id))
  const files = await loadFiles(
    db,
    rows.map(({ id }) => id),
  )
  const steps = Map.groupBy(await loadSteps(db, code), ({ recordId }) => recordId)
  const names = new Map(
    (await db.select({ id: user.id, name: user.name }).from(user)).map(({ id, name }) => [id, name]),
  )
  const unitName = await unitNames(db, known, rows)
  return {
    kind: kindFact(actor, known, kind, rows),
    use: await useOf(db, code, names),
    mayUseFrom: kind.feeds.length > 0 && hasCityRole(actor, 'reviewer') ? await openPeriods(db) : [],
    units: known.units,
    held: await holdAgainstForms(db, known, kind, rows),
    makeup: makeupOfRecords(known, kind, rows),
    indicators: indicatorsOf(known, kind),
    records: rows.map((row): RegisterRecord => ({
      id: row.id,
      unit: row.unitCode,
      unitName: unitName(row.unitCode),
      values: row.fieldValues,
      state: row.state,
      isCounted: row.countedUnit !== null,
      version: row.version,
      steps: (steps.get(row.id) ?? []).map(({ action, note, actorId, at, beforeValues }) => ({
        action,
        note,
        by: names.get(actorId) ?? `账号${actorId}`,
        at,
        before: beforeValues,
      })),
      files: files.get(row.id) ?? [],
      mayAttach: kind.proof !== undefined && mayAttach(actor, row),
      may: offeredOn(actor, row),
    })),
  }
}

/** Names of units as they are called now; those that are no more by what they were called last. */
async function unitNames(db: Db, { units }: Known, rows: readonly RecordRow[]): Promise<(code: string) => string> {
  const now = new Map(units.map(({ code, name }) => [code, name]))
  const gone = [...new Set(rows.map(({ unitCode }) => unitCode))].filter((code) => !now.has(code))
  const former =
    gone.length === 0
      ? []
      : await db.select({ code: orgUnit.code, name: orgUnit.name }).from(orgUnit).where(inArray(orgUnit.code, gone))
  return (code) => now.get(code) ?? former.find((one) => one.code === code)?.name ?? code
}

async function useOf(db: Db, kind: string, names: ReadonlyMap<number, string>): Promise<RegisterSheet['use']> {
  const [row] = await db.select().from(registerUse).where(eq(registerUse.kind, kind))
  return row === undefined ? null : { since: row.since, by: names.get(row.setBy) ?? `账号${row.setBy}`, at: row.setAt }
}

async function loadSteps(db: Db, kind: string): Promise<(typeof registerStep.$inferSelect)[]> {
  const rows = await db
    .select({ step: registerStep })
    .from(registerStep)
    .innerJoin(registerRecord, eq(registerRecord.id, registerStep.recordId))
    .where(eq(registerRecord.kind, kind))
    .orderBy(asc(registerStep.id))
  return rows.map(({ step }) => step)
}

function kindFact(
  actor: Actor,
  { departments }: Known,
  kind: KnownKind,
  rows: readonly Pick<typeof registerRecord.$inferSelect, 'state' | 'countedUnit'>[],
): RegisterSheet['kind'] {
  const count = (state: RegisterRecord['state']) => rows.filter((row) => row.state === state).length
  return {
    ...kind,
    departmentName: departments.find(({ code }) => code === kind.department)?.name ?? kind.department,
    mayEnter: rightsTo(actor, kind.department).enters,
    counts: {
      submitted: count('submitted'),
      accepted: rows.filter(({ countedUnit }) => countedUnit !== null).length,
      returned: count('returned'),
    },
  }
}
