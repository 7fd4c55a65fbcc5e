import type { ChartBody } from './model.ts'
import { axisNotes } from './scale.ts'

/** What stands right under the drawing, because it cannot be read without: where the axis begins, what ◇ lacks. */
export function readingNotes(body: ChartBody): string[] {
  const axis = 'scale' in body ? axisNotes(body.scale) : []
  if (body.form !== 'lines') return axis
  const marks = body.series.flatMap((line) =>
    line.incomplete.map(({ at, words }) => {
      const whose = body.across === 'year' ? line.name : ''
      return `${whose}${body.periods[at] ?? ''}${words}（◇，虚线）`
    }),
  )
  return [...axis, ...marks]
}
