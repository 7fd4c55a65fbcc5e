import { useState } from 'react'
import type { RefObject } from 'react'
import { readPreference, writePreference } from '../../../lib/storage.ts'

const narrowest = 56
const widest = 600
export const step = 16

export function withinBounds(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)))
}

export type Widths = {
  /** In pixels; undefined: as the table lays it out. */
  readonly of: (column: string) => number | undefined
  readonly set: (column: string, width: number) => void
  /** As wide as what stands in it. */
  readonly fit: (head: HTMLTableCellElement) => void
  /** The column of a cell, a step narrower or wider, or fitted. */
  readonly change: (input: HTMLInputElement, how: 'narrower' | 'wider' | 'fit') => void
}

/** Widths a person has given to columns, kept on this machine under a name of the form and the account. */
export function useWidths(table: RefObject<HTMLTableElement | null>, name: string): Widths {
  const [kept, setKept] = useState(() => ({ name, widths: readWidths(name) }))
  // The form turned has other columns.
  if (kept.name !== name) setKept({ name, widths: readWidths(name) })
  const set = (column: string, width: number) => {
    const widths = { ...kept.widths, [column]: withinBounds(width) }
    writePreference(name, JSON.stringify(widths))
    setKept({ name, widths })
  }
  const fit = (head: HTMLTableCellElement) => {
    const column = head.dataset['column']
    if (column !== undefined && table.current !== null) set(column, fittingWidth(table.current, head))
  }
  return {
    of: (column) => kept.widths[column],
    set,
    fit,
    change(input, how) {
      const cell = input.closest('td')
      const head = cell === null ? undefined : table.current?.tHead?.rows[0]?.cells[cell.cellIndex]
      const column = head?.dataset['column']
      if (head === undefined || column === undefined) return
      if (how === 'fit') fit(head)
      else set(column, head.offsetWidth + (how === 'wider' ? step : -step))
    },
  }
}

/** Storage may hold anything: what is no width is left out. */
function readWidths(name: string): Readonly<Record<string, number>> {
  try {
    const found: unknown = JSON.parse(readPreference(name) ?? '{}')
    if (typeof found !== 'object' || found === null) return {}
    return Object.fromEntries(
      Object.entries(found).filter(
        (pair): pair is [string, number] => typeof pair[1] === 'number' && pair[1] === withinBounds(pair[1]),
      ),
    )
  } catch {
    return {}
  }
}

/** Beside the text: the cell's padding and the mark of its state. */
const around = 30

/** The widest text of a column; a head that breaks into lines does not stretch it beyond what it takes of itself. */
function fittingWidth(table: HTMLTableElement, head: HTMLTableCellElement): number {
  const measure = textMeasure()
  const bodies = [...table.tBodies].flatMap(({ rows }) => [...rows])
  const inBody = bodies.flatMap((row) => {
    const cell = row.cells[head.cellIndex]
    const input = cell?.querySelector('input')
    return cell === undefined ? [] : input ? [measure(input, input.value)] : [measure(cell, cell.textContent)]
  })
  const isWrapped = getComputedStyle(head).whiteSpace !== 'nowrap'
  const ofHead = measure(head, head.textContent)
  return Math.max(...inBody, isWrapped ? Math.min(ofHead, 100) : ofHead) + around
}

function textMeasure(): (element: Element, text: string) => number {
  const context = document.createElement('canvas').getContext('2d')
  return (element, text) => {
    if (context === null) return 0
    context.font = getComputedStyle(element).font
    return context.measureText(text.trim()).width
  }
}
