import { readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import type { Sheet as XlsxSheet, Workbook } from 'hucre/xlsx'
import { asShown } from '@cg/domain/number/decimal-text'
import type { LoadProblem, ThingKey } from './problem.ts'
import { guideSheet, referenceStart, sheetNames } from './words.ts'

/** One row by heading, with its number in the file. */
export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<string, string> }

export type Sheet = { readonly file: string; readonly headings: readonly string[]; readonly rows: readonly SheetRow[] }

/** A file of first data is small; anything larger is a mistake. */
const mostBytes = 20 * 1024 * 1024

/** Files whose rows others refer to: what one of them would have held is not known when it cannot be read. */
const definedBy: Readonly<Record<string, ThingKey>> = {
  units: 'unit:*',
  periods: 'period:*',
  departments: 'department:*',
}

/** A file by its name; its content is read when it is known to be wanted. */
export type LoadFile = { readonly name: string; readonly size: number; readonly bytes: () => Uint8Array }

/** The files of a folder. */
export function filesOf(folder: string): LoadFile[] {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name)
    return { name, size: statSync(path).size, bytes: () => readFileSync(path) }
  })
}

/** Reads all CSV and XLSX files, the file's name without its ending as key: 'units', 'history-2024'. */
export async function readFiles(files: readonly LoadFile[], problems: LoadProblem[]): Promise<Map<string, Sheet>> {
  const sheets = new Map<string, Sheet>()
  for (const { name: file, size, bytes } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const ending = extname(file).toLowerCase()
    if (file.startsWith('.') || file.startsWith('~$')) continue
    const name = file.slice(0, file.length - ending.length).toLowerCase()
    const fail = (message: string) =>
      void problems.push({ file, row: null, column: null, message, defines: definedBy[name] })
    if (otherTables.has(ending)) fail(`不能读取 ${ending} 文件，请另存为 CSV 或 XLSX 后再装载。`)
    if (ending !== '.csv' && ending !== '.xlsx') continue
    if (size > mostBytes) {
      fail('文件超过 20 MB，请拆分后再装载。')
      continue
    }
    for (const { key, label, grid } of await readTables(bytes, problems, { file, name, ending, fail })) {
      if (sheets.has(key)) fail(`与 ${sheets.get(key)?.file} 同名，只能保留一个。`)
      sheets.set(key, toSheet(label, grid, problems))
    }
  }
  return sheets
}

/** Tables in forms that are not read: passed over in silence they would be missed. */
const otherTables: ReadonlySet<string> = new Set(['.xls', '.et', '.ods', '.numbers', '.xlsm', '.xlsb', '.tsv'])

type Grid = readonly (readonly string[])[]

type Read = { readonly key: string; readonly label: string; readonly grid: Grid }
type Source = {
  readonly file: string
  readonly name: string
  readonly ending: string
  readonly fail: (message: string) => void
}

/** The tables of a file: one by the file's name, or each sheet of a workbook whose name says which it is. */
async function readTables(
  bytesOf: () => Uint8Array,
  problems: LoadProblem[],
  { file, name, ending, fail }: Source,
): Promise<Read[]> {
  const bytes = bytesOf()
  try {
    if (ending === '.csv') {
      const grid = parseCsv(decode(bytes)).map((line) => line.map((value) => asText(value)))
      return [{ key: name, label: file, grid }]
    }
    const book = await readXlsx(bytes, { readStyles: true })
    const named = namedSheets(book, file, problems)
    if (named.length > 0) return named
    const sheet = visibleSheet(book, file, problems)
    if (sheet !== undefined) problems.push(...withoutResult(file, sheet))
    return [{ key: name, label: file, grid: sheet === undefined ? [] : textsOf(sheet) }]
  } catch (error) {
    fail(`无法读取（${error instanceof Error ? error.message : String(error)}）。请另存为 CSV 或 XLSX 后重试。`)
    return []
  }
}

/**
 * The named sheets of one workbook that was written by this program and changed by a person: each by its name, those that
 * are hidden or cannot be read as problems.
 */
