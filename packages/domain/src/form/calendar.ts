import type { FormCell } from './form-cell.ts'
import { sameCell } from './form-cell.ts'
import type { SubmissionState } from './submission.ts'

/** Instants as ISO 8601; the server's clock decides (decision 20). `extendedTo` is this reporter's own later deadline. */
export type SubmissionCalendar = {
  readonly opensAt: string
  readonly dueAt: string
  readonly extendedTo: string | null
}

/** The last instant at which this reporter may still enter. An extension never shortens. */
export function effectiveDeadline({ dueAt, extendedTo }: SubmissionCalendar): string {
  return extendedTo !== null && Date.parse(extendedTo) > Date.parse(dueAt) ? extendedTo : dueAt
}

export function isOpen(calendar: SubmissionCalendar, now: string): boolean {
  return Date.parse(now) >= Date.parse(calendar.opensAt)
}

/** True after the deadline, extension included; the deadline's own instant is still in time. */
export function isPastDeadline(calendar: SubmissionCalendar, now: string): boolean {
  return Date.parse(now) > Date.parse(effectiveDeadline(calendar))
}

const owing: readonly SubmissionState[] = ['not_started', 'draft', 'returned', 'withdrawn']

/** Overdue: the deadline is over and the reporter still owes the form. */
export function isOverdue(state: SubmissionState, calendar: SubmissionCalendar, now: string): boolean {
  return owing.includes(state) && isPastDeadline(calendar, now)
}

const dayMs = 86_400_000

/** Whole days begun since the deadline, 0 before it: "逾期 1 天" from the first minute. */
export function overdueDays(calendar: SubmissionCalendar, now: string): number {
  return Math.max(0, Math.ceil((Date.parse(now) - Date.parse(effectiveDeadline(calendar))) / dayMs))
}

const editable: readonly SubmissionState[] = ['not_started', 'draft', 'withdrawn']

/** Whether a cell may be written: every cell of a form in hand, only the marked cells of a returned one, none elsewhere. */
export function isCellOpen(state: SubmissionState, cell: FormCell, marked: readonly FormCell[]): boolean {
  if (state !== 'returned') return editable.includes(state)
  return marked.some((mark) => sameCell(mark, cell))
}
