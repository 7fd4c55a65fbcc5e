import type { Box } from './settings.ts'

/** Geometry of a chart with one unit a line: rank and name at the left, the plot, columns of words at the right. */
export type RowLayout = {
  readonly grid: Box
  readonly rankWidth: number
  readonly nameWidth: number
  readonly rowHeight: number
  readonly fontSize: number
  /** Where the columns of words end. */
  readonly wordsRight: number
  /** The name of each row in lines. */
  readonly names: readonly (readonly string[])[]
  /** px from the middle of a row down to its mark, when names stand above the marks; else 0. */
  readonly drop: number
}

export type RowSpace = {
  readonly top: number
  readonly bottom: number
  readonly right: number
  readonly leftGap?: number
  /** px a name has when it stands above its mark; null: names stand at the left. Low rows keep them at the left. */
  readonly aboveRoom?: number | null
}
