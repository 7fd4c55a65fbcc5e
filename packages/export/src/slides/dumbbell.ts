import type { DumbbellBody, DumbbellRow } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import type { Axes, Frame, Margins } from './layout.ts'
import { frameForRows, rowInches, rowPoints, rowY, textInches, valueX } from './layout.ts'
import type { Slide } from './library.ts'
import { missingWord } from './missing.ts'
import type { NativeChart, NativeSeries } from './native.ts'
import { axisOf, bare, dot, statusMarker, theme, toneColours, ownDot } from './native.ts'
import { rowPages } from './row-pages.ts'
import type { ChartForm } from './slide-form.ts'
import { word } from './words.ts'

const headInches = 0.62

/** Two marks a row joined by a line, as in the picture: names at the left, the change in words at the right. */
export const dumbbellForm: ChartForm<DumbbellBody> = {
  drawnBy: 'office',
  pages: rowPages,
  native: dumbbell,
  frame: (body, room) => frameForRows(room, body.rows.length, headInches + 0.34),
  margins,
  draw(slide, body, axes) {
    drawKey(slide, body, axes)
    for (const [at, row] of body.rows.entries()) drawRow(slide, row, at, axes)
  },
}

function margins(body: DumbbellBody, native: NativeChart, frame: Frame): Margins {
  const points = rowPoints((frame.h - headInches - 0.34) / Math.max(1, body.rows.length))
  const names = Math.max(0.4, ...native.categories.map((name) => textInches(name, points)))
  const changes = Math.max(
    ...[body.changeWord, ...body.rows.map((row) => row.change)].map((text) => textInches(text, points)),
  )
  // A number beside the last mark stands between the plot and the changes.
  const number = Math.max(0, ...body.rows.map((row) => textInches(row.end.text, points))) * 1.15
  return { left: Math.min(names + 0.3, frame.w * 0.4), top: headInches, right: changes + number + 0.3, bottom: 0.34 }
}

function dumbbell(body: DumbbellBody): NativeChart {
  return {
    shape: 'dots',
    categories: body.rows.map((row) => (row.rank === '' ? row.name : `${row.rank}  ${row.name}`)),
    categoryTones: body.rows.map((row) => row.tone),
    series: [startSeries(body), endSeries(body)],
    connector: { first: 0, colour: theme.contextLine, points: 3 },
    decimals: body.decimals,
    unit: body.unit,
    axis: axisOf(body.scale, 'labelled'),
    valueRoom: 0,
    reference: body.reference,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

function startSeries(body: DumbbellBody): NativeSeries {
  return {
    ...bare,
    name: body.startWord,
    values: body.rows.map((row) => row.start.value),
    colour: theme.contextMark,
    marker: dot(theme.contextMark, 9),
    label: body.printsStart ? 'left' : 'none',
    isQuiet: true,
    pointLabels: body.printsStart ? body.rows.map((row) => (falls(row) ? 'right' : null)) : [],
  }
}

function endSeries(body: DumbbellBody): NativeSeries {
  const own = (row: DumbbellRow) => (row.tone === 'plain' ? null : ownDot(toneColours[row.tone], 11))
  return {
    ...bare,
    name: body.endWord,
    values: body.rows.map((row) => row.end.value),
    colour: theme.primary,
    marker: dot(theme.primary, 11),
    pointMarkers: body.rows.map((row) => (row.light === null ? own(row) : statusMarker(row.light, 12))),
    label: 'right',
    pointLabels: body.rows.map((row) => (falls(row) ? 'left' : null)),
  }
}

/** Numbers stand on the far side of their mark. */
function falls(row: DumbbellRow): boolean {
  return row.start.value !== null && row.end.value !== null && row.end.value < row.start.value
}

function drawRow(slide: Slide, row: DumbbellRow, at: number, axes: Axes): void {
  const y = rowY(axes, at)
  const points = rowPoints(rowInches(axes))
  if (row.reason !== null) {
    const known = row.start.value ?? row.end.value
    const x = known === null ? axes.plot.x + 0.1 : valueX(axes, known) + 0.2
    missingWord(slide, { text: row.reason, state: row.end.state, x, y, points, name: row.name })
  } else if (row.change !== '')
    word(slide, {
      text: row.change,
      x: axes.frame.x + axes.frame.w,
      y,
      points,
      colour: theme.ink2,
      align: 'right',
      name: `变化 ${row.name}`,
    })
}

/** Letters of a key that stands in one line. */
function keyPoints(texts: readonly string[], width: number): number {
  const taken = (points: number): number => texts.reduce((sum, text) => sum + textInches(text, points) + 0.52, 0)
  return [14, 13, 12].find((points) => taken(points) <= width) ?? 11
}

/** Which mark is which, what the shapes mean, and the head of the right column. */
function drawKey(slide: Slide, body: DumbbellBody, axes: Axes): void {
  const y = axes.frame.y + 0.12
  const lights = (['met', 'near', 'late'] as const).filter((light) => body.rows.some((row) => row.light === light))
  const items = [
    { glyph: '●', text: body.startWord, colour: theme.contextMark },
    ...(lights.length === 0 ? [{ glyph: '●', text: body.endWord, colour: theme.primary }] : []),
    ...lights.map((light) => ({
      glyph: statusMarks[light].glyph,
      text: `${body.endWord}${statusMarks[light].word}`,
      colour: theme.status[light].ink,
    })),
  ]
  const points = keyPoints([...items.map(({ text }) => text), body.changeWord], axes.frame.w)
  let x = axes.frame.x
  for (const { glyph, text, colour } of items) {
    word(slide, { text: glyph, x, y, points, colour, name: `图例 ${text}` })
    word(slide, { text, x: x + 0.22, y, points, colour: theme.ink2, name: `图例文字 ${text}` })
    x += textInches(text, points) + 0.22 + 0.3
  }
  word(slide, {
    text: body.changeWord,
    x: axes.frame.x + axes.frame.w,
    y,
    points,
    colour: theme.ink3,
    align: 'right',
    name: '变化列',
  })
}
