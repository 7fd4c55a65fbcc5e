import { must } from '@cg/domain/must'
import type { Row } from '../model.ts'
import { wrapText } from '../text-layout.ts'
import type { RowLayout, RowSpace } from './row-layout.ts'
import type { Box } from './settings.ts'

/* Rows whose names stand on a line of their own above the marks: a phone is too narrow for both side by side. */

type RowSize = Pick<RowLayout, 'rowHeight' | 'fontSize'> & {
  readonly height: number
  readonly unbroken: readonly string[] | undefined
}

/** The whole width is the plot's: a name and its words at the right stand above the mark. Null where rows are too low. */
export function aboveLayout(rows: readonly Row[], plot: Box, space: RowSpace, size: RowSize): RowLayout | null {
  const { height, rowHeight, fontSize, unbroken } = size
  const room = space.aboveRoom ?? null
  if (room === null) return null
  const names = rows.map((row) => wrapText(rankedName(row), fontSize, room, unbroken))
  const block = blockHeight(names) * fontSize
  if (rowHeight < block) return null
  const left = plot.left + (space.leftGap ?? 6)
  return {
    grid: { left, top: plot.top + space.top, width: plot.left + plot.width - space.right - left, height },
    rankWidth: 0,
    nameWidth: 0,
    rowHeight,
    fontSize,
    wordsRight: plot.left + plot.width,
    names,
    drop: block / 2 - (markLine * fontSize) / 2,
  }
}

/** Heights in em of a line of a name above its mark, and of the line that the mark stands on. */
const nameLine = 1.25
const markLine = 1.4

/** Height in em of the names above their marks, with the marks. */
function blockHeight(names: readonly (readonly string[])[]): number {
  return Math.max(...names.map((lines) => lines.length)) * nameLine + markLine
}

/** Height in px of a row whose name stands above its mark in `room` px. */
export function aboveRowHeight(rows: readonly Row[], fontSize: number, room: number): number {
  return Math.ceil((blockHeight(rows.map((row) => wrapText(rankedName(row), fontSize, room, []))) + 0.7) * fontSize)
}

function rankedName({ rank, name }: Row): string {
  return rank === '' ? name : `${rank} ${name}`
}

/** The lines of a row's name that stand above its mark, from the top; none when names stand at the left. */
export function namesAbove(at: number, layout: RowLayout): { readonly text: string; readonly y: number }[] {
  if (layout.drop === 0) return []
  const { fontSize, drop } = layout
  const lines = must(layout.names[at])
  const last = drop - ((markLine + nameLine) / 2) * fontSize
  return lines.map((text, index) => ({ text, y: last - (lines.length - 1 - index) * nameLine * fontSize }))
}
