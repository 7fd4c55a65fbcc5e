import { Link } from '@tanstack/react-router'
import type { GridBody, GridCell, GridLine } from '@cg/charts/model'
import { periodTick } from '@cg/charts/lines'
import { memo, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { useRowWindow } from '../../ui/row-window.ts'
import type { RowWindow } from '../../ui/row-window.ts'
import { dimensionWords } from '../../shared/words.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { rugBlocks, rugColumns } from './rug-columns.ts'
import type { RugColumn } from './rug-columns.ts'
import { afterPaint } from '../../ui/after-paint.ts'

type Row = GridBody['rows'][number]

export type RugTableProps = {
  body: GridBody
  caption: string
  unbroken: readonly string[]
  folded: ReadonlySet<string>
  onFold: (group: string) => void
  onOpen: (cell: { row: string; column: string; anchor: HTMLElement }) => void
}

type Place = { row: number; column: number }

/** Where an arrow leads from a cell; null for any other key. */
function stepFrom({ row, column }: Place, key: string, last: Place): Place | null {
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, last.column) }
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, 0) }
    case 'ArrowDown':
      return { row: Math.min(row + 1, last.row), column }
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), column }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: last.column }
    default:
      return null
  }
}

function cellAt(target: EventTarget): HTMLTableCellElement | null {
  return target instanceof Element ? target.closest<HTMLTableCellElement>('td[data-column]') : null
}

/** Marks the column under the pointer; straight in the document, since a pointer crosses many. */
function useColumnHover() {
  const marked = useRef<readonly Element[]>([])
  return (event: MouseEvent<HTMLTableElement>) => {
    const column = event.type === 'mouseleave' ? undefined : cellAt(event.target)?.dataset['column']
    for (const cell of marked.current) cell.classList.remove('is-column')
    marked.current = column === undefined ? [] : [...event.currentTarget.querySelectorAll(`[data-column="${column}"]`)]
    for (const cell of marked.current) cell.classList.add('is-column')
  }
}

/** A rug of more than sixty units: rows of one line, drawn as they are scrolled to, a hundred on paper. */
const longRug = { rowHeight: 32, whole: 60, overscan: 4, stride: 4, onPaper: 100 } as const
/** What a window keeps for the rest of its page, as compare.css has it: a row of thirty cells is no small thing to lay out. */
const besideFrame = 150

/** Units × indicators as a table that copies into Excel: arrows move from cell to cell, Enter opens one. */
export function RugTable({ body, caption, unbroken, folded, onFold, onOpen }: RugTableProps) {
  const columns = useMemo(() => rugColumns(body, folded), [body, folded])
  const [active, setActive] = useState<Place>({ row: 0, column: 0 })
  const count = body.rows.length
  const cut = useRowWindow({ count, ...longRug, frameHeight: window.innerHeight - besideFrame })
  const headRows = body.columns.some(({ group }) => group !== '') ? 2 : 1
  // The cell that Tab reaches is one that is there.
  const reached = Math.min(Math.max(active.row, cut.first), cut.end - 1)
  const hover = useColumnHover()
  const open = (cell: HTMLTableCellElement | null) => {
    const { row, column } = cell?.dataset ?? {}
    const line = columns[Number(column)]
    const of = body.rows[Number(row)]
    if (cell === null || line === undefined || of === undefined) return
    if (line.kind === 'fold') onFold(line.group)
    else onOpen({ row: of.key, column: line.key, anchor: cell })
  }
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const cell = cellAt(event.target)
    if (cell === null || event.altKey || event.ctrlKey || event.metaKey) return
    const from = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) }
    const to = stepFrom(from, event.key, { row: body.rows.length - 1, column: columns.length - 1 })
    if (event.key === 'Enter' || event.key === ' ') open(cell)
    else if (to === null) return
    else {
      const next = event.currentTarget.querySelector<HTMLTableCellElement>(
        `td[data-row="${to.row}"][data-column="${to.column}"]`,
      )
      if (next !== null) setActive(to)
      next?.focus()
    }
    event.preventDefault()
  }
  return (
    <RugFrame caption={caption} cut={cut} count={count}>
      <table
        className="rug"
        role="grid"
        aria-readonly
        {...(cut.isCut ? { 'aria-rowcount': headRows + count + 1 } : {})}
        onKeyDown={onKey}
        onClick={(event) => {
          const cell = cellAt(event.target)
          afterPaint(() => open(cell))
        }}
        onFocus={(event) => {
          const cell = cellAt(event.target)
          if (cell !== null) setActive({ row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) })
        }}
        onMouseOver={hover}
        onMouseLeave={hover}
      >
        <caption className="visually-hidden">{caption}</caption>
        <RugHead body={body} columns={columns} folded={folded} onFold={onFold} unbroken={unbroken} />
        <tbody>
          <Spacer height={cut.first * longRug.rowHeight} />
          {body.rows.slice(cut.first, cut.end).map((row, place) => {
            const at = cut.first + place
            return (
              <RugRow
                key={row.key}
                row={row}
                at={at}
                columns={columns}
                block={row.group !== '' && row.group !== body.rows[at - 1]?.group ? row.group : null}
                active={reached === at ? Math.min(active.column, columns.length - 1) : -1}
                unbroken={unbroken}
                index={cut.isCut ? headRows + at + 1 : undefined}
              />
            )
          })}
          <Spacer height={(count - cut.end) * longRug.rowHeight} />
        </tbody>
        <RugFoot body={body} columns={columns} index={cut.isCut ? headRows + count + 1 : undefined} />
      </table>
    </RugFrame>
  )
}

