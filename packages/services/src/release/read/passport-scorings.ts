import type { PassportScoring } from '@cg/contract/release/passport'
import { appraisal, appraisalStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { loadPeople } from '../../appraisal/people.ts'
import type { Person } from '../../appraisal/people.ts'
import { seesAll } from '../../appraisal/rights.ts'
import type { AppraisalRow } from '../../appraisal/rights.ts'
import { itemOf, loadScoring, resultOf } from '../../appraisal/scores.ts'
import type { Scoring } from '../../appraisal/scores.ts'
import type { Context } from '../../context.ts'
import { loadNames } from '../../entry/form/names.ts'
import { wantedCells } from './passport-cells.ts'
import type { CellsRequest } from './passport-cells.ts'

/** Where scored cells come from: what was written into the form before the release was made; later rounds do not show. */
export async function passportScorings(db: Db, ctx: Context, request: CellsRequest): Promise<PassportScoring[]> {
  const { items, periods } = wantedCells(request)
  const rows = await db
    .select()
    .from(appraisal)
    .where(and(inArray(appraisal.period, periods), inArray(appraisal.itemCode, [...items])))
    .orderBy(asc(appraisal.period), asc(appraisal.id))
  const found: PassportScoring[] = []
  for (const row of rows) {
    const written = await writingOf(db, row, request.row.publishedAt ?? request.row.preparedAt)
    if (written !== null) found.push(await described(db, ctx, request, { row, ...written }))
  }
  return found
}

type Writing = { readonly at: string; readonly round: number }

/** The last time that the means were written up to a moment, and in which round; null before there was one. */
async function writingOf(db: Db, { id }: AppraisalRow, until: string): Promise<Writing | null> {
  const all = await db
    .select()
    .from(appraisalStep)
    .where(eq(appraisalStep.appraisalId, id))
    .orderBy(asc(appraisalStep.id))
  const last = all.findLastIndex(({ action, at }) => action === 'write' && at <= until)
  const step = all[last]
  if (step === undefined) return null
  return { at: step.at, round: 1 + all.slice(0, last).filter(({ action }) => action === 'again').length }
}

type Written = Writing & { readonly row: AppraisalRow }

async function described(db: Db, ctx: Context, request: CellsRequest, written: Written): Promise<PassportScoring> {
  const { row, at, round } = written
  const scoring = await loadScoring(ctx, db, row, at)
  const isOffice = maySeeScores(ctx, scoring)
  const names = await loadNames(db, isOffice ? scoring.scorers : [])
  const people = isOffice ? await loadPeople(db) : new Map<number, Person>()
  const { units } = wantedCells(request)
  const shown = scoring.units.filter(({ code }) => units.has(code) && !request.withheldUnits.has(code))
  return {
    item: row.itemCode,
    itemName: itemOf(scoring.definitions, row.itemCode)?.name ?? row.itemCode,
    period: scoring.definitions.period,
    round,
    reason: row.reason,
    writtenAt: at,
    scale: [...scoring.scale],
    units: shown.map(({ code, shortName }) => {
      const { words, scores } = resultOf(scoring, code, { people, names, isOffice })
      return { unit: code, unitName: shortName, words, scores }
    }),
  }
}

/** As on the scoring's own page; a guest of a link and a program never, whatever the account behind them may read. */
function maySeeScores({ actor, share, token }: Context, { scorers }: Scoring): boolean {
  return share === undefined && token === undefined && seesAll(actor) && !scorers.includes(actor.userId)
}
