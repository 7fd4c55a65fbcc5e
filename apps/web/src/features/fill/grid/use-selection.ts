import { useMemo, useRef } from 'react'
import type { RefObject } from 'react'
import { tableCell, tableCells } from './cell-input.ts'
import { block, corners, step } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'

export type Selection = {
  /** The cell at the fixed corner; null before the grid was entered. */
  anchor: () => number | null
  select(index: number): void
  selectTo(index: number): void
  extend(dLine: number, dColumn: number): void
  /** The whole grid; the focus stays where it is. */
  selectAll(): void
  /** The selected block as lines of cells. */
  cells: () => (number | null)[][]
  indices: () => number[]
  /** Once more, on cells that were drawn since. */
  readonly paint: () => void
}

/** The selected block of a grid. Painted straight onto the cells: a drag over hundreds must not render them. */
export function useSelection(table: RefObject<HTMLTableElement | null>, layout: GridLayout): Selection {
  const anchor = useRef<number | null>(null)
  const extent = useRef<number | null>(null)
  const painted = useRef<readonly HTMLElement[]>([])
  return useMemo(() => {
    const cells = () => (anchor.current === null ? [] : block(layout, anchor.current, extent.current ?? anchor.current))
    const indices = () => cells().flatMap((line) => line.filter((index) => index !== null))

    function paint(): void {
      for (const cell of painted.current) cell.removeAttribute('data-selected')
      const isBlock = anchor.current !== extent.current
      painted.current = (isBlock ? indices() : [])
        .map(tableCells(table.current, layout))
        .filter((cell) => cell !== null)
      for (const cell of painted.current) cell.setAttribute('data-selected', '')
    }

    function selectTo(index: number): void {
      extent.current = index
      paint()
    }

    return {
      anchor: () => anchor.current,
      select(index) {
        anchor.current = index
        selectTo(index)
      },
      selectTo,
      extend(dLine, dColumn) {
        if (anchor.current === null) return
        const next = step(layout, extent.current ?? anchor.current, dLine, dColumn)
        if (next === null) return
        selectTo(next)
        tableCell(table.current, layout, next)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      },
      selectAll() {
        const all = corners(layout)
        if (all === null) return
        anchor.current = all.first
        selectTo(all.last)
      },
      cells,
      indices,
      paint,
    }
  }, [table, layout])
}