type FrameProps = { caption: string; cut: RowWindow; count: number; children: ReactNode }

/** Scrolls the table; of a long one it says on paper which part stands there. */
function RugFrame({ caption, cut, count, children }: FrameProps) {
  return (
    <div
      className={cut.isCut ? 'rug-frame is-long' : 'rug-frame'}
      tabIndex={0}
      role="region"
      aria-label={`${caption}（可滚动）`}
      onScroll={(event) => {
        if (!cut.isCut) return
        keepFocus(event.currentTarget)
        cut.onScroll(event)
      }}
    >
      {cut.isCut && (
        <p className="print-only">
          纸上列第{cut.first + 1}至第{cut.end}个单位，共{count}个；全部单位请用“导出”取得表格。
        </p>
      )}
      {children}
    </div>
  )
}

type FootProps = { body: GridBody; columns: readonly RugColumn[]; index: number | undefined }

function RugFoot({ body, columns, index }: FootProps) {
  return (
    <tfoot>
      <tr aria-rowindex={index}>
        <th scope="row" className="rug-name">
          {body.totalsWord}
        </th>
        {columns.map((column) => (
          <td key={column.key} className="rug-total">
            {column.kind === 'line' ? body.totals[column.at] : ''}
          </td>
        ))}
        <td className="rug-total" />
      </tr>
    </tfoot>
  )
}

/** The room of rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height === 0 ? null : (
    <tr className="rug-spacer" aria-hidden="true">
      <td style={{ height }} />
    </tr>
  )
}

/** A cell that scrolls out of the part that is drawn gives its focus to the frame: it is never lost. */
function keepFocus(frame: HTMLElement): void {
  const row = cellAt(document.activeElement ?? frame)?.dataset['row']
  if (row === undefined || !frame.contains(document.activeElement)) return
  const top = frame.scrollTop / longRug.rowHeight
  const isNear = Number(row) >= top - 2 && Number(row) <= top + frame.clientHeight / longRug.rowHeight + 2
  if (!isNear) frame.focus({ preventScroll: true })
}

type HeadProps = Pick<RugTableProps, 'body' | 'folded' | 'onFold' | 'unbroken'> & { columns: readonly RugColumn[] }

