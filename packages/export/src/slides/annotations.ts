import type { BarsBody, BumpBody, ChartModel, DumbbellBody, Reference } from '@cg/charts/model'
import { statusMarks, themes } from '@cg/charts/theme'
import { must } from '@cg/domain/must'
import type { PlotArea } from './chart-xml.ts'
import { officeFace } from './chart-xml.ts'
import type { NativeChart } from './native.ts'
import { chartFrame, plotArea, rowY, textInches, valueX, valueY } from './layout.ts'
import type { Slide } from './library.ts'

const theme = themes.light

/** Inches kept free at the right of the plot for words that Office's charts do not know. */
export function rightRoom(model: ChartModel, native: NativeChart): number {
  const { body } = model
  if (body.form === 'bars') return body.rows.some((row) => row.light !== null) ? 1.75 : 0.75
  if (body.form === 'bump') return Math.max(...body.series.map((line) => textInches(line.endLabel, 14))) + 0.35
  return native.reference === null ? 0.2 : textInches(native.reference.text, 12) + 0.2
}

/** Targets, states, reasons and names as shapes over the chart. */
export function drawAnnotations(slide: Slide, model: ChartModel, native: NativeChart): void {
  const plot = plotArea(native, rightRoom(model, native))
  const { body } = model
  if (body.form === 'bars') drawBarWords(slide, body, native, plot)
  if (body.form === 'dumbbell') drawDumbbellWords(slide, body, native, plot)
  if (body.form === 'bump') drawBumpNames(slide, body, native, plot)
  if (body.form === 'interval') drawReasons(slide, native, plot)
}

/** The target or the city's value as a line; behind the chart, so that numbers stay readable upon it. */
export function drawReference(slide: Slide, model: ChartModel, native: NativeChart): void {
  if (native.reference === null) return
  const plot = plotArea(native, rightRoom(model, native))
  if (native.shape === 'bar') drawUpright(slide, native.reference, native, plot)
  else drawLevel(slide, native.reference, native, plot)
}

function drawUpright(slide: Slide, reference: Reference, native: NativeChart, plot: PlotArea): void {
  const top = chartFrame.y + chartFrame.h * plot.top
  const x = valueX(native, plot, reference.value)
  const isTarget = reference.role === 'target'
  slide.addShape('line', {
    x,
    y: top - 0.08,
    w: 0,
    h: chartFrame.h * plot.height + 0.08,
    line: { color: (isTarget ? theme.ink : theme.ink2).slice(1), width: 1.5, dashType: isTarget ? 'solid' : 'dash' },
    objectName: reference.text,
  })
  word(slide, {
    text: reference.text,
    x,
    y: top - 0.24,
    points: 14,
    colour: theme.ink,
    align: 'center',
    name: '参照线标注',
  })
}

function drawLevel(slide: Slide, reference: Reference, native: NativeChart, plot: PlotArea): void {
  const y = valueY(native, plot, reference.value)
  const x = chartFrame.x + chartFrame.w * plot.left
  const w = chartFrame.w * plot.width
  slide.addShape('line', { x, y, w, h: 0, line: { color: theme.ink.slice(1), width: 1.5 }, objectName: reference.text })
  word(slide, { text: reference.text, x: x + w + 0.06, y, points: 12, colour: theme.ink, name: '参照线标注' })
}

type Word = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly points: number
  readonly colour: string
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly name: string
}

function word(slide: Slide, { text, x, y, points, colour, bold, align, name }: Word): void {
  const w = textInches(text, points) + 0.12
  const h = points / 72 + 0.1
  const left = align === 'center' ? x - w / 2 : align === 'right' ? x - w : x
  slide.addText(text, {
    x: left,
    y: y - h / 2,
    w,
    h,
    fontFace: officeFace,
    fontSize: points,
    color: colour.slice(1),
    bold: bold === true,
    align: align ?? 'left',
    valign: 'middle',
    margin: 0,
    wrap: false,
    objectName: name,
  })
}

