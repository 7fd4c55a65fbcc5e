import type { ResultState } from '../cell.ts'
import { formatPeriod } from '../number/date-format.ts'
import { formatState } from '../number/number-format.ts'
import { quarterOf } from '../period.ts'
import type { Period } from '../period.ts'
import type { BookLine, BookMeasure, FigureBook } from './book.ts'
import type { FoundTime } from './time.ts'

/** A figure of the book; or why there is none: `doubt` says that the draft is not clear, `missing` that the release has none. */
export type Looked =
  | { readonly kind: 'value'; readonly value: number; readonly period: Period; readonly isPartial: boolean }
  | { readonly kind: 'doubt' | 'missing'; readonly why: string; readonly period: Period | null }

export type Asked = { readonly measure: BookMeasure; readonly place: string; readonly time: FoundTime | null }

/** The figure that a place and a time name. A length of time that the figure does not have is a doubt, never another figure. */
export function lookUp(book: FigureBook, { measure, place, time }: Asked): Looked {
  const period = time === null ? book.period : time.period
  if (period === null) return { kind: 'doubt', why: '时间对不上发布的某一个季度', period }
  const line = lineFor(measure, place, time)
  if (typeof line === 'string') return { kind: 'doubt', why: line, period }
  const carried = period === book.period ? measure.carriedFrom[place] : undefined
  if (carried !== undefined && time !== null && time.grain !== 'now' && time.grain !== 'thisYear')
    return { kind: 'doubt', why: `发布沿用的是${formatPeriod(carried)}的数`, period }
  return line === undefined ? none(measure, period) : valueAt(book, { line, measure, period })
}

const none = ({ name }: BookMeasure, period: Period): Looked => ({
  kind: 'missing',
  why: `发布里没有这个地方的${name}`,
  period,
})

/** A figure as it stands at a quarter, whatever the draft calls it: what a move is held against. */
export function valueAt(
  book: FigureBook,
  { line, measure, period }: { line: BookLine; measure: BookMeasure; period: Period },
): Looked {
  const at = book.periods.indexOf(period)
  if (at < 0) return { kind: 'missing', why: `发布里没有${formatPeriod(period)}的${measure.name}`, period }
  const state: ResultState = line.states[at] ?? 'not_reported'
  const value = line.values[at] ?? null
  if (value === null)
    return { kind: 'missing', why: `${formatPeriod(period)}的${measure.name}是“${formatState(state)}”`, period }
  return { kind: 'value', value, period, isPartial: state !== 'reported' || (line.isPartial?.[at] ?? false) }
}

/** Which line a time asks for; words where the figure has no such length of time. */
function lineFor(measure: BookMeasure, place: string, time: FoundTime | null): BookLine | undefined | string {
  const own = measure.lines[place]
  const grain = time?.grain ?? 'now'
  // A rate by the quarter that is published over no longer time can be no other one.
  const isOnly = measure.unit === '%' && measure.yearToDate === undefined
  if (time === null && measure.span === 'quarter' && measure.indicator !== 'score' && !isOnly)
    return '没有写时间，这项指标按季统计，不清楚说的是哪一季'
  if (grain === 'now' && (time === null || measure.span !== 'quarter')) return own
  const isWhole = time?.period != null && quarterOf(time.period) === 4
  switch (measure.span) {
    case 'quarter':
      if (grain === 'quarter') return own
      if (grain === 'sofar' || grain === 'thisYear' || (grain === 'year' && isWhole))
        return measure.yearToDate?.[place] ?? '这项指标按季统计，发布里没有这段时间的累计数'
      return '这项指标按季统计，没有说明是当季数还是累计数'
    case 'yearToDate':
      if (grain === 'quarter' && time?.period != null && quarterOf(time.period) > 1)
        return '这项指标是年内累计数，没有说明是当季数还是累计数'
      return own
    case 'halfYear':
    case 'year':
      return grain !== 'quarter' && grain !== 'sofar' ? own : '这项指标不是每季都有新数'
    default:
      return grain === 'sofar' ? '这项指标是时点数，没有“一段时间”的数' : own
  }
}
