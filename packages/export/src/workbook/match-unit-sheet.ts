import type { FormDetail, FormRow } from '@cg/contract/entry'
import { nameReader, tidyLabel } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { placeIn, turned } from './grid.ts'
import type { Grid } from './grid.ts'
import { eraOf } from './match-era.ts'
import { rowReader, unknownRow } from './match-labels.ts'
import { foreignMeasure, isMeasureHead, measureOf, tableMeasure } from './match-measure.ts'
import { labelColumns, textOf } from './sheet-layout.ts'
import type { FilePlace, Found, SheetLayout } from './sheet-layout.ts'

/* A sheet of one district: its name on the tab or above the table, its items as lines, its figures in one column. */

type Unit = FormDetail['units'][number]
type Line = { readonly row: number; readonly fact: FormRow }

/** Null for a sheet that names no one unit of the form, or holds none of its items. */
export function byUnitSheet(asFiled: Grid, form: FormDetail): SheetLayout | null {
  const owner = ownerOf(asFiled, form)
  if (owner === null) return null
  const ways = [asFiled, turned(asFiled)].map((sheet) => ({ sheet, ...linesOf(sheet, form) }))
  const [across, down] = [must(ways[0]), must(ways[1])]
  const { sheet, lines, unknown } = down.lines.length > across.lines.length ? down : across
  const top = lines[0]?.row
  if (top === undefined) return null
  const head = Math.max(0, top - 1)
  const columns = figureColumns(sheet, lines)
  const thisQuarter = columns.filter(({ era }) => era === 'now')
  const possible = thisQuarter.length > 0 ? thisQuarter : columns.filter(({ era }) => era === null)
  const column = possible[0]?.column ?? columns[0]?.column ?? 1
  const whole = tableMeasure(sheet, { head: top, first: column })
  const taken = withMeasures(sheet, lines, { column, unit: owner.unit, head, whole })
  const left = columns.filter((one) => one.column !== column)
  return {
    sheet,
    head: top,
    first: column,
    cells: taken,
    ignored: [...unknown, ...left.map((one) => leftColumn(sheet, head, one))],
    refusal: owner.refusal ?? unclear(sheet, head, possible),
  }
}

/** The lines of the form's items, and those with figures that are none. */
function linesOf(sheet: Grid, form: FormDetail): { lines: Line[]; unknown: FilePlace[] } {
  const itemOf = rowReader(form)
  const lines: Line[] = []
  const unknown: FilePlace[] = []
  let parent: string | null = null
  for (const [row, line] of sheet.rows.entries()) {
    const fact = itemOf(line, parent)
    if (fact !== null) lines.push({ row, fact })
    else if (lines.length > 0 && line.some(isFigure)) {
      unknown.push({ place: placeIn(sheet, row, 0), message: unknownRow(sheet, line) })
    }
    if (fact?.breakdown === '') parent = fact.item
  }
  return { lines, unknown }
}

function isFigure(value: Grid['rows'][number][number]): boolean {
  return typeof value === 'number' || /^\d[\d,.]*$/.test(textOf(value).trim())
}

type FigureColumn = { readonly column: number; readonly title: string; readonly era: ReturnType<typeof eraOf> }

const beside = /^(?:序号|编号|代码|行次|备注|说明|口径.*|指标解释|填报说明|数据来源|.*(?:部门|单位|责任人))$/

/** Columns right of the labels that hold something in the items' lines and are no numbering, measures or notes. */
function figureColumns(sheet: Grid, lines: readonly Line[]): FigureColumn[] {
  const top = must(lines[0]).row
  const titleOf = (column: number) =>
    [top - 1, top - 2].map((row) => textOf(sheet.rows[row]?.[column]).trim()).find((text) => text !== '') ?? ''
  const labels = new Set(lines.map(({ row, fact }) => labelColumn(sheet, row, fact)))
  const width = Math.max(...lines.map(({ row }) => must(sheet.rows[row]).length))
  return Array.from({ length: width }, (_, column) => column).flatMap((column): FigureColumn[] => {
    const values = lines.map(({ row }) => sheet.rows[row]?.[column] ?? null)
    const title = titleOf(column)
    if (labels.has(column) || isMeasureHead(title) || beside.test(tidyLabel(title))) return []
    if (column < Math.min(...labels) || !values.some((value) => value !== null && textOf(value).trim() !== ''))
      return []
    // A column of words without a heading: the units of measure, or the group that items belong to.
    if (title === '' && !values.some(isFigure)) return []
    return [{ column, title, era: eraOf(title) }]
  })
}

