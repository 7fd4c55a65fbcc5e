import type { Finding } from '@cg/contract/entry'
import { memo, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { MouseEvent, Ref } from 'react'
import type { FormEditor } from '../editor/form-editor.ts'
import { cellIndexOf, cellInput } from './cell-input.ts'
import { FindBar } from './find-bar.tsx'
import { GridCell } from './grid-cell.tsx'
import type { Beside } from './grid-cell.tsx'
import { GridHead, LineHead, RateCells, RateLines, TotalCell, TotalLine, hasTotals } from './grid-frame.tsx'
import { labelColumn } from './column-head.tsx'
import { firstOpen } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import { findingClasses, returnedCells } from './grid-marks.ts'
import type { PasteAsk } from './paste-ask.ts'
import { useClipboard } from './use-clipboard.ts'
import type { Pasted } from './use-clipboard.ts'
import { useFrozen } from './use-frozen.ts'
import { useFind } from './use-find.ts'
import { useKeys } from './use-keys.ts'
import { useLines } from './use-lines.ts'
import type { LineRun, Lines } from './use-lines.ts'
import { useSelection } from './use-selection.ts'
import type { Selection } from './use-selection.ts'
import { useWidths } from './widths.ts'
import { useTyping } from './use-typing.ts'
import type { Typing } from './use-typing.ts'

type GridProps = {
  /** Shows everything and takes nothing, whatever the form allows. */
  isReadOnly?: boolean
  editor: FormEditor
  layout: GridLayout
  beside: Beside
  findings: readonly Finding[]
  /** Told which cell is selected. */
  onSelect: (index: number) => void
  onPasted: (pasted: Pasted) => void
  /** A pasted block waits for a word before it is written. */
  onAsk: (ask: PasteAsk) => void
  onSidePanel: () => void
  /** Under which the widths of its columns are kept. */
  widthsName: string
  /** Filled with the way to a cell's field, which may not be drawn yet. */
  reachRef: Ref<Lines['reach']>
}

/** A table of inputs that feels like Excel: arrows, Enter, Tab, F2, Esc, blocks copied and pasted, undo. */
export function Grid(props: GridProps) {
  const {
    isReadOnly = false,
    editor,
    layout,
    beside,
    findings,
    onSelect,
    onPasted,
    onAsk,
    onSidePanel,
    widthsName,
    reachRef,
  } = props
  const table = useRef<HTMLTableElement>(null)
  const selection = useSelection(table, layout)
  const typing = useTyping(editor, selection)
  useFrozen(table, layout)
  const entryPoint = useMemo(() => firstOpen(editor.detail, layout), [editor, layout])
  const entryLine = entryPoint === null ? null : layout.placeOf(entryPoint).line
  const lines = useLines(table, layout, { always: entryLine, onDrawn: selection.paint })
  useImperativeHandle(reachRef, () => lines.reach)
  const widths = useWidths(table, `${widthsName}${layout.isTurned ? '.turned' : ''}`)
  const labelWidth = widths.of(labelColumn)
  const find = useFind(table, lines.reach, selection, onSelect)
  const onKeyDown = useKeys({
    reach: lines.reach,
    editor,
    layout,
    selection,
    typing,
    isReadOnly,
    onSidePanel,
    onFind: find.open,
    onWidth: widths.change,
  })
  const clipboard = useClipboard({ editor, layout, selection, typing, isReadOnly, onPasted, onAsk })
  const mouse = mouseHandlers(selection, typing)
  return (
    <div className="entry-grid-area">
      {find.from !== null && (
        <FindBar editor={editor} layout={layout} from={find.from} onShow={find.show} onClose={find.close} />
      )}
      <div className="entry-grid-frame" onScroll={lines.onScroll}>
        <table
          ref={table}
          role="grid"
          className={gridClass(layout, lines)}
          aria-rowcount={lines.isCut ? layout.lines + 1 : undefined}
          style={labelWidth === undefined ? undefined : { ['--entry-label-width' as string]: `${labelWidth}px` }}
          aria-label={editor.detail.head.name}
          onFocus={(event) => {
            const input = cellInput(event.target)
            if (input === null) return
            typing.enter(input)
            onSelect(cellIndexOf(input))
          }}
          onBlur={(event) => {
            const input = cellInput(event.target)
            if (input !== null) typing.leave(input)
          }}
          onKeyDown={onKeyDown}
          onInput={typing.onInput}
          {...clipboard}
          {...mouse}
        >
          <GridHead editor={editor} layout={layout} widths={widths} />
          <GridBody {...{ editor, layout, beside, findings, isReadOnly, entryPoint }} runs={lines.runs} />
        </table>
      </div>
    </div>
  )
}

type BodyProps = Pick<GridProps, 'editor' | 'layout' | 'beside' | 'findings'> & {
  isReadOnly: boolean
  /** Where Tab enters. */
  entryPoint: number | null
  runs: readonly LineRun[]
}

/** Not drawn anew when another cell is selected. */
const GridBody = memo(function GridBody(props: BodyProps) {
  const { isReadOnly, editor, layout, beside, findings, entryPoint, runs } = props
  const classes = useKept(findingClasses(editor, findings))
  const marked = useMemo(() => returnedCells(editor), [editor])
  return (
    <tbody>
      {/* Side by side, not run by run: a line that comes into another run must keep its field and the focus. */}
      {runs.flatMap((run) =>
        run.kind === 'room' ? (
          <tr key={`room ${run.from}`} aria-hidden="true" style={{ height: run.height }}>
            <td className="entry-grid-room" />
          </tr>
        ) : (
          Array.from({ length: run.to - run.from }, (_, at) => run.from + at).map((line) => (
            <GridLine key={line} {...{ editor, layout, line, beside, classes, marked, entryPoint, isReadOnly }} />
          ))
        ),
      )}
      {layout.isTurned ? (
        editor.detail.head.parts === undefined && <TotalLine editor={editor} />
      ) : (
        <RateLines editor={editor} layout={layout} />
      )}
    </tbody>
  )
})

/** The map drawn before where the new one says the same: a save whose findings are the same ones redraws nothing. */
function useKept<Key, Value>(next: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  const [kept, setKept] = useState(next)
  const isSame = kept.size === next.size && [...next].every(([key, value]) => kept.get(key) === value)
  if (!isSame) setKept(next)
  return isSame ? kept : next
}

type LineProps = Omit<BodyProps, 'findings' | 'runs'> & {
  line: number
  classes: ReadonlyMap<number, Finding['class']>
  marked: ReadonlySet<number>
}

const GridLine = memo(function GridLine(props: LineProps) {
  const { editor, layout, line, beside, classes, marked, entryPoint, isReadOnly } = props
  return (
    <tr data-line={line} aria-rowindex={line + 2}>
      <LineHead editor={editor} layout={layout} line={line} />
      {Array.from({ length: layout.columns }, (_, column) => {
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
  )
})

type MouseHandler = (event: MouseEvent<HTMLTableElement>) => void

/** A click selects the whole cell, again and again, as typing must replace it; only a double click sets the caret. */
function mouseHandlers(
  selection: Selection,
  typing: Typing,
): Record<'onMouseDown' | 'onMouseOver' | 'onDoubleClick', MouseHandler> {
  return {
    onMouseDown(event) {
      const input = cellInput(event.target)
      if (input === null || event.button !== 0) return
      const hasCaret = typing.isEditing.current || typing.isTyped.current || event.detail > 1
      if (document.activeElement === input && hasCaret) return
      event.preventDefault()
      if (event.shiftKey && selection.anchor() !== null) return selection.selectTo(cellIndexOf(input))
      input.focus()
      input.select()
      selection.selectTo(cellIndexOf(input))
    },
    onMouseOver(event) {
      const input = cellInput(event.target)
      const isDragging = event.buttons === 1 && selection.anchor() !== null && !typing.isEditing.current
      if (input !== null && isDragging) selection.selectTo(cellIndexOf(input))
    },
    onDoubleClick(event) {
      const input = cellInput(event.target)
      if (input !== null && !typing.isEditing.current) typing.edit(input)
    },
  }
}

function gridClass(layout: GridLayout, { isCut }: Lines): string {
  const shape = layout.isTurned ? 'entry-grid-turned' : layout.columns <= 2 ? 'entry-grid-few' : ''
  return ['entry-grid', shape, isCut ? 'entry-grid-cut' : ''].filter(Boolean).join(' ')
}
