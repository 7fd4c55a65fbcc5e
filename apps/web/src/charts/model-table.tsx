import type { ChartTable, TableCell } from '@cg/charts/model'
import { useMemo } from 'react'
import { DataTable } from '../ui/data-table.tsx'
import type { Column } from '../ui/data-table.tsx'

type Row = { key: string; cells: readonly TableCell[] }

function columnsOf(table: ChartTable): Column<Row>[] {
  return table.columns.map((column, index) => ({
    key: column.key,
    header: column.header,
    ...(column.unit === '' ? {} : { unit: column.unit }),
    align: column.decimals === null ? 'left' : 'right',
    isRowHeader: index === table.columns.findIndex((candidate) => candidate.decimals === null),
    cell: (row) => <CellWords text={row.cells[index]?.text ?? ''} />,
    ...(column.decimals === null ? {} : { sortValue: (row: Row) => row.cells[index]?.value ?? null }),
  }))
}

const shortWords = 8

/** A sentence in a cell keeps a width to be read in: the table scrolls instead of breaking it into characters. */
function CellWords({ text }: { text: string }) {
  return text.length > shortWords && /[\u4E00-\u9FFF]/.test(text) ? <span className="cell-words">{text}</span> : text
}

/** The figures of a chart as a table, in the order drawn: what copies into Excel and reads aloud. */
export function ModelTable({
  name,
  table,
  caption,
  maxHeight,
}: {
  /** The chart's kind: names the table in the link. */
  name: string
  table: ChartTable
  caption: string
  maxHeight?: number
}) {
  const rows = useMemo(() => table.rows.map((cells, index): Row => ({ key: String(index), cells })), [table])
  const columns = useMemo(() => columnsOf(table), [table])
  return (
    <DataTable
      name={name}
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      selectedKey={table.focus === undefined ? null : String(table.focus)}
      isDense
      {...(maxHeight === undefined ? {} : { maxHeight })}
    />
  )
}
