import type { Explanation } from '@cg/contract/entry'
import { explanation, submission } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { Period } from '@cg/domain/period'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { FormKey } from '../form/access.ts'
import type { Names } from '../form/names.ts'

export type ExplanationRow = typeof explanation.$inferSelect

const explanationsOf = keptQuery((db) =>
  db
    .select()
    .from(explanation)
    .where(eq(explanation.submissionId, sql.placeholder('submission')))
    .orderBy(asc(explanation.id))
    .prepare(),
)

export async function loadExplanations(db: Db, submissionId: number | null): Promise<ExplanationRow[]> {
  return submissionId === null ? [] : explanationsOf(db, { submission: submissionId })
}

/** How far back an accepted explanation is offered again: annual and half-yearly figures come round within it. */
const rememberedQuarters = 4

export type RememberedRow = ExplanationRow & { readonly period: Period }

/** What the same reporter explained of a rule and cell when it was last accepted, within a year; to start from (B2). */
export async function loadRemembered(db: Db, key: FormKey, period: Period): Promise<RememberedRow[]> {
  const earlier = Array.from({ length: rememberedQuarters }, (_, back) => shiftPeriod(period, -back - 1))
  const forms = await db
    .select({ id: submission.id, period: submission.period })
    .from(submission)
    .where(
      and(
        inArray(submission.period, earlier),
        eq(submission.formCode, key.form),
        eq(submission.reporter, key.reporter),
      ),
    )
    .orderBy(asc(submission.period))
  const newest = new Map<string, RememberedRow>()
  for (const { id, period: quarter } of forms) {
    for (const row of await loadExplanations(db, id)) {
      const place = { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }
      if (row.verdict === 'accepted')
        newest.set(explanationKey(row.ruleCode, place), { ...row, period: parsePeriod(quarter) })
    }
  }
  return [...newest.values()]
}

/** Names one explained place: a rule's code and the cell it is told of. */
export function explanationKey(rule: string, place: FormCell): string {
  return `${rule}|${cellKey(place)}`
}

/** Keys of what counts as explained: a rejected explanation does not. */
export function explainedKeys(rows: readonly ExplanationRow[]): Set<string> {
  const standing = rows.filter((row) => row.verdict !== 'rejected')
  return new Set(
    standing.map((row) =>
      explanationKey(row.ruleCode, { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }),
    ),
  )
}

export function toExplanation(row: ExplanationRow, names: Names): Explanation {
  return {
    rule: row.ruleCode,
    item: row.itemCode,
    unit: row.unitCode,
    breakdown: row.breakdown,
    text: row.text,
    version: row.version,
    by: names(row.authorId, row.at),
    at: row.at,
    verdict: row.verdict,
    verdictBy: row.verdictBy === null ? null : names(row.verdictBy, row.verdictAt),
    verdictAt: row.verdictAt,
  }
}
