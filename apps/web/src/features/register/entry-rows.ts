import { readPaste } from '@cg/domain/number/paste'
import type { RegisterSheet } from '@cg/contract/register'
import { mostRecordsAtOnce } from '@cg/contract/register'
import type { Typed } from './row-fields.tsx'

export const blank: Typed = { unit: '', values: {} }

export function isBlank({ unit, values }: Typed): boolean {
  return unit === '' && Object.values(values).every((text) => text.trim() === '')
}

type Place = { readonly row: number; readonly column: number }

/**
 * Lays what Excel or WPS put on the clipboard over the rows from a place on: columns as the table has them, the unit by its
 * name or code. A head line that repeats the columns' names is left out. Null for a single cell, which is pasted as text;
 * `left`: lines that found no room.
 */
export function layPaste(
  { kind, units }: Pick<RegisterSheet, 'kind' | 'units'>,
  rows: readonly Typed[],
  { row, column }: Place,
  text: string,
): { readonly rows: readonly Typed[]; readonly left: number } | null {
  const lines = readPaste(text)
  if (lines.length === 0 || (lines.length === 1 && (lines[0]?.length ?? 0) < 2)) return null
  const names = ['区县', ...kind.fields.map(({ name }) => name)]
  const isHead = (line: readonly string[]) =>
    line.every((cell, at) => cell.replace(/[*（(].*$/, '').trim() === names[column + at])
  const laid = isHead(lines[0] ?? []) ? lines.slice(1) : lines
  const room = laid.slice(0, Math.max(0, mostRecordsAtOnce - row))
  const unitOf = (cell: string) => units.find(({ code, name }) => cell === name || cell === code)?.code ?? cell
  const changed = [...rows]
  room.forEach((line, down) => {
    const old = changed[row + down] ?? blank
    const values = { ...old.values }
    let unit = old.unit
    line.forEach((cell, right) => {
      const field = kind.fields[column + right - 1]
      if (column + right === 0) unit = unitOf(cell.trim())
      else if (field !== undefined) values[field.code] = cell.trim()
    })
    while (changed.length < row + down) changed.push(blank)
    changed[row + down] = { unit, values }
  })
  return { rows: changed, left: laid.length - room.length }
}
