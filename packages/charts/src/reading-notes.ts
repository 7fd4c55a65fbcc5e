import { bracketNotes } from './brackets.ts'
import type { ChartBody, ChartModel, PanesBody } from './model.ts'
import { axisNotes } from './scale.ts'

/** What stands right under the drawing, because it cannot be read without: where the axis begins, what ◇ lacks, what □ is. */
export function readingNotes(body: ChartBody): string[] {
  const axis = 'scale' in body ? axisNotes(body.scale) : []
  if (body.form === 'panes') return paneNotes(body)
  if (body.form !== 'lines') return [...axis, ...toldIn(body)]
  const marks = body.series.flatMap((line) =>
    line.incomplete.map(({ at, words }) => {
      const whose = body.across === 'year' ? line.name : ''
      return `${whose}${body.periods[at] ?? ''}${words}（◇，虚线）`
    }),
  )
  return [...axis, ...marks, ...body.series.flatMap(({ past }) => past ?? [])]
}

/** What is told of the figures themselves, drawn or in a table. */
export function toldIn(body: ChartBody): readonly string[] {
  return 'told' in body ? (body.told ?? []) : []
}

/** Own axes are no common ruler. */
export const ownAxesNote = '各图纵轴不同，高低不能跨图比较'

function paneNotes(body: PanesBody): string[] {
  const {
    panes: [first],
    isOwnScale,
  } = body
  if (isOwnScale) return [ownAxesNote, ...toldIn(body)]
  return first === undefined ? [] : [...axisNotes(first.scale), ...toldIn(body)]
}

/** The note under a table: of the axis and the brackets of the drawing it says nothing, for neither is there. */
export function tableNote({ body, lines }: Pick<ChartModel, 'body' | 'lines'>): string | null {
  const told = toldIn(body)
  const ofDrawing = [...readingNotes(body), ...('brackets' in body ? bracketNotes(body.brackets) : [])].filter(
    (words) => !told.includes(words),
  )
  const parts = (lines.note ?? '').replace(/^注：/, '').split('；')
  const kept = parts.filter((part) => part !== '' && !ofDrawing.includes(part))
  return kept.length === 0 ? null : `注：${kept.join('；')}`
}
