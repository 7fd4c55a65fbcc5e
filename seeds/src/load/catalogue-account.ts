import type { CatalogueDifference } from '@cg/contract/catalogue-change'
import { bookSheets, readHeads } from './catalogue-book.ts'
import type { BookRow, BookSheet } from './catalogue-book.ts'
import type { LoadProblem } from './problem.ts'
import type { Sheet, SheetRow } from './sheet.ts'

/** A row that says something else than stands, in these columns. */
export type ChangedRow = { readonly line: SheetRow; readonly row: BookRow; readonly columns: readonly string[] }

/** Every row of a sheet, and every row of the catalogue, in one of these. */
export type Account = {
  readonly same: number
  readonly changed: readonly ChangedRow[]
  readonly added: readonly SheetRow[]
  readonly gone: readonly BookRow[]
  readonly differences: readonly CatalogueDifference[]
}

export type Accounting = {
  readonly key: BookSheet
  readonly rows: readonly BookRow[]
  /** Number of the change that was confirmed of a code after the workbook was exported. */
  readonly later: ReadonlyMap<string, number>
  /** What a cell means, where two ways to write it are the same. */
  readonly meaning: (head: string, text: string) => string
  readonly problems: LoadProblem[]
}

/** Holds a sheet against the catalogue: by code, and a row without one by its name. */
export function accountOf(sheet: Sheet, { key, rows, later, meaning, problems }: Accounting): Account {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const byName = new Map(rows.map((row) => [row.name, row]))
  const seen = new Map<string, number>()
  const changed: ChangedRow[] = []
  const added: SheetRow[] = []
  let same = 0
  for (const line of sheet.rows) {
    const fail = (column: string | null, message: string) =>
      void problems.push({ file: sheet.file, row: line.row, column, message })
    const code = textOf(line, '代码')
    const found = code === '' ? byName.get(textOf(line, '名称')) : byCode.get(code)
    if (found === undefined) {
      if (code === '') added.push(line)
      else fail('代码', `目录中没有代码 ${code}。请改回原来的代码；新增的请把代码留空。`)
      continue
    }
    const before = seen.get(found.code)
    if (before !== undefined) {
      fail('代码', `与第 ${before} 行是同一个${bookSheets[key]}（${found.code}）。请只留一行。`)
      continue
    }
    seen.set(found.code, line.row)
    const columns = readHeads[key].filter(
      (head) => head !== '代码' && meaning(head, writtenIn(line, head)) !== meaning(head, found.cells[head] ?? ''),
    )
    const by = later.get(found.code)
    if (columns.length === 0) same += 1
    else if (code === '')
      fail('名称', `已有同名的${bookSheets[key]}（代码 ${found.code}）。要改它，请填上代码；要新增，请换一个名称。`)
    else if (by !== undefined) fail(null, `导出之后，第 ${by} 号变更改过这一行。请重新导出，在新的文件里改。`)
    else changed.push({ line, row: found, columns })
  }
  return {
    same,
    changed,
    added,
    gone: rows.filter(({ code }) => !seen.has(code)),
    differences: [...changed.flatMap((one) => changesOf(key, one)), ...added.map((line) => additionOf(key, line))],
  }
}

function changesOf(key: BookSheet, { line, row, columns }: ChangedRow): CatalogueDifference[] {
  return columns.map((column) => ({
    place: placeOf(key, line),
    name: row.name,
    column,
    before: row.cells[column] ?? '',
    after: textOf(line, column),
  }))
}

function additionOf(key: BookSheet, line: SheetRow): CatalogueDifference {
  return {
    place: placeOf(key, line),
    name: textOf(line, '名称'),
    column: '新增',
    before: '',
    // A form has no meaning of its own: who fills it says most of it.
    after: textOf(line, '口径') || `${textOf(line, '部门')}，${textOf(line, '填报')}`,
  }
}

function placeOf(key: BookSheet, { row }: SheetRow): string {
  return `“${bookSheets[key]}”第 ${row} 行`
}

/** What a new row means by leaving a choice open. */
const leftOpen: ReadonlyMap<string, string> = new Map([
  ['全市合计', '否'],
  ['可为负数', '否'],
  ['是否使用', '是'],
])

function writtenIn(line: SheetRow, head: string): string {
  const found = textOf(line, head)
  return found === '' && textOf(line, '代码') === '' ? (leftOpen.get(head) ?? '') : found
}

/** A cell's text as it is compared and stored: spreadsheets break lines in two ways. */
export function textOf({ cells }: SheetRow, head: string): string {
  return (cells.get(head) ?? '').replaceAll('\r\n', '\n').trim()
}
