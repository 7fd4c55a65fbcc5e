import type { FormDetail, FormRow } from '@cg/contract/entry'
import { isOtherScale, labelUnit, nameReader, tidyLabel, unknownLabelWords } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { placeIn, turned } from './grid.ts'
import type { Grid, GridValue } from './grid.ts'
import { textOf } from './sheet-layout.ts'
import type { FilePlace, Found, SheetLayout } from './sheet-layout.ts'

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
export function byLabels(asFiled: Grid, form: FormDetail): SheetLayout | null {
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
