import type { GridLayout } from './grid-layout.ts'

/** The cell of the table by its place: a search by attribute goes through thousands of cells. */
export function tableCell(table: HTMLTableElement | null, layout: GridLayout, index: number): HTMLElement | null {
  const { line, column } = layout.placeOf(index)
  const labels = layout.isTurned ? 1 : 2
  return table?.tBodies[0]?.rows[line]?.cells[labels + column] ?? null
}

/** The field of a cell that an event came from; null for anything else in the grid. */
export function cellInput(target: EventTarget): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.dataset['index'] !== undefined ? target : null
}

export function cellIndexOf(input: HTMLInputElement): number {
  return Number(input.dataset['index'])
}
