import type {
  BarsBody,
  BumpBody,
  ChartModel,
  DumbbellBody,
  Figure,
  IntervalBody,
  LineSeries,
  LinesBody,
  Reference,
  Scale,
} from '@cg/charts/model'
import type { ChartTheme } from '@cg/charts/theme'
import { statusMarks, themes } from '@cg/charts/theme'
import type { Light } from '@cg/contract/schema'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'

/** A chart that Office draws itself: editable numbers, gaps where a number is missing. */
export type NativeChart = {
  readonly shape: 'bar' | 'line'
  readonly categories: readonly string[]
  readonly series: readonly NativeSeries[]
  /** Digits after the point in labels and cells. */
  readonly decimals: number
  readonly unit: string
  readonly axis: {
    readonly min: number
    readonly max: number
    readonly major: number
    readonly isReversed: boolean
    readonly isShown: boolean
  }
  readonly reference: Reference | null
  /** Per category: why it has no number, else ''. */
  readonly reasons: readonly string[]
}

export type NativeMarker = {
  readonly symbol: 'circle' | 'triangle' | 'square'
  readonly size: number
  readonly fill: string
  readonly outline: string
}

export type NativeSeries = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly colour: string
  /** Null: no line between points. */
  readonly line: { readonly points: number; readonly isDashed: boolean } | null
  readonly marker: NativeMarker | null
  /** Marks of single points, by position: the state of each unit. */
  readonly pointMarkers: readonly (NativeMarker | null)[]
  /** Colours of single bars, by position. */
  readonly pointColours: readonly (string | null)[]
  readonly label: 'none' | 'outside' | 'inside' | 'above' | 'below'
  /** Lines from each point down and up, in the values' unit: to the base of a dumbbell, over an interval. */
  readonly reach: NativeReach | null
}

/** Drawn as error bars, since LibreOffice knows no high-low lines outside stock charts. */
export type NativeReach = {
  readonly minus: readonly (number | null)[]
  readonly plus: readonly (number | null)[]
  readonly colour: string
  readonly points: number
}

const theme: ChartTheme = themes.light

/** The chart Office can draw for a model; null for tables, tiles and cards, which become tables and shapes. */
export function nativeChart(model: ChartModel): NativeChart | null {
  const { body } = model
  switch (body.form) {
    case 'bars':
      return bars(model, body)
    case 'dumbbell':
      return dumbbell(body)
    case 'bump':
      return bump(body)
    case 'interval':
      return interval(body)
    case 'lines':
      return lines(body)
    default:
      return null
  }
}

const bare = { line: null, marker: null, pointMarkers: [], pointColours: [], reach: null } as const

function axisOf(scale: Scale, isShown: boolean, isReversed = false): NativeChart['axis'] {
  const [first, second] = scale.ticks
  const major = first === undefined || second === undefined ? scale.to - scale.from : second.value - first.value
  return { min: scale.from, max: scale.to, major, isReversed, isShown }
}

