import { extension, period, release, signOff, submission, submissionEvent, supplement } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { isOverdue } from '@cg/domain/form/calendar'
import type { SignOff } from '@cg/domain/form/sign-off'
import type { SubmissionCalendar } from '@cg/domain/form/calendar'
import type {
  SubmissionAction,
  SubmissionContext,
  SubmissionRefusal,
  SubmissionState,
} from '@cg/domain/form/submission'
import { transition } from '@cg/domain/form/submission'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { ServiceError, notFound } from '../../errors.ts'
import { isInside, othersForm } from '../form/access.ts'
import type { FormKey, FormRight } from '../form/access.ts'

export type PeriodRow = typeof period.$inferSelect
export type SubmissionRow = typeof submission.$inferSelect
export type ExtensionRow = typeof extension.$inferSelect
export type SupplementRow = typeof supplement.$inferSelect
export type SignOffRow = typeof signOff.$inferSelect

/** Where a form stands in the calendar and on its way. `submission` is null while nothing was saved. */
export type Standing = {
  readonly period: PeriodRow
  readonly submission: SubmissionRow | null
  readonly extension: ExtensionRow | null
  /** 补报: opened again after a publication had left it out, with a date of its own. */
  readonly supplement: SupplementRow | null
  /** 内部审签: the reporter's forms are checked and signed inside before they are sent; null: they are not. */
  readonly signOff: SignOffRow | null
  /** The office has opened the submitted form. */
  readonly reviewBegun: boolean
  /** The release that left this form out, while nobody opened it again since; null otherwise. */
  readonly leftOutOf: string | null
  /** The office opened the published form again for a correction: no deadline runs for what it asks. */
  readonly isReopened: boolean
}

const form = sql.placeholder('form')
const reporter = sql.placeholder('reporter')

const standingOf = keptQuery((db) =>
  db
    .select({
      period,
      submission,
      extension,
      supplement,
      signOff,
      newest: sql<string | null>`(select ${release.code} from ${release} where ${and(
        eq(release.period, period.code),
        eq(release.state, sql`'published'`),
      )} order by ${release.sequence} desc limit 1)`,
    })
    .from(period)
    .leftJoin(
      submission,
      and(eq(submission.period, period.code), eq(submission.formCode, form), eq(submission.reporter, reporter)),
    )
    .leftJoin(
      extension,
      and(eq(extension.period, period.code), eq(extension.formCode, form), eq(extension.reporter, reporter)),
    )
    .leftJoin(
      supplement,
      and(eq(supplement.period, period.code), eq(supplement.formCode, form), eq(supplement.reporter, reporter)),
    )
    .leftJoin(signOff, eq(signOff.reporter, reporter))
    .where(eq(period.code, sql.placeholder('period')))
    .prepare(),
)

export async function loadStanding(db: Db, key: FormKey): Promise<Standing> {
  const [row] = await standingOf(db, key)
  if (row === undefined) throw notFound(`期次 ${key.period}`)
  const { newest, ...found } = row
  const isWaiting = row.submission?.state === 'submitted'
  const since = await sinceRelease(db, key.period, newest)
  return {
    ...found,
    reviewBegun: isWaiting && (await hasBegun(db, row.submission)),
    ...since(row.submission),
  }
}

const newestRelease = keptQuery((db) =>
  db
    .select({ code: release.code })
    .from(release)
    .where(and(eq(release.period, sql.placeholder('period')), eq(release.state, 'published')))
    .orderBy(desc(release.sequence))
    .limit(1)
    .prepare(),
)

/** The quarter's newest release; null while nothing of it is published. */
export async function releaseOf(db: Db, code: string): Promise<string | null> {
  const [newest] = await newestRelease(db, { period: code })
  return newest?.code ?? null
}

/** What a form of the quarter is to its newest release. */
export type SincePublication = (row: Pick<SubmissionRow, 'id'> | null) => Pick<Standing, 'leftOutOf' | 'isReopened'>

export async function sincePublication(db: Db, code: string): Promise<SincePublication> {
  return sinceRelease(db, code, await releaseOf(db, code))
}

