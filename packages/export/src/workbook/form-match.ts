import type { FormDetail, FormRow } from '@cg/contract/entry'
import { isOtherScale, labelUnit, namedQuarter, nameReader, tidyLabel } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { formatMark, layout, metaSheet, plainNumber, rowCode } from './form-layout.ts'
import { placeName } from './grid.ts'
import type { Grid, GridValue, OddValue, WorkbookGrid } from './grid.ts'

/** One cell of the file that belongs to the form. `base` is what the template held there when it was made. */
export type FileCell = {
  readonly item: string
  readonly unit: string
  readonly breakdown: string
  readonly text: string
  readonly place: string
  readonly base: { readonly version: number; readonly text: string } | null
}

export type FilePlace = { readonly place: string; readonly message: string }

export type MatchedForm = {
  readonly ok: true
  readonly matchedBy: 'template' | 'labels'
  readonly cells: readonly FileCell[]
  readonly errors: readonly FilePlace[]
  readonly ignored: readonly FilePlace[]
}
export type FormMatch = MatchedForm | { readonly ok: false; readonly reason: string }

type Found = { row: number; column: number; item: string; unit: string; breakdown: string; measure?: string }
type Layout = {
  readonly sheet: Grid
  /** The row of the units' names. */
  readonly head: number
  readonly cells: readonly Found[]
  readonly ignored: readonly FilePlace[]
  /** Set where the cells cannot be told. */
  readonly refusal: string | null
}

/** Finds the form's cells in a workbook: by its hidden codes, else by the names of items and units. */
export function matchForm(book: Extract<WorkbookGrid, { ok: true }>, form: FormDetail): FormMatch {
  const meta = book.sheets.find((sheet) => sheet.name === metaSheet)
  const sheets = book.sheets.filter((sheet) => sheet.name !== metaSheet)
  if (meta !== undefined && textOf(meta.rows[0]?.[0]) === formatMark) {
    const wrong = wrongForm(meta, form)
    if (wrong !== null) return { ok: false, reason: wrong }
    const found = sheets.map((sheet) => byCodes(sheet, form)).find((one) => one !== null)
    if (found) return collect('template', found, basesOf(meta))
  }
  const found = sheets.flatMap((sheet) => byLabels(sheet, form) ?? [])
  const seen = found.filter(({ sheet }) => !sheet.isHidden)
  const [layout] = seen
  if (layout === undefined) return { ok: false, reason: nothingFound(form, found) }
  const reason = severalSheets(seen, form) ?? otherQuarter(layout, form) ?? layout.refusal
  if (reason !== null) return { ok: false, reason }
  const unread = sheets.filter((sheet) => sheet !== layout.sheet && sheet.rows.length > 0).map(unreadSheet)
  return collect('labels', { ...layout, ignored: [...layout.ignored, ...unread] }, new Map())
}

function nothingFound({ head }: FormDetail, [hidden]: readonly Layout[]): string {
  return hidden === undefined
    ? `文件里没有找到《${head.name}》的指标名称和单位名称。请下载本表模板，把数字粘贴进去后再上传。`
    : `《${head.name}》的数据只在隐藏的工作表“${hidden.sheet.name}”中。请取消隐藏、核对后再上传。`
}

function severalSheets(seen: readonly Layout[], { head }: FormDetail): string | null {
  if (seen.length < 2) return null
  const names = seen.map(({ sheet }) => `“${sheet.name}”`).join('、')
  return `文件里有 ${seen.length} 张工作表（${names}）都写有《${head.name}》的数据，分不清以哪一张为准。请只留一张后再上传。`
}

function unreadSheet({ name, isHidden }: Grid): FilePlace {
  return { place: name, message: isHidden ? '是隐藏的工作表，没有读取' : '没有本表的指标和单位，没有读取' }
}

/** A title that names another quarter than the form's. */
function otherQuarter({ sheet, head }: Layout, form: FormDetail): string | null {
  for (const [row, line] of sheet.rows.slice(0, head).entries())
    for (const [column, value] of line.entries()) {
      const found = namedQuarter(textOf(value))
      if (found !== null && found.period !== form.head.period)
        return `${placeName(sheet.name, row, column)} 写明是“${found.words}”，当前打开的是${formatPeriod(parsePeriod(form.head.period))}的《${form.head.name}》。请核对后上传本季度的文件。`
    }
  return null
}

