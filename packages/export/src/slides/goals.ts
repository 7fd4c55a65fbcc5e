import type { GoalRow, GoalsBody, Reference } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import { officeFace } from './chart-text.ts'
import type { Frame } from './layout.ts'
import { evenParts, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'

/** More rows than these cannot be read on a slide. */
const rowsOnASlide = 14

/** Commitments as a native table; the bullets stand over a column that the table leaves empty. */
export const goalsForm: ShapeForm<GoalsBody> = {
  drawnBy: 'shapes',
  pages: (body) => evenParts(body.rows, rowsOnASlide).map((rows) => ({ ...body, rows })),
  draw: drawGoals,
}

type Column = {
  readonly head: string
  /** Inches; 0: what the others leave. */
  readonly width: number
  readonly cell: (row: GoalRow) => string
  readonly align: 'left' | 'center' | 'right'
}

const headPoints = 11

function columnsOf({ rows, words }: GoalsBody): Column[] {
  const text = (mark: Reference | null): string => mark?.text ?? '—'
  const wide = (head: string, cells: readonly string[], most: number): number =>
    Math.min(most, Math.max(textInches(head, headPoints), ...cells.map((cell) => textInches(cell, headPoints))) + 0.18)
  const column = (head: string, cell: Column['cell'], most: number, align: Column['align'] = 'right'): Column => ({
    head,
    cell,
    align,
    width: wide(head, rows.map(cell), most),
  })
  const all = [
    column('分组', (row) => row.group, 1.5, 'left'),
    column('指标', (row) => row.name, 3.2, 'left'),
    column(words.figure, (row) => row.figure.text, 1.4),
    column('单位', (row) => row.unit, 0.9, 'left'),
    { head: '', width: 0, cell: () => '', align: 'left' as const },
    column(words.expected, (row) => text(row.expected), 0.9),
    column(words.target, (row) => text(row.target), 1),
    column(words.final, (row) => text(row.final), 1),
    column(words.need, (row) => row.need, 1.7, 'left'),
    column('状态', statusText, 1.1, 'left'),
  ]
  return all.filter((one) => one.head !== '' || one.width === 0)
}

function statusText({ light, standing }: GoalRow): string {
  return light === null ? standing : `${statusMarks[light].glyph} ${standing}`
}

const cellMargin = 0.04

function drawGoals(slide: Slide, body: GoalsBody, room: Frame): void {
  const columns = columnsOf(body)
  const taken = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => (width === 0 ? Math.max(0.6, room.w - taken) : width))
  const height = Math.min(0.4, room.h / (body.rows.length + 1))
  const points = Math.max(8, Math.min(headPoints, Math.floor(((height - 2 * cellMargin) * 72) / 1.48)))
  const base = { fontFace: officeFace, valign: 'middle' as const, margin: cellMargin }
  const border: TableLines = [none, none, { type: 'solid', color: theme.line.slice(1), pt: 0.75 }, none]
  const head = columns.map(({ head: text, align }) => ({
    text,
    options: { ...base, border, align, fontSize: points, bold: true, color: theme.ink2.slice(1) },
  }))
  const rows = body.rows.map((row) =>
    columns.map(({ cell, align, head: text }) => ({
      text: cell(row),
      options: { ...base, border, align, fontSize: points, ...lookOf(row, text) },
    })),
  )
  slide.addTable([head, ...rows], {
    x: room.x,
    y: room.y,
    w: widths.reduce((sum, width) => sum + width, 0),
    colW: widths,
    rowH: [height, ...body.rows.map(() => height)],
    objectName: '数据表',
  })
  const at = columns.findIndex(({ width }) => width === 0)
  const x = room.x + widths.slice(0, at).reduce((sum, width) => sum + width, 0) + 0.1
  const w = (widths[at] ?? 0) - 0.2
  for (const [place, row] of body.rows.entries()) {
    drawBullet(slide, row, { x, w, y: room.y + height * (place + 1.33), h: height * 0.34 })
  }
}

const none = { type: 'none' as const }
type TableLine = typeof none | { type: 'solid'; color: string; pt: number }
/** Above, right, below, left. */
type TableLines = [TableLine, TableLine, TableLine, TableLine]

/** The status in its colour, what is missing in grey. */
function lookOf(row: GoalRow, head: string): { color: string; bold?: boolean; fill?: { color: string } } {
  if (head !== '状态' || row.light === null)
    return { color: (row.figure.value === null ? theme.ink3 : theme.ink).slice(1) }
  const { ink, tint } = theme.status[row.light]
  return { color: ink.slice(1), bold: true, fill: { color: tint.slice(1) } }
}

function drawBullet(slide: Slide, row: GoalRow, box: Frame): void {
  const toX = (value: number) => box.x + (box.w * (value - row.scale.from)) / (row.scale.to - row.scale.from)
  const bar = (x: number, w: number, colour: string, objectName: string, over = 0) =>
    slide.addShape('rect', {
      x,
      y: box.y - over,
      w,
      h: box.h + 2 * over,
      fill: { color: colour.slice(1) },
      objectName,
    })
  bar(box.x, box.w, theme.track, `底条 ${row.name}`)
  const { value } = row.figure
  if (value !== null) {
    const [zero, end] = [toX(Math.max(0, row.scale.from)), toX(value)]
    bar(Math.min(zero, end), Math.max(0.01, Math.abs(end - zero)), theme.primary, `条 ${row.name} ${row.figure.text}`)
  }
  const mark = (at: Reference | null, shape: 'ellipse' | 'diamond', colour: string, name: string) => {
    if (at === null) return
    const size = box.h * (shape === 'diamond' ? 1.2 : 0.8)
    slide.addShape(shape, {
      x: toX(at.value) - size / 2,
      y: box.y + box.h / 2 - size / 2,
      w: size,
      h: size,
      fill: { color: theme.card.slice(1) },
      line: { color: colour.slice(1), width: 1.25 },
      objectName: `${name} ${row.name} ${at.text}`,
    })
  }
  mark(row.base, 'ellipse', theme.ink3, '基期')
  if (row.expected !== null)
    bar(toX(row.expected.value) - 0.01, 0.02, theme.highlight, `时序目标刻线 ${row.name} ${row.expected.text}`, 0.02)
  if (row.target !== null)
    bar(toX(row.target.value) - 0.016, 0.032, theme.ink, `目标刻线 ${row.name} ${row.target.text}`, 0.04)
  mark(row.final, 'diamond', theme.ink, '末年目标')
}
