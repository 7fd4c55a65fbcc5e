import type { SubmissionFact } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { effectiveDeadline } from '@cg/domain/form/calendar'
import { isSending, transition } from '@cg/domain/form/submission'
import type { Context } from '../../context.ts'
import type { Names } from '../form/names.ts'
import { loadNames } from '../form/names.ts'
import type { FormRight } from '../form/access.ts'
import type { OpenedForm } from '../form/open.ts'
import { offerTo } from './another.ts'
import type { Offer } from './another.ts'
import { loadEvents } from './events.ts'
import type { EventRow } from './events.ts'
import { calendarOf, lockTime, moveContext, owesLate, periodRefusal, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'

/** The submission as the reply of every verb carries it. */
export async function describeSubmission(
  ctx: Context,
  db: Db,
  { plan, right }: Pick<OpenedForm, 'plan' | 'right'>,
  standing: Standing,
): Promise<SubmissionFact> {
  const now = ctx.now()
  const events = await loadEvents(db, standing.submission?.id ?? null)
  const { submission, extension, supplement } = standing
  const people = [
    submission?.submittedBy,
    submission?.acceptedBy,
    submission?.proposedBy,
    submission?.endorsedBy,
    extension?.grantedBy,
    supplement?.grantedBy,
    ...events.map((one) => one.actorId),
  ]
  const names = await loadNames(
    db,
    people.map((id) => id ?? null),
  )
  const offer = await offerTo(db, ctx.actor, plan, { standing, context: moveContext(right, standing, now) })
  return submissionFact({ offer, right, standing, events, names, now })
}

export type FactInput = {
  readonly offer: Offer
  readonly right: FormRight
  readonly standing: Standing
  readonly events: readonly EventRow[]
  readonly names: Names
  readonly now: Date
}

export function submissionFact({ offer, right, standing, events, names, now }: FactInput): SubmissionFact {
  const { submission, extension, supplement } = standing
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
    isOverdue: owesLate(standing, now.toISOString()),
    extension:
      extension === null
        ? null
        : {
            dueAt: extension.dueAt,
            reason: extension.reason,
            grantedBy: names(extension.grantedBy, extension.grantedAt),
            grantedAt: extension.grantedAt,
          },
    leftOutOf: standing.leftOutOf,
    isReopened: standing.isReopened,
    supplement:
      supplement === null
        ? null
        : {
            dueAt: supplement.dueAt,
            reason: supplement.reason,
            grantedBy: names(supplement.grantedBy, supplement.grantedAt),
            grantedAt: supplement.grantedAt,
            isOnTime: supplement.isOnTime,
          },
    firstSubmittedAt: submission?.firstSubmittedAt ?? null,
    submittedAt: submission?.submittedAt ?? null,
    submittedBy: person(submission?.submittedBy, submission?.submittedAt),
    acceptedAt: submission?.acceptedAt ?? null,
    acceptedBy: person(submission?.acceptedBy, submission?.acceptedAt),
    receiptNo: submission?.receiptNo ?? null,
    finalBy: submission?.finalBy ?? null,
    signOff: signOffFact(standing, person),
    contentHash: submission?.contentHash ?? null,
    allowedActions: offer.actions.filter((action) => closed === null || !isSending(action)),
    decideRefusal: offer.decideRefusal,
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

type Person = (id: number | null | undefined, at: string | null | undefined) => string | null

/** 内部审签 of the form: where it waits, and the names under it; null where the reporter sends directly and nobody signed. */
function signOffFact({ submission: row, signOff: rule }: Standing, person: Person): SubmissionFact['signOff'] {
  const step = row?.signOffStep ?? null
  const isSigned = row !== null && step === null && row.endorsedAt !== null && row.state !== 'draft'
  if (rule === null && step === null && !isSigned) return null
  const shows = step !== null || isSigned
  return {
    isNeeded: rule !== null,
    step,
    proposedBy: shows ? person(row?.proposedBy, row?.proposedAt) : null,
    proposedAt: shows ? (row?.proposedAt ?? null) : null,
    endorsedBy: shows ? person(row?.endorsedBy, row?.endorsedAt) : null,
    endorsedAt: shows ? (row?.endorsedAt ?? null) : null,
    signedBy: isSigned ? person(row.submittedBy, row.submittedAt) : null,
    signedAt: isSigned ? row.submittedAt : null,
  }
}

/** Events are written by the verbs of this folder only, with states of the domain. */
function eventState(text: string): SubmissionFact['state'] {
  return text as SubmissionFact['state']
}
