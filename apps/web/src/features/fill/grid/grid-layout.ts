import type { FormDetail } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { cellIndex, sumUnit } from '../editor/form-cells.ts'

/** Which cell stands where. Lines are items or units, whichever reads better; the person may turn it. */
export type GridLayout = {
  readonly isTurned: boolean
  readonly lines: number
  readonly columns: number
  /** Index of the cell, or null where the form asks nothing. */
  readonly at: (line: number, column: number) => number | null
  readonly placeOf: (index: number) => { line: number; column: number }
}

/** Few items and many districts read better with a line per district (A2); parts stand above their sum. */
export function readsBetterTurned(detail: FormDetail): boolean {
  const isSummed = sumUnit(detail) !== null
  return (isSummed || detail.units.length > 4) && detail.rows.length <= 7
}

export function gridLayout(detail: FormDetail, isTurned: boolean): GridLayout {
  const [rows, units] = [detail.rows.length, detail.units.length]
  const index = (line: number, column: number) =>
    isTurned ? cellIndex(detail, column, line) : cellIndex(detail, line, column)
  return {
    isTurned,
    lines: isTurned ? units : rows,
    columns: isTurned ? rows : units,
    at: (line, column) => {
      const cell = index(line, column)
      return must(detail.cells.isEntry[cell]) ? cell : null
    },
    placeOf: (cell) => {
      const [row, unit] = [Math.floor(cell / units), cell % units]
      return isTurned ? { line: unit, column: row } : { line: row, column: unit }
    },
  }
}

/** The nearest cell from a place in a direction, passing over places that ask nothing; null at the edge. */
export function step(layout: GridLayout, from: number, dLine: number, dColumn: number): number | null {
  let { line, column } = layout.placeOf(from)
  for (;;) {
    line += dLine
    column += dColumn
    if (line < 0 || column < 0 || line >= layout.lines || column >= layout.columns) return null
    const cell = layout.at(line, column)
    if (cell !== null) return cell
  }
}

/** The last cell from a place in a direction; the place itself at the edge. */
export function edge(layout: GridLayout, from: number, dLine: number, dColumn: number): number {
  let at = from
  for (;;) {
    const next = step(layout, at, dLine, dColumn)
    if (next === null) return at
    at = next
  }
}

/** The cell some lines further, or the last there is on the way. */
export function leap(layout: GridLayout, from: number, lines: number): number {
  let at = from
  for (let gone = 0; gone < Math.abs(lines); gone++) at = step(layout, at, Math.sign(lines), 0) ?? at
  return at
}

/** The first and the last cell of the grid; null where it asks nothing. */
export function corners(layout: GridLayout): { first: number; last: number } | null {
  const cells = Array.from({ length: layout.lines }, (_, line) =>
    Array.from({ length: layout.columns }, (__, column) => layout.at(line, column)),
  )
    .flat()
    .filter((index) => index !== null)
  const [first, last] = [cells[0], cells.at(-1)]
  return first === undefined || last === undefined ? null : { first, last }
}

/**
 * What fill-down writes: into the cells beneath the block's first line what stands above them in it; of one line, what
 * stands above the block.
 */
export function fillDown(
  layout: GridLayout,
  cells: readonly (readonly (number | null)[])[],
  textOf: (index: number) => string,
): { index: number; text: string }[] {
  const [top = []] = cells
  const isLine = cells.length === 1
  return (isLine ? cells : cells.slice(1)).flatMap((line) =>
    line.flatMap((index, column) => {
      const above = isLine ? (index === null ? null : step(layout, index, -1, 0)) : (top[column] ?? null)
      return index === null || above === null ? [] : [{ index, text: textOf(above) }]
    }),
  )
}

/** The cells of the block between two corners, as lines of cells. */
export function block(layout: GridLayout, from: number, to: number): (number | null)[][] {
  const [a, b] = [layout.placeOf(from), layout.placeOf(to)]
  const [top, bottom] = [Math.min(a.line, b.line), Math.max(a.line, b.line)]
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)]
  return Array.from({ length: bottom - top + 1 }, (_, line) =>
    Array.from({ length: right - left + 1 }, (__, column) => layout.at(top + line, left + column)),
  )
}

/** Where each text of a pasted block goes; texts beyond the grid or on empty places are counted, not lost in silence. */
export function placePaste(
  layout: GridLayout,
  from: number,
  texts: readonly (readonly string[])[],
): { edits: { index: number; text: string }[]; outside: number } {
  const start = layout.placeOf(from)
  const edits: { index: number; text: string }[] = []
  let outside = 0
  for (const [line, row] of texts.entries())
    for (const [column, text] of row.entries()) {
      const [l, c] = [start.line + line, start.column + column]
      const index = l < layout.lines && c < layout.columns ? layout.at(l, c) : null
      if (index !== null) edits.push({ index, text })
      else if (text.trim() !== '') outside += 1
    }
  return { edits, outside }
}

/** At the end of a line Tab goes to the start of the next; at the last cell it stays. */
export function nextLine(layout: GridLayout, index: number, direction: 1 | -1): number | null {
  const { line } = layout.placeOf(index)
  for (let next = line + direction; next >= 0 && next < layout.lines; next += direction) {
    const columns = Array.from({ length: layout.columns }, (_, column) =>
      direction === 1 ? column : layout.columns - 1 - column,
    )
    const column = columns.find((one) => layout.at(next, one) !== null)
    if (column !== undefined) return layout.at(next, column)
  }
  return null
}

export function firstOpen(detail: FormDetail, layout: GridLayout): number | null {
  for (let line = 0; line < layout.lines; line++)
    for (let column = 0; column < layout.columns; column++) {
      const index = layout.at(line, column)
      if (index !== null && detail.cells.isOpen[index] === true) return index
    }
  return layout.at(0, 0)
}