function wrongForm(meta: Grid, { head }: FormDetail): string | null {
  const [period, code, reporter] = (meta.rows[1] ?? []).map(textOf)
  if (period === head.period && code === head.code && reporter === head.reporter) return null
  return `这是 ${period ?? '？'} 期表 ${code ?? '？'}（${reporter ?? '？'}）的模板，当前打开的是 ${head.period} 期《${head.name}》（${head.reporterName}）。请打开对应的报表上传，或重新下载模板。`
}

function basesOf(meta: Grid): Map<string, { version: number; text: string }> {
  const bases = new Map<string, { version: number; text: string }>()
  for (const row of meta.rows.slice(2)) {
    const [code, unit, version, text] = row.map(textOf)
    if (code !== undefined && unit !== undefined)
      bases.set(`${code}|${unit}`, { version: Number(version ?? 0), text: text ?? '' })
  }
  return bases
}

function byCodes(sheet: Grid, form: FormDetail): Layout | null {
  const columns = new Map<number, string>()
  const codes = new Set(form.units.map((unit) => unit.code))
  const head = sheet.rows.findIndex((row) => row.slice(layout.firstColumn).some((value) => codes.has(textOf(value))))
  if (head < 0) return null
  for (const [column, value] of (sheet.rows[head] ?? []).entries()) {
    if (codes.has(textOf(value))) columns.set(column, textOf(value))
  }
  const rows = new Map(form.rows.map((row) => [rowCode(row), row]))
  const cells = sheet.rows.flatMap((line, row): Found[] => {
    const fact = rows.get(textOf(line[layout.codeColumn]))
    if (fact === undefined) return []
    return [...columns].map(([column, unit]) => ({ row, column, item: fact.item, unit, breakdown: fact.breakdown }))
  })
  return cells.length === 0 ? null : { sheet, head, cells, ignored: [], refusal: null }
}

const labelColumns = 6

/** A header row with unit names and, under it, rows that begin with an item's name. */
function byLabels(sheet: Grid, form: FormDetail): Layout | null {
  const unitOf = nameReader(form.units.map((unit) => [unit.name, unit.shortName]))
  const named = sheet.rows.map((row) => row.map((value) => unitOf(textOf(value))))
  const most = Math.max(0, ...named.map(countNames))
  if (most === 0) return null
  const head = named.findIndex((names) => countNames(names) === most)
  const columns = must(named[head]).flatMap((unit, column) =>
    unit === null ? [] : [{ column, unit: must(form.units[unit]) }],
  )
  const cells: Found[] = []
  const ignored: FilePlace[] = []
  let parent: string | null = null
  for (let row = head + 1; row < sheet.rows.length; row++) {
    const line = must(sheet.rows[row])
    const hasNumber = columns.some(({ column }) => textOf(line[column]).trim() !== '')
    const fact = rowOf(line, form, parent)
    if (fact === null) {
      if (hasNumber) ignored.push({ place: placeName(sheet.name, row, 0), message: unknownRow(line) })
      continue
    }
    if (fact.breakdown === '') parent = fact.item
    const measure = measureOf(line, sheet.rows[head], fact)
    for (const { column, unit } of columns)
      cells.push({ row, column, item: fact.item, unit: unit.code, breakdown: fact.breakdown, measure })
  }
  if (cells.length === 0) return null
  return {
    sheet,
    head,
    cells,
    ignored: [...ignored, ...unknownColumns(sheet, head, columns)],
    refusal: twice(sheet, head, columns),
  }
}

function countNames(names: readonly (number | null)[]): number {
  return names.filter((name) => name !== null).length
}

function unknownRow(line: readonly GridValue[]): string {
  const label = line
    .slice(0, labelColumns)
    .map(textOf)
    .find((text) => text.trim() !== '' && !/^[\d.,-]+$/.test(text.trim()))
  return label === undefined ? '没有指标名称的一行，已略过' : `本表没有“${label.slice(0, 30)}”这一行，已略过`
}

type Columns = readonly { readonly column: number; readonly unit: FormDetail['units'][number] }[]

const numbering = /^(?:序号|编号|代码|行次)?$/