function drawBarWords(slide: Slide, body: BarsBody, native: NativeChart, plot: PlotArea): void {
  const top = chartFrame.y + chartFrame.h * plot.top
  const height = chartFrame.h * plot.height
  for (const [at, row] of body.rows.entries()) {
    const y = rowY(native, plot, at)
    if (row.light !== null) {
      const x = chartFrame.x + chartFrame.w - 0.85
      word(slide, {
        text: `${statusMarks[row.light].glyph} ${statusMarks[row.light].word}`,
        x,
        y,
        points: 14,
        colour: theme.status[row.light].ink,
        bold: true,
        name: `状态 ${row.name}`,
      })
    }
    if (row.reason !== null && row.figure.value === null)
      word(slide, {
        text: row.reason,
        x: valueX(native, plot, Math.max(0, native.axis.min)) + 0.1,
        y,
        points: 14,
        colour: theme.ink2,
        name: `说明 ${row.name}`,
      })
    if (row.target !== null && row.target.value !== null) {
      const x = valueX(native, plot, row.target.value)
      const half = (height / body.rows.length) * 0.36
      slide.addShape('line', {
        x,
        y: y - half,
        w: 0,
        h: half * 2,
        line: { color: theme.ink.slice(1), width: 2 },
        objectName: `${body.targetWord ?? '目标'} ${row.name} ${row.target.text}`,
      })
    }
  }
  if (body.targetWord !== null)
    word(slide, {
      text: `｜ ${body.targetWord}`,
      x: chartFrame.x + chartFrame.w * plot.left,
      y: top - 0.24,
      points: 14,
      colour: theme.ink2,
      name: '目标图例',
    })
}

function drawDumbbellWords(slide: Slide, body: DumbbellBody, native: NativeChart, plot: PlotArea): void {
  drawReasons(slide, native, plot)
  const lights = new Set(body.rows.map((row) => row.light).filter((light) => light !== null))
  if (lights.size === 0) return
  const key = (['met', 'near', 'late'] as const).filter((light) => lights.has(light))
  let x = chartFrame.x + chartFrame.w * plot.left
  for (const light of key) {
    const text = `${statusMarks[light].glyph} ${statusMarks[light].word}`
    word(slide, {
      text,
      x,
      y: chartFrame.y + 0.14,
      points: 12,
      colour: theme.status[light].ink,
      bold: true,
      name: `图例 ${statusMarks[light].word}`,
    })
    x += textInches(text, 12) + 0.35
  }
}

/** Why a category has no number, upright at its place (short words only). */
function drawReasons(slide: Slide, native: NativeChart, plot: PlotArea): void {
  const step = (chartFrame.w * plot.width) / native.categories.length
  const bottom = chartFrame.y + chartFrame.h * (plot.top + plot.height)
  for (const [at, reason] of native.reasons.entries()) {
    if (reason === '') continue
    const short = must(reason.split('，')[0])
    const x = chartFrame.x + chartFrame.w * plot.left + step * (at + 0.5)
    const w = Math.max(0.7, step - 0.06)
    slide.addText(short, {
      x: x - w / 2,
      y: bottom - 0.75,
      w,
      h: 0.7,
      fontFace: officeFace,
      fontSize: 12,
      color: theme.ink2.slice(1),
      align: 'center',
      valign: 'bottom',
      margin: 0,
      objectName: `说明 ${native.categories[at]}`,
    })
  }
}

function drawBumpNames(slide: Slide, body: BumpBody, native: NativeChart, plot: PlotArea): void {
  const colours = { plain: theme.ink2, context: theme.ink2, focus: theme.primary, compare: theme.highlight }
  const x =
    chartFrame.x +
    chartFrame.w * (plot.left + plot.width) -
    (chartFrame.w * plot.width) / native.categories.length / 2 +
    0.28
  for (const line of body.series) {
    const last = line.ranks.at(-1) ?? null
    if (line.endLabel === '' || last === null) continue
    word(slide, {
      text: line.endLabel,
      x,
      y: valueY(native, plot, last),
      points: 14,
      colour: colours[line.tone],
      bold: line.tone === 'focus' || line.tone === 'compare',
      name: `名称 ${line.name}`,
    })
  }
}
