import type { PassportFacts } from '@cg/contract/release/passport'
import { evidence } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { SubmissionState } from '@cg/domain/form/submission'
import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { evidenceRows, toEvidence } from '../../entry/evidence/list.ts'
import type { EvidenceRow } from '../../entry/evidence/list.ts'
import { rightTo } from '../../entry/form/access.ts'
import type { FormKey } from '../../entry/form/access.ts'
import type { Names } from '../../entry/form/names.ts'
import { mayReadFigures } from '../../entry/move/standing.ts'
import type { DueForm } from '../input/due-forms.ts'

/**
 * Whether this reader may be told of a form's evidence now, as its file would be given: a guest of a link and a program
 * never, whatever the account behind them may read.
 */
export function mayReadEvidence(ctx: Context, form: DueForm, state: SubmissionState): boolean {
  if (ctx.share !== undefined || ctx.token !== undefined) return false
  return mayReadFigures(rightTo(ctx.actor, form), state)
}

type Reading = {
  /** The submissions of which this reader may be told. */
  readonly readable: readonly number[]
  /** When the release was made: what came later stands behind none of its figures. */
  readonly until: string
}

/** What stood behind the totals of these forms at that time, by item and unit. */
export async function loadPassportEvidence(db: Db, { readable, until }: Reading): Promise<Map<string, EvidenceRow[]>> {
  if (readable.length === 0) return new Map()
  const found = await evidenceRows(
    db,
    and(
      inArray(evidence.submissionId, [...new Set(readable)]),
      eq(evidence.breakdown, ''),
      lte(evidence.addedAt, until),
      or(isNull(evidence.removedAt), gt(evidence.removedAt, until)),
    ),
  )
  return Map.groupBy(found, (row) => `${row.itemCode}|${row.unitCode}`)
}

type Told = { readonly key: FormKey; readonly mayRead: boolean }

export function evidenceFact(
  { key, mayRead }: Told,
  rows: readonly EvidenceRow[],
  names: Names,
): PassportFacts['cells'][number]['evidence'] {
  if (!mayRead) return null
  return { ...key, items: rows.map((row) => ({ ...toEvidence(row, names), isRemoved: row.removedAt !== null })) }
}
