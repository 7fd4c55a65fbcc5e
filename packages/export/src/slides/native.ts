import type { Reference, Scale, Tone } from '@cg/charts/model'
import type { ChartTheme } from '@cg/charts/theme'
import { statusMarks, themes } from '@cg/charts/theme'
import type { Light } from '@cg/contract/figure-schema'

/**
 * A chart that Office draws itself: editable numbers, gaps where a number is missing. `bar` lies with the first category
 * on top, `line` runs over the categories, `dots` puts the marks of each category on its own row, first on top.
 */
export type NativeChart = {
  readonly shape: 'bar' | 'line' | 'dots'
  readonly categories: readonly string[]
  /** Colour of each name; the unit in focus stands out. Only `dots` can follow it. */
  readonly categoryTones: readonly Tone[]
  /** Drawn in this order, so the last lies on top; each is one column of the data sheet. */
  readonly series: readonly NativeSeries[]
  /** Which two neighbouring series of `dots` a line joins on every row; both ends follow the data sheet. */
  readonly connector: NativeConnector | null
  /** Digits after the point in labels and cells. */
  readonly decimals: number
  readonly unit: string
  readonly axis: NativeAxis
  /** Share of the plot's width kept free at its right for a column of values; 0: labels stand at the marks. */
  readonly valueRoom: number
  readonly reference: Reference | null
  /** Per category: why it has no number, else ''. */
  readonly reasons: readonly string[]
}

export type NativeAxis = {
  readonly min: number
  readonly max: number
  readonly major: number
  readonly isReversed: boolean
  /** Marks read 第1位, 第2位. */
  readonly isPlaces: boolean
  /** none: marks carry their numbers; grid: lines only; labelled: lines and numbers. */
  readonly shows: 'none' | 'grid' | 'labelled'
  /** What the scale's texts are divided by: 10,000 for an axis in 万. */
  readonly divisor: number
  readonly unit: string
  readonly ticks: Scale['ticks']
}

export type NativeMarker = {
  readonly symbol: 'circle' | 'triangle' | 'square' | 'diamond'
  readonly size: number
  readonly fill: string
  readonly outline: string
}

export type NativeConnector = {
  /** Position of the series it begins at; it ends at the next one. */
  readonly first: number
  readonly colour: string
  /** Colours of single rows, by position; null or left out: the connector's. */
  readonly rowColours?: readonly (string | null)[]
  readonly points: number
}

export type NativeSeries = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly colour: string
  /** Null: no line between points. */
  readonly line: { readonly points: number; readonly isDashed: boolean } | null
  readonly marker: NativeMarker | null
  /** Marks of single points, by position: the state of each unit, a corrected quarter. */
  readonly pointMarkers: readonly (NativeMarker | null)[]
  /** Points of a line to which a dashed stroke leads. */
  readonly dashedPoints: readonly number[]
  /** Colours of single bars, by position; 'none': only its value is shown. */
  readonly pointColours: readonly (string | null)[]
  readonly label: NativeLabel
  /** The numbers of a base are quieter than today's. */
  readonly isQuiet: boolean
  /** Points whose label stands on the other side, and points without one, by position. */
  readonly pointLabels: readonly (NativeLabel | null)[]
}

export type NativeLabel = 'none' | 'outside' | 'inside' | 'above' | 'below' | 'left' | 'right'

export const theme: ChartTheme = themes.light

/** What a series is without more being said. */
export const bare = {
  line: null,
  marker: null,
  pointMarkers: [],
  dashedPoints: [],
  pointColours: [],
  label: 'none',
  isQuiet: false,
  pointLabels: [],
} as const

/** One end of the ranges that a connector joins: nothing is drawn at it. */
export function rangeEnd(name: string, values: readonly (number | null)[]): NativeSeries {
  return { ...bare, name, values, colour: theme.interval }
}

/** Colour of a bar or dot: one for all, or the two in focus before grey. */
export const toneColours: Readonly<Record<Tone, string>> = {
  plain: theme.primary,
  focus: theme.primary,
  compare: theme.highlight,
  context: theme.contextMark,
}

/** An axis with the model's own limits, steps and unit, so that slide and picture read alike. */
export function axisOf(scale: Scale, shows: NativeAxis['shows']): NativeAxis {
  const [first, second] = scale.ticks
  const major = first === undefined || second === undefined ? scale.to - scale.from : second.value - first.value
  const { from: min, to: max, unit, ticks } = scale
  return { min, max, major, isReversed: false, isPlaces: false, shows, divisor: divisorOf(scale), unit, ticks }
}

/** Places from first to last along a lying chart. */
export function placeAxis(places: number): NativeAxis {
  const shows = 'labelled'
  return {
    min: 1,
    max: Math.max(2, places),
    major: 1,
    isReversed: false,
    isPlaces: true,
    shows,
    divisor: 1,
    unit: '',
    ticks: [],
  }
}

/** 10,000 where a mark of 50,000 is written 5. */
function divisorOf(scale: Scale): number {
  const last = scale.ticks.findLast((tick) => tick.value !== 0)
  return last === undefined ? 1 : Math.round(last.value / Number(last.text))
}

export function statusMarker(light: Light, size: number): NativeMarker {
  const { fill, outline } = theme.status[light]
  return { symbol: statusMarks[light].shape, size, fill, outline }
}

/** A point's own mark: of another size than its series', or LibreOffice takes it for the same and keeps the series' colour. */
export function ownDot(colour: string, seriesSize: number): NativeMarker {
  return dot(colour, seriesSize + 2)
}

export function dot(colour: string, size: number): NativeMarker {
  return { symbol: 'circle', size, fill: colour, outline: colour }
}
