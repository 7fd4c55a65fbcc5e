import { useRef } from 'react'
import type { FormEvent, KeyboardEvent, RefObject } from 'react'
import type { FormEditor } from '../editor/form-editor.ts'
import type { Edit } from '../editor/state.ts'
import { cellIndexOf, cellInput } from './cell-input.ts'
import { keyAct } from './grid-keys.ts'
import type { GridAct } from './grid-keys.ts'
import { nextLine, step } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import type { Selection } from './use-selection.ts'

type KeysOptions = {
  table: RefObject<HTMLTableElement | null>
  editor: FormEditor
  layout: GridLayout
  selection: Selection
  isReadOnly: boolean
  onSidePanel: () => void
}

export type GridKeys = {
  /** The caret is in the text: arrows move it, and one pasted value goes in at it. */
  isEditing: RefObject<boolean>
  /** Something was typed since the cell was entered; only then does leaving it commit. */
  isTyped: RefObject<boolean>
  readonly enter: (input: HTMLInputElement) => void
  readonly leave: (input: HTMLInputElement) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => void
  readonly onInput: (event: FormEvent<HTMLTableElement>) => void
}

/** Typing, moving and the grid's commands. */
export function useKeys({ table, editor, layout, selection, isReadOnly, onSidePanel }: KeysOptions): GridKeys {
  const isEditing = useRef(false)
  const isTyped = useRef(false)

  function focus(index: number | null): void {
    if (index !== null) table.current?.querySelector<HTMLInputElement>(`input[data-index="${index}"]`)?.focus()
  }

  function enter(input: HTMLInputElement): void {
    isEditing.current = false
    isTyped.current = false
    selection.select(cellIndexOf(input))
    input.select()
  }

  function leave(input: HTMLInputElement): void {
    const index = cellIndexOf(input)
    isEditing.current = false
    if (!isTyped.current || input.readOnly) return
    isTyped.current = false
    const text = input.value
    if (text === editor.cell(index).text) editor.draft(index, null)
    else editor.commit([{ index, text }], 'grid')
    input.value = editor.cell(index).text
  }

  function restore(input: HTMLInputElement): void {
    const index = cellIndexOf(input)
    isTyped.current = false
    isEditing.current = false
    editor.draft(index, null)
    input.value = editor.cell(index).text
    selection.selectTo(index)
    input.select()
  }

  function edit(input: HTMLInputElement): void {
    isEditing.current = true
    input.setSelectionRange(input.value.length, input.value.length)
  }

  function write(edits: Edit[]): void {
    if (isReadOnly || edits.length === 0) return
    isTyped.current = false
    editor.commit(edits, 'grid')
  }

  const moves = movesOf(layout, selection, focus)

  function run(act: Exclude<GridAct, 'native'>, input: HTMLInputElement): void {
    switch (act) {
      case 'edit':
        return edit(input)
      case 'restore':
        return restore(input)
      case 'clear':
        return write(selection.indices().map((index) => ({ index, text: '' })))
      case 'repeat':
        return write(selection.indices().flatMap((index) => previousEdit(editor, index)))
      case 'undo':
        return isReadOnly ? undefined : focus(editor.undo())
      case 'panel':
        leave(input)
        return onSidePanel()
      default:
        return moves[act](cellIndexOf(input))
    }
  }

  return {
    isEditing,
    isTyped,
    enter,
    leave,
    onKeyDown(event) {
      const input = cellInput(event.target)
      if (input === null || event.nativeEvent.isComposing || event.keyCode === 229) return
      const isModified = event.ctrlKey || event.metaKey
      const act = keyAct(event, isEditing.current, isModified)
      if (act === null && !isModified && event.key.length === 1) isEditing.current = true
      if (act === null || act === 'native') return
      event.preventDefault()
      run(act, input)
    },
    onInput(event) {
      const input = cellInput(event.target)
      if (input === null) return
      isTyped.current = true
      editor.draft(cellIndexOf(input), input.value)
    },
  }
}

type Move = Exclude<GridAct, 'native' | 'edit' | 'restore' | 'clear' | 'undo' | 'repeat' | 'panel'>

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
