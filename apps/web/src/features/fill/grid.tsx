import type { Finding } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { formatResult, formatValue } from '@cg/domain/number-format'
import { readPaste } from '@cg/domain/paste'
import { useMemo, useRef, useSyncExternalStore } from 'react'
import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { indexOf, isSummable } from './form-cells.ts'
import type { FormEditor } from './form-editor.ts'
import { GridCell } from './grid-cell.tsx'
import type { Beside } from './grid-cell.tsx'
import { block, placePaste, step } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import { liveRates, rowTotal } from './live-rates.ts'

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

/** The server's finding about empty fields; an empty field shows itself. */
export const missingRule = 'MISSING'

const severity = { block: 3, explain: 2, inform: 1 } as const

/** The gravest open finding of each cell. */
function findingClasses(editor: FormEditor, findings: readonly Finding[]): Map<number, Finding['class']> {
  const classes = new Map<number, Finding['class']>()
  for (const finding of findings) {
    if (finding.rule === missingRule || (finding.class === 'explain' && finding.isExplained)) continue
    for (const cell of finding.cells) {
      const index = indexOf(editor.detail, cell)
      if (index === null) continue
      const known = classes.get(index)
      if (known === undefined || severity[finding.class] > severity[known]) classes.set(index, finding.class)
    }
  }
  return classes
}

/** Cells sent back in the running round. */
function returnedCells(editor: FormEditor): Set<number> {
  const { detail } = editor
  const marks = detail.returnMarks.filter(
    (mark) => mark.round === Math.max(...detail.returnMarks.map((one) => one.round)),
  )
  return new Set(
    detail.submission.state === 'returned' || detail.submission.state === 'draft'
      ? marks.flatMap((mark) => indexOf(detail, mark) ?? [])
      : [],
  )
}

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
  const entryPoint = firstOpen(editor, layout)

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

type Act =
  | 'native'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'tab'
  | 'tab-back'
  | 'extend-up'
  | 'extend-down'
  | 'extend-left'
  | 'extend-right'
  | 'edit'
  | 'restore'
  | 'clear'
  | 'undo'
  | 'repeat'
  | 'panel'

