import { readPeriod } from '@cg/domain/number/date-text'
import { asShown } from '@cg/domain/number/decimal-text'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import type { Period } from '@cg/domain/period'
import type { LoadProblem, ThingKey, ThingKind } from './problem.ts'
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
  /** A word of the list, as what it stands for. */
  word<T>(column: string, words: ReadonlyMap<string, T>): T | undefined
  matching(column: string, pattern: RegExp, like: string): string
  /** A quarter in any of the forms that people write; `defined` where this row itself defines it. */
  period(column: string, defined?: 'defined'): Period | undefined
  fail(column: string | null, message: string): void
  /** Possible but unlikely: somebody has to confirm it. */
  doubt(column: string | null, message: string): void
}

export type Columns = {
  readonly needed: readonly string[]
  readonly known: readonly string[]
  /** The kind of thing that the first needed column names and others refer to. */
  readonly defines?: ThingKind
}

/** Reads every row of a sheet; rows with problems come back as undefined and are left out. */
export function readRows<T>(
  sheet: Sheet | undefined,
  { needed, known, defines }: Columns,
  problems: LoadProblem[],
  read: (reader: RowReader) => T | undefined,
): { readonly row: number; readonly value: T }[] {
  if (sheet === undefined) return []
  const { file } = sheet
  const missing = needed.filter((column) => !sheet.headings.includes(column))
  const all = [...needed, ...known]
  for (const column of missing) {
    const message = `缺少这一列。第 1 行应是列名，须有：${needed.join('、')}。`
    problems.push({ file, row: 1, column, message, defines: defines && `${defines}:*` })
  }
  for (const column of sheet.headings.filter((heading) => heading !== '' && !all.includes(heading))) {
    problems.push({ file, row: 1, column, message: `不认识这一列，请删去或改名。可用的列：${all.join('、')}。` })
  }
  if (missing.length > 0) return []
  return sheet.rows.flatMap((line) => {
    const before = errorsIn(problems)
    const value = read(rowReader(file, line, problems, thingOf(line, needed[0] ?? '', defines)))
    return value === undefined || errorsIn(problems) > before ? [] : [{ row: line.row, value }]
  })
}

function errorsIn(problems: readonly LoadProblem[]): number {
  return problems.filter(({ isDoubt }) => isDoubt !== true).length
}

function thingOf({ cells }: SheetRow, column: string, kind: ThingKind | undefined): ThingKey | undefined {
  const text = cells.get(column) ?? ''
  return kind === undefined || text === '' ? undefined : thingKey(kind, text)
}

function thingKey(kind: ThingKind, text: string): ThingKey {
  const reading = kind === 'period' ? readPeriod(text) : null
  return `${kind}:${reading?.ok === true ? reading.period : text}`
}

function rowReader(file: string, { row, cells }: SheetRow, problems: LoadProblem[], defines?: ThingKey): RowReader {
  const fail = (column: string | null, message: string, wants?: ThingKey) =>
    void problems.push({ file, row, column, message, defines, wants })
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
  const integerOf = (column: string, found: string) => {
    const value = asShown(Number(found.replaceAll(',', '')))
    if (Number.isSafeInteger(value) && value >= 0) return value
    fail(column, `“${found}”不是整数，请填 0 或正整数。`)
    return 0
  }
  const optionalInteger = (column: string) => {
    const found = optional(column)
    return found === null ? null : integerOf(column, found)
  }
  return {
    row,
    text,
    optional,
    optionalInteger,
    fail: (column, message) => fail(column, message),
    doubt: (column, message) => void problems.push({ file, row, column, message, isDoubt: true }),
    integer: (column) => {
      const found = text(column)
      return found === '' ? 0 : integerOf(column, found)
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
    period: (column, defined) => {
      const found = text(column)
      if (found === '') return undefined
      const reading = readPeriod(found)
      if (reading.ok) return reading.period
      fail(column, `${reading.reason}。`, defined === undefined ? `period:${found}` : undefined)
      return undefined
    },
  }
}
