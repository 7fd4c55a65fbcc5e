import type { GridLayout } from './grid-layout.ts'

/** The cell of the table by its place, null while its line is not drawn: a search by attribute goes through thousands. */
export function tableCell(table: HTMLTableElement | null, layout: GridLayout, index: number): HTMLElement | null {
  return tableCells(table, layout)(index)
}

/** The same for many cells at once. */
export function tableCells(
  table: HTMLTableElement | null,
  layout: GridLayout,
): (index: number) => HTMLTableCellElement | null {
  const rows = new Map([...(table?.tBodies[0]?.rows ?? [])].map((row) => [row.dataset['line'], row]))
  const labels = layout.isTurned ? 1 : 2
  return (index) => {
    const { line, column } = layout.placeOf(index)
    return rows.get(String(line))?.cells[labels + column] ?? null
  }
}

/** The field of a cell that an event came from; null for anything else in the grid. */
export function cellInput(target: EventTarget): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.dataset['index'] !== undefined ? target : null
}

export function cellIndexOf(input: HTMLInputElement): number {
  return Number(input.dataset['index'])
}
