import type { StepRow, StepsBody } from '@cg/charts/model'
import type { Axes, Frame, Margins } from './layout.ts'
import { frameForRows, rowInches, rowPoints, rowY, textInches, valueX } from './layout.ts'
import type { Slide } from './library.ts'
import type { NativeChart } from './native.ts'
import { axisOf, bare, dot, theme, ownDot, rangeEnd } from './native.ts'
import { rowPages } from './row-pages.ts'
import type { ChartForm } from './slide-form.ts'
import { word } from './words.ts'

const [headInches, footInches] = [0.1, 0.34]

/** Each step as a band from one sum to the next, the two scores as dots; the signed points stand beside the far end. */
export const stepsForm: ChartForm<StepsBody> = {
  drawnBy: 'office',
  pages: rowPages,
  native: steps,
  frame: (body, room) => frameForRows(room, body.rows.length, headInches + footInches),
  margins,
  draw: drawPoints,
}

function margins(body: StepsBody, native: NativeChart, frame: Frame): Margins {
  const points = rowPoints((frame.h - headInches - footInches) / Math.max(1, body.rows.length))
  const names = Math.max(0.4, ...native.categories.map((name) => textInches(name, points)))
  const words = Math.max(...body.rows.map((row) => textInches(row.figure.text, 14))) + 0.3
  return { left: names + words + 0.2, top: headInches, right: words, bottom: footInches }
}

function steps(body: StepsBody): NativeChart {
  const isScore = body.rows.map((row) => row.role !== 'step')
  return {
    shape: 'dots',
    categories: body.rows.map((row) => row.name),
    categoryTones: body.rows.map((row) => row.tone),
    series: [
      rangeEnd(
        '此前累计',
        body.rows.map((row) => row.from),
      ),
      rangeEnd(
        '累计',
        body.rows.map((row) => row.to),
      ),
      {
        ...bare,
        name: '得分',
        values: body.rows.map((row, at) => (isScore[at] === true ? row.to : null)),
        colour: theme.ink3,
        marker: dot(theme.ink3, 12),
        pointMarkers: body.rows.map((row) => (row.role === 'end' ? ownDot(theme.primary, 12) : null)),
      },
    ],
    connector: { first: 0, colour: theme.primary, rowColours: body.rows.map(ownColour), points: 14 },
    decimals: body.decimals,
    unit: body.unit,
    axis: axisOf(body.scale, 'labelled'),
    valueRoom: 0,
    reference: null,
    reasons: body.rows.map(() => ''),
  }
}

/** A loss has another colour than a gain, as in the picture; both bear their sign. */
function ownColour(row: StepRow): string | null {
  return row.role === 'step' && row.to < row.from ? theme.highlight : null
}

function drawPoints(slide: Slide, body: StepsBody, axes: Axes): void {
  const points = rowPoints(rowInches(axes))
  for (const [at, row] of body.rows.entries()) {
    const isLoss = row.role === 'step' && row.to < row.from
    const end = valueX(axes, isLoss ? row.to : Math.max(row.from, row.to))
    word(slide, {
      text: row.figure.text,
      x: end + (isLoss ? -0.1 : row.role === 'step' ? 0.1 : 0.2),
      y: rowY(axes, at),
      points,
      colour: theme.ink,
      bold: row.role !== 'step',
      align: isLoss ? 'right' : 'left',
      name: `分 ${row.name}`,
    })
  }
}
