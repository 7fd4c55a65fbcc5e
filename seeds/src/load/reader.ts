import { asShown } from '@cg/domain/number/decimal-text'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import type { LoadProblem } from './problem.ts'
import type { Sheet, SheetRow } from './sheet.ts'

/** Reads the cells of one row, and remembers what is wrong with them instead of stopping at the first. */
export type RowReader = {
  readonly row: number
  /** The text; a problem when it is empty. */
  text(column: string): string
  /** The text, or null when the cell is empty or the column is not there. */
  optional(column: string): string | null
  integer(column: string): number
  optionalInteger(column: string): number | null
  number(column: string): number
  /** A word of the list, as what it stands for. */
  word<T>(column: string, words: ReadonlyMap<string, T>): T | undefined
  matching(column: string, pattern: RegExp, like: string): string
  fail(column: string | null, message: string): void
}

/** Reads every row of a sheet; rows with problems come back as undefined and are left out. */
export function readRows<T>(
  sheet: Sheet | undefined,
  columns: { readonly needed: readonly string[]; readonly known: readonly string[] },
  problems: LoadProblem[],
  read: (reader: RowReader) => T | undefined,
): { readonly row: number; readonly value: T }[] {
  if (sheet === undefined) return []
  const { file } = sheet
  const missing = columns.needed.filter((column) => !sheet.headings.includes(column))
  const known = [...columns.needed, ...columns.known]
  for (const column of missing)
    problems.push({ file, row: 1, column, message: '缺少这一列，请对照 seeds/README.md 补上。' })
  for (const column of sheet.headings.filter((heading) => heading !== '' && !known.includes(heading))) {
    problems.push({ file, row: 1, column, message: `不认识这一列。可用的列：${known.join('、')}。` })
  }
  if (missing.length > 0) return []
  return sheet.rows.flatMap((line) => {
    const before = problems.length
    const value = read(rowReader(file, line, problems))
    return value === undefined || problems.length > before ? [] : [{ row: line.row, value }]
  })
}

function rowReader(file: string, { row, cells }: SheetRow, problems: LoadProblem[]): RowReader {
  const fail = (column: string | null, message: string) => void problems.push({ file, row, column, message })
  const optional = (column: string) => {
    const found = cells.get(column) || null
    const turned = found === null ? null : directionControlProblem(found)
    if (turned === null) return found
    fail(column, `${turned}。`)
    return null
  }
  const text = (column: string) => {
    const found = optional(column)
    if (found === null) fail(column, '不能为空，请填写。')
    return found ?? ''
  }
  const numberOf = (column: string, found: string, isInteger: boolean) => {
    const value = asShown(Number(found.replaceAll(',', '')))
    if (Number.isFinite(value) && (!isInteger || Number.isInteger(value))) return value
    fail(column, `“${found}”不是${isInteger ? '整数' : '数字'}。`)
    return 0
  }
  const optionalInteger = (column: string) => {
    const found = optional(column)
    return found === null ? null : numberOf(column, found, true)
  }
  return {
    row,
    text,
    optional,
    fail,
    optionalInteger,
    integer: (column) => {
      const found = text(column)
      return found === '' ? 0 : numberOf(column, found, true)
    },
    number: (column) => {
      const found = text(column)
      return found === '' ? 0 : numberOf(column, found, false)
    },
    word: (column, words) => {
      const found = text(column)
      if (found === '') return undefined
      if (!words.has(found)) fail(column, `“${found}”不在可选的词中：${[...words.keys()].join('、')}。`)
      return words.get(found)
    },
    matching: (column, pattern, like) => {
      const found = text(column)
      if (found !== '' && !pattern.test(found)) fail(column, `“${found}”的写法不对，应写成 ${like} 的样子。`)
      return found
    },
  }
}
