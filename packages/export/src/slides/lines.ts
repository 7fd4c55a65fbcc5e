import type { Figure, LineSeries, LinesBody } from '@cg/charts/model'
import { isRestated, lineColour } from '@cg/charts/options/line-strokes'
import { drawLineWords, endInches } from './line-words.ts'
import type { NativeChart, NativeMarker, NativeSeries } from './native.ts'
import { axisOf, bare, dot, theme } from './native.ts'
import type { ChartForm } from './slide-form.ts'

/** A value over time: names and last numbers at the lines' ends, a gap where a quarter has no number. */
export const linesForm: ChartForm<LinesBody> = {
  drawnBy: 'office',
  pages: (body) => [body],
  native: lines,
  frame: (_, room) => room,
  margins: (body) => {
    const [left, right] = [0.75, endInches(body)]
    return { left, right, top: body.breaks.length > 0 ? 0.42 : 0.3, bottom: 0.4 }
  },
  draw: drawLineWords,
}

/** From here on the numbers along a line would run into one another. */
const mostLabels = 12

function lines(body: LinesBody): NativeChart {
  const values = body.series.filter((line) => line.role === 'value')
  const isLabelled = values.length === 1 && body.periods.length <= mostLabels
  return {
    shape: 'line',
    categories: body.periods,
    categoryTones: body.periods.map(() => 'plain'),
    series: body.series
      .flatMap(flatRuns)
      .flatMap((line) => definitionRuns(line, body))
      .flatMap(restatedRuns)
      .map((line) => seriesOf(line, body, isLabelled)),
    connector: null,
    decimals: body.decimals,
    unit: body.unit,
    axis: axisOf(body.scale, 'labelled'),
    valueRoom: 0,
    reference: null,
    reasons: body.periods.map((_, at) =>
      values[0]?.figures[at]?.value === null ? (values[0].figures[at]?.text ?? '') : '',
    ),
  }
}

function seriesOf(line: LineSeries, body: LinesBody, isLabelled: boolean): NativeSeries {
  const isValue = line.role === 'value'
  const colour = lineColour(line, theme)
  const whole = body.series.find(({ key }) => key === line.key) ?? line
  const last = whole.figures.findLastIndex((figure) => figure.value !== null)
  const corrected: NativeMarker = { symbol: 'circle', size: 9, fill: '#FFFFFF', outline: colour }
  const lacking: NativeMarker = { symbol: 'diamond', size: 11, fill: '#FFFFFF', outline: colour }
  const outside: NativeMarker = { symbol: 'diamond', size: 9, fill: '#FFFFFF', outline: colour }
  const restated: NativeMarker = { symbol: 'square', size: 9, fill: '#FFFFFF', outline: colour }
  const isPast = body.periods.some((_, at) => isRestated(line, at))
  const isLacking = (at: number): boolean => line.incomplete.some((one) => one.at === at)
  return {
    ...bare,
    name: line.name,
    values: line.figures.map((figure) => figure.value),
    colour,
    line: { points: isValue ? 3 : 1.5, isDashed: isPast || line.role === 'expected' || line.role === 'outside' },
    marker: isPast ? restated : isValue ? dot(colour, 7) : line.role === 'outside' ? outside : null,
    pointMarkers:
      isValue && (isPast || line.revised.length + line.incomplete.length > 0)
        ? body.periods.map((_, at) => {
            if (isLacking(at)) return lacking
            if (line.revised.includes(at)) return corrected
            return isPast && !isRestated(line, at) ? dot(colour, 7) : null
          })
        : [],
    // A point's stroke is the one that leads to it.
    dashedPoints: body.periods.flatMap((_, at) => (isLacking(at) || isLacking(at - 1) ? [at] : [])),
    label: isValue && isLabelled ? 'below' : 'none',
    // The last number stands at the line's end with its name.
    pointLabels:
      isValue && isLabelled
        ? body.periods.map((_, at) => (at === last ? 'none' : isOverOther(line, body, at) ? 'above' : null))
        : [],
  }
}

/** Whether another line runs below this one here: then the number stands above. */
function isOverOther(line: LineSeries, body: LinesBody, at: number): boolean {
  const own = line.figures[at]?.value ?? null
  const others = body.series.filter((other) => other !== line).map((other) => other.figures[at]?.value ?? null)
  return own !== null && others.some((other) => other !== null && other < own)
}

const nothing: Figure = { value: null, state: 'not_applicable', text: '—' }

/** A target that changes with the year is one flat line a year: Office would slope from one to the next. */
function flatRuns(line: LineSeries): LineSeries[] {
  const texts = [...new Set(line.figures.filter((figure) => figure.value !== null).map((figure) => figure.text))]
  if (line.role !== 'target' || texts.length < 2) return [line]
  return texts.map((text) => ({
    ...line,
    key: `${line.key} ${text}`,
    name: `${line.name} ${text}`,
    figures: line.figures.map((figure) => (figure.text === text ? figure : nothing)),
  }))
}

/**
 * A measured line is one line under each definition: a stroke that is only made invisible between two points is drawn by
 * some programs all the same.
 */
function definitionRuns(line: LineSeries, { breaks, periods }: LinesBody): LineSeries[] {
  const starts = breaks.map(({ at }) => at).filter((at) => at > 0)
  if (line.role !== 'value' || starts.length === 0) return [line]
  const spans = [0, ...starts].map((from, index) => ({ from, to: starts[index] ?? periods.length }))
  return spans.flatMap(({ from, to }, index) => {
    const isIn = (at: number): boolean => at >= from && at < to
    const figures = line.figures.map((figure, at) => (isIn(at) ? figure : nothing))
    if (figures.every((figure) => figure.value === null)) return []
    const isNow = index === spans.length - 1
    const name = isNow ? line.name : `${line.name}（${periods[to]}口径调整前）`
    const marks = { revised: line.revised.filter(isIn), incomplete: line.incomplete.filter(({ at }) => isIn(at)) }
    return [{ ...line, ...marks, name, figures }]
  })
}

/** What was reckoned again is a line of its own up to the first quarter that was not: dashed as a whole, in every program. */
function restatedRuns(line: LineSeries): LineSeries[] {
  const last = line.figures.findLastIndex((_, at) => isRestated(line, at))
  if (last < 0) return [line]
  const within = (isIn: (at: number) => boolean) => line.figures.map((figure, at) => (isIn(at) ? figure : nothing))
  return [
    { ...line, name: `${line.name}（按合并前合计重算）`, figures: within((at) => at <= last + 1) },
    { ...line, figures: within((at) => at > last) },
  ]
}
