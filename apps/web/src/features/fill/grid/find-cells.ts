import { formatState } from '@cg/domain/number/number-format'
import { cellPlace, rowName } from '../editor/form-cells.ts'
import type { FormEditor } from '../editor/form-editor.ts'
import type { GridLayout } from './grid-layout.ts'

/**
 * The cells that words speak of, in reading order. Every word must stand in the item, the unit, the value or the word of
 * a state: '东湾 培训', '无法提供', '1200'. Words that are all of a label name its first cell alone, as in a spreadsheet
 * the label itself would be found once.
 */
export function findCells(editor: FormEditor, layout: GridLayout, words: string): number[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const isAllIn = (text: string) => wanted.every((word) => text.includes(word))
  const labels = new Set<string>()
  const found: number[] = []
  for (const index of cellsInOrder(layout)) {
    const { item, unit, value } = textsOf(editor, index)
    if (!isAllIn(`${item}\n${unit}\n${value}`)) continue
    const label = isAllIn(item) ? `item ${item}` : isAllIn(unit) ? `unit ${unit}` : null
    if (label !== null && !isAllIn(value)) {
      if (labels.has(label)) continue
      labels.add(label)
    }
    found.push(index)
  }
  return found
}

/** The found cell after a place, or before it; round again at the end. Null when nothing was found. */
export function nextFound(
  layout: GridLayout,
  found: readonly number[],
  { from, direction }: { from: number | null; direction: 1 | -1 },
): number | null {
  if (from === null) return (direction === 1 ? found[0] : found.at(-1)) ?? null
  const order = (index: number) => {
    const { line, column } = layout.placeOf(index)
    return line * layout.columns + column
  }
  const here = order(from)
  if (direction === 1) return found.find((index) => order(index) > here) ?? found[0] ?? null
  return found.findLast((index) => order(index) < here) ?? found.at(-1) ?? null
}

function cellsInOrder(layout: GridLayout): number[] {
  return Array.from({ length: layout.lines }, (_, line) =>
    Array.from({ length: layout.columns }, (__, column) => layout.at(line, column)),
  )
    .flat()
    .filter((index) => index !== null)
}

function textsOf(editor: FormEditor, index: number): { item: string; unit: string; value: string } {
  const { row, unit } = cellPlace(editor.detail, index)
  const { text, state } = editor.cell(index)
  return {
    item: plain(rowName(row)),
    unit: plain(`${unit.shortName}\n${unit.name}`),
    value: plain(state === 'reported' || text !== '' ? text : formatState(state)),
  }
}

/** Full-width as half-width, and a number without the commas that group its digits. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d)/g, '')
}
