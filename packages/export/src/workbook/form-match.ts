import type { FormDetail, FormRow } from '@cg/contract/entry'
import { isOtherScale, labelUnit, namedQuarter, nameReader, tidyLabel, unknownLabelWords } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { formatMark, layout, metaSheet, plainNumber, rowCode } from './form-layout.ts'
import { placeIn, turned } from './grid.ts'
import type { Grid, GridValue, OddValue, WorkbookGrid } from './grid.ts'
import { withoutFaults } from './mark-words.ts'

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
  /** The row of the units' names, and the column of the first. */
  readonly head: number
  readonly first: number
  readonly cells: readonly Found[]
  readonly ignored: readonly FilePlace[]
  /** Set where the cells cannot be told. */
  readonly refusal: string | null
}

/** Finds the form's cells in a workbook: by its hidden codes, else by the names of items and units. */
export function matchForm(book: Extract<WorkbookGrid, { ok: true }>, form: FormDetail): FormMatch {
  const meta = book.sheets.find((sheet) => sheet.name === metaSheet)
  const sheets = book.sheets.filter((sheet) => sheet.name !== metaSheet).map(withoutFaults)
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
  const unread = sheets.filter((sheet) => sheet.name !== layout.sheet.name && sheet.rows.length > 0).map(unreadSheet)
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
function otherQuarter({ sheet, head, first }: Layout, form: FormDetail): string | null {
  // Where districts are the rows of the file, its title stands above their names: left of the first when it is turned.
  const isTitle = (row: number, column: number) => (sheet.isTurned === true ? column < first : row < head)
  for (const [row, line] of sheet.rows.entries())
    for (const [column, value] of line.entries()) {
      const found = isTitle(row, column) ? namedQuarter(textOf(value)) : null
      if (found !== null && found.period !== form.head.period)
        return `${placeIn(sheet, row, column)} 写明是“${found.words}”，当前打开的是${formatPeriod(parsePeriod(form.head.period))}的《${form.head.name}》。请核对后上传本季度的文件。`
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
  return cells.length === 0
    ? null
    : { sheet, head, first: Math.min(...columns.keys()), cells, ignored: [], refusal: null }
}

const labelColumns = 6

type Head = { readonly sheet: Grid; readonly head: number; readonly units: readonly (number | null)[] }

/** The line with the most names of units, across or down the sheet; null without any. */
function headOf(asFiled: Grid, form: FormDetail): Head | null {
  const unitOf = nameReader(form.units.map((unit) => [unit.name, unit.shortName]))
  const heads = [asFiled, turned(asFiled)].flatMap((sheet) =>
    sheet.rows.map((row, head): Head => ({ sheet, head, units: row.map((value) => unitOf(textOf(value))) })),
  )
  const most = Math.max(0, ...heads.map(({ units }) => countNames(units)))
  // A city of one unit, or a form of one: only what stands beneath its name can tell across from down.
  const best = heads.filter(({ units }) => countNames(units) === most)
  return most === 0 ? null : (best.find((one) => hasItems(one, form)) ?? best[0] ?? null)
}

function hasItems({ sheet, head }: Head, form: FormDetail): boolean {
  const itemOf = rowReader(form)
  return sheet.rows.slice(head + 1).some((line) => itemOf(line, null) !== null)
}

/** A line with unit names and, under it, lines that begin with an item's name; districts may be the rows or the columns. */
function byLabels(asFiled: Grid, form: FormDetail): Layout | null {
  const found = headOf(asFiled, form)
  if (found === null) return null
  const { sheet, head, units } = found
  const columns = units.flatMap((unit, column) => (unit === null ? [] : [{ column, unit: must(form.units[unit]) }]))
  const itemOf = rowReader(form)
  const cells: Found[] = []
  const ignored: FilePlace[] = []
  let parent: string | null = null
  let parentMeasure: string | null = null
  for (let row = head + 1; row < sheet.rows.length; row++) {
    const line = must(sheet.rows[row])
    const hasNumber = columns.some(({ column }) => textOf(line[column]).trim() !== '')
    const fact = itemOf(line, parent)
    if (fact === null) {
      if (hasNumber) ignored.push({ place: placeIn(sheet, row, 0), message: unknownRow(sheet, line) })
      continue
    }
    const written = measureOf(line, sheet.rows[head])
    // 其中 without a unit of its own is in that of its whole.
    const measure: string | null = written ?? (fact.breakdown === '' ? null : parentMeasure)
    if (fact.breakdown === '') [parent, parentMeasure] = [fact.item, measure]
    for (const { column, unit } of columns)
      cells.push({
        row,
        column,
        item: fact.item,
        unit: unit.code,
        breakdown: fact.breakdown,
        measure: measure !== null && isOtherScale(measure, fact.unit) ? measure : '',
      })
  }
  if (cells.length === 0) return null
  return {
    sheet,
    head,
    first: Math.min(...columns.map(({ column }) => column)),
    cells,
    ignored: [...ignored, ...unknownColumns(sheet, head, columns)],
    refusal: twice(sheet, head, columns),
  }
}

function countNames(names: readonly (number | null)[]): number {
  return names.filter((name) => name !== null).length
}

function unknownRow({ isTurned }: Grid, line: readonly GridValue[]): string {
  const label = line
    .slice(0, labelColumns)
    .map(textOf)
    .find((text) => text.trim() !== '' && !/^[\d.,-]+$/.test(text.trim()))
  if (label === undefined) return `没有指标名称的一${isTurned === true ? '列' : '行'}，已略过`
  return `${unknownLabelWords(label, '指标')}，已略过`
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
    const nameless = `没有单位名称的一${sheet.isTurned === true ? '行' : '列'}，已略过`
    const message = label === '' ? nameless : `${unknownLabelWords(label, '单位')}，已略过`
    return [{ place: placeIn(sheet, head, column), message }]
  })
}