function bars(model: ChartModel, body: BarsBody): NativeChart {
  const hasFull = body.rows.some((row) => row.full !== null)
  const tones = { plain: null, focus: null, compare: theme.highlight, context: theme.contextMark }
  const measured: NativeSeries = {
    ...bare,
    name: hasFull ? '得分' : model.file.subject,
    values: body.rows.map((row) => row.figure.value),
    colour: theme.primary,
    pointColours: body.rows.map((row) => (row.reason === null ? tones[row.tone] : theme.contextMark)),
    label: 'outside',
  }
  const full: NativeSeries = {
    ...bare,
    name: '满分',
    values: body.rows.map((row) => row.full),
    colour: theme.track,
    label: 'none',
  }
  return {
    shape: 'bar',
    categories: body.rows.map((row) => (row.rank === '' ? row.name : `${row.rank}  ${row.name}`)),
    series: hasFull ? [full, measured] : [measured],
    decimals: body.decimals,
    unit: body.unit,
    // Office draws bars here, and a bar is read from zero.
    axis: { ...axisOf(body.scale, false), ...(body.mark === 'dot' ? { min: 0 } : {}) },
    reference: body.reference,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

function statusMarker(light: Light, size: number): NativeMarker {
  return {
    symbol: statusMarks[light].shape,
    size,
    fill: theme.status[light].fill,
    outline: theme.status[light].outline,
  }
}

function dumbbell(body: DumbbellBody): NativeChart {
  const solid: NativeMarker = { symbol: 'circle', size: 11, fill: theme.primary, outline: theme.primary }
  const pale: NativeMarker = { symbol: 'circle', size: 9, fill: theme.contextMark, outline: theme.contextMark }
  return {
    shape: 'line',
    categories: body.rows.map((row) => (row.rank === '' ? row.name : `${row.name}`)),
    series: [
      {
        ...bare,
        name: body.startWord,
        values: body.rows.map((row) => row.start.value),
        colour: theme.contextMark,
        marker: pale,
        label: body.printsStart ? 'below' : 'none',
        reach: {
          ...reachOf(body.rows.map((row) => difference(row.end.value, row.start.value, body.decimals))),
          colour: theme.contextLine,
          points: 3,
        },
      },
      {
        ...bare,
        name: body.endWord,
        values: body.rows.map((row) => row.end.value),
        colour: theme.primary,
        marker: solid,
        pointMarkers: body.rows.map((row) => (row.light === null ? null : statusMarker(row.light, 12))),
        label: 'above',
      },
    ],
    decimals: body.decimals,
    unit: body.unit,
    axis: axisOf(body.scale, true),
    reference: body.reference,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

function bump(body: BumpBody): NativeChart {
  const colours = {
    plain: theme.contextLine,
    context: theme.contextLine,
    focus: theme.primary,
    compare: theme.highlight,
  }
  return {
    shape: 'line',
    categories: body.periods,
    series: body.series.map((line) => {
      const isLoud = line.tone === 'focus' || line.tone === 'compare'
      const colour = colours[line.tone]
      return {
        ...bare,
        name: line.name,
        values: line.ranks,
        colour,
        line: { points: isLoud ? 3.5 : 2, isDashed: false },
        marker: { symbol: 'circle' as const, size: isLoud ? 19 : 17, fill: colour, outline: colour },
        label: 'inside' as const,
      }
    }),
    decimals: 0,
    unit: '',
    axis: { min: 0.5, max: body.places + 0.5, major: 1, isReversed: true, isShown: false },
    reference: null,
    reasons: body.periods.map(() => ''),
  }
}

function interval(body: IntervalBody): NativeChart {
  const dot: NativeMarker = { symbol: 'circle', size: 19, fill: theme.primary, outline: theme.primary }
  const end: NativeMarker = { symbol: 'circle', size: 10, fill: theme.interval, outline: theme.interval }
  const of = (name: string, values: readonly (number | null)[]): NativeSeries => ({
    ...bare,
    name,
    values,
    colour: theme.interval,
    marker: end,
    label: 'none',
  })
  return {
    shape: 'line',
    categories: body.rows.map((row) => row.name),
    series: [
      {
        ...of(
          '区间下限',
          body.rows.map((row) => row.low),
        ),
        reach: {
          ...reachOf(body.rows.map((row) => difference(row.high, row.low, 0))),
          colour: theme.interval,
          points: 9,
        },
      },
      of(
        '区间上限',
        body.rows.map((row) => row.high),
      ),
      {
        ...bare,
        name: '位次',
        values: body.rows.map((row) => row.place),
        colour: theme.primary,
        marker: dot,
        label: 'inside',
      },
    ],
    decimals: 0,
    unit: '',
    axis: { min: 0.5, max: body.places + 0.5, major: 1, isReversed: true, isShown: false },
    reference: null,
    reasons: body.rows.map((row) => row.reason ?? ''),
  }
}

function lines(body: LinesBody): NativeChart {
  const values = body.series.filter((line) => line.role === 'value')
  return {
    shape: 'line',
    categories: body.periods,
    series: body.series.flatMap(flatRuns).map((line) => {
      const isValue = line.role === 'value'
      const tone = {
        plain: theme.primary,
        focus: theme.highlight,
        compare: must(theme.categorical[2]),
        context: theme.contextMark,
      }[line.tone]
      const colour = isValue ? tone : line.role === 'target' ? theme.ink : theme.contextMark
      return {
        ...bare,
        name: line.name,
        values: line.figures.map((figure) => figure.value),
        colour,
        line: { points: isValue ? 3 : 1.5, isDashed: line.role === 'expected' },
        marker: isValue ? { symbol: 'circle' as const, size: 7, fill: colour, outline: colour } : null,
        label: isValue && values.length === 1 ? ('below' as const) : ('none' as const),
      }
    }),
    decimals: body.decimals,
    unit: body.unit,
    axis: axisOf(body.scale, true),
    reference: null,
    reasons: body.periods.map((_, at) =>
      values[0]?.figures[at]?.value === null ? (values[0].figures[at]?.text ?? '') : '',
    ),
  }
}

/** Drawn from the first series, so that the marks of the later ones lie upon the line. */
function reachOf(steps: readonly (number | null)[]): Pick<NativeReach, 'minus' | 'plus'> {
  return {
    plus: steps.map((step) => (step !== null && step > 0 ? step : null)),
    minus: steps.map((step) => (step !== null && step < 0 ? -step : null)),
  }
}

function difference(left: number | null, right: number | null, decimals: number): number | null {
  return left === null || right === null ? null : roundHalfAway(left - right, decimals)
}

/** A target that changes with the year is one flat line a year: Office would slope from one to the next. */
function flatRuns(line: LineSeries): LineSeries[] {
  const texts = [...new Set(line.figures.filter((figure) => figure.value !== null).map((figure) => figure.text))]
  if (line.role !== 'target' || texts.length < 2) return [line]
  const empty: Figure = { value: null, state: 'not_applicable', text: '—' }
  return texts.map((text) => ({
    ...line,
    key: `${line.key} ${text}`,
    name: `${line.name} ${text}`,
    figures: line.figures.map((figure) => (figure.text === text ? figure : empty)),
  }))
}
