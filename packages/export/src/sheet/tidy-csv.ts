import type { TidyCell, TidyColumn, TidyRelease } from '@cg/contract/release/tidy'
import { csvText } from './csv.ts'

/** The rows of a release, UTF-8 with a mark for Excel; the header is line 1 and nothing but rows follows. */
export function renderTidyCsv({ columns, rows }: TidyRelease): string {
  return csvText([columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))])
}

/** The data dictionary of those rows: a line for each column, and one more for each of its codes. */
export function renderTidyDictionary({ columns }: TidyRelease): string {
  const heads = ['列名', '字段名', '含义', '单位', '代码', '代码含义']
  return csvText([heads, ...columns.flatMap(dictionaryLines)])
}

function dictionaryLines({ name, key, meaning, unit, codes }: TidyColumn): string[][] {
  const codeLines = codes.map(({ code, word }) => [name, key, '', '', code, word])
  return [[name, key, meaning, unit, '', ''], ...codeLines]
}

function cellText(cell: TidyCell): string | number {
  return typeof cell === 'number' ? cell : String(cell ?? '')
}
