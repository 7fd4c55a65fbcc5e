import { mostParts } from '@cg/contract/catalogue-change'
import type { CatalogueFile, CatalogueFileSheet } from '@cg/contract/catalogue-change'
import { readDay, readInstant } from '@cg/domain/number/date-text'
import { must } from '@cg/domain/must'
import type { Context } from '@cg/services/context'
import { accountOf } from './catalogue-account.ts'
import type { Account } from './catalogue-account.ts'
import {
  bookSheets,
  catalogueBook,
  guideName,
  historyName,
  readHeads,
  shownHeads,
  stampHead,
} from './catalogue-book.ts'
import type { Book, BookSheet } from './catalogue-book.ts'
import { partsIn } from './catalogue-cells.ts'
import { partsOfBook } from './catalogue-parts.ts'
import type { Upload } from './load-upload.ts'
import { problemLines } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { readBook } from './sheet.ts'
import type { Sheet } from './sheet.ts'

const keys = ['indicators', 'items', 'forms'] as const

/**
 * Reads the workbook of the catalogue after a person has changed it: every row is the same, changed, new or refused with its
 * cell, and what the catalogue has and the file does not stays. Writes nothing; what comes of it is proposed as one change.
 */
export async function readCatalogueUpload(ctx: Context, upload: Upload): Promise<CatalogueFile> {
  const problems: LoadProblem[] = []
  const names = [...Object.values(bookSheets), guideName]
  const { sheets, others } = await readBook(upload, names, problems)
  if (sheets.size === 0 && problems.length > 0) return refused(problems)
  const exportedAt = stampOf(sheets.get(guideName))
  if (exportedAt === null) return refused([...problems, foreign(upload.fileName)])
  const book = await catalogueBook(ctx)
  const given = new Map(keys.flatMap((key) => wholeSheet(key, sheets, { problems, fileName: upload.fileName })))
  if (given.size < keys.length) return refused(problems)
  const formCodes = formNames(book)
  const meaning = meaningWith(formCodes)
  const accountFor = (key: BookSheet): Account =>
    accountOf(must(given.get(key)), {
      key,
      rows: book.rows[key],
      later: laterChanges(book, exportedAt, key),
      meaning,
      problems,
    })
  const accounts = { indicators: accountFor('indicators'), items: accountFor('items'), forms: accountFor('forms') }
  const parts = partsOfBook(accounts, { book, problems, formCodes })
  if (parts.length > mostParts) {
    const message = `一次至多改动 ${mostParts} 处，这里有 ${parts.length} 处，请分次导入。`
    problems.push({ file: upload.fileName, row: null, column: null, message })
  }
  const errors = problemLines(inOrder(problems))
  return {
    errors,
    sheets: keys.map((key) => sheetOf(key, accounts[key], problems)),
    differences: keys.flatMap((key) => [...accounts[key].differences]),
    parts: errors.length > 0 ? [] : parts,
    notes: [...notesOf(given), ...othersNote(others)],
  }
}

/** As a person goes through the workbook: sheet by sheet, from the top. */
function inOrder(problems: readonly LoadProblem[]): LoadProblem[] {
  const sheetAt = ({ file }: LoadProblem) => keys.findIndex((key) => file === `“${bookSheets[key]}”`)
  return problems.toSorted((a, b) => sheetAt(a) - sheetAt(b) || (a.row ?? 0) - (b.row ?? 0))
}

function refused(problems: readonly LoadProblem[]): CatalogueFile {
  return { errors: problemLines(problems), sheets: [], differences: [], parts: [], notes: [] }
}

function foreign(file: string): LoadProblem {
  const message =
    '不是从“指标目录”导出的工作簿，或“说明”表中的导出时间被改动。请先点“导出 Excel”，在导出的文件里修改后再导入。'
  return { file, row: null, column: null, message }
}

