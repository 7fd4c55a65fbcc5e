import type { NativeAxis } from './native.ts'

/** Where the axes stand inside the frame, as shares of it. */
export type PlotArea = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Where a chart stands and where its numbers are; a slide carries them in an embedded workbook. */
export type ChartPlace = {
  readonly plot: PlotArea
  readonly sheet: string
  readonly isEmbedded: boolean
  /** Size of the frame. */
  readonly inches: { readonly w: number; readonly h: number }
  /** Letters of names and values along the rows. */
  readonly points: number
}

/** On a slide the numbers of an axis in 万 are shapes: LibreOffice knows no display units. */
export function hasOwnTicks(axis: NativeAxis, place: Pick<ChartPlace, 'isEmbedded'>): boolean {
  return place.isEmbedded && axis.shows === 'labelled' && axis.divisor !== 1
}