/** Columns that hold something and are no unit of the form; left of the first unit only those of figures, as 合计. */
function unknownColumns(sheet: Grid, head: number, columns: Columns): FilePlace[] {
  const taken = new Set(columns.map(({ column }) => column))
  const width = Math.max(...sheet.rows.map((row) => row.length))
  const first = Math.min(...taken)
  return Array.from({ length: width }, (_, column) => column).flatMap((column): FilePlace[] => {
    const texts = sheet.rows.slice(head + 1).flatMap((row) => textOf(row[column]).trim() || [])
    const label = textOf(sheet.rows[head]?.[column]).trim()
    const isBeside =
      column < first && (numbering.test(tidyLabel(label)) || !texts.every((text) => /^[\d.,]+$/.test(text)))
    if (isBeside || taken.has(column) || texts.length === 0) return []
    const message = label === '' ? '没有单位名称的一列，已略过' : `本表没有“${label.slice(0, 30)}”这一列，已略过`
    return [{ place: placeName(sheet.name, head, column), message }]
  })
}

/** The same unit over two columns, as this quarter's block and last quarter's stand side by side. */
function twice(sheet: Grid, head: number, columns: Columns): string | null {
  for (const { column, unit } of columns) {
    const other = columns.find((one) => one.unit === unit && one.column > column)
    if (other !== undefined)
      return `“${unit.shortName}”有两列（${placeName(sheet.name, head, column)}、${placeName(sheet.name, head, other.column)}），分不清以哪一列为准。请只留本季度的一列后再上传。`
  }
  return null
}

const measureHead = /^(?:计量)?单位$/

/** The unit of measure beside or behind the row's label, where it is another step than the form's: 万人 for 人. */
function measureOf(line: readonly GridValue[], heads: readonly GridValue[] | undefined, { unit }: FormRow): string {
  const at = heads?.findIndex((head) => measureHead.test(tidyLabel(textOf(head)))) ?? -1
  const labels = line.slice(0, labelColumns).map((value) => labelUnit(textOf(value)))
  const written = [at < 0 ? '' : textOf(line[at]).trim(), ...labels]
  return written.find((one) => isOtherScale(one, unit)) ?? ''
}

function rowOf(line: readonly GridValue[], form: FormDetail, parent: string | null): FormRow | null {
  for (const value of line.slice(0, labelColumns)) {
    const label = tidyLabel(textOf(value))
    if (label === '') continue
    const total = form.rows.find((row) => row.breakdown === '' && tidyLabel(row.name) === label)
    if (total) return total
    const part = form.rows.find(
      (row) => row.item === parent && row.breakdown !== '' && tidyLabel(row.breakdownName) === label,
    )
    if (part) return part
  }
  return null
}

function collect(
  matchedBy: 'template' | 'labels',
  { sheet, cells, ignored }: Layout,
  bases: ReadonlyMap<string, { version: number; text: string }>,
): MatchedForm {
  const errors: FilePlace[] = []
  const taken: FileCell[] = []
  const seen = new Map<string, string>()
  for (const { row, column, item, unit, breakdown, measure = '' } of cells) {
    const place = placeName(sheet.name, row, column)
    const key = `${item}|${breakdown}|${unit}`
    const first = seen.get(key)
    const value = sheet.rows[row]?.[column] ?? null
    if (first !== undefined) errors.push({ place, message: `与 ${first} 是同一格，出现了两次，请删去一处` })
    else if (typeof value === 'object' && value !== null) {
      errors.push({ place, message: oddWords[value.odd] })
    } else
      taken.push({ item, unit, breakdown, text: measured(textOf(value), measure), place, base: bases.get(key) ?? null })
    seen.set(key, first ?? place)
  }
  return { ok: true, matchedBy, cells: taken, errors, ignored }
}

/** 1.2 of a row in 万人 is 1.2万人, which the reader of numbers converts and says so. */
function measured(text: string, measure: string): string {
  return measure !== '' && /\d$/.test(text) ? `${text}${measure}` : text
}

const oddWords: Readonly<Record<OddValue, string>> = {
  date: '是日期，不是数字，请改为数值',
  boolean: '是逻辑值，不是数字，请改为数值',
  infinite: '是出错的数，不是数字，请改为数值',
  formula: '公式没有计算结果，请在表格软件中打开并保存后再上传',
}

function textOf(value: GridValue | undefined): string {
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? value : ''
}
