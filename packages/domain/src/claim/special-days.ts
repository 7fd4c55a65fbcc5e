import { formatDayOfYear } from '../number/date-format.ts'
import { spansOf } from '../number/workday.ts'
import type { SpecialDay } from '../number/workday.ts'

/** '元旦 1月1日至1月3日、春节 …': days of one kind in order, neighbours under one name drawn together; '' without any. */
export function specialSpans(days: readonly SpecialDay[], kind: SpecialDay['kind']): string {
  const own = days.filter((day) => day.kind === kind)
  const names = [...new Set(own.map(({ name }) => name))]
  const spans = names.flatMap((name) =>
    spansOf(own.filter((day) => day.name === name).map(({ day }) => day)).map((span) => ({ ...span, name })),
  )
  return spans
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .map(({ name, from, to }) => {
      const range = from === to ? formatDayOfYear(from) : `${formatDayOfYear(from)}至${formatDayOfYear(to)}`
      return kind === 'off' ? `${name} ${range}`.trim() : range
    })
    .join('、')
}
