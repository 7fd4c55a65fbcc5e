import type { BarRow, BarsBody, ChartModel } from '@cg/charts/model'
import { moveInches, statusInches } from './bar-columns.ts'
import { drawBarWords } from './bar-words.ts'
import { bracketInches, drawBrackets } from './bracket.ts'
import type { Frame, Margins } from './layout.ts'
import { frameForRows, rowPoints, textInches } from './layout.ts'
import type { NativeChart, NativeSeries } from './native.ts'
import { axisOf, bare, dot, theme, toneColours, ownDot } from './native.ts'
import { drawOutside, outsideInches } from './outside.ts'
import { rowPages } from './row-pages.ts'
import type { ChartForm } from './slide-form.ts'

/**
 * Bars from zero, or dots where the axis starts elsewhere, first row on top; value, change of place and state stand in
 * columns at the right, where no target's mark can meet them.
 */
export const barsForm: ChartForm<BarsBody> = {
  drawnBy: 'office',
  pages: rowPages,
  native: bars,
  frame: (body, room) => frameForRows(room, body.rows.length, headInches(body) + footInches(body)),
  margins,
  draw(slide, body, axes) {
    drawBrackets(slide, body.brackets, { x: axes.frame.x, opens: 'right' }, axes)
    drawBarWords(slide, body, axes)
    drawOutside(slide, body.outside, axes, axisInches(body))
  },
}

function hasMoves(body: BarsBody): boolean {
  return body.rows.some((row) => row.move !== null)
}

function headInches(body: BarsBody): number {
  return body.reference === null && body.targetWord === null && !hasMoves(body) ? 0.08 : 0.42
}

/** The numbers of an axis that does not start at zero. */
function axisInches(body: BarsBody): number {
  return body.mark === 'dot' ? 0.34 : 0.04
}

function footInches(body: BarsBody): number {
  return axisInches(body) + outsideInches(body.outside)
}

function margins(body: BarsBody, native: NativeChart, frame: Frame): Margins {
  const [top, bottom] = [headInches(body), footInches(body)]
  const points = rowPoints((frame.h - top - bottom) / Math.max(1, body.rows.length))
  const names = Math.max(0.4, ...native.categories.map((name) => textInches(name, points)))
  const hasStatus = body.rows.some((row) => row.light !== null)
  return {
    left: names + 0.2 + bracketInches(body.brackets),
    top,
    right: 0.05 + (hasMoves(body) ? moveInches : 0) + (hasStatus ? statusInches : 0),
    bottom,
  }
}

function bars(body: BarsBody, model: Pick<ChartModel, 'file'>): NativeChart {
  const isDots = body.mark === 'dot'
  const hasFull = body.rows.some((row) => row.full !== null)
  const measured: NativeSeries = {
    ...bare,
    name: hasFull ? '得分' : model.file.subject,
    values: body.rows.map((row) => row.figure.value),
    colour: theme.primary,
    ...(isDots
      ? {
          marker: dot(theme.primary, 11),
          pointMarkers: body.rows.map((row) => (ownColour(row) === null ? null : ownDot(toneColours[row.tone], 11))),
        }
      : { pointColours: body.rows.map(ownColour) }),
    label: isDots ? 'right' : 'outside',
  }
  const full: NativeSeries = {
    ...bare,
    name: '满分',
    values: body.rows.map((row) => (row.figure.value === null ? null : row.full)),
    colour: theme.track,
  }
  const axis = axisOf(body.scale, isDots ? 'labelled' : 'none')
  const room = valueRoom(body)
  return {
    shape: isDots ? 'dots' : 'bar',
    categories: body.rows.map((row) => (row.rank === '' ? row.name : `${row.rank}  ${row.name}`)),
    categoryTones: body.rows.map((row) => row.tone),
    series: hasFull ? [full, measured] : [measured],
    connector: null,
    decimals: body.decimals,
    unit: body.unit,
    axis: { ...axis, max: axis.min + (axis.max - axis.min) / (1 - room) },
    valueRoom: room,
    reference: body.reference,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

/** Null where a mark has the colour of its series; no colour at all for a row that has no place: its reason stands there. */
function ownColour(row: BarRow): string | null {
  if (row.reason !== null) return 'none'
  return row.tone === 'plain' || row.tone === 'focus' ? null : toneColours[row.tone]
}

/** A column for the widest value at the right of the plot; none beside bars below zero, whose values stand left of them. */
function valueRoom(body: BarsBody): number {
  const values = body.rows.map((row) => row.figure.value).filter((value) => value !== null)
  if (values.some((value) => value < 0)) return 0
  const widest = Math.max(
    0,
    ...body.rows.map((row) => (row.figure.value === null ? 0 : textInches(row.figure.text, 14))),
  )
  return Math.min(0.3, (widest * 1.12 + 0.3) / 8.6)
}