function RugHead({ body, columns, folded, onFold, unbroken }: HeadProps) {
  const blocks = rugBlocks(body, folded)
  return (
    <thead>
      {blocks.length > 0 && (
        <tr className="rug-blocks">
          <td />
          {blocks.map(({ group, span, count, isFolded }) => (
            <th key={group} scope="colgroup" colSpan={span}>
              <button
                type="button"
                className="rug-fold"
                aria-expanded={!isFolded}
                aria-label={`${dimensionWords[group] ?? group}，${count}项，${isFolded ? '展开' : '收起'}`}
                onClick={() => onFold(group)}
              >
                <span aria-hidden="true">{isFolded ? '＋' : '－'}</span> {dimensionWords[group] ?? group}
              </button>
            </th>
          ))}
          <td />
        </tr>
      )}
      <tr>
        <th scope="col" className="rug-name">
          {body.corner}
        </th>
        {columns.map((column, at) => (
          <th key={column.key} scope="col" className="rug-head" data-column={at}>
            {column.kind === 'line' ? (
              <>
                <LineLink line={column.line} unbroken={unbroken} />
                {column.line.unit !== '' && <span className="rug-unit">{column.line.unit}</span>}
              </>
            ) : (
              body.rowTotalsWord
            )}
          </th>
        ))}
        <th scope="col" className="rug-head">
          {body.rowTotalsWord}
        </th>
      </tr>
    </thead>
  )
}

/** A unit's name leads to its page, an indicator's to its own; by keyboard both are reached from a cell. */
function LineLink({ line, unbroken }: { line: GridLine; unbroken: readonly string[] }) {
  const words = <WholeWords text={line.name} words={unbroken} />
  switch (line.of) {
    case 'unit':
      return (
        <Link className="rug-link" to="/u/$unit" params={{ unit: line.key }} tabIndex={-1}>
          {words}
        </Link>
      )
    case 'indicator':
      return (
        <Link className="rug-link" to="/i/$code" params={{ code: line.key }} tabIndex={-1}>
          {words}
        </Link>
      )
    default:
      return words
  }
}

type RowProps = {
  row: Row
  at: number
  columns: readonly RugColumn[]
  block: string | null
  active: number
  unbroken: readonly string[]
  /** Place in the whole table, heads counted; left out where all rows are drawn. */
  index: number | undefined
}

const RugRow = memo(function RugRow({ row, at, columns, block, active, unbroken, index }: RowProps) {
  return (
    <>
      {block !== null && (
        <tr className="rug-block">
          <th scope="rowgroup" colSpan={columns.length + 2}>
            {dimensionWords[block] ?? block}
          </th>
        </tr>
      )}
      <tr className={row.tone === 'focus' ? 'is-focus' : undefined} aria-rowindex={index}>
        <th scope="row" className="rug-name">
          <LineLink line={row} unbroken={unbroken} />
          {row.unit !== '' && <span className="rug-unit">{row.unit}</span>}
        </th>
        {columns.map((column, place) =>
          column.kind === 'line' ? (
            <RugCell key={column.key} cell={row.cells[column.at]} row={at} column={place} isActive={place === active} />
          ) : (
            <td
              key={column.key}
              data-row={at}
              data-column={place}
              tabIndex={place === active ? 0 : -1}
              className="rug-folded"
            >
              {column.at.filter((one) => row.cells[one]?.isWeak).length}项
            </td>
          ),
        )}
        <td className="rug-total">{row.total}</td>
      </tr>
    </>
  )
})

function tintClass({ tint, value }: GridCell): string {
  if (value === null) return 'rug-missing'
  if (tint === null) return 'rug-plain'
  return tint.palette === 'status' ? `rug-${tint.light}` : `rug-${tint.palette}-${tint.step}`
}

type CellProps = { cell: GridCell | undefined; row: number; column: number; isActive: boolean }

function RugCell({ cell, row, column, isActive }: CellProps) {
  if (cell === undefined) return <td />
  return (
    <td
      data-row={row}
      data-column={column}
      tabIndex={isActive ? 0 : -1}
      className={`rug-cell ${tintClass(cell)}${cell.startsDefinition === true ? ' is-break' : ''}`}
    >
      <span className="rug-figure">
        {cell.mark !== '' && (
          <span className="rug-mark" aria-hidden="true">
            {cell.mark}
          </span>
        )}
        <span>{cell.text}</span>
        {cell.carriedFrom !== null && <small className="rug-quarter">{periodTick(cell.carriedFrom)}</small>}
        {cell.value !== null && <span className="visually-hidden">，{cell.words}</span>}
      </span>
    </td>
  )
}
