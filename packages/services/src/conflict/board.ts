import type { Conflict, ConflictBoard } from '@cg/contract/conflict'
import { explanation, period as periodTable, sourceChoice, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { parsePeriod } from '@cg/domain/period'
import { asc, desc, eq, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { compareSources } from './find.ts'
import type { Comparison, Found } from './find.ts'

const listedQuarters = 8

/** Two sources of one quantity that do not fit together, with what was decided. The office; an auditor reads along. */
export async function readConflicts(ctx: Context, { period }: { period?: string | undefined }): Promise<ConflictBoard> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher', 'auditor')
  return ctx.store.read(async (db) => conflictBoard(ctx, db, period))
}

/** The board of a quarter as it stands in a transaction; of the newest one where none is named. */
export async function conflictBoard(ctx: Context, db: Db, asked: string | undefined): Promise<ConflictBoard> {
  const periods = (
    await db
      .select({ code: periodTable.code })
      .from(periodTable)
      .where(ne(periodTable.state, 'planned'))
      .orderBy(desc(periodTable.code))
      .limit(listedQuarters)
  ).map((row) => row.code)
  const period = asked ?? periods[0]
  if (period === undefined || !periods.includes(period)) throw notFound(`${asked ?? ''} 这个期次的数据比对`)
  const comparison = await compareSources(db, await meaningOf(ctx.store, db, parsePeriod(period)))
  return {
    period,
    periods,
    mayDecide: hasCityRole(ctx.actor, 'reviewer', 'publisher'),
    sent: comparison.sent,
    due: comparison.due,
    pairs: pairsOf(comparison),
    items: await describe(db, period, comparison.found),
  }
}

function pairsOf({ pairs, found }: Comparison): ConflictBoard['pairs'] {
  return pairs.map(({ rule: { definition }, sources }) => ({
    rule: definition.code,
    title: definition.title,
    sources: [...sources],
    count: found.filter((one) => one.rule === definition.code).length,
  }))
}

async function describe(db: Db, period: string, found: readonly Found[]): Promise<Conflict[]> {
  const choices = await db
    .select()
    .from(sourceChoice)
    .where(eq(sourceChoice.period, period))
    .orderBy(asc(sourceChoice.id))
  const words = await db
    .select({ row: explanation })
    .from(explanation)
    .innerJoin(submission, eq(submission.id, explanation.submissionId))
    .where(eq(submission.period, period))
  const names = await loadNames(db, [...choices.map((row) => row.byId), ...words.map(({ row }) => row.authorId)])
  const newest = new Map(choices.map((row) => [keyOf(row.ruleCode, row.place), row]))
  return found.map(({ cells, ...one }) => {
    const choice = newest.get(keyOf(one.rule, one.place))
    const places = new Set(cells.map(cellKey))
    return {
      ...one,
      explanations: words
        .filter(({ row }) => row.ruleCode === one.rule && row.verdict !== 'rejected' && places.has(placeOf(row)))
        .map(({ row }) => ({ by: names(row.authorId, row.at), text: row.text })),
      choice:
        choice === undefined
          ? null
          : {
              adopted: choice.adopted,
              reason: choice.reason,
              by: names(choice.byId, choice.at),
              at: choice.at,
              isOutdated: choice.firstValue !== one.first.value || choice.secondValue !== one.second.value,
            },
    }
  })
}

function keyOf(rule: string, place: string): string {
  return `${rule} ${place}`
}

function placeOf(row: typeof explanation.$inferSelect): string {
  return cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown })
}
