import { submission, submissionEvent } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import type { SubmissionState } from '@cg/domain/form/submission'
import { must } from '@cg/domain/must'
import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { markChanged } from '../cells/background.ts'
import type { FormKey } from '../form/access.ts'
import { stateOf } from './standing.ts'
import type { Standing, SubmissionRow } from './standing.ts'

/** What a move writes besides the state. */
export type MoveSet = Partial<Omit<SubmissionRow, 'id' | 'period' | 'formCode' | 'reporter' | 'state' | 'version'>>

/** No names of an earlier way stand under a form that its filler has again, or sends alone. */
export const withoutSignOff = {
  signOffStep: null,
  proposedBy: null,
  proposedAt: null,
  endorsedBy: null,
  endorsedAt: null,
} as const satisfies MoveSet

export type Move = {
  readonly key: FormKey
  readonly action: string
  readonly to: SubmissionState
  readonly note?: string | null
  readonly set?: MoveSet
}

const advanceIt = keptQuery((db) =>
  db
    .update(submission)
    .set({ state: sql`${sql.placeholder('to')}`, version: sql`${submission.version} + 1` })
    .where(and(eq(submission.id, sql.placeholder('id')), eq(submission.version, sql.placeholder('version'))))
    .prepare(),
)

/** What every save of a cell writes, of a row that was read in the same transaction: what it is then is known. */
async function advance(tx: Db, row: SubmissionRow, to: SubmissionState): Promise<SubmissionRow[]> {
  const { changes } = await advanceIt(tx, { id: row.id, version: row.version, to })
  return changes === 1 ? [{ ...row, state: to, version: row.version + 1 }] : []
}

/** Takes the submission one version on; a change of state, and every act of review, leaves an event. */
export async function moveSubmission(ctx: Context, tx: Db, standing: Standing, move: Move): Promise<Standing> {
  const { key, action, to, note = null, set = {} } = move
  const from = stateOf(standing)
  const row = standing.submission
  const [moved] =
    row === null
      ? await tx
          .insert(submission)
          .values({ period: key.period, formCode: key.form, reporter: key.reporter, state: to, ...set })
          .returning()
      : await (Object.keys(set).length === 0
          ? advance(tx, row, to)
          : tx
              .update(submission)
              .set({ state: to, version: row.version + 1, ...set })
              .where(eq(submission.id, row.id))
              .returning())
  const next = must(moved, 'the submission was not written')
  markChanged(ctx.store, tx, key)
  if (from !== to || action !== 'save') {
    await tx.insert(submissionEvent).values({
      submissionId: next.id,
      action,
      fromState: from,
      toState: to,
      round: next.round,
      note,
      actorId: ctx.actor.userId,
      at: ctx.now().toISOString(),
    })
  }
  return { ...standing, submission: next, reviewBegun: action === 'begin' || (from === to && standing.reviewBegun) }
}

/** How the audit trail names a form. */
export function formObject(key: FormKey): string {
  return `form:${key.period}/${key.form}/${key.reporter}`
}
