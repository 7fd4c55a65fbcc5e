import type { StatementsWaiting } from '@cg/contract/statement'
import { release, statement, statementStep, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { statesUnderWay } from '@cg/domain/target/statement'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { requireRole } from '../permission.ts'
import { loadNames, offeredPeriods, unstated } from './board.ts'
import { offeredOn, rightsTo } from './offer.ts'
import { loadStanding } from './wanted.ts'

/** What the actor still has to do about statements: write, correct, decide. For the pages where their other work waits. */
export async function readWaiting(ctx: Context): Promise<StatementsWaiting> {
  requireRole(ctx.actor, 'filler', 'reviewer')
  return ctx.store.read(async (db) => {
    const periods = await offeredPeriods(db)
    const rows = await loadUnderWay(db, periods)
    return {
      wanted: await wantedBy(ctx, db, periods, rows),
      returned: await returnedTo(ctx, db, rows),
      toDecide: periods.flatMap((period) => {
        const own = rows.filter((row) => row.period === period && offeredOn(ctx.actor, row).includes('accept'))
        return own.length === 0 ? [] : [{ period, count: own.length }]
      }),
    }
  })
}

type Row = typeof statement.$inferSelect

async function loadUnderWay(db: Db, periods: readonly Period[]): Promise<Row[]> {
  return db
    .select()
    .from(statement)
    .where(and(inArray(statement.period, [...periods]), inArray(statement.state, [...statesUnderWay])))
    .orderBy(desc(statement.period), desc(statement.id))
}

/** A published quarter asks for no more: what is written of it now waits for a correction that may never come. */
async function wantedBy(
  { actor, now }: Context,
  db: Db,
  periods: readonly Period[],
  rows: readonly Row[],
): Promise<StatementsWaiting['wanted']> {
  // Who fills for a unit alone leads no indicator: nothing has to be computed for them.
  if (!actor.grants.some(({ role, department }) => role === 'filler' && department !== null)) return []
  const published = await db
    .selectDistinct({ period: release.period })
    .from(release)
    .where(and(eq(release.state, 'published'), inArray(release.period, [...periods])))
  const wanted: StatementsWaiting['wanted'] = []
  for (const period of periods) {
    if (published.some((row) => row.period === period)) continue
    const standing = await loadStanding(db, period, now())
    const own = unstated(
      standing,
      rows.filter((row) => row.period === period),
    )
    for (const [i, lapses] of Map.groupBy(own, (lapse) => lapse.i)) {
      const { code, leadDepartment } = must(standing.basis.indicators[i])
      if (!rightsTo(actor, leadDepartment).writes) continue
      const late = lapses.filter(({ kind }) => kind === 'late').length
      wanted.push({ period, indicator: code, late, notReported: lapses.length - late })
    }
  }
  return wanted
}

async function returnedTo({ actor }: Context, db: Db, rows: readonly Row[]): Promise<StatementsWaiting['returned']> {
  const own = rows.filter((row) => row.state === 'returned' && rightsTo(actor, row.departmentCode).writes)
  if (own.length === 0) return []
  const names = await loadNames(db)
  const steps = await db
    .select({ id: statementStep.statementId, note: statementStep.note, by: user.name })
    .from(statementStep)
    .innerJoin(user, eq(user.id, statementStep.actorId))
    .where(
      and(
        eq(statementStep.action, 'return'),
        inArray(
          statementStep.statementId,
          own.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(desc(statementStep.id))
  return own.map(({ id, period, indicatorCode, unitCode }) => {
    const { by, note } = must(steps.find((step) => step.id === id))
    return {
      id,
      period: parsePeriod(period),
      indicator: indicatorCode,
      indicatorName: names.indicators.get(indicatorCode) ?? indicatorCode,
      unitName: names.units.get(unitCode) ?? unitCode,
      by,
      note,
    }
  })
}
