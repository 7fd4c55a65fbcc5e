import type { BarRow, BarsBody } from '@cg/charts/model'
import { targetKeySide } from '@cg/charts/target-key'
import { statusMarks } from '@cg/charts/theme'
import { moveInches, statusInches } from './bar-columns.ts'
import { officeFace } from './chart-text.ts'
import type { Axes } from './layout.ts'
import { rowInches, rowPoints, rowY, textInches, valueX } from './layout.ts'
import type { Slide } from './library.ts'
import { missingWord } from './missing.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

/** What Office's bars do not know: states, changes of place, reasons, own targets, the rule above unranked rows. */
export function drawBarWords(slide: Slide, body: BarsBody, axes: Axes): void {
  for (const [at, row] of body.rows.entries()) drawRow(slide, body, row, at, axes)
  drawRule(slide, body, axes)
  drawHeads(slide, body, axes)
}

function drawRow(slide: Slide, body: BarsBody, row: BarRow, at: number, axes: Axes): void {
  const y = rowY(axes, at)
  const points = rowPoints(rowInches(axes))
  if (row.light !== null) drawStatus(slide, row, y, axes)
  if (row.move !== null && row.figure.value !== null)
    word(slide, {
      text: row.move.text,
      x: moveX(body, axes),
      y,
      points,
      colour: /\d/.test(row.move.text) ? theme.ink2 : theme.ink3,
      align: 'center',
      name: `位次变动 ${row.name} ${row.move.words}`,
    })
  if (row.figure.value === null || row.reason !== null) {
    const x = valueX(axes, Math.max(0, body.scale.from)) + 0.1
    const state = row.figure.value === null ? row.figure.state : 'not_applicable'
    missingWord(slide, { text: row.reason ?? row.figure.text, state, x, y, points, name: row.name })
  }
  if (row.figure.value !== null && row.target !== null && row.target.value !== null)
    slide.addShape('line', {
      x: valueX(axes, row.target.value),
      y: y - rowInches(axes) * 0.38,
      w: 0,
      h: rowInches(axes) * 0.76,
      line: { color: theme.ink.slice(1), width: 2 },
      objectName: `${body.targetWord ?? '目标'} ${row.name} ${row.target.text}`,
    })
}

function moveX(body: BarsBody, { frame }: Axes): number {
  const hasStatus = body.rows.some((row) => row.light !== null)
  return frame.x + frame.w - (hasStatus ? statusInches : 0) - moveInches / 2
}

/** A tinted pill with shape and word. */
function drawStatus(slide: Slide, row: BarRow, y: number, axes: Axes): void {
  if (row.light === null) return
  const points = rowPoints(rowInches(axes))
  const { ink, tint } = theme.status[row.light]
  const { glyph, word: state } = statusMarks[row.light]
  const text = `${glyph} ${state}`
  const w = textInches(text, points) + 0.22
  const h = Math.min(rowInches(axes) * 0.8, (points / 72) * 1.75)
  slide.addText(text, {
    x: axes.frame.x + axes.frame.w - w,
    y: y - h / 2,
    w,
    h,
    shape: 'roundRect',
    rectRadius: h / 2,
    fill: { color: tint.slice(1) },
    fontFace: officeFace,
    fontSize: points,
    color: ink.slice(1),
    bold: true,
    align: 'center',
    valign: 'middle',
    margin: 0,
    wrap: false,
    objectName: `状态 ${row.name}`,
  })
}

/** A rule above the first row that is not ranked. */
function drawRule(slide: Slide, body: BarsBody, axes: Axes): void {
  const first = body.rows.findIndex((row) => row.reason !== null)
  if (first <= 0) return
  const y = rowY(axes, first) - rowInches(axes) / 2
  const { x, w } = axes.frame
  const line = { color: theme.lineStrong.slice(1), width: 1 }
  slide.addShape('line', { x, y, w, h: 0, line, objectName: '以下不参与排名' })
}

function drawHeads(slide: Slide, body: BarsBody, axes: Axes): void {
  const y = axes.plot.y - 0.22
  if (body.rows.some((row) => row.move !== null)) {
    const x = moveX(body, axes)
    word(slide, { text: '位次变动', x, y, points: 14, colour: theme.ink3, align: 'center', name: '位次变动' })
  }
  if (body.targetWord === null) return
  const align = targetKeySide(body)
  const x = align === 'left' ? axes.plot.x : axes.plot.x + axes.plot.w
  word(slide, { text: `｜ ${body.targetWord}`, x, y, points: 14, colour: theme.ink2, align, name: '目标图例' })
}
