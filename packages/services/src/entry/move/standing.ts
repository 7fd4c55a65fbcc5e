import { extension, period, release, submission, submissionEvent } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import type { SubmissionCalendar } from '@cg/domain/form/calendar'
import type {
  SubmissionAction,
  SubmissionContext,
  SubmissionRefusal,
  SubmissionState,
} from '@cg/domain/form/submission'
import { transition } from '@cg/domain/form/submission'
import { and, eq, sql } from 'drizzle-orm'
import { ServiceError, notFound } from '../../errors.ts'
import { othersForm } from '../form/access.ts'
import type { FormKey, FormRight } from '../form/access.ts'

export type PeriodRow = typeof period.$inferSelect
export type SubmissionRow = typeof submission.$inferSelect
export type ExtensionRow = typeof extension.$inferSelect

/** Where a form stands in the calendar and on its way. `submission` is null while nothing was saved. */
export type Standing = {
  readonly period: PeriodRow
  readonly submission: SubmissionRow | null
  readonly extension: ExtensionRow | null
  /** The office has opened the submitted form. */
  readonly reviewBegun: boolean
  /** The quarter is published without this form: a correction opens only forms that were part of the publication. */
  readonly isLeftOut: boolean
}

const form = sql.placeholder('form')
const reporter = sql.placeholder('reporter')

const standingOf = keptQuery((db) =>
  db
    .select()
    .from(period)
    .leftJoin(
      submission,
      and(eq(submission.period, period.code), eq(submission.formCode, form), eq(submission.reporter, reporter)),
    )
    .leftJoin(
      extension,
      and(eq(extension.period, period.code), eq(extension.formCode, form), eq(extension.reporter, reporter)),
    )
    .where(eq(period.code, sql.placeholder('period')))
    .prepare(),
)

export async function loadStanding(db: Db, key: FormKey): Promise<Standing> {
  const [row] = await standingOf(db, key)
  if (row === undefined) throw notFound(`期次 ${key.period}`)
  const isWaiting = row.submission?.state === 'submitted'
  const leftOut = await leftOutOf(db, key.period)
  return {
    ...row,
    reviewBegun: isWaiting && (await hasBegun(db, row.submission)),
    isLeftOut: leftOut(row.submission),
  }
}

const published = keptQuery((db) =>
  db
    .select({ id: release.id })
    .from(release)
    .where(and(eq(release.period, sql.placeholder('period')), eq(release.state, 'published')))
    .limit(1)
    .prepare(),
)

/** Tells of a form of the quarter whether it was left out of the quarter's publication; false while nothing is published. */
export async function leftOutOf(db: Db, code: string): Promise<(row: Pick<SubmissionRow, 'id'> | null) => boolean> {
  if ((await published(db, { period: code })).length === 0) return () => false
  const locked = await db
    .selectDistinct({ id: submissionEvent.submissionId })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(and(eq(submission.period, code), eq(submissionEvent.toState, 'locked')))
  const ids = new Set(locked.map((row) => row.id))
  return (row) => row === null || !ids.has(row.id)
}

async function hasBegun(db: Db, row: SubmissionRow | null): Promise<boolean> {
  if (row === null) return false
  const since = and(
    eq(submissionEvent.submissionId, row.id),
    eq(submissionEvent.action, 'begin'),
    eq(submissionEvent.round, row.round),
  )
  const found = await db.select({ at: submissionEvent.at }).from(submissionEvent).where(since)
  return found.some(({ at }) => at >= (row.submittedAt ?? ''))
}

export function stateOf(standing: Pick<Standing, 'submission'>): SubmissionState {
  return standing.submission?.state ?? 'not_started'
}

export function calendarOf(standing: Pick<Standing, 'period' | 'extension'>): SubmissionCalendar {
  const { period: calendar, extension: granted } = standing
  return { opensAt: calendar.opensAt, dueAt: calendar.dueAt, extendedTo: granted?.dueAt ?? null }
}

/** From the due date to here a form is late but still taken; an extension moves this too. */
export function lockTime(standing: Pick<Standing, 'period' | 'extension'>): string {
  const { closesAt } = standing.period
  const extended = standing.extension?.dueAt
  return extended !== undefined && Date.parse(extended) > Date.parse(closesAt) ? extended : closesAt
}

export function moveContext(right: FormRight, standing: Standing, now: Date): SubmissionContext {
  return {
    roles: right,
    ownForm: right.ownForm,
    checkNeeded: right.checkNeeded,
    deadlinePassed: now.getTime() > Date.parse(lockTime(standing)),
    reviewBegun: standing.reviewBegun,
  }
}

/** Why the quarter itself takes no figures; null when it does. */
export function periodRefusal(standing: Standing, now: Date): string | null {
  const { state, opensAt, code } = standing.period
  if (state === 'closed') return `${code} 已结束并冻结，不能再修改；如需更正请联系产改办。`
  if (standing.isLeftOut)
    return `${code} 已发布，只有为更正而重新打开的表可以修改。本表没有计入该期发布，请联系产改办。`
  if (state === 'planned' || now.getTime() < Date.parse(opensAt)) return `${code} 尚未开始填报，请在开放后填写。`
  return null
}

export function requireOpenPeriod(standing: Standing, now: Date): void {
  const refusal = periodRefusal(standing, now)
  if (refusal !== null) throw new ServiceError('conflict', refusal, { reason: 'period.not_open' })
}

/** The next state, or a refusal: 403 for rights, 409 for what the state, the calendar or the content does not allow. */
export function nextState(
  state: SubmissionState,
  action: SubmissionAction,
  context: SubmissionContext,
): SubmissionState {
  const move = transition(state, action, context)
  if (move.ok) return move.state
  throw refusalError(move)
}

function refusalError({ code, reason }: SubmissionRefusal): ServiceError {
  if (code === 'not_permitted' || code === 'not_own_form') {
    return new ServiceError('forbidden', `${reason}。`, { reason: `submission.${code}` })
  }
  return new ServiceError('conflict', `${reason}。`, { reason: `submission.${code}` })
}

/** The submission must be the one that was read; null: the caller did not say which (428). */
export function requireVersion(standing: Standing, expected: number | null): void {
  if (expected === null) {
    throw new ServiceError(
      'precondition_required',
      '缺少版本号（If-Match），无法确认您看到的是最新内容。请刷新页面后重试。',
      { reason: 'submission.version_missing' },
    )
  }
  const version = standing.submission?.version ?? 0
  if (version === expected) return
  throw new ServiceError('stale', '这张报表在您打开之后有了变化。请刷新页面，看过最新内容后再操作。', {
    reason: 'submission.stale',
    current: { version, state: stateOf(standing), yours: expected },
  })
}

const shown: readonly SubmissionState[] = ['submitted', 'checked', 'accepted', 'locked', 'returned']

/** The office and the lead department see figures from the first submission on; the reporter always. */
export function requireFigures(right: FormRight, standing: Standing): void {
  if (right.ownForm) return
  if (!right.checker && !right.reviewer && !right.publisher) throw othersForm()
  if (!shown.includes(stateOf(standing))) {
    throw new ServiceError('forbidden', '这张报表尚未报送，报送后才能查看其中的数字。', {
      reason: 'form.not_submitted',
      heading: '这张报表尚未报送',
    })
  }
}
