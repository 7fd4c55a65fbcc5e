import { correctionPaths } from '@cg/charts/lines'
import type { ChartModel, TableCell, TableColumn } from '@cg/charts/model'
import { inertCell } from '../inert-text.ts'

const mark = '\ufeff'

/** The records of a chart, UTF-8 with a mark for Excel; the six lines follow after an empty line, so that the header is line 1. */
export function renderCsv(model: ChartModel): string {
  const { columns, rows } = model.records
  const lines = [
    columns.map((column) => field(columnHeader(column))),
    ...rows.map((row) => row.map((cell, at) => cellField(cell, columns[at]))),
    [],
    ...describeLines(model).map(([word, text]) => [field(word), field(text)]),
  ]
  return joined(lines)
}

/** A table as a file of that kind: numbers as they are, texts that nothing takes for a formula. */
export function csvText(lines: readonly (readonly (string | number)[])[]): string {
  return joined(lines.map((line) => line.map((cell) => (typeof cell === 'number' ? String(cell) : field(cell)))))
}

function joined(lines: readonly (readonly string[])[]): string {
  return mark + lines.map((line) => line.join(',')).join('\r\n') + '\r\n'
}

/** 技能培训覆盖率（%）: the unit stands in the header, never in a cell. */
export function columnHeader(column: TableColumn): string {
  return column.unit === '' ? column.header : `${column.header}（${column.unit}）`
}

/** Title, six lines with the note in full, and the methods as pairs of a word and a text. */
export function describeLines(model: ChartModel): [string, string][] {
  const { title, lines, fullNote, methods, watermark } = model
  const pairs: [string, string | null][] = [
    ['状态', watermark],
    ['标题', title],
    ['副标题', lines.subtitle],
    ['数据来源', afterColon(lines.source)],
    ['截至', lines.asOf.replace(/^截至/, '')],
    ['口径', afterColon(lines.definition)],
    ['注', fullNote === null ? null : afterColon(fullNote)],
    ...methods.map((method): [string, string] => ['方法', method]),
    ['审图号', lines.map === undefined ? null : afterColon(lines.map)],
    ['发布编号', afterColon(lines.release)],
    ...correctionPaths(model),
    ['生成时间', afterColon(lines.generated)],
    ['数据性质', lines.demo],
  ]
  return pairs.flatMap(([word, text]) => (text === null ? [] : [[word, text]]))
}

function afterColon(text: string): string {
  return text.slice(text.indexOf('：') + 1)
}

/** A number keeps its printed digits without separators; −5 stays a number. */
function cellField(cell: TableCell, column: TableColumn | undefined): string {
  if (column !== undefined && column.decimals !== null && cell.value !== null) return plainDigits(cell.value, cell.text)
  return field(cell.text)
}

function plainDigits(value: number, printed: string): string {
  const digits = printed.replaceAll(',', '').replace(/（.*）$/, '')
  return Number(digits) === value ? digits : String(value)
}

function field(text: string): string {
  const inert = inertCell(text)
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
