import type { FormDetail } from '@cg/contract/entry'
import { namedQuarter } from '@cg/domain/form/label'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { definitionName, metaSheet } from './form-layout.ts'
import { placeIn } from './grid.ts'
import type { Grid, OddValue, WorkbookGrid } from './grid.ts'
import { withoutFaults } from './mark-words.ts'
import { byLabels } from './match-labels.ts'
import { eraOf } from './match-era.ts'
import { byCodes, readHidden } from './match-template.ts'
import type { Base, TemplateFacts } from './match-template.ts'
import { byUnitSheet, saidOwner } from './match-unit-sheet.ts'
import { textOf } from './sheet-layout.ts'
import type { FilePlace, SheetLayout } from './sheet-layout.ts'

/** One cell of the file that belongs to the form. `base` is what the template held there when it was made. */
export type FileCell = {
  readonly item: string
  readonly unit: string
  readonly breakdown: string
  readonly text: string
  readonly place: string
  readonly base: Base | null
}

export type MatchedForm = {
  readonly ok: true
  readonly matchedBy: 'template' | 'labels'
  readonly cells: readonly FileCell[]
  readonly errors: readonly FilePlace[]
  readonly ignored: readonly FilePlace[]
}
export type FormMatch = MatchedForm | { readonly ok: false; readonly reason: string }

/** Finds the form's cells in a workbook: by its hidden codes, else by the names of items and units. */
export function matchForm(book: Extract<WorkbookGrid, { ok: true }>, form: FormDetail): FormMatch {
  const sheets = book.sheets.filter((sheet) => sheet.name !== metaSheet).map(withoutFaults)
  const facts = readHidden(
    book.sheets.find((sheet) => sheet.name === metaSheet),
    form,
  )
  return (facts === null ? null : matchTemplate(sheets, form, facts)) ?? matchLabels(sheets, form)
}

/** Null where the codes were taken out and only labels are left. */
function matchTemplate(sheets: readonly Grid[], form: FormDetail, facts: TemplateFacts): FormMatch | null {
  if (facts.refusal !== null) return { ok: false, reason: facts.refusal }
  const found = sheets.flatMap((sheet) => byCodes(sheet, form) ?? [])
  const [layout] = found
  if (layout === undefined) return null
  const several = severalSheets(found, form)
  if (several !== null) return { ok: false, reason: several }
  const others = sheets.filter((sheet) => sheet !== layout.sheet && sheet.name !== definitionName)
  const unread = others.filter(({ rows }) => rows.length > 0).map(unreadSheet)
  return collect('template', [layout], { bases: facts.bases, ignored: unread })
}

function matchLabels(sheets: readonly Grid[], form: FormDetail): FormMatch {
  const found = sheets.flatMap((sheet) => byLabels(sheet, form) ?? [])
  const tables = found.filter(({ sheet }) => !sheet.isHidden).filter((one) => !isOwnSheet(one))
  const [layouts, others] = tables.length > 0 ? chooseQuarter(tables, form) : [unitSheets(sheets, form), []]
  if (layouts.length === 0) return { ok: false, reason: nothingFound(form, found) }
  const several = tables.length > 0 ? severalSheets(layouts, form) : sameUnit(layouts, form)
  const quarters = layouts.map((one) => otherQuarter(one, form) ?? one.refusal)
  const reason = several ?? quarters.find((one) => one !== null) ?? null
  if (reason !== null) return { ok: false, reason }
  const read = new Set([...layouts, ...others].map(({ sheet }) => sheet.name))
  const unread = sheets.filter((sheet) => !read.has(sheet.name) && sheet.rows.length > 0).map(unreadSheet)
  const past = others.map(({ sheet }) => ({ place: sheet.name, message: '是别的季度的数据，没有读取' }))
  return collect('labels', layouts, { bases: new Map(), ignored: [...past, ...unread] })
}

/** A unit's name beside 填报单位 is no head of a column. */
function isOwnSheet({ sheet, cells }: SheetLayout): boolean {
  return new Set(cells.map(({ unit }) => unit)).size === 1 && saidOwner(sheet) !== null
}

function unitSheets(sheets: readonly Grid[], form: FormDetail): SheetLayout[] {
  return sheets.filter(({ isHidden }) => !isHidden).flatMap((sheet) => byUnitSheet(sheet, form) ?? [])
}

/** Of several tables the one of this quarter, where the tabs or titles of all others name another one. */
function chooseQuarter(tables: SheetLayout[], form: FormDetail): [SheetLayout[], SheetLayout[]] {
  const isOther = (one: SheetLayout) => otherQuarter(one, form) !== null || isOtherTab(one.sheet.name, form.head.period)
  const own = tables.filter((one) => !isOther(one))
  return tables.length > 1 && own.length === 1 ? [own, tables.filter(isOther)] : [tables, []]
}

/** 二季度, Q2, 上季 on a sheet's tab. */
function isOtherTab(name: string, period: string): boolean {
  const [, words, digit] = /第?([一二三四1-4])季度|Q([1-4])/i.exec(name) ?? []
  const quarter = digit ?? (words === undefined ? '' : String('一二三四'.indexOf(words) + 1 || words))
  return quarter === '' ? eraOf(name) === 'past' : !period.endsWith(`Q${quarter}`)
}

/** Two sheets of one district. */
function sameUnit(layouts: readonly SheetLayout[], form: FormDetail): string | null {
  const byUnit = Map.groupBy(layouts, ({ cells }) => cells[0]?.unit)
  const twofold = [...byUnit.values()].find((own) => own.length > 1)
  return twofold === undefined ? null : severalSheets(twofold, form)
}

function nothingFound({ head }: FormDetail, [hidden]: readonly SheetLayout[]): string {
  return hidden === undefined
    ? `文件里没有找到《${head.name}》的指标名称和单位名称。请下载本表模板，把数字粘贴进去后再上传。`
    : `《${head.name}》的数据只在隐藏的工作表“${hidden.sheet.name}”中。请取消隐藏、核对后再上传。`
}

function severalSheets(seen: readonly SheetLayout[], { head }: FormDetail): string | null {
  if (seen.length < 2) return null
  const names = seen.map(({ sheet }) => `“${sheet.name}”`).join('、')
  return `文件里有 ${seen.length} 张工作表（${names}）都写有《${head.name}》的数据，分不清以哪一张为准。请只留一张后再上传。`
}

function unreadSheet({ name, isHidden }: Grid): FilePlace {
  return { place: name, message: isHidden ? '是隐藏的工作表，没有读取' : '没有本表的指标和单位，没有读取' }
}

/** A title that names another quarter than the form's. */
function otherQuarter({ sheet, head, first }: SheetLayout, form: FormDetail): string | null {
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

function collect(
  matchedBy: 'template' | 'labels',
  layouts: readonly SheetLayout[],
  { bases, ignored }: { readonly bases: ReadonlyMap<string, Base>; readonly ignored: readonly FilePlace[] },
): MatchedForm {
  const all = layouts.flatMap(({ sheet, cells }) => cells.map((cell) => ({ sheet, ...cell })))
  const errors: FilePlace[] = []
  const taken: FileCell[] = []
  const seen = new Map<string, string>()
  for (const { sheet, row, column, item, unit, breakdown, measure = '' } of all) {
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
  return { ok: true, matchedBy, cells: taken, errors, ignored: [...layouts.flatMap((one) => one.ignored), ...ignored] }
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
