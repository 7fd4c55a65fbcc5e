import { readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import type { Sheet as XlsxSheet } from 'hucre/xlsx'
import { asShown } from '@cg/domain/number/decimal-text'
import type { LoadProblem } from './problem.ts'

/** One row by heading, with its number in the file. */
export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<string, string> }

export type Sheet = { readonly file: string; readonly headings: readonly string[]; readonly rows: readonly SheetRow[] }

/** A file of first data is small; anything larger is a mistake. */
const mostBytes = 20 * 1024 * 1024

/** Reads all CSV and XLSX files of a folder, the file's name without its ending as key: 'units', 'history-2024'. */
export async function readFolder(folder: string, problems: LoadProblem[]): Promise<Map<string, Sheet>> {
  const sheets = new Map<string, Sheet>()
  for (const file of readdirSync(folder).toSorted()) {
    const ending = extname(file).toLowerCase()
    if (file.startsWith('.') || file.startsWith('~$') || (ending !== '.csv' && ending !== '.xlsx')) continue
    const name = file.slice(0, -ending.length).toLowerCase()
    const path = join(folder, file)
    if (statSync(path).size > mostBytes) {
      problems.push(fileProblem(file, '文件超过 20 MB，请拆分后再装载。'))
      continue
    }
    if (sheets.has(name)) problems.push(fileProblem(file, `与 ${sheets.get(name)?.file} 同名，只能保留一个。`))
    const grid = await readGrid(path, ending, problems, file)
    if (grid !== null) sheets.set(name, toSheet(file, grid, problems))
  }
  return sheets
}

async function readGrid(
  path: string,
  ending: string,
  problems: LoadProblem[],
  file: string,
): Promise<readonly (readonly unknown[])[] | null> {
  const bytes = readFileSync(path)
  try {
    if (ending === '.csv') return parseCsv(decode(bytes))
    const book = await readXlsx(bytes)
    const first = book.sheets[0]
    if (first === undefined) return []
    problems.push(...withoutResult(file, first))
    return first.rows
  } catch (error) {
    problems.push(
      fileProblem(
        file,
        `无法读取（${error instanceof Error ? error.message : String(error)}）。请另存为 CSV 或 XLSX 后重试。`,
      ),
    )
    return null
  }
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
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function toSheet(file: string, grid: readonly (readonly unknown[])[], problems: LoadProblem[]): Sheet {
  const headings = (grid[0] ?? []).map(asText)
  const twice = headings.filter((heading, at) => heading !== '' && headings.indexOf(heading) !== at)
  for (const heading of twice) problems.push({ file, row: 1, column: heading, message: '这一列出现了两次。' })
  const rows = grid.slice(1).flatMap((line, at): SheetRow[] => {
    const texts = headings.map((_, column) => asText(line[column]))
    if (texts.every((text) => text === '')) return []
    return [{ row: at + 2, cells: new Map(headings.map((heading, column) => [heading, texts[column] ?? ''])) }]
  })
  return { file, headings, rows }
}

/** Spreadsheet times have no zone: their ISO text is the wall clock that was typed. */
function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(asShown(value))
  return typeof value === 'boolean' ? String(value) : ''
}

function fileProblem(file: string, message: string): LoadProblem {
  return { file, row: null, column: null, message }
}
