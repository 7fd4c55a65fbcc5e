import type { PeriodSeed } from '@cg/contract/catalogue'
import { datesProblem, periodStepNames } from '@cg/domain/claim/period-dates'
import type { PeriodStep } from '@cg/domain/claim/period-dates'
import { formatPeriod } from '@cg/domain/number/date-format'
import { readDay, readMoment } from '@cg/domain/number/date-text'
import { isHolidayName, readHolidayNotice, writeHolidayNotice } from '@cg/domain/number/workday'
import type { SpecialDay } from '@cg/domain/number/workday'
import { periodEnd } from '@cg/domain/period'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Sheet } from './sheet.ts'
import type { Numbered } from './tables.ts'
import { dayKindWords, periodStateWords } from './words.ts'

/* The calendar out of a file: quarters with the dates of their steps, and the days that move them. */

type LateStep = 'checkBy' | 'reviewBy' | 'publishBy'

/** A quarter; a step whose column the file does not have is left out and stays as it stands. */
export type PeriodRow = PeriodSeed & { readonly [step in LateStep]?: string | null | undefined }

const lateSteps: readonly LateStep[] = ['checkBy', 'reviewBy', 'publishBy']

export function readPeriods(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<PeriodRow>[] {
  const columns = {
    needed: ['季度', periodStepNames.opensAt, periodStepNames.dueAt, periodStepNames.closesAt, '状态'],
    known: lateSteps.map((step) => periodStepNames[step]),
    defines: 'period' as const,
  }
  return readRows(sheet, columns, problems, (reader) => {
    const period = reader.period('季度', 'defined')
    const state = reader.word('状态', periodStateWords)
    const times = {
      opensAt: readTime(reader, 'opensAt', 'start'),
      dueAt: readTime(reader, 'dueAt', 'end'),
      closesAt: readTime(reader, 'closesAt', 'end'),
    }
    const steps = {
      checkBy: readStep(reader, sheet, 'checkBy'),
      reviewBy: readStep(reader, sheet, 'reviewBy'),
      publishBy: readStep(reader, sheet, 'publishBy'),
    }
    const isWhole = [...Object.values(times), ...Object.values(steps)].every((time) => time !== '')
    const { checkBy = null, reviewBy = null, publishBy = null } = steps
    const problem = isWhole ? datesProblem({ ...times, checkBy, reviewBy, publishBy }) : null
    if (problem !== null) reader.fail(periodStepNames[problem.step], problem.message)
    if (period === undefined || state === undefined) return undefined
    if (isWhole && problem === null && times.dueAt.slice(0, 10) <= periodEnd(period)) {
      const message = `${formatPeriod(period)}还没有结束就截止，数字来不及统计，请核对年份和月份。`
      reader.doubt(periodStepNames.dueAt, message)
    }
    return { code: period, state, ...times, ...steps }
  })
}

/** Undefined where the file does not have the column, null where the cell is empty. */
function readStep(reader: RowReader, sheet: Sheet | undefined, step: LateStep): string | null | undefined {
  const column = periodStepNames[step]
  if (sheet?.headings.includes(column) !== true) return undefined
  return reader.optional(column) === null ? null : readTime(reader, step, 'end')
}

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

/** '2026-10-20 18:00' is China's time. A deadline without an hour is the end of its day. '' where there is a problem. */
function readTime(reader: RowReader, step: PeriodStep, edge: 'start' | 'end'): string {
  const column = periodStepNames[step]
  const text = reader.text(column)
  if (text === '') return ''
  const reading = readMoment(text)
  if (!reading.ok) {
    reader.fail(column, `${reading.reason}。`)
    return ''
  }
  const { instant, hasTime } = reading
  if (hasTime || edge === 'start') return instant
  return new Date(Date.parse(instant) + dayMs - minuteMs).toISOString()
}

/** The days of one year's notice, whole: what the file no longer has of that year is no special day any more. */
export type HolidayYearRow = { readonly year: number; readonly days: readonly SpecialDay[] }

type DayRow = SpecialDay & { readonly year: number }

/** A day a row; the rows of a year become its notice. */
export function readHolidays(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<HolidayYearRow>[] {
  const columns = { needed: ['年份', '日期', '安排'], known: ['名称'] }
  const rows = readRows(sheet, columns, problems, readDayRow)
  const file = sheet?.file ?? ''
  const seen = new Map<string, number>()
  for (const { row, value } of rows) {
    const before = seen.get(value.day)
    if (before !== undefined) {
      problems.push({ file, row, column: '日期', message: `${value.day} 在第 ${before} 行已经写过，请只留一行。` })
    } else seen.set(value.day, row)
  }
  return [...Map.groupBy(rows, ({ value }) => value.year)].flatMap(([year, own]) => {
    const days = own.map(({ value: { year: _year, ...day } }) => day).toSorted((a, b) => a.day.localeCompare(b.day))
    const reading = readHolidayNotice(writeHolidayNotice(year, days))
    const row = own[0]?.row ?? 0
    if (!reading.ok) {
      const { reason } = reading
      const at = own.find(({ value }) => reason.includes(value.day))?.row ?? row
      problems.push({ file, row: at, column: '日期', message: `${year}年：${reason}。` })
    }
    return [{ row, value: { year, days } }]
  })
}

function readDayRow(reader: RowReader): DayRow | undefined {
  const year = reader.integer('年份')
  const kind = reader.word('安排', dayKindWords)
  const name = reader.optional('名称') ?? ''
  const text = reader.text('日期')
  const reading = text === '' ? null : readDay(text)
  if (reading?.ok === false) reader.fail('日期', `${reading.reason}。`)
  const isYear = year >= 2020 && year <= 2099
  if (!isYear) reader.fail('年份', '年份应是 2020 到 2099 之间的四位数，写哪一年的放假安排。')
  if (name !== '' && !isHolidayName(name)) {
    reader.fail('名称', `“${name}”不能作名称，请写 8 个字以内、不带数字和标点的节日名，如“国庆节”。`)
  }
  if (!isYear || reading?.ok !== true || kind === undefined) return undefined
  const { day } = reading
  if (Math.abs(Number(day.slice(0, 4)) - year) > 1) {
    reader.fail('日期', `${day} 不在${year}年前后，请核对年份和日期。`)
    return undefined
  }
  return { year, day, kind, name }
}
