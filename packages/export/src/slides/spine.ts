import type { SpineBody, SpineRow } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import type { Frame } from './layout.ts'
import { evenParts, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { drawDiamond } from './outside.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

/** Rows of a slide whose letters of 14 points are read from the back of a room; a long name takes two lines. */
const rowsOnASlide = 10
const readable = 14

/** One line an indicator in native text and shapes: all units as ticks on a strip, this one as a diamond. */
export const spineForm: ShapeForm<SpineBody> = {
  drawnBy: 'shapes',
  pages: (body) => evenParts(body.rows, rowsOnASlide).map((rows) => ({ ...body, rows })),
  draw: drawSpine,
}

type Columns = {
  readonly name: number
  readonly value: number
  readonly strip: number
  readonly width: number
  readonly base: number
  readonly place: number
  readonly light: number
  readonly change: number
  readonly points: number
}

const headInches = 0.38

function drawSpine(slide: Slide, body: SpineBody, room: Frame): void {
  const height = Math.min(0.52, (room.h - headInches) / Math.max(1, body.rows.length))
  const columns = columnsOf(body, room, Math.max(8, Math.min(readable, Math.floor(height * 72 * 0.5))))
  drawHeads(slide, body, room, columns)
  for (const [at, row] of body.rows.entries())
    drawRow(slide, row, { ...room, y: room.y + headInches + at * height, h: height }, columns)
}

function columnsOf(body: SpineBody, room: Frame, points: number): Columns {
  const widest = (texts: readonly string[]): number =>
    Math.max(0.4, ...texts.map((text) => textInches(text, points))) + 0.16
  const right = room.x + room.w
  const change = widest(body.rows.map((row) => row.change)) + 0.15
  const light = widest(['■ 滞后'])
  const place = widest(['位次', ...body.rows.map((row) => row.place)])
  const base = widest([body.baseWord, ...body.rows.map((row) => row.base.text)])
  const name = Math.min(room.w * 0.27, widest(body.rows.map(nameWords)))
  const value = widest(body.rows.map((row) => row.figure.text))
  const strip = room.x + name + value + 0.1
  return {
    name: room.x,
    value: strip - 0.1,
    strip: strip + 0.06,
    width: right - change - light - place - base - strip - 0.2,
    base: right - change - light - place,
    place: right - change - light,
    light: right - change - light + 0.12,
    change: right,
    points,
  }
}

function nameWords(row: SpineRow): string {
  return `${row.name} ${row.measured}`
}

function drawHeads(slide: Slide, body: SpineBody, room: Frame, columns: Columns): void {
  const y = room.y + headInches / 2
  const head = (text: string, x: number, align: 'left' | 'center' | 'right') =>
    word(slide, { text, x, y, points: columns.points, colour: theme.ink3, align, name: `表头 ${text}` })
  const { strip, width, points } = columns
  const between = width - 2 * textInches('差　', points)
  const legends = [
    `◆ ${body.unitName}　┆ ${body.baseWord}　▌${body.goalWord}`,
    `◆${body.unitName} ┆${body.baseWord} ▌${body.goalWord}`,
    `◆ ${body.unitName}`,
  ]
  head('本期', columns.value, 'right')
  head('差', strip, 'left')
  head(legends.find((words) => textInches(words, points) <= between) ?? '', strip + width / 2, 'center')
  head('好', strip + width, 'right')
  head(body.baseWord, columns.base, 'right')
  head('位次', columns.place, 'right')
  head('状态', columns.light, 'left')
  head('变化', columns.change, 'right')
  const line = { color: theme.lineStrong.slice(1), width: 1 }
  slide.addShape('line', { x: room.x, y: room.y + headInches - 0.03, w: room.w, h: 0, line, objectName: '表头线' })
}

function drawRow(slide: Slide, row: SpineRow, room: Frame, columns: Columns): void {
  const y = room.y + room.h / 2
  const { points } = columns
  const own = { y, name: row.name }
  word(slide, {
    ...own,
    text: nameWords(row),
    x: columns.name,
    points,
    colour: theme.ink,
    within: columns.value - columns.name - textInches(row.figure.text, points) - 0.2,
  })
  word(slide, {
    ...own,
    text: row.figure.text,
    x: columns.value,
    points,
    colour: row.figure.value === null ? theme.ink2 : theme.ink,
    bold: row.figure.value !== null,
    align: 'right',
  })
  drawStrip(slide, row, { x: columns.strip, y, w: columns.width, h: room.h })
  word(slide, { ...own, text: row.base.text, x: columns.base, points, colour: theme.ink2, align: 'right' })
  word(slide, { ...own, text: row.place, x: columns.place, points, colour: theme.ink, align: 'right' })
  word(slide, { ...own, text: row.change, x: columns.change, points, colour: theme.ink2, align: 'right' })
  if (row.light === null) return
  const { glyph, word: state } = statusMarks[row.light]
  const colour = theme.status[row.light].ink
  word(slide, { ...own, text: `${glyph} ${state}`, x: columns.light, points, colour, bold: true })
}

function drawStrip(slide: Slide, row: SpineRow, { x, y, w, h }: Frame): void {
  const half = Math.min(0.12, h * 0.34)
  const mark = (at: number, reach: number, width: number, colour: string, objectName: string) =>
    slide.addShape('rect', {
      x: x + at * w - width / 2,
      y: y - reach,
      w: width,
      h: 2 * reach,
      fill: { color: colour.slice(1) },
      objectName,
    })
  slide.addShape('rect', {
    x,
    y: y - 0.012,
    w,
    h: 0.024,
    fill: { color: theme.track.slice(1) },
    objectName: `轨道 ${row.name}`,
  })
  for (const tick of row.ticks)
    mark(tick.at, half * 0.62, 0.018, tick.isPeer ? theme.ink2 : theme.contextMark, `${tick.name} ${row.name}`)
  if (row.baseAt !== null)
    slide.addShape('line', {
      x: x + row.baseAt * w,
      y: y - half * 1.15,
      w: 0,
      h: half * 2.3,
      line: { color: theme.ink.slice(1), width: 1.25, dashType: 'sysDash' },
      objectName: `对照 ${row.name} ${row.base.text}`,
    })
  if (row.goalAt !== null) mark(row.goalAt, half * 0.8, 0.04, theme.ink, `时序目标 ${row.name} ${row.goal.text}`)
  for (const { at, text } of row.outside)
    drawDiamond(slide, x + at * w, y, Math.max(0.055, half * 0.6), `${row.name} ${text}`)
  if (row.own === null) return
  const r = Math.max(0.07, half * 0.8)
  slide.addShape('diamond', {
    x: x + row.own * w - r,
    y: y - r,
    w: 2 * r,
    h: 2 * r,
    fill: { color: theme.primary.slice(1) },
    line: { color: theme.card.slice(1), width: 1 },
    objectName: `本单位 ${row.name} ${row.figure.text}`,
  })
}
