import './data-table.css'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useRowWindow } from './row-window.ts'
import { useTableOrder } from './table-order.ts'
import type { Sorting } from './table-order.ts'

export type Column<Row> = {
  key: string
  header: ReactNode
  /** Printed once under the header, so that cells hold numbers alone. */
  unit?: string
  align?: 'left' | 'right' | 'center'
  cell: (row: Row) => ReactNode
  /** Makes the column sortable. Null always goes last, whichever way. */
  sortValue?: (row: Row) => number | string | null
  /** Names the row for screen readers; at most one column, and it stays in view when scrolling sideways. */
  isRowHeader?: boolean
  width?: string
}

type DataTableProps<Row> = {
  /** Names the table in the link that reproduces its order; one of its kind on a page. */
  name: string
  /** Read out as the table's name. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  selectedKey?: string | null
  onSelect?: (row: Row) => void
  /** What stands there when there are no rows. */
  empty?: ReactNode
  isDense?: boolean
  maxHeight?: number
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

function compare(left: number | string | null, right: number | string | null, isDescending: boolean): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const order =
    typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right))
  return isDescending ? -order : order
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting | null): readonly Row[] {
  const valueOf = columns.find((column) => column.key === sorting?.key)?.sortValue
  if (!sorting || !valueOf) return rows
  return rows.toSorted((left, right) => compare(valueOf(left), valueOf(right), sorting.isDescending))
}

function ariaSort(sorting: Sorting | null, key: string): 'ascending' | 'descending' | 'none' {
  if (sorting?.key !== key) return 'none'
  return sorting.isDescending ? 'descending' : 'ascending'
}

/** Descending first for numbers, then ascending, then the given order again. */
function nextSorting(sorting: Sorting | null, key: string): Sorting | null {
  if (sorting?.key !== key) return { key, isDescending: true }
  return sorting.isDescending ? { key, isDescending: false } : null
}

function HeaderCell<Row>({
  column,
  sorting,
  onSort,
}: {
  column: Column<Row>
  sorting: Sorting | null
  onSort: (key: string) => void
}) {
  const words = (
    <>
      {column.header}
      {column.unit !== undefined && <span className="data-table-unit">{column.unit}</span>}
    </>
  )
  const order = ariaSort(sorting, column.key)
  return (
    <th
      scope="col"
      className={`align-${column.align ?? 'left'}${column.isRowHeader ? ' is-row-header' : ''}`}
      style={column.width === undefined ? {} : { width: column.width }}
      {...(column.sortValue ? { 'aria-sort': order } : {})}
    >
      {column.sortValue ? (
        <button type="button" className="data-table-sort" onClick={() => onSort(column.key)}>
          {words}
          <span className="data-table-arrow" aria-hidden="true">
            {order === 'none' ? '↕' : order === 'descending' ? '↓' : '↑'}
          </span>
        </button>
      ) : (
        words
      )}
    </th>
  )
}

/** The height of a row of a long table, whose cells keep to one line. */
const longRow = { dense: 30, plain: 36 } as const
const longFrame = 600

/**
 * A real table: copies into Excel, reads aloud, prints, and keeps its header and first column in view. Of more than 200
 * rows those in its frame are drawn.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    name,
    caption,
    columns,
    rows,
    rowKey,
    selectedKey = null,
    onSelect,
    empty,
    isDense = false,
    maxHeight,
  } = props
  const [sorting, setSorting] = useTableOrder(name)
  const inOrder = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting])
  const rowHeight = longRow[isDense ? 'dense' : 'plain']
  const cut = useRowWindow({ count: rows.length, rowHeight, frameHeight: maxHeight ?? longFrame })
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    <div
      className={['data-table-frame', isDense && 'is-dense', cut.isCut && 'is-long'].filter(Boolean).join(' ')}
      style={maxHeight === undefined && !cut.isCut ? {} : { maxHeight: maxHeight ?? longFrame }}
      onScroll={cut.isCut ? cut.onScroll : undefined}
      tabIndex={0}
      role="region"
      aria-label={`${caption}（可滚动）`}
    >
      <table className="data-table" {...(cut.isCut ? { 'aria-rowcount': rows.length + 1 } : {})}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell
                key={column.key}
                column={column}
                sorting={sorting}
                onSort={(key) => setSorting(nextSorting(sorting, key))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={cut.first * rowHeight} />
          {inOrder.slice(cut.first, cut.end).map((row, at) => {
            const key = rowKey(row)
            return (
              <tr
                // Of a long table the row in the same place is written over: making it anew costs a frame.
                key={cut.isCut ? cut.first + at : key}
                {...(cut.isCut ? { 'aria-rowindex': cut.first + at + 2 } : {})}
                className={[key === selectedKey ? 'is-selected' : '', onSelect ? 'is-selectable' : '']
                  .filter(Boolean)
                  .join(' ')}
                onClick={onSelect && (() => onSelect(row))}
              >
                {columns.map((column) =>
                  column.isRowHeader ? (
                    <th key={column.key} scope="row" className={`is-row-header align-${column.align ?? 'left'}`}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={`align-${column.align ?? 'left'}`}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            )
          })}
          <Spacer height={(rows.length - cut.end) * rowHeight} />
        </tbody>
      </table>
    </div>
  )
}

/** The room of rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height === 0 ? null : (
    <tr className="data-table-spacer" aria-hidden="true">
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
