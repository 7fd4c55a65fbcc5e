/** One form that a reporter owed for one quarter. Instants are ISO 8601; `deadline` includes an extension. */
export type FormRecord = {
  readonly reporter: string
  readonly form: string
  readonly period: string
  readonly deadline: string
  /** First submission; null while it is owed. */
  readonly firstSubmittedAt: string | null
  /** Times it was returned. */
  readonly returns: number
  readonly accepted: boolean
  /** Cells asked, cells answered (any state but 未报: a 不适用 is an answer). */
  readonly cellsDue: number
  readonly cellsAnswered: number
  /** Cells in the accepted form, and those of them changed after acceptance. */
  readonly cellsAccepted: number
  readonly cellsRevised: number
}

/** Counts with their quotients; a quotient without a denominator is null, never 0 (decision 8). */
export type ReportingQuality = {
  readonly reporter: string
  readonly due: number
  readonly onTime: number
  readonly clean: number
  /** Forms first submitted by their deadline ÷ forms due (TJ04). */
  readonly timeliness: number | null
  /** Cells answered ÷ cells due. */
  readonly completeness: number | null
  /** Forms accepted without ever being returned ÷ forms due (TJ05). */
  readonly firstPassRate: number | null
  /** Cells changed after acceptance ÷ cells accepted. */
  readonly revisionRate: number | null
}

/**
 * Timeliness, completeness, first-pass and revision rates of each reporter (B6), in the order of first mention. A form that
 * is not due yet counts neither for nor against: it is due once its deadline is over or it was submitted.
 */
export function reportingQuality(records: readonly FormRecord[], now: string): ReportingQuality[] {
  const reporters = [...new Set(records.map((record) => record.reporter))]
  return reporters.map((reporter) =>
    summarise(
      reporter,
      records.filter((record) => record.reporter === reporter),
      now,
    ),
  )
}

/** The same over all reporters: Σ ÷ Σ, never the mean of their rates. */
export function overallQuality(records: readonly FormRecord[], now: string): ReportingQuality {
  return summarise('', records, now)
}

function summarise(reporter: string, records: readonly FormRecord[], now: string): ReportingQuality {
  const owed = records.filter(
    (record) => record.firstSubmittedAt !== null || Date.parse(record.deadline) < Date.parse(now),
  )
  const onTime = owed.filter(isOnTime).length
  const clean = owed.filter((record) => record.accepted && record.returns === 0).length
  const total = (read: (record: FormRecord) => number) => owed.reduce((sum, record) => sum + read(record), 0)
  return {
    reporter,
    due: owed.length,
    onTime,
    clean,
    timeliness: quotient(onTime, owed.length),
    completeness: quotient(
      total((record) => record.cellsAnswered),
      total((record) => record.cellsDue),
    ),
    firstPassRate: quotient(clean, owed.length),
    revisionRate: quotient(
      total((record) => record.cellsRevised),
      total((record) => record.cellsAccepted),
    ),
  }
}

function isOnTime({ firstSubmittedAt, deadline }: FormRecord): boolean {
  return firstSubmittedAt !== null && Date.parse(firstSubmittedAt) <= Date.parse(deadline)
}

function quotient(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