export async function readBook(
  { fileName: file, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  names: readonly string[],
  problems: LoadProblem[],
): Promise<{ readonly sheets: Map<string, Sheet>; readonly others: readonly string[] }> {
  const fail = (message: string, at = file) => void problems.push({ file: at, row: null, column: null, message })
  const nothing = { sheets: new Map<string, Sheet>(), others: [] }
  const ending = extname(file).toLowerCase()
  if (ending !== '.xlsx') {
    fail(`不能读取 ${ending === '' ? '这种' : ending} 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。`)
    return nothing
  }
  try {
    const book = await readXlsx(bytes, { readStyles: true })
    const found = book.sheets.map((one) => ({ name: one.name.replaceAll(/\s/g, ''), one }))
    const read = found.flatMap(({ name, one }): [string, Sheet][] => {
      if (!names.includes(name)) return []
      if (!isShown(one)) {
        fail('这张工作表是隐藏的。请取消隐藏、核对后再导入。', `“${name}”`)
        return []
      }
      problems.push(...withoutResult(`“${name}”`, one))
      return [[name, toSheet(`“${name}”`, textsOf(one), problems)]]
    })
    const others = found.flatMap(({ name, one }) => (names.includes(name) || !isFull(one) ? [] : [one.name]))
    return { sheets: new Map(read), others }
  } catch {
    fail(
      '文件打不开，可能已损坏，或不是 Excel 工作簿。请在 Excel 或 WPS 中打开、另存为 .xlsx 后再导入；还不行，请重新导出。',
    )
    return nothing
  }
}

const isShown = ({ hidden, veryHidden }: XlsxSheet): boolean => hidden !== true && veryHidden !== true
const isFull = ({ rows }: XlsxSheet): boolean => rows.some((row) => row.some((value) => asText(value) !== ''))

/** The sheets of a workbook of a whole city, by their names; what else is shown in it is asked about. */
function namedSheets({ sheets }: Workbook, file: string, problems: LoadProblem[]): Read[] {
  const full = sheets.filter((sheet) => isShown(sheet) && isFull(sheet))
  const named = full.flatMap((sheet) => {
    const key = sheetKey(sheet.name)
    return key === null ? [] : [{ key: key === 'history' ? `history ${file} ${sheet.name}` : key, sheet }]
  })
  const others = full.filter(
    ({ name }) => sheetKey(name) === null && name !== guideSheet && !name.startsWith(referenceStart),
  )
  if (named.length > 0 && others.length > 0) {
    const names = others.map(({ name }) => `“${name}”`).join('、')
    const message = `工作表${names}不是可以装入的名称，不会装入。可用的名称：${Object.values(sheetNames).join('、')}。`
    problems.push({ file, row: null, column: null, message, isDoubt: true })
  }
  return named.map(({ key, sheet }) => {
    const label = `${file}“${sheet.name}”`
    problems.push(...withoutResult(label, sheet))
    return { key, label, grid: textsOf(sheet) }
  })
}

function sheetKey(name: string): string | null {
  const clean = name.replaceAll(/\s/g, '')
  const [key] = Object.entries(sheetNames).find(([, word]) => clean === word) ?? []
  if (key !== undefined) return key
  return clean.startsWith(sheetNames.history) ? 'history' : null
}

/** The first sheet that is shown; others that hold something are asked about. */
function visibleSheet({ sheets }: Workbook, file: string, problems: LoadProblem[]): XlsxSheet | undefined {
  const [first, ...others] = sheets.filter(isShown)
  const full = others.filter(isFull)
  if (first !== undefined && full.length > 0) {
    const names = full.map(({ name }) => `“${name}”`).join('、')
    const message = `只读第一张工作表“${first.name}”，${names}不会装入。需要的请另存为单独的文件。`
    problems.push({ file, row: null, column: null, message, isDoubt: true })
  }
  return first
}

function textsOf({ rows, cells }: XlsxSheet): Grid {
  return rows.map((line, row) =>
    line.map((value, column) => asText(value, cells?.get(`${row},${column}`)?.style?.numFmt)),
  )
}

/** Formulas that the program which wrote the file never calculated: their cells would pass for blank ones. */
function withoutResult(file: string, { rows, cells }: XlsxSheet): LoadProblem[] {
  return [...(cells ?? [])].flatMap(([place, { formula }]) => {
    const [row = 0, column = 0] = place.split(',').map(Number)
    const isMissing = formula !== undefined && (rows[row]?.[column] ?? null) === null
    if (!isMissing) return []
    const message = '公式没有计算结果，请在表格软件中打开并保存后再装载。'
    return [{ file, row: row + 1, column: asText(rows[0]?.[column]), message }]
  })
}

/** Excel saves CSV in GBK on Chinese machines: what is not UTF-8 is read as that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function toSheet(file: string, grid: Grid, problems: LoadProblem[]): Sheet {
  const headings = grid[0] ?? []
  const twice = headings.filter((heading, at) => heading !== '' && headings.indexOf(heading) !== at)
  for (const heading of new Set(twice)) {
    problems.push({ file, row: 1, column: heading, message: '这一列出现了两次，请删去一列。' })
  }
  const rows = grid.slice(1).flatMap((line, at): SheetRow[] => {
    if (line.every((text) => text === '')) return []
    const stray = line.find((text, column) => text !== '' && (headings[column] ?? '') === '')
    if (stray !== undefined) {
      const message = `“${stray}”上面没有列名，不知道是什么。请补上列名，或核对这一行的逗号和引号。`
      problems.push({ file, row: at + 2, column: null, message })
    }
    return [{ row: at + 2, cells: new Map(headings.map((heading, column) => [heading, line[column] ?? ''])) }]
  })
  return { file, headings, rows }
}

/**
 * A cell as a person reads it. Spreadsheet times have no zone: their ISO text is the wall clock that was typed, and a
 * day alone has no hour. A cell shown as a percentage holds a hundredth of what it shows.
 */
function asText(value: unknown, format = ''): string {
  if (value instanceof Date) return /[hs]/i.test(format) ? value.toISOString() : dayOrTime(value.toISOString())
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return format.includes('%') ? `${asShown(value * 100)}%` : String(asShown(value))
  return typeof value === 'boolean' ? String(value) : ''
}

function dayOrTime(iso: string): string {
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso
}
