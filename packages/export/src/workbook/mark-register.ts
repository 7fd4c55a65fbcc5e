import { registerHeads } from '@cg/contract/register-upload'
import type { WorkbookGrid } from './grid.ts'
import { placeName } from './grid.ts'
import { faultColumn, sheetMarks } from './mark-words.ts'
import type { RegisterTable } from './register-match.ts'
import { markWorkbook } from './read.ts'

export type SentRegister = {
  readonly bytes: Uint8Array
  readonly book: Extract<WorkbookGrid, { ok: true }>
  readonly table: RegisterTable
}

/** A fault of a file: lines as the spreadsheet counts them, columns by name. */
type Fault = { readonly line: number; readonly column: string; readonly message: string }

/** The file that was sent with its bad cells tinted and 错误说明 beside them; null where it cannot be written as it is. */
export async function markRegister(
  { bytes, book, table }: SentRegister,
  faults: readonly Fault[],
): Promise<Uint8Array | null> {
  const { sheet, head, columns } = table
  const first = columns.get(registerHeads.unit) ?? 0
  const marks = faults.map(({ line, column, message }) => ({
    place: placeName(sheet, line - 1, columns.get(column) ?? first),
    message: columns.has(column) ? message : `${column}：${message}`,
    kind: 'wrong' as const,
  }))
  // The words stand beside the heads of the table, wherever its first fault is.
  const under = [{ place: placeName(sheet, head + 1, first) }]
  const grid = book.sheets.find(({ name }) => name === sheet)
  const earlier = grid === undefined ? null : faultColumn(grid)
  return markWorkbook(
    bytes,
    sheetMarks(marks, under).map((one) => ({ ...one, earlier })),
  )
}