/** What a key does to the grid; null: the key types into the field. */
function keyAct(event: KeyboardEvent, isEditing: boolean, isModified: boolean): Act | null {
  if (isModified) {
    if (event.key === 'z' || event.key === 'Z') return isEditing ? 'native' : 'undo'
    if (event.code === 'Semicolon' || event.key === ';') return 'repeat'
    if (event.key === 'Enter') return 'panel'
    return 'native'
  }
  switch (event.key) {
    case 'Enter':
      return event.shiftKey ? 'up' : 'down'
    case 'Tab':
      return event.shiftKey ? 'tab-back' : 'tab'
    case 'ArrowUp':
      return event.shiftKey ? 'extend-up' : 'up'
    case 'ArrowDown':
      return event.shiftKey ? 'extend-down' : 'down'
    case 'ArrowLeft':
      return isEditing ? 'native' : event.shiftKey ? 'extend-left' : 'left'
    case 'ArrowRight':
      return isEditing ? 'native' : event.shiftKey ? 'extend-right' : 'right'
    case 'F2':
      return 'edit'
    case 'Escape':
      return 'restore'
    case 'Delete':
      return isEditing ? 'native' : 'clear'
    default:
      return null
  }
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

/** At the end of a line Tab goes to the start of the next; at the last cell it stays. */
function nextLine(layout: GridLayout, index: number, direction: 1 | -1): number | null {
  const { line } = layout.placeOf(index)
  for (let next = line + direction; next >= 0 && next < layout.lines; next += direction) {
    const columns = Array.from({ length: layout.columns }, (_, column) =>
      direction === 1 ? column : layout.columns - 1 - column,
    )
    const column = columns.find((one) => layout.at(next, one) !== null)
    if (column !== undefined) return layout.at(next, column)
  }
  return null
}

function firstOpen(editor: FormEditor, layout: GridLayout): number | null {
  for (let line = 0; line < layout.lines; line++)
    for (let column = 0; column < layout.columns; column++) {
      const index = layout.at(line, column)
      if (index !== null && editor.detail.cells.isOpen[index] === true) return index
    }
  return layout.at(0, 0)
}

function gridClass(layout: GridLayout): string {
  if (layout.isTurned) return 'entry-grid entry-grid-turned'
  return layout.columns <= 2 ? 'entry-grid entry-grid-few' : 'entry-grid'
}

/** A form of one unit has nothing to add up. */
function hasTotals(editor: FormEditor): boolean {
  return editor.detail.units.length > 1
}

function GridHead({ editor, layout }: { editor: FormEditor; layout: GridLayout }) {
  const { rows, units, rates } = editor.detail
  if (layout.isTurned)
    return (
      <thead>
        <tr>
          <th scope="col" className="entry-grid-corner">
            区县
          </th>
          {rows.map((row, at) => (
            <th key={at} scope="col" className="entry-grid-item">
              <RowWords row={row} />
              <span className="entry-grid-unit">{row.unit}</span>
            </th>
          ))}
          {rates.map((rate) => (
            <th key={rate.code} scope="col" className="entry-grid-item entry-grid-computed">
              {rate.name}
              <span className="entry-grid-unit">{rate.unit}，自动</span>
            </th>
          ))}
        </tr>
      </thead>
    )
  return (
    <thead>
      <tr>
        <th scope="col" className="entry-grid-corner">
          指标
        </th>
        <th scope="col" className="entry-grid-unit-head">
          单位
        </th>
        {units.map((unit) => (
          <th key={unit.code} scope="col">
            {unit.shortName}
            {!unit.countsInParent && <span className="entry-grid-unit">不重复计入</span>}
          </th>
        ))}
        {hasTotals(editor) && (
          <th scope="col" className="entry-grid-computed">
            合计
          </th>
        )}
      </tr>
    </thead>
  )
}

function RowWords({ row }: { row: FormEditor['detail']['rows'][number] }) {
  return (
    <>
      {row.isRequired && (
        <span className="entry-grid-required" title="必填">
          *
        </span>
      )}
      {row.breakdownName === '' ? row.name : `其中：${row.breakdownName}`}
    </>
  )
}

/** How many 其中 levels a row stands below its head row. */
function depthOf(editor: FormEditor, line: number): number {
  const parent = editor.detail.rows[line]?.parentRow ?? null
  return parent === null ? 0 : 1 + depthOf(editor, parent)
}

function LineHead({ editor, layout, line }: { editor: FormEditor; layout: GridLayout; line: number }) {
  if (layout.isTurned) {
    const unit = must(editor.detail.units[line])
    return (
      <th scope="row" className="entry-grid-corner">
        {unit.shortName}
        {!unit.countsInParent && <span className="entry-grid-unit">不重复计入</span>}
      </th>
    )
  }
  const row = must(editor.detail.rows[line])
  return (
    <>
      <th scope="row" className={`entry-grid-corner entry-grid-part-${Math.min(2, depthOf(editor, line))}`}>
        <RowWords row={row} />
      </th>
      <td className="entry-grid-unit-cell">{row.unit}</td>
    </>
  )
}

/** Any change of any cell; totals and rates follow it. */
function useEveryChange(editor: FormEditor): void {
  useSyncExternalStore(editor.subscribe, editor.revision)
}

function totalText(editor: FormEditor, row: number): { text: string; title: string | undefined } {
  const one = must(editor.detail.rows[row])
  if (!isSummable(one)) return { text: '—', title: '均值不能相加' }
  const { value, isPartial } = rowTotal(editor, row)
  if (value === null) return { text: '—', title: undefined }
  const mark = one.isDistinctPeople
    ? '可能重复计数：同一人可能在多个区县'
    : isPartial
      ? '有区县未填，合计不全'
      : undefined
  return { text: formatValue(value, one) + (mark === undefined ? '' : '*'), title: mark }
}

function TotalCell({ editor, row }: { editor: FormEditor; row: number }) {
  useEveryChange(editor)
  const { text, title } = totalText(editor, row)
  return (
    <td className="entry-grid-computed" title={title}>
      {text}
    </td>
  )
}

function TotalLine({ editor }: { editor: FormEditor }) {
  useEveryChange(editor)
  const rates = liveRates(editor)
  return (
    <tr className="entry-grid-computed-line">
      <th scope="row" className="entry-grid-corner">
        合计
      </th>
      {editor.detail.rows.map((_, row) => {
        const { text, title } = totalText(editor, row)
        return (
          <td key={row} className="entry-grid-computed" title={title}>
            {text}
          </td>
        )
      })}
      {rates.map((rate) => (
        <td key={rate.code} className="entry-grid-computed">
          {rate.total === null ? '—' : formatResult(rate.total, rate)}
        </td>
      ))}
    </tr>
  )
}

function RateCells({ editor, unit }: { editor: FormEditor; unit: number }) {
  useEveryChange(editor)
  return liveRates(editor).map((rate) => (
    <td key={rate.code} className="entry-grid-computed">
      {formatResult(must(rate.byUnit[unit]), rate)}
    </td>
  ))
}

function RateLines({ editor, layout }: { editor: FormEditor; layout: GridLayout }) {
  useEveryChange(editor)
  return liveRates(editor).map((rate) => (
    <tr key={rate.code} className="entry-grid-computed-line">
      <th scope="row" className="entry-grid-corner">
        {rate.name}
        <span className="entry-grid-auto">自动</span>
      </th>
      <td className="entry-grid-unit-cell">{rate.unit}</td>
      {Array.from({ length: layout.columns }, (_, unit) => (
        <td key={unit} className="entry-grid-computed">
          {formatResult(must(rate.byUnit[unit]), rate)}
        </td>
      ))}
      {hasTotals(editor) && (
        <td className="entry-grid-computed">{rate.total === null ? '—' : formatResult(rate.total, rate)}</td>
      )}
    </tr>
  ))
}
