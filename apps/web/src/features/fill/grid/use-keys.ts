import type { KeyboardEvent } from 'react'
import type { FormEditor } from '../editor/form-editor.ts'
import type { Edit } from '../editor/state.ts'
import { cellIndexOf, cellInput } from './cell-input.ts'
import { keyAct } from './grid-keys.ts'
import type { GridAct } from './grid-keys.ts'
import { corners, edge, fillDown, leap, nextLine, step } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import type { Selection } from './use-selection.ts'
import type { Lines } from './use-lines.ts'
import type { Typing } from './use-typing.ts'

type KeysOptions = {
  reach: Lines['reach']
  editor: FormEditor
  layout: GridLayout
  selection: Selection
  typing: Typing
  isReadOnly: boolean
  onSidePanel: () => void
  onFind: (index: number) => void
  onWidth: (input: HTMLInputElement, how: 'narrower' | 'wider' | 'fit') => void
}

/** Moving, and the grid's commands. */
export function useKeys(options: KeysOptions): (event: KeyboardEvent<HTMLTableElement>) => void {
  const { reach, editor, layout, selection, typing, isReadOnly, onSidePanel, onFind, onWidth } = options

  function focus(index: number | null): void {
    if (index !== null) reach(index)?.focus()
  }

  function write(edits: Edit[]): void {
    if (isReadOnly || edits.length === 0) return
    typing.isTyped.current = false
    editor.commit(edits, 'grid')
  }

  const moves = movesOf(layout, selection, focus)

  function run(act: Exclude<GridAct, 'native'>, input: HTMLInputElement): void {
    switch (act) {
      case 'edit':
        return typing.edit(input)
      case 'restore':
        return typing.restore(input)
      case 'clear':
        return write(selection.indices().map((index) => ({ index, text: '' })))
      case 'repeat':
        return write(selection.indices().flatMap((index) => previousEdit(editor, index)))
      case 'undo':
        return isReadOnly ? undefined : focus(editor.undo())
      case 'redo':
        return isReadOnly ? undefined : focus(editor.redo())
      case 'fill-down':
        typing.leave(input)
        return write(fillDown(layout, selection.cells(), (index) => editor.cell(index).text))
      case 'all':
        return selection.selectAll()
      case 'panel':
        typing.leave(input)
        return onSidePanel()
      case 'find':
        typing.leave(input)
        return onFind(cellIndexOf(input))
      case 'narrower':
      case 'wider':
      case 'fit':
        return onWidth(input, act)
      default:
        return moves[act](cellIndexOf(input))
    }
  }

  return (event) => {
    const input = cellInput(event.target)
    if (input === null || event.nativeEvent.isComposing || event.keyCode === 229) return
    const isModified = event.ctrlKey || event.metaKey
    const act = keyAct(event, typing.isEditing.current, isModified)
    if (act === null && !isModified && event.key.length === 1) typing.isEditing.current = true
    if (act === null || act === 'native') return
    event.preventDefault()
    run(act, input)
  }
}

type Move = Exclude<
  Extract<GridAct, 'tab' | 'tab-back' | 'first' | 'last' | Side | `${string}-${Side | 'start' | 'end'}`>,
  'fill-down'
>
type Side = 'up' | 'down' | 'left' | 'right'

/** Lines that a page key moves by. */
const page = 10

function movesOf(
  layout: GridLayout,
  selection: Selection,
  focus: (index: number | null) => void,
): Record<Move, (index: number) => void> {
  return {
    up: (index) => focus(step(layout, index, -1, 0)),
    down: (index) => focus(step(layout, index, 1, 0)),
    left: (index) => focus(step(layout, index, 0, -1)),
    right: (index) => focus(step(layout, index, 0, 1)),
    tab: (index) => focus(step(layout, index, 0, 1) ?? nextLine(layout, index, 1)),
    'tab-back': (index) => focus(step(layout, index, 0, -1) ?? nextLine(layout, index, -1)),
    'line-start': (index) => focus(edge(layout, index, 0, -1)),
    'line-end': (index) => focus(edge(layout, index, 0, 1)),
    first: () => focus(corners(layout)?.first ?? null),
    last: () => focus(corners(layout)?.last ?? null),
    'page-up': (index) => focus(leap(layout, index, -page)),
    'page-down': (index) => focus(leap(layout, index, page)),
    'edge-up': (index) => focus(edge(layout, index, -1, 0)),
    'edge-down': (index) => focus(edge(layout, index, 1, 0)),
    'edge-left': (index) => focus(edge(layout, index, 0, -1)),
    'edge-right': (index) => focus(edge(layout, index, 0, 1)),
    'extend-up': () => selection.extend(-1, 0),
    'extend-down': () => selection.extend(1, 0),
    'extend-left': () => selection.extend(0, -1),
    'extend-right': () => selection.extend(0, 1),
  }
}

/** Last quarter's value for a cell; nothing when there was none. */
function previousEdit(editor: FormEditor, index: number): Edit[] {
  const value = editor.detail.cells.previous[index]
  return value === null || value === undefined ? [] : [{ index, text: String(value) }]
}
