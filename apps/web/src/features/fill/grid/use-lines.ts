import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { usePrinting } from '../../../ui/row-window.ts'
import { tableCell } from './cell-input.ts'
import type { GridLayout } from './grid-layout.ts'

/** A table up to here is drawn whole. */
const wholeLines = 60
/** Lines drawn above and below those in the frame. */
const around = 12
/** Lines scrolled by before others are drawn. */
const stride = 8
/** Until a line was drawn. */
const usualHeight = 51

/** A run of lines that are drawn, or that stand as empty room of a height. */
export type LineRun =
  | { readonly kind: 'drawn'; readonly from: number; readonly to: number }
  | { readonly kind: 'room'; readonly from: number; readonly height: number }

export type Lines = {
  readonly isCut: boolean
  readonly runs: readonly LineRun[]
  readonly onScroll: () => void
  /** The field of a cell, drawn now if it was not. */
  readonly reach: (index: number) => HTMLInputElement | null
}

/** from and to of what is in the frame and around it; the line of the focus stays drawn wherever the frame goes. */
type Shown = { readonly from: number; readonly to: number; readonly focused: number | null }

const top: Shown = { from: 0, to: wholeLines, focused: null }

/** Which lines of a long table are drawn: those in its frame and some around, since thousands of fields are felt at every key. */
export function useLines(
  table: RefObject<HTMLTableElement | null>,
  layout: GridLayout,
  { always, onDrawn }: { always: number | null; onDrawn: () => void },
): Lines {
  const { lines } = layout
  const isPrinting = usePrinting(lines > wholeLines)
  const isCut = lines > wholeLines && !isPrinting
  const whole = useMemo((): LineRun[] => [{ kind: 'drawn', from: 0, to: lines }], [lines])
  const [{ shown, runs }, setShown] = useState(() => ({
    shown: top,
    runs: runsOf(lines, top, always, () => usualHeight),
  }))
  const heights = useRef<number[]>([])
  const heightOf = (line: number) => heights.current[line] ?? usualHeight

  useLayoutEffect(() => {
    if (!isCut) return
    for (const row of table.current?.tBodies[0]?.rows ?? [])
      if (row.dataset['line'] !== undefined) heights.current[Number(row.dataset['line'])] = row.offsetHeight
    onDrawn()
  }, [table, isCut, runs, onDrawn])

  const show = (first: number, last: number) => {
    const from = Math.max(0, Math.floor(first / stride) * stride - around)
    const to = Math.min(lines, Math.ceil((last + 1) / stride) * stride + around)
    const focused = focusedLine(table.current)
    if (from === shown.from && to === shown.to) return
    const next = { from, to, focused }
    setShown({ shown: next, runs: runsOf(lines, next, always, heightOf) })
  }

  return {
    isCut,
    runs: isCut ? runs : whole,
    onScroll() {
      const frame = table.current?.parentElement
      if (!isCut || !frame) return
      const first = lineAt(frame.scrollTop, lines, heightOf)
      show(first, lineAt(frame.scrollTop + frame.clientHeight, lines, heightOf))
    },
    reach(index) {
      const { line } = layout.placeOf(index)
      if (isCut && tableCell(table.current, layout, index) === null) flushSync(() => show(line - around, line + around))
      return tableCell(table.current, layout, index)?.querySelector('input') ?? null
    },
  }
}

function focusedLine(table: HTMLTableElement | null): number | null {
  const row = document.activeElement?.closest('tr')
  const line = row && table?.contains(row) ? row.dataset['line'] : undefined
  return line === undefined ? null : Number(line)
}

function lineAt(pixels: number, lines: number, heightOf: (line: number) => number): number {
  let [line, beneath] = [0, 0]
  while (line < lines - 1 && beneath + heightOf(line) < pixels) {
    beneath += heightOf(line)
    line += 1
  }
  return line
}

/** Lines from top to bottom: those drawn, and between them the room of those that are not. */
export function runsOf(
  lines: number,
  { from, to, focused }: Shown,
  always: number | null,
  heightOf: (line: number) => number,
): LineRun[] {
  const drawn = [focused, always]
    .filter((line) => line !== null && line < lines && (line < from || line >= to))
    .map((line) => ({ from: line ?? 0, to: (line ?? 0) + 1 }))
  const parts = [...drawn, { from: Math.min(from, lines), to: Math.min(to, lines) }].toSorted((a, b) => a.from - b.from)
  const runs: LineRun[] = []
  let done = 0
  for (const part of [...parts, { from: lines, to: lines }]) {
    if (part.from > done) {
      const height = Array.from({ length: part.from - done }, (_, at) => heightOf(done + at)).reduce((a, b) => a + b, 0)
      runs.push({ kind: 'room', from: done, height })
    }
    if (part.to > Math.max(part.from, done)) runs.push({ kind: 'drawn', from: Math.max(part.from, done), to: part.to })
    done = Math.max(done, part.to)
  }
  return runs
}
