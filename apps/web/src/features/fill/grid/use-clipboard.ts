import { readPaste } from '@cg/domain/number/paste'
import type { ClipboardEvent } from 'react'
import type { Edit } from '../editor/state.ts'
import type { FormEditor } from '../editor/form-editor.ts'
import { cellIndexOf, cellInput } from './cell-input.ts'
import { placePaste } from './grid-layout.ts'
import { askOf } from './paste-ask.ts'
import type { PasteAsk } from './paste-ask.ts'
import type { GridLayout } from './grid-layout.ts'
import { readHtmlTable } from './paste-html.ts'
import type { Selection } from './use-selection.ts'
import type { Typing } from './use-typing.ts'

/** What became of a pasted block before anything was saved. */
export type Pasted = {
  /** The cells it was put into. */
  indices: number[]
  /** Texts beyond the grid or on places that ask nothing. */
  outside: number
  /** Texts for cells that are locked. */
  locked: number
}

type ClipboardOptions = {
  editor: FormEditor
  layout: GridLayout
  selection: Selection
  typing: Typing
  isReadOnly: boolean
  onPasted: (pasted: Pasted) => void
  /** A block that is not put in where it was pasted before a person has agreed. */
  onAsk: (ask: PasteAsk) => void
}

type ClipboardHandlers = Record<'onCopy' | 'onCut' | 'onPaste', (event: ClipboardEvent<HTMLTableElement>) => void>

/** Blocks to and from Excel, WPS and web pages. */
export function useClipboard(options: ClipboardOptions): ClipboardHandlers {
  const { editor, layout, selection, typing, isReadOnly, onPasted, onAsk } = options

  function copy(event: ClipboardEvent<HTMLTableElement>): boolean {
    if (cellInput(event.target) === null || typing.isEditing.current) return false
    const lines = selection
      .cells()
      .map((line) =>
        line.map((index) => (index === null ? '' : editor.cell(index).text.replaceAll(',', ''))).join('\t'),
      )
    event.clipboardData.setData('text/plain', lines.join('\r\n'))
    event.preventDefault()
    return true
  }

  return {
    onPaste(event) {
      const input = cellInput(event.target)
      if (input === null || isReadOnly) return
      const texts = clipboardTexts(event.clipboardData)
      if (isSingle(texts) && typing.isEditing.current && event.clipboardData.getData('text/plain') !== '') return
      event.preventDefault()
      if (texts.length === 0) return
      const index = cellIndexOf(input)
      const ask = isSingle(texts) ? null : askOf(editor.detail, { layout, index, texts })
      if (ask !== null) return onAsk(ask)
      const { edits, outside } = isSingle(texts)
        ? { edits: selection.indices().map((one) => ({ index: one, text: texts[0]?.[0] ?? '' })), outside: 0 }
        : placePaste(layout, index, texts)
      typing.isTyped.current = false
      editor.draft(index, null)
      const pasted = putIn(editor, { edits, outside })
      input.value = editor.cell(index).text
      input.select()
      onPasted(pasted)
    },
    onCopy: (event) => void copy(event),
    onCut(event) {
      if (!copy(event) || isReadOnly) return
      typing.isTyped.current = false
      putIn(editor, { edits: selection.indices().map((index) => ({ index, text: '' })), outside: 0 })
    },
  }
}

/** Puts a block into its cells, as far as they are open. */
export function putIn(
  editor: FormEditor,
  { edits, outside }: { readonly edits: readonly Edit[]; readonly outside: number },
): Pasted {
  /** A locked cell that would keep its value anyway is not worth a word. */
  const differs = ({ index, text }: Edit) =>
    text.replaceAll(/[,\s]/g, '') !== editor.cell(index).text.replaceAll(',', '')
  const open = edits.filter((edit) => editor.detail.cells.isOpen[edit.index] === true)
  const locked = edits.filter((edit) => !open.includes(edit) && differs(edit)).length
  editor.commit(open, 'paste')
  return { indices: open.map((edit) => edit.index), outside, locked }
}

/** Some programs put a table on the clipboard as HTML alone. */
function clipboardTexts(clipboard: DataTransfer): string[][] {
  const texts = readPaste(clipboard.getData('text/plain'))
  return texts.length > 0 ? texts : readHtmlTable(clipboard.getData('text/html'))
}

function isSingle(texts: readonly (readonly string[])[]): boolean {
  return texts.length <= 1 && (texts[0]?.length ?? 0) <= 1
}
