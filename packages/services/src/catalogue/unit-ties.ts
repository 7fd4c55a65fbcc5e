import { aimChange, aimProposal, baseline, cell, signOff, submission, target, unitIndustrialBase } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { and, asc, count, eq, gte, inArray, ne } from 'drizzle-orm'

/* What hangs on units that are to end. */

export type UnitCount = { readonly unit: string; readonly period: string; readonly count: number }

/** Cells with a figure or a reason under the units in the quarter or later, by quarter and unit. */
export async function cellsFrom(db: Db, codes: readonly string[], from: Period): Promise<UnitCount[]> {
  return db
    .select({ unit: cell.unitCode, period: cell.period, count: count() })
    .from(cell)
    .where(and(inArray(cell.unitCode, [...codes]), gte(cell.period, from), ne(cell.state, 'not_reported')))
    .groupBy(cell.unitCode, cell.period)
    .orderBy(asc(cell.period), asc(cell.unitCode))
}

/** Forms of the quarter or later that the units sent, by quarter and unit. */
export async function formsSentFrom(db: Db, codes: readonly string[], from: Period): Promise<UnitCount[]> {
  return db
    .select({ unit: submission.reporter, period: submission.period, count: count() })
    .from(submission)
    .where(
      and(
        inArray(submission.reporter, [...codes]),
        gte(submission.period, from),
        inArray(submission.state, ['submitted', 'checked', 'accepted', 'locked']),
      ),
    )
    .groupBy(submission.reporter, submission.period)
    .orderBy(asc(submission.period), asc(submission.reporter))
}

/** Numbers of the proposals on targets and baselines that name one of the units and wait for a second person. */
export async function waitingAimsOf(db: Db, codes: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectDistinct({ id: aimProposal.id })
    .from(aimProposal)
    .innerJoin(aimChange, eq(aimChange.proposalId, aimProposal.id))
    .where(and(eq(aimProposal.state, 'proposed'), inArray(aimChange.unitCode, [...codes])))
    .orderBy(asc(aimProposal.id))
  return rows.map(({ id }) => id)
}

/** How many targets of the year and later, baselines, 产业基础 and 内部审签 there are of the units. */
export async function countTies(db: Db, units: readonly string[], year: number) {
  const codes = [...units]
  const of = async (rows: Promise<{ count: number }[]>): Promise<number> => (await rows)[0]?.count ?? 0
  const number = { count: count() }
  const ofYear = and(inArray(target.unitCode, codes), gte(target.year, year))
  return {
    targets: await of(db.select(number).from(target).where(ofYear)),
    baselines: await of(db.select(number).from(baseline).where(inArray(baseline.unitCode, codes))),
    bases: await of(db.select(number).from(unitIndustrialBase).where(inArray(unitIndustrialBase.unitCode, codes))),
    signed: await of(db.select(number).from(signOff).where(inArray(signOff.reporter, codes))),
  }
}
