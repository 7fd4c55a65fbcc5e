import type { Finding } from '@cg/contract/entry'
import { readPaste } from '@cg/domain/number/paste'
import { useMemo, useRef } from 'react'
import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import type { FormEditor } from '../editor/form-editor.ts'
import { GridCell } from './grid-cell.tsx'
import type { Beside } from './grid-cell.tsx'
import { GridHead, LineHead, RateCells, RateLines, TotalCell, TotalLine, hasTotals } from './grid-frame.tsx'
import { keyAct } from './grid-keys.ts'
import { block, firstOpen, nextLine, placePaste, step } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import { findingClasses, returnedCells } from './grid-marks.ts'

type GridProps = {
  /** Shows everything and takes nothing, whatever the form allows. */
  isReadOnly?: boolean
  editor: FormEditor
  layout: GridLayout
  beside: Beside
  findings: readonly Finding[]
  /** Told which cell is selected. */
  onSelect: (index: number) => void
  onPasted: (result: PasteResult) => void
  onSidePanel: () => void
}

export type PasteResult = { pasted: number; outside: number; locked: number }

/** A table of inputs that feels like Excel: arrows, Enter, Tab, F2, Esc, blocks copied and pasted, undo. */
export function Grid({
  isReadOnly = false,
  editor,
  layout,
  beside,
  findings,
  onSelect,
  onPasted,
  onSidePanel,
}: GridProps) {
  const { detail } = editor
  const table = useRef<HTMLTableElement>(null)
  const anchor = useRef<number | null>(null)
  const extent = useRef<number | null>(null)
  const isEditing = useRef(false)
  /** Something was typed since the cell was entered; only then does leaving it commit. */
  const isTyped = useRef(false)
  const classes = useMemo(() => findingClasses(editor, findings), [editor, findings])
  const marked = useMemo(() => returnedCells(editor), [editor])
  const entryPoint = firstOpen(editor.detail, layout)

  const inputOf = (index: number) =>
    table.current?.querySelector<HTMLInputElement>(`input[data-index="${index}"]`) ?? null
  const focus = (index: number | null) => {
    if (index !== null) inputOf(index)?.focus()
  }

  function paintSelection(): void {
    for (const cell of table.current?.querySelectorAll('.entry-cell-selected') ?? [])
      cell.classList.remove('entry-cell-selected')
    if (anchor.current === null || extent.current === null || anchor.current === extent.current) return
    for (const index of block(layout, anchor.current, extent.current).flat())
      if (index !== null) table.current?.querySelector(`[data-cell="${index}"]`)?.classList.add('entry-cell-selected')
  }

  function leave(input: HTMLInputElement): void {
    const index = Number(input.dataset['index'])
    isEditing.current = false
    if (!isTyped.current || input.readOnly) return
    isTyped.current = false
    editor.draft(index, null)
    if (input.value !== editor.cell(index).text) editor.commit([{ index, text: input.value }], 'grid')
    input.value = editor.cell(index).text
  }

  function onFocus(event: FocusEvent<HTMLTableElement>): void {
    const input = asCellInput(event.target)
    if (input === null) return
    const index = Number(input.dataset['index'])
    anchor.current = index
    extent.current = index
    isEditing.current = false
    isTyped.current = false
    paintSelection()
    input.select()
    onSelect(index)
  }

  function extend(dLine: number, dColumn: number): void {
    if (anchor.current === null) return
    const next = step(layout, extent.current ?? anchor.current, dLine, dColumn)
    if (next === null) return
    extent.current = next
    paintSelection()
  }

  function selectedCells(): (number | null)[][] {
    return anchor.current === null ? [] : block(layout, anchor.current, extent.current ?? anchor.current)
  }

  function clearSelection(): void {
    const edits = selectedCells()
      .flat()
      .flatMap((index) => (index === null ? [] : [{ index, text: '' }]))
    editor.commit(edits, 'grid')
  }

  function repeatPrevious(): void {
    const edits = selectedCells()
      .flat()
      .flatMap((index) => {
        const value = index === null ? null : detail.cells.previous[index]
        return index === null || value === null || value === undefined ? [] : [{ index, text: String(value) }]
      })
    if (edits.length > 0) editor.commit(edits, 'grid')
  }

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>): void {
    const input = asCellInput(event.target)
    if (input === null || event.nativeEvent.isComposing || event.keyCode === 229) return
    const index = Number(input.dataset['index'])
    const isModified = event.ctrlKey || event.metaKey
    const act = keyAct(event, isEditing.current, isModified)
    if (act === null) {
      if (!isModified && event.key.length === 1) isEditing.current = true
      return
    }
    if (act !== 'native') event.preventDefault()
    switch (act) {
      case 'native':
        return
      case 'up':
        return focus(step(layout, index, -1, 0))
      case 'down':
        return focus(step(layout, index, 1, 0))
      case 'left':
        return focus(step(layout, index, 0, -1))
      case 'right':
        return focus(step(layout, index, 0, 1))
      case 'tab':
        return focus(step(layout, index, 0, 1) ?? nextLine(layout, index, 1))
      case 'tab-back':
        return focus(step(layout, index, 0, -1) ?? nextLine(layout, index, -1))
      case 'extend-up':
        return extend(-1, 0)
      case 'extend-down':
        return extend(1, 0)
      case 'extend-left':
        return extend(0, -1)
      case 'extend-right':
        return extend(0, 1)
      case 'edit':
        isEditing.current = true
        input.setSelectionRange(input.value.length, input.value.length)
        return
      case 'restore':
        isTyped.current = false
        editor.draft(index, null)
        input.value = editor.cell(index).text
        isEditing.current = false
        extent.current = index
        paintSelection()
        input.select()
        return
      case 'clear':
        return isReadOnly ? undefined : clearSelection()
      case 'undo':
        return isReadOnly ? undefined : focus(editor.undo())
      case 'repeat':
        return isReadOnly ? undefined : repeatPrevious()
      case 'panel':
        leave(input)
        return onSidePanel()
    }
  }

  function onPaste(event: ClipboardEvent<HTMLTableElement>): void {
    const input = asCellInput(event.target)
    if (input === null || isReadOnly) return
    const texts = readPaste(event.clipboardData.getData('text/plain'))
    if (isSingle(texts) && isEditing.current) return
    event.preventDefault()
    if (texts.length === 0) return
    const index = Number(input.dataset['index'])
    const { edits, outside } = isSingle(texts)
      ? { edits: fill(selectedCells(), texts[0]?.[0] ?? ''), outside: 0 }
      : placePaste(layout, index, texts)
    const open = edits.filter((edit) => detail.cells.isOpen[edit.index] === true)
    const locked = edits.filter((edit) => !open.includes(edit) && differs(edit)).length
    isTyped.current = false
    editor.commit(open, 'paste')
    input.value = editor.cell(index).text
    input.select()
    onPasted({ pasted: open.length, outside, locked })
  }

  /** A locked cell that would keep its value anyway is not worth a word. */
  function differs({ index, text }: { index: number; text: string }): boolean {
    return text.replaceAll(/[,\s]/g, '') !== editor.cell(index).text.replaceAll(',', '')
  }

  function onCopy(event: ClipboardEvent<HTMLTableElement>): void {
    if (asCellInput(event.target) === null || isEditing.current) return
    const lines = selectedCells().map((line) =>
      line.map((index) => (index === null ? '' : editor.cell(index).text.replaceAll(',', ''))).join('\t'),
    )
    event.clipboardData.setData('text/plain', lines.join('\r\n'))
    event.preventDefault()
  }

  /** A click selects the whole cell, again and again, as typing must replace it; only a double click sets the caret. */
  function onMouseDown(event: MouseEvent<HTMLTableElement>): void {
    const input = asCellInput(event.target)
    if (input === null || event.button !== 0) return
    const isCaret = document.activeElement === input && (isEditing.current || isTyped.current || event.detail > 1)
    if (isCaret) return
    event.preventDefault()
    if (event.shiftKey && anchor.current !== null) return selectTo(Number(input.dataset['index']))
    input.focus()
    input.select()
    selectTo(Number(input.dataset['index']))
  }

  function onMouseOver(event: MouseEvent<HTMLTableElement>): void {
    const input = asCellInput(event.target)
    const isDragging = event.buttons === 1 && anchor.current !== null && !isEditing.current
    if (input !== null && isDragging) selectTo(Number(input.dataset['index']))
  }

  function selectTo(index: number): void {
    extent.current = index
    paintSelection()
  }

  return (
    <div className="entry-grid-frame">
      <table
        ref={table}
        role="grid"
        className={gridClass(layout)}
        aria-label={detail.head.name}
        onFocus={onFocus}
        onBlur={(event) => {
          const input = asCellInput(event.target)
          if (input !== null) leave(input)
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onCopy={onCopy}
        onMouseDown={onMouseDown}
        onInput={(event) => {
          isTyped.current = true
          const input = asCellInput(event.target)
          if (input !== null) editor.draft(Number(input.dataset['index']), input.value)
        }}
        onMouseOver={onMouseOver}
        onDoubleClick={() => {
          isEditing.current = true
        }}
      >
        <GridHead editor={editor} layout={layout} />
        <tbody>
          {Array.from({ length: layout.lines }, (_, line) => (
            <tr key={line}>
              <LineHead editor={editor} layout={layout} line={line} />
              {Array.from({ length: layout.columns }, (__, column) => {
                const index = layout.at(line, column)
                return index === null ? (
                  <td key={column} className="entry-cell entry-cell-none" aria-hidden="true" />
                ) : (
                  <GridCell
                    key={column}
                    editor={editor}
                    index={index}
                    beside={beside}
                    isMarked={marked.has(index)}
                    findingClass={classes.get(index) ?? null}
                    isEntryPoint={index === entryPoint}
                    isReadOnly={isReadOnly}
                  />
                )
              })}
              {!layout.isTurned && hasTotals(editor) && <TotalCell editor={editor} row={line} />}
              {layout.isTurned && <RateCells editor={editor} unit={line} />}
            </tr>
          ))}
          {layout.isTurned ? <TotalLine editor={editor} /> : <RateLines editor={editor} layout={layout} />}
        </tbody>
      </table>
    </div>
  )
}

function isSingle(texts: readonly (readonly string[])[]): boolean {
  return texts.length <= 1 && (texts[0]?.length ?? 0) <= 1
}

/** One value pasted over a range fills it, as in Excel. */
function fill(cells: (number | null)[][], text: string): { index: number; text: string }[] {
  return cells.flat().flatMap((index) => (index === null ? [] : [{ index, text }]))
}

function asCellInput(target: EventTarget): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.dataset['index'] !== undefined ? target : null
}

function gridClass(layout: GridLayout): string {
  if (layout.isTurned) return 'entry-grid entry-grid-turned'
  return layout.columns <= 2 ? 'entry-grid entry-grid-few' : 'entry-grid'
}
