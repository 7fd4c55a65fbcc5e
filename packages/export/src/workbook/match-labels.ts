import type { FormDetail, FormRow } from '@cg/contract/entry'
import { nameReader, tidyLabel, unknownLabelWords } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { placeIn, turned } from './grid.ts'
import type { Grid, GridValue } from './grid.ts'
import { eraAbove, eraOf, eraUnder } from './match-era.ts'
import type { Era } from './match-era.ts'
import { foreignMeasure, measureOf, tableMeasure } from './match-measure.ts'
import { labelColumns, textOf } from './sheet-layout.ts'
import type { FilePlace, Found, SheetLayout } from './sheet-layout.ts'

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
  const itemOf = rowReader(form)
  const under = sheet.rows.findIndex((line, row) => row > head && itemOf(line, null) !== null)
  if (under < 0) return null
  const named = units.flatMap((unit, column) => (unit === null ? [] : [{ column, unit: must(form.units[unit]) }]))
  const { columns, left } = ofThisQuarter(sheet, { head, until: under }, named)
  const first = Math.min(...columns.map(({ column }) => column))
  const { cells, ignored } = readLines(sheet, form, {
    head,
    until: under,
    columns,
    whole: tableMeasure(sheet, { head, first }),
  })
  if (cells.length === 0) return null
  const past = left.filter((one) => columns.every(({ column }) => column !== one))
  return {
    sheet,
    head,
    first,
    cells,
    ignored: [...ignored, ...unknownColumns(sheet, { head, until: under, past }, columns)],
    refusal: notOfQuarter(sheet, { head, until: under }, columns) ?? twice(sheet, head, columns),
  }
}

type Lines = Heads & { readonly columns: Columns; readonly whole: string | null }

function readLines(
  sheet: Grid,
  form: FormDetail,
  { head, until, columns, whole }: Lines,
): { cells: Found[]; ignored: FilePlace[] } {
  const itemOf = rowReader(form)
  const first = Math.min(...columns.map(({ column }) => column))
  const cells: Found[] = []
  const ignored: FilePlace[] = []
  let [parent, parentMeasure, last]: [string | null, string | null, FormRow | null] = [null, null, null]
  for (let row = head + 1; row < sheet.rows.length; row++) {
    const line = must(sheet.rows[row])
    const era = row < until ? null : lineEra(line, first)
    const named = itemOf(line, parent)
    // A merged label stands in the first of its lines: 本季 under 上季 is of the same item.
    const fact: FormRow | null = named ?? (era === null ? null : last)
    last = fact
    if (fact?.breakdown === '') parent = fact.item
    if (fact === null || era === 'past') {
      const texts = columns.map(({ column }) => textOf(line[column]).trim())
      // Before the first item, words are heads of a second line.
      const isFilled = texts.some((text) => (row < until ? /\d/ : /./).test(text))
      if (isFilled)
        ignored.push({
          place: placeIn(sheet, row, 0),
          message: era === 'past' ? pastLine(sheet) : unknownRow(sheet, line),
        })
      continue
    }
    const written = measureOf(line, sheet.rows[head])
    // 其中 without a unit of its own is in that of its whole.
    const measure: string | null = written ?? (fact.breakdown === '' ? null : parentMeasure) ?? whole
    if (fact.breakdown === '') parentMeasure = measure
    for (const { column, unit } of columns)
      cells.push({
        row,
        column,
        item: fact.item,
        unit: unit.code,
        breakdown: fact.breakdown,
        measure: foreignMeasure(measure, fact.unit),
      })
  }
  return { cells, ignored }
}

function lineEra(line: readonly GridValue[], first: number): Era | null {
  const eras = line.slice(0, Math.min(labelColumns, first)).map((value) => eraOf(textOf(value)))
  return eras.find((era) => era !== null) ?? null
}

function pastLine({ isTurned }: Grid): string {
  return `不是本季度数字的一${isTurned === true ? '列' : '行'}，已略过`
}

type Heads = { readonly head: number; readonly until: number }

/**
 * The columns of this quarter: where a unit's name stands over 本季 and 上季, the one of 本季; where a unit has a column in
 * a block of 本季 and one in a block of 上季, the first. `left` are those not of this quarter.
 */
function ofThisQuarter(sheet: Grid, heads: Heads, named: Columns): { columns: Columns; left: readonly number[] } {
  const width = Math.max(...sheet.rows.map((row) => row.length))
  const spread = named.map(({ column, unit }, at) => {
    const end = named[at + 1]?.column ?? width
    const span = Array.from({ length: end - column }, (_, step) => column + step)
    const now = span.find((one) => eraUnder(sheet, heads, one) === 'now')
    return { column: now ?? column, unit, span }
  })
  const eraOfBlock = ({ column }: { column: number }) => eraAbove(sheet, heads.head, column)
  const kept = spread.filter((one) => {
    const same = spread.filter(({ unit }) => unit === one.unit)
    return same.length === 1 || eraOfBlock(one) !== 'past' || same.every((other) => eraOfBlock(other) === 'past')
  })
  const left = spread.flatMap(({ span }) => span.filter((one) => eraUnder(sheet, heads, one) === 'past'))
  const dropped = spread.filter((one) => !kept.includes(one)).map(({ column }) => column)
  return { columns: kept.map(({ column, unit }) => ({ column, unit })), left: [...left, ...dropped] }
}

/** A column that is taken but whose heads say another quarter. */
function notOfQuarter(sheet: Grid, heads: Heads, columns: Columns): string | null {
  for (const { column, unit } of columns) {
    const era = eraUnder(sheet, heads, column) ?? eraAbove(sheet, heads.head, column)
    if (era === 'past')
      return `“${unit.shortName}”的数字（${placeIn(sheet, heads.head, column)}）写明不是本季度的，也没有找到本季度的数字。请核对后上传本季度的文件。`
  }
  return null
}

function countNames(names: readonly (number | null)[]): number {
  return names.filter((name) => name !== null).length
}

/** Why a line with figures is passed over. */
export function unknownRow({ isTurned }: Grid, line: readonly GridValue[]): string {
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
function unknownColumns(
  sheet: Grid,
  { head, past }: Heads & { readonly past: readonly number[] },
  columns: Columns,
): FilePlace[] {
  const taken = new Set(columns.map(({ column }) => column))
  const width = Math.max(...sheet.rows.map((row) => row.length))
  const first = Math.min(...taken)
  return Array.from({ length: width }, (_, column) => column).flatMap((column): FilePlace[] => {
    const texts = sheet.rows.slice(head + 1).flatMap((row) => textOf(row[column]).trim() || [])
    const label = textOf(sheet.rows[head]?.[column]).trim()
    const isBeside =
      column < first && (numbering.test(tidyLabel(label)) || !texts.every((text) => /^[\d.,]+$/.test(text)))
    const isPast = past.includes(column)
    if ((isBeside && !isPast) || taken.has(column) || texts.length === 0) return []
    const nameless = `没有单位名称的一${sheet.isTurned === true ? '行' : '列'}，已略过`
    const unknown = label === '' ? nameless : `${unknownLabelWords(label, '单位')}，已略过`
    const message = isPast ? pastColumn(sheet) : unknown
    return [{ place: placeIn(sheet, head, column), message }]
  })
}

function pastColumn({ isTurned }: Grid): string {
  return `不是本季度数字的一${isTurned === true ? '行' : '列'}，已略过`
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

/** Reads which item a line is of by its first cells; a part only behind its own item, `parent`. */
export function rowReader(form: FormDetail): (line: readonly GridValue[], parent: string | null) => FormRow | null {
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