function labelColumn(sheet: Grid, row: number, fact: FormRow): number {
  const name = tidyLabel(fact.breakdown === '' ? fact.name : fact.breakdownName)
  const labels = must(sheet.rows[row])
    .slice(0, labelColumns)
    .map((value) => tidyLabel(textOf(value)))
  const exact = labels.indexOf(name)
  return exact >= 0 ? exact : labels.findIndex((label) => label !== '' && !/^[\d.]+$/.test(label))
}

type Taking = { readonly column: number; readonly unit: Unit; readonly head: number; readonly whole: string | null }

function withMeasures(sheet: Grid, lines: readonly Line[], { column, unit, head, whole }: Taking): Found[] {
  let ofWhole: string | null = null
  return lines.map(({ row, fact }) => {
    const written = measureOf(must(sheet.rows[row]), sheet.rows[head])
    const measure = written ?? (fact.breakdown === '' ? null : ofWhole) ?? whole
    if (fact.breakdown === '') ofWhole = measure
    const { item, breakdown } = fact
    return { row, column, item, breakdown, unit: unit.code, measure: foreignMeasure(measure, fact.unit) }
  })
}

function leftColumn(sheet: Grid, head: number, { column, title, era }: FigureColumn): FilePlace {
  const name = title === '' ? '没有标题的一列' : `“${title.slice(0, 30)}”`
  return {
    place: placeIn(sheet, head, column),
    message: `${name}${era === 'past' ? '不是本季度的数字' : '不是本季度的一列'}，已略过`,
  }
}

function unclear(sheet: Grid, head: number, possible: readonly FigureColumn[]): string | null {
  if (possible.length === 1) return null
  if (possible.length === 0) return `工作表“${sheet.name}”里没有本季度的一列数字。请核对后再上传。`
  const places = possible.map(({ column }) => placeIn(sheet, head, column)).join('、')
  return `工作表“${sheet.name}”有 ${possible.length} 列数字（${places}），分不清哪一列是本季度的。请在本季度的一列上写“本季”后再上传。`
}

type Owner = { readonly unit: Unit; readonly refusal: string | null }

const topLines = 8
const ownerLabel = /^(?:(?:填报|报送)单位(?:名称)?(?:[（(]盖章[)）])?[:：]?|(?:单位名称|区县|地区)[:：])\s*(.*)$/

/** Whose sheet it is: by its tab, by 填报单位 above the table, by its title; of a form of one unit, that one's. */
function ownerOf(sheet: Grid, form: FormDetail): Owner | null {
  const { units, head } = form
  const read = nameReader(units.map((unit) => [unit.name, unit.shortName]))
  const unitOf = (text: string): Unit | null => {
    const at = read(text.trim()) ?? read(text.trim().replace(/(?:报?表|数据|情况)$/, ''))
    if (at !== null) return must(units[at])
    const named = units.filter(({ name }) => text.includes(name))
    return named.length === 1 ? must(named[0]) : null
  }
  const said = saidOwner(sheet)
  const titles = sheet.rows
    .slice(0, 3)
    .flatMap((line) => unitOf(line.map(textOf).find((text) => text !== '') ?? '') ?? [])
  const byTab = unitOf(sheet.name.replace(/^[\d.、\s-]+/, ''))
  const byWords = said === null ? (titles[0] ?? null) : unitOf(said)
  const unit = byTab ?? byWords ?? (units.length === 1 ? must(units[0]) : null)
  if (unit === null) return null
  if (byWords !== null && byWords !== unit)
    return { unit, refusal: `工作表“${sheet.name}”里写的是“${byWords.name}”，与工作表的名称不符。请核对后再上传。` }
  const isOther = said !== null && byWords === null && units.length === 1 && !said.includes(head.reporterName)
  const refusal = `工作表“${sheet.name}”写明填报单位是“${said ?? ''}”，当前打开的是${head.reporterName}的报表。请核对后再上传。`
  return { unit, refusal: isOther ? refusal : null }
}

/** What stands behind 填报单位： or in the cell beside it. */
export function saidOwner({ rows }: Pick<Grid, 'rows'>): string | null {
  for (const line of rows.slice(0, topLines)) {
    for (const [column, value] of line.entries()) {
      const found = ownerLabel.exec(textOf(value).trim())
      if (found === null) continue
      const words = [found[1] ?? '', textOf(line[column + 1])].map((text) => text.trim()).find((text) => text !== '')
      if (words !== undefined) return words.split(/[\s　]{2,}/)[0] ?? words
    }
  }
  return null
}