async function sinceRelease(db: Db, code: string, newest: string | null): Promise<SincePublication> {
  if (newest === null) return () => ({ leftOutOf: null, isReopened: false })
  const turns = await db
    .select({ id: submissionEvent.submissionId, action: submissionEvent.action })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(
      and(
        eq(submission.period, code),
        or(
          eq(submissionEvent.toState, 'locked'),
          eq(submissionEvent.fromState, 'locked'),
          inArray(submissionEvent.action, ['admit', 'close']),
        ),
      ),
    )
    .orderBy(asc(submissionEvent.id))
  const last = new Map(turns.map(({ id, action }) => [id, action]))
  return (row) => {
    const turn = row === null ? undefined : last.get(row.id)
    return { leftOutOf: turn === undefined || turn === 'close' ? newest : null, isReopened: turn === 'reopen' }
  }
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

type Times = Pick<Standing, 'period' | 'extension' | 'supplement'>

/** Until when the form is expected now. */
export function calendarOf({ period: calendar, extension: granted, supplement: late }: Times): SubmissionCalendar {
  return { ...calendar, extendedTo: laterOf(granted?.dueAt ?? null, late?.dueAt ?? null) }
}

/** By when a form had to be sent to be in time: a 补报 counts only where the publication had shut the form early. */
export function dutyOf({ period: calendar, extension: granted, supplement: late }: Times): SubmissionCalendar {
  return {
    ...calendar,
    extendedTo: laterOf(granted?.dueAt ?? null, late !== null && late.isOnTime ? late.dueAt : null),
  }
}

function laterOf(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right
  return Date.parse(left) > Date.parse(right) ? left : right
}

/** The reporter still owes the form and its deadline is over; never one that a release left out or the office opened again. */
export function owesLate(standing: Standing, now: string): boolean {
  if (standing.leftOutOf !== null || standing.isReopened) return false
  return isOverdue(stateOf(standing), calendarOf(standing), now)
}

/** From the due date to here a form is late but still taken; an extension and a 补报 move this too. */
export function lockTime(standing: Times): string {
  return laterOf(standing.period.closesAt, calendarOf(standing).extendedTo) ?? standing.period.closesAt
}

export function moveContext(right: FormRight, standing: Standing, now: Date): SubmissionContext {
  return {
    roles: right,
    signOff: signOffOf(right, standing),
    ownForm: right.ownForm,
    isPart: right.isPart ?? false,
    checkNeeded: right.checkNeeded,
    deadlinePassed: now.getTime() > Date.parse(lockTime(standing)),
    reviewBegun: standing.reviewBegun,
    leftOut: standing.leftOutOf !== null,
  }
}

/** What 内部审签 asks of this form, and whether this actor did one of its steps already. */
export function signOffOf({ actorId }: FormRight, { submission: row, signOff: rule }: Standing): SignOff {
  const step = row?.signOffStep ?? null
  const ownStep =
    step === null || rule?.allowsSame === true
      ? null
      : row?.endorsedBy === actorId
        ? 'endorsed'
        : row?.proposedBy === actorId
          ? 'proposed'
          : null
  return { isNeeded: rule !== null, step, ownStep }
}

/** Why the quarter itself takes no figures; null when it does. */
export function periodRefusal(standing: Standing, now: Date): string | null {
  const { state, opensAt, code } = standing.period
  if (standing.leftOutOf !== null)
    return `${formatPeriod(parsePeriod(code))}已发布（${standing.leftOutOf}），没有计入本表，本表已关闭。确需补报的，请向产改办说明原因，由产改办准予后继续填报，随更正发布。`
  if (state === 'closed') return `${code} 已结束并冻结，不能再修改；如需更正请联系产改办。`
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

/** Whether a form in this state has been sent: others than its reporter read its figures from then on. */
export function isShown(state: SubmissionState): boolean {
  return shown.includes(state)
}

/** Whether `requireFigures` lets this actor read the figures of a form in this state. */
export function mayReadFigures(right: FormRight, state: SubmissionState): boolean {
  return isInside(right) || ((right.checker || right.reviewer || right.publisher) && isShown(state))
}

/** The office and the lead department see figures from the first submission on; the reporter always. */
export function requireFigures(right: FormRight, standing: Standing): void {
  if (mayReadFigures(right, stateOf(standing))) return
  if (!right.checker && !right.reviewer && !right.publisher) throw othersForm()
  throw new ServiceError('forbidden', '这张报表尚未报送，报送后才能查看其中的数字。', {
    reason: 'form.not_submitted',
    heading: '这张报表尚未报送',
  })
}
