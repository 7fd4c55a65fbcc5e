import type { FormDetail } from '@cg/contract/entry'
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

type Found = { row: number; column: number; item: string; unit: string; breakdown: string }
type Layout = { readonly sheet: Grid; readonly cells: readonly Found[]; readonly ignored: readonly FilePlace[] }

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
  const found = sheets.map((sheet) => byLabels(sheet, form)).find((one) => one !== null)
  if (!found) {
    return {
      ok: false,
      reason: `文件里没有找到《${form.head.name}》的指标名称和单位名称。请下载本表模板，把数字粘贴进去后再上传。`,
    }
  }
  return collect('labels', found, new Map())
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
  return cells.length === 0 ? null : { sheet, cells, ignored: [] }
}

const labelColumns = 6

/** A header row with unit names and, under it, rows that begin with an item's name. */
function byLabels(sheet: Grid, form: FormDetail): Layout | null {
  const units = new Map(
    form.units.flatMap((unit) => [unit.name, unit.shortName].map((name) => [tidy(name), unit.code])),
  )
  const head = sheet.rows.findIndex((row) => row.some((value) => units.has(tidy(textOf(value)))))
  if (head < 0) return null
  const columns = new Map<number, string>()
  for (const [column, value] of (sheet.rows[head] ?? []).entries()) {
    const unit = units.get(tidy(textOf(value)))
    if (unit !== undefined && ![...columns.values()].includes(unit)) columns.set(column, unit)
  }
  const cells: Found[] = []
  const ignored: FilePlace[] = []
  let parent: string | null = null
  for (let row = head + 1; row < sheet.rows.length; row++) {
    const line = sheet.rows[row] ?? []
    const fact = rowOf(line, form, parent)
    if (fact === null) {
      const label = line
        .slice(0, labelColumns)
        .map(textOf)
        .find((text) => text.trim() !== '')
      const hasNumber = [...columns.keys()].some((column) => textOf(line[column]).trim() !== '')
      if (label !== undefined && hasNumber) {
        ignored.push({ place: placeName(sheet.name, row, 0), message: `本表没有“${label.slice(0, 30)}”这一行，已略过` })
      }
      continue
    }
    if (fact.breakdown === '') parent = fact.item
    for (const [column, unit] of columns) cells.push({ row, column, item: fact.item, unit, breakdown: fact.breakdown })
  }
  return cells.length === 0 ? null : { sheet, cells, ignored }
}

function rowOf(
  line: readonly GridValue[],
  form: FormDetail,
  parent: string | null,
): { item: string; breakdown: string } | null {
  for (const value of line.slice(0, labelColumns)) {
    const label = tidy(textOf(value))
    if (label === '') continue
    const total = form.rows.find((row) => row.breakdown === '' && tidy(row.name) === label)
    if (total) return total
    const part = form.rows.find(
      (row) => row.item === parent && row.breakdown !== '' && tidy(row.breakdownName) === label,
    )
    if (part) return part
  }
  return null
}

/** Names as compared: without spaces, numbering, 其中 and the unit in brackets. */
function tidy(text: string): string {
  return text
    .replace(/[\s　]/g, '')
    .replace(/^[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]/, '')
    .replace(/^#?其中[:：]/, '')
    .replace(/[（(](人|人次|家|个|件|起|场|条|项|万元|亿元|元|份|批次)[)）]$/, '')
}

function collect(
  matchedBy: 'template' | 'labels',
  { sheet, cells, ignored }: Layout,
  bases: ReadonlyMap<string, { version: number; text: string }>,
): MatchedForm {
  const errors: FilePlace[] = []
  const taken: FileCell[] = []
  const seen = new Map<string, string>()
  for (const { row, column, item, unit, breakdown } of cells) {
    const place = placeName(sheet.name, row, column)
    const key = `${item}|${breakdown}|${unit}`
    const first = seen.get(key)
    const value = sheet.rows[row]?.[column] ?? null
    if (first !== undefined) errors.push({ place, message: `与 ${first} 是同一格，出现了两次，请删去一处` })
    else if (typeof value === 'object' && value !== null) {
      errors.push({ place, message: oddWords[value.odd] })
    } else taken.push({ item, unit, breakdown, text: textOf(value), place, base: bases.get(key) ?? null })
    seen.set(key, first ?? place)
  }
  return { ok: true, matchedBy, cells: taken, errors, ignored }
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
