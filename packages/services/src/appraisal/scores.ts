import { Scale } from '@cg/contract/appraisal'
import type { AppraisalResult, ScaleLevel } from '@cg/contract/appraisal'
import { parseJsonAs } from '@cg/contract/parse'
import { appraisalScore, appraisalScorer, appraisalStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { spreadWords } from '@cg/domain/claim/appraisal'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import { scoreSpread, widestStep } from '@cg/domain/statistics/score-spread'
import type { ScoreSpread } from '@cg/domain/statistics/score-spread'
import { and, asc, eq, lte } from 'drizzle-orm'
import { unitsAsked } from '../catalogue/read.ts'
import type { CatalogueUnit, Definitions } from '../catalogue/read.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import type { Names } from '../entry/form/names.ts'
import type { Services } from '../context.ts'
import { belongsTo } from './people.ts'
import type { Person } from './people.ts'
import type { AppraisalRow } from './rights.ts'

export type ScoreRow = typeof appraisalScore.$inferSelect

/** One scoring with everything that was said in it. */
export type Scoring = {
  readonly row: AppraisalRow
  readonly scale: readonly ScaleLevel[]
  readonly scorers: readonly number[]
  /** A scorer's newest score of each unit. */
  readonly scores: readonly ScoreRow[]
  readonly steps: readonly (typeof appraisalStep.$inferSelect)[]
  readonly definitions: Definitions
  /** The units that are scored. */
  readonly units: readonly CatalogueUnit[]
}

/** As it stands now, or as it stood at a moment. */
export async function loadScoring({ store }: Services, db: Db, row: AppraisalRow, until?: string): Promise<Scoring> {
  const { definitions } = await meaningOf(store, db, row.period)
  const named = await db.select().from(appraisalScorer).where(eq(appraisalScorer.appraisalId, row.id))
  const given = await db
    .select()
    .from(appraisalScore)
    .where(and(eq(appraisalScore.appraisalId, row.id), until === undefined ? undefined : lte(appraisalScore.at, until)))
    .orderBy(asc(appraisalScore.id))
  const current = new Map(given.map((score) => [`${score.scorerId} ${score.unitCode}`, score]))
  return {
    row,
    scale: parseJsonAs(Scale, row.scale, `appraisal.scale of ${row.id}`),
    scorers: named.map(({ userId }) => userId),
    scores: [...current.values()],
    steps: await db
      .select()
      .from(appraisalStep)
      .where(eq(appraisalStep.appraisalId, row.id))
      .orderBy(asc(appraisalStep.id)),
    definitions,
    units: unitsAsked(definitions, row.formCode),
  }
}

/** Scorers who may score the unit. An account that is no longer in use scores nothing. */
export function scorersOf(
  { scorers, definitions }: Scoring,
  unit: string,
  people: ReadonlyMap<number, Person>,
): Person[] {
  return scorers.flatMap((id) => {
    const person = people.get(id)
    return person === undefined || belongsTo(person.grants, unit, definitions.units) ? [] : [person]
  })
}

/** What a unit's current scores come to; null without any. */
export function spreadOf({ scores, scale }: Scoring, unit: string): { rows: ScoreRow[]; spread: ScoreSpread | null } {
  const rows = scores.filter(({ unitCode }) => unitCode === unit)
  const step = widestStep(scale.map(({ points }) => points))
  return {
    rows,
    spread: scoreSpread(
      rows.map(({ points }) => points),
      step,
    ),
  }
}

type Showing = { readonly people: ReadonlyMap<number, Person>; readonly names: Names; readonly isOffice: boolean }

/** A unit's result; the single scores and who lacks for the office alone. */
export function resultOf(scoring: Scoring, unit: string, { people, names, isOffice }: Showing): AppraisalResult {
  const { rows, spread } = spreadOf(scoring, unit)
  const decimals = decimalsOf(scoring)
  const given = new Set(rows.map(({ scorerId }) => scorerId))
  const missing = scorersOf(scoring, unit, people).filter(({ id }) => !given.has(id))
  return {
    count: rows.length,
    value: spread === null ? null : roundHalfAway(spread.mean, decimals),
    min: spread?.min ?? null,
    max: spread?.max ?? null,
    deviation: spread?.deviation ?? null,
    words: spread === null ? '还没有评分' : spreadWords(spread, decimals),
    missing: isOffice ? missing.map(({ name }) => name) : [],
    isShort: rows.length < scoring.row.least,
    scores: isOffice
      ? rows.map((row, at) => ({
          by: names(row.scorerId, row.at),
          ...givenOf(row),
          isApart: must(spread).outliers.includes(at),
        }))
      : [],
  }
}

export function givenOf({ points, reason, evidence, round, at }: ScoreRow) {
  return { points, reason, evidence, round, at }
}

/** Decimals at which the mean is written. */
export function decimalsOf({ definitions, row }: Scoring): number {
  return itemOf(definitions, row.itemCode)?.decimals ?? 0
}

export function itemOf({ items }: Definitions, code: string) {
  return [...items.values()].find((item) => item.code === code)
}