/** When the workbook was exported; null where it does not say. */
function stampOf(guide: Sheet | undefined): string | null {
  const [first = '', second = ''] = guide?.headings ?? []
  const line = guide?.rows.find(({ cells }) => cells.get(first) === stampHead)
  return readInstant(line?.cells.get(second) ?? '')
}

type File = { readonly problems: LoadProblem[]; readonly fileName: string }

/** A sheet with all its columns; else what it lacks. */
function wholeSheet(
  key: BookSheet,
  sheets: ReadonlyMap<string, Sheet>,
  { problems, fileName }: File,
): [BookSheet, Sheet][] {
  const name = bookSheets[key]
  const sheet = sheets.get(name)
  if (sheet === undefined) {
    const message = `没有“${name}”工作表。请保留导出的各张工作表，不改名称；没有修改的也不要删去。`
    if (!problems.some(({ file }) => file === `“${name}”`))
      problems.push({ file: fileName, row: null, column: null, message })
    return []
  }
  const missing = readHeads[key].filter((head) => !sheet.headings.includes(head))
  for (const column of missing) {
    const message = '缺少这一列。请照导出的文件补上列名，或重新导出。'
    problems.push({ file: sheet.file, row: 1, column, message })
  }
  return missing.length > 0 ? [] : [[key, sheet]]
}

function formNames({ tailored }: Book): Map<string, string> {
  const former = tailored.layer.forms.map(({ code, head }) => [head.name, code] as const)
  return new Map([...former, ...tailored.known.forms.map(({ code, name }) => [name, code] as const)])
}

const lists: ReadonlySet<string> = new Set(['分组', '分子', '分母'])

/** A list is the same in any order, a form the same under each of its names, a date in any writing. */
function meaningWith(formCodes: ReadonlyMap<string, string>): (head: string, text: string) => string {
  return (head, text) => {
    if (lists.has(head)) return partsIn(text).toSorted().join('、')
    if (head === '报表') {
      const name = text.replaceAll(/[《》]/g, '')
      return formCodes.get(name) ?? name
    }
    if (head === '填报频率') return text.replace(/（.*$/, '')
    if (head === '表号') return text === '内部工作调度表' ? '' : text
    if (head !== '有效期至' || text === '') return text
    const reading = readDay(text)
    return reading.ok ? reading.day : text
  }
}

/** What was confirmed of each code since the workbook was exported. */
function laterChanges({ board }: Book, exportedAt: string, key: BookSheet): Map<string, number> {
  const later = board.proposals.filter(
    ({ state, decidedAt }) => state === 'confirmed' && decidedAt !== null && decidedAt > exportedAt,
  )
  return new Map(later.flatMap((one) => one[key].map((code) => [code, one.id] as const)))
}

function sheetOf(key: BookSheet, account: Account, problems: readonly LoadProblem[]): CatalogueFileSheet {
  const name = bookSheets[key]
  const bad = new Set(problems.flatMap(({ file, row }) => (file === `“${name}”` && row !== null ? [row] : [])))
  const good = (lines: readonly { readonly row: number }[]) => lines.filter(({ row }) => !bad.has(row)).length
  return {
    name,
    same: account.same,
    changed: good(account.changed.map(({ line }) => line)),
    added: good(account.added),
    refused: bad.size,
    gone: account.gone.map((row) => row.name),
  }
}

/** Columns that nobody knows: what stands in them was not read. */
function notesOf(given: ReadonlyMap<BookSheet, Sheet>): string[] {
  return [...given].flatMap(([key, { headings }]) => {
    const known: readonly string[] = [...readHeads[key], ...shownHeads[key]]
    const other = headings.filter((head) => head !== '' && !known.includes(head))
    return other.length === 0
      ? []
      : [`“${bookSheets[key]}”表中的${other.map((one) => `“${one}”`).join('、')}列不认识，没有读取。`]
  })
}

function othersNote(others: readonly string[]): string[] {
  const names = others.filter((name) => name !== historyName)
  return names.length === 0 ? [] : [`工作表${names.map((name) => `“${name}”`).join('、')}不是目录的内容，没有读取。`]
}
