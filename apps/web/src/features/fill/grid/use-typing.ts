import { useRef } from 'react'
import type { FormEvent, RefObject } from 'react'
import type { FormEditor } from '../editor/form-editor.ts'
import { cellIndexOf, cellInput } from './cell-input.ts'
import type { Selection } from './use-selection.ts'

export type Typing = {
  /** The caret is in the text: arrows move it, and one pasted value goes in at it. */
  isEditing: RefObject<boolean>
  /** Something was typed since the cell was entered; only then does leaving it commit. */
  isTyped: RefObject<boolean>
  readonly enter: (input: HTMLInputElement) => void
  readonly leave: (input: HTMLInputElement) => void
  /** Gives up what was typed. */
  readonly restore: (input: HTMLInputElement) => void
  /** Puts the caret into the text. */
  readonly edit: (input: HTMLInputElement) => void
  readonly onInput: (event: FormEvent<HTMLTableElement>) => void
}

/** A number as it is typed: the commas that group its digits are no part of it. */
function plainText(text: string): string {
  return /^[-−]?[\d,]+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
}

/** What is being typed into the cell that has the focus, until it is taken or given up. */
export function useTyping(editor: FormEditor, selection: Selection): Typing {
  const isEditing = useRef(false)
  const isTyped = useRef(false)

  function enter(input: HTMLInputElement): void {
    isEditing.current = false
    isTyped.current = false
    selection.select(cellIndexOf(input))
    input.select()
  }

  function leave(input: HTMLInputElement): void {
    const index = cellIndexOf(input)
    const wasEditing = isEditing.current
    isEditing.current = false
    if (!isTyped.current || input.readOnly) {
      if (wasEditing) input.value = editor.cell(index).text
      return
    }
    isTyped.current = false
    const text = input.value
    if (text === editor.cell(index).text || text === plainText(editor.cell(index).text)) editor.draft(index, null)
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
    if (!isTyped.current && !input.readOnly) input.value = plainText(input.value)
    input.setSelectionRange(input.value.length, input.value.length)
  }

  return {
    isEditing,
    isTyped,
    enter,
    leave,
    restore,
    edit,
    onInput(event) {
      const input = cellInput(event.target)
      if (input === null) return
      isTyped.current = true
      editor.draft(cellIndexOf(input), input.value)
    },
  }
}