/** The same unit over two columns, as this quarter's block and last quarter's stand side by side. */
function twice(sheet: Grid, head: number, columns: Columns): string | null {
  const word = sheet.isTurned === true ? '行' : '列'
  for (const { column, unit } of columns) {
    const other = columns.find((one) => one.unit === unit && one.column > column)
    if (other !== undefined)
      return `“${unit.shortName}”有两${word}（${placeIn(sheet, head, column)}、${placeIn(sheet, head, other.column)}），分不清以哪一${word}为准。请只留本季度的一${word}后再上传。`
  }
  return null
}

const measureHead = /^(?:计量)?单位$/

/** The unit of measure that is written beside or behind the line's label: 万人; null where none is. */
function measureOf(line: readonly GridValue[], heads: readonly GridValue[] | undefined): string | null {
  const at = heads?.findIndex((head) => measureHead.test(tidyLabel(textOf(head)))) ?? -1
  const beside = at < 0 ? '' : textOf(line[at]).trim()
  const labels = line.slice(0, labelColumns).map((value) => labelUnit(textOf(value)))
  return [beside, ...labels].find((one) => one !== '') ?? null
}

/** Reads which item a line is of by its first cells; a part only behind its own item, `parent`. */
function rowReader(form: FormDetail): (line: readonly GridValue[], parent: string | null) => FormRow | null {
  const totals = form.rows.filter((row) => row.breakdown === '')
  const totalOf = nameReader(totals.map((row) => [row.name]))
  return (line, parent) => {
    for (const value of line.slice(0, labelColumns)) {
      const label = tidyLabel(textOf(value))
      if (label === '') continue
      const total = totalOf(label)
      if (total !== null) return must(totals[total])
      const part = form.rows.find(
        (row) => row.item === parent && row.breakdown !== '' && tidyLabel(row.breakdownName) === label,
      )
      if (part) return part
    }
    return null
  }
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
    const place = placeIn(sheet, row, column)
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
