import type { SubmissionFact } from '@cg/contract/entry'
import { submissionEvent } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { effectiveDeadline, isOverdue } from '@cg/domain/form/calendar'
import { allowedActions, transition } from '@cg/domain/form/submission'
import { asc, eq, sql } from 'drizzle-orm'
import type { FormRight } from '../form/access.ts'
import type { Names } from '../form/names.ts'
import { loadNames } from '../form/names.ts'
import { calendarOf, lockTime, moveContext, periodRefusal, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'

export type EventRow = typeof submissionEvent.$inferSelect

const eventsOf = keptQuery((db) =>
  db
    .select()
    .from(submissionEvent)
    .where(eq(submissionEvent.submissionId, sql.placeholder('submission')))
    .orderBy(asc(submissionEvent.id))
    .prepare(),
)

export async function loadEvents(db: Db, submissionId: number | null): Promise<EventRow[]> {
  return submissionId === null ? [] : eventsOf(db, { submission: submissionId })
}

/** The submission as the reply of every verb carries it. */
export async function describeSubmission(
  db: Db,
  right: FormRight,
  standing: Standing,
  now: Date,
): Promise<SubmissionFact> {
  const events = await loadEvents(db, standing.submission?.id ?? null)
  const { submission, extension } = standing
  const people = [
    submission?.submittedBy,
    submission?.acceptedBy,
    extension?.grantedBy,
    ...events.map((one) => one.actorId),
  ]
  const names = await loadNames(
    db,
    people.map((id) => id ?? null),
  )
  return submissionFact({ right, standing, events, names, now })
}

export type FactInput = {
  readonly right: FormRight
  readonly standing: Standing
  readonly events: readonly EventRow[]
  readonly names: Names
  readonly now: Date
}

export function submissionFact({ right, standing, events, names, now }: FactInput): SubmissionFact {
  const { submission, extension } = standing
  const state = stateOf(standing)
  const context = moveContext(right, standing, now)
  const calendar = calendarOf(standing)
  const closed = periodRefusal(standing, now)
  const save = transition(state, 'save', context)
  const person = (id: number | null | undefined, at: string | null | undefined) =>
    id === null || id === undefined ? null : names(id, at ?? null)
  return {
    state,
    version: submission?.version ?? 0,
    round: submission?.round ?? 1,
    dueAt: effectiveDeadline(calendar),
    closesAt: lockTime(standing),
    isOverdue: isOverdue(state, calendar, now.toISOString()),
    extension:
      extension === null
        ? null
        : {
            dueAt: extension.dueAt,
            reason: extension.reason,
            grantedBy: names(extension.grantedBy, extension.grantedAt),
            grantedAt: extension.grantedAt,
          },
    firstSubmittedAt: submission?.firstSubmittedAt ?? null,
    submittedAt: submission?.submittedAt ?? null,
    submittedBy: person(submission?.submittedBy, submission?.submittedAt),
    acceptedAt: submission?.acceptedAt ?? null,
    acceptedBy: person(submission?.acceptedBy, submission?.acceptedAt),
    receiptNo: submission?.receiptNo ?? null,
    contentHash: submission?.contentHash ?? null,
    allowedActions: allowedActions(state, context).filter(
      (action) => closed === null || (action !== 'save' && action !== 'submit'),
    ),
    closedReason: closed ?? (save.ok ? null : `${save.reason}。`),
    events: events.map(({ action, fromState, toState, round, note, actorId, at }) => ({
      action,
      fromState: eventState(fromState),
      toState: eventState(toState),
      round,
      note,
      by: names(actorId, at),
      at,
    })),
  }
}

/** Events are written by the verbs of this folder only, with states of the domain. */
function eventState(text: string): SubmissionFact['state'] {
  return text as SubmissionFact['state']
}
