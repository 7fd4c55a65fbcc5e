import type { IntervalBody } from '@cg/charts/model'
import { bracketInches, bracketName, drawBrackets } from './bracket.ts'
import type { Axes, Frame, Margins } from './layout.ts'
import { frameForRows, rowInches, rowPoints, rowY, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { missingWord } from './missing.ts'
import type { NativeChart } from './native.ts'
import { bare, dot, placeAxis, theme, toneColours, ownDot, rangeEnd } from './native.ts'
import { rowPages } from './row-pages.ts'
import type { ChartForm } from './slide-form.ts'
import { word } from './words.ts'

const headInches = 0.36

/** The places a unit may hold as a band, its place as a numbered dot; a bracket joins those that cannot be told apart. */
export const intervalForm: ChartForm<IntervalBody> = {
  drawnBy: 'office',
  pages: rowPages,
  native: interval,
  frame: (body, room) => frameForRows(room, body.rows.length, headInches),
  margins,
  draw(slide, body, axes) {
    for (const [at, row] of body.rows.entries()) {
      if (row.place !== null) continue
      const points = rowPoints(rowInches(axes))
      const state = 'not_applicable'
      missingWord(slide, {
        text: row.reason ?? '',
        state,
        x: axes.plot.x + 0.1,
        y: rowY(axes, at),
        points,
        name: row.name,
      })
    }
    const x = axes.plot.x + axes.plot.w + 0.24
    drawBrackets(slide, body.brackets, { x, opens: 'left' }, axes)
    drawBracketWords(slide, body, x + bracketInches(body.brackets) + 0.06, axes)
  },
}

function margins(body: IntervalBody, native: NativeChart, frame: Frame): Margins {
  const points = rowPoints((frame.h - headInches) / Math.max(1, body.rows.length))
  const names = Math.max(0.4, ...native.categories.map((name) => textInches(name, points)))
  const words = textInches(body.bracketWord, 14) + 0.2
  return {
    left: names + 0.5,
    top: headInches,
    right: body.brackets.length > 0 ? 0.3 + bracketInches(body.brackets) + words : 0.3,
    bottom: 0.04,
  }
}

function interval(body: IntervalBody): NativeChart {
  return {
    shape: 'dots',
    categories: body.rows.map((row) => row.name),
    categoryTones: body.rows.map((row) => row.tone),
    series: [
      rangeEnd(
        '区间下限',
        body.rows.map((row) => row.low),
      ),
      rangeEnd(
        '区间上限',
        body.rows.map((row) => row.high),
      ),
      {
        ...bare,
        name: '位次',
        values: body.rows.map((row) => row.place),
        colour: theme.primary,
        marker: dot(theme.primary, 18),
        pointMarkers: body.rows.map((row) => (row.tone === 'plain' ? null : ownDot(toneColours[row.tone], 18))),
        label: 'inside',
      },
    ],
    connector: { first: 0, colour: theme.interval, points: 13 },
    decimals: 0,
    unit: '',
    axis: placeAxis(body.places),
    valueRoom: 0,
    reference: null,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

/** The words stand once beside each bracket. */
function drawBracketWords(slide: Slide, body: IntervalBody, x: number, axes: Axes): void {
  for (const bracket of body.brackets) {
    const y = (rowY(axes, bracket.first) + rowY(axes, bracket.last)) / 2
    const name = `${body.bracketWord} ${bracketName(axes, bracket)}`
    word(slide, { text: body.bracketWord, x, y, points: 14, colour: theme.ink2, name })
  }
}
