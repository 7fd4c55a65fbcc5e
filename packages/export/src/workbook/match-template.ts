import { createHash } from 'node:crypto'
import type { FormDetail, FormRow } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { asShown } from '@cg/domain/number/decimal-text'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { inertCell } from '../inert-text.ts'
import { cellIndex, cellText, checkedMark, formatMark, layout, rowCode, rowLabel } from './form-layout.ts'
import { gridLimits, placeIn } from './grid.ts'
import type { Grid, GridValue } from './grid.ts'
import { textOf } from './sheet-layout.ts'
import type { FilePlace, Found, SheetLayout } from './sheet-layout.ts'

/*
 * The hidden sheet of a template: for which form it was made, with which rows and units, what stood in every cell then,
 * and a checksum of all that. What is written here is read here.
 */

/** What stood in a cell of the form when the template was made. */
export type Base = { readonly version: number; readonly text: string }

/** The lines of the hidden sheet. */
export function hiddenLines(form: FormDetail): GridValue[][] {
  const { head, submission, rows, units, cells } = form
  const places = rows.flatMap((row, r) =>
    units.map((unit, u): GridValue[] => {
      const at = cellIndex(form, r, u)
      const state = cells.state[at] ?? 'not_reported'
      const value = cells.value[at] ?? null
      const base = state === 'reported' && value !== null ? asShown(value) : cellText(state, null) || null
      return [rowCode(row), unit.code, cells.version[at] ?? 0, base]
    }),
  )
  const lines: GridValue[][] = [
    [head.period, head.code, head.reporter, submission.version, form.serverTime],
    units.map(({ code, name }) => `${code}=${inertCell(name)}`),
    rows.map((row) => `${rowCode(row)}=${inertCell(row.unit)}`),
    ...places,
  ]
  return [[checkedMark, checksum(lines)], ...lines]
}

/** Of what the lines say, however a program stores it, and as far as a sheet is read. */
function checksum(lines: readonly (readonly GridValue[])[]): string {
  const seen = lines.slice(0, gridLimits.rows - 1).map((line) => line.slice(0, gridLimits.columns))
  const texts = seen.map((line) => line.map(textOf).join('\t').trimEnd())
  return createHash('sha256').update(texts.join('\n').trimEnd()).digest('hex').slice(0, 16)
}

/** What a template says of itself. */
export type TemplateFacts = {
  readonly refusal: string | null
  readonly bases: ReadonlyMap<string, Base>
}

/** Null for a file that is no template of ours. */
export function readHidden(meta: Grid | undefined, form: FormDetail): TemplateFacts | null {
  const mark = textOf(meta?.rows[0]?.[0])
  if (meta === undefined || (mark !== formatMark && mark !== checkedMark)) return null
  const lines = meta.rows.slice(1)
  // Templates made before there was a checksum name neither units nor rows.
  if (mark === formatMark) return { refusal: wrongForm(lines, form), bases: basesOf(lines.slice(1)) }
  const isDamaged = textOf(meta.rows[0]?.[1]) !== checksum(lines)
  return {
    refusal: isDamaged ? damaged : (wrongForm(lines, form) ?? otherPlaces(lines, form) ?? otherMeasure(lines, form)),
    bases: basesOf(lines.slice(3)),
  }
}

const again = '请重新下载模板，把数字粘贴进去后再上传。'
const damaged = `这个模板中用来核对的隐藏内容被改动过或不完整，分不清是哪一期哪张表的模板。${again}`

function wrongForm([head = []]: readonly (readonly GridValue[])[], { head: own }: FormDetail): string | null {
  const [period = '', code, reporter] = head.map(textOf)
  if (period === own.period && code === own.code && reporter === own.reporter) return null
  const quarter = /^\d{4}Q[1-4]$/.test(period) ? formatPeriod(parsePeriod(period)) : period
  return `这是${quarter}表 ${code ?? '？'}（${reporter ?? '？'}）的模板，当前打开的是${formatPeriod(parsePeriod(own.period))}的《${own.name}》（${own.reporterName}）。请打开对应的报表上传，或重新下载模板。`
}

const pairs = (line: readonly GridValue[] | undefined): Map<string, string> =>
  new Map(
    (line ?? []).flatMap((value) => {
      const text = textOf(value)
      const at = text.indexOf('=')
      return at < 0 ? [] : [[text.slice(0, at), text.slice(at + 1)] as const]
    }),
  )

/** A unit's code that meant another place: the template of another city, or one older than a new name. */
function otherPlaces(lines: readonly (readonly GridValue[])[], form: FormDetail): string | null {
  const then = pairs(lines[1])
  const known = form.units.filter(({ code }) => then.has(code))
  if (known.length === 0) return `这个模板中没有本表的任何单位，不是本市本表的模板。${again}`
  const other = known.find(({ code, name }) => then.get(code) !== inertCell(name))
  if (other === undefined) return null
  return `模板中代码 ${other.code} 是“${must(then.get(other.code))}”，本表中是“${other.name}”：这是其他城市的模板，或是更名以前的旧模板。${again}`
}

/** Figures in another unit of measure must not be taken as they stand. */
function otherMeasure(lines: readonly (readonly GridValue[])[], form: FormDetail): string | null {
  const then = pairs(lines[2])
  const other = form.rows.find((row) => (then.get(rowCode(row)) ?? inertCell(row.unit)) !== inertCell(row.unit))
  if (other === undefined) return null
  return `“${other.name}”的计量单位已由${must(then.get(rowCode(other)))}改为${other.unit}，这是修改以前的旧模板。${again}`
}

function basesOf(lines: readonly (readonly GridValue[])[]): Map<string, Base> {
  const bases = new Map<string, Base>()
  for (const line of lines) {
    const [code, unit, version, text] = line.map(textOf)
    if (code !== undefined && unit !== undefined)
      bases.set(`${code}|${unit}`, { version: Number(version ?? 0), text: text ?? '' })
  }
  return bases
}

/** The form's cells by the hidden codes of rows and columns, wherever people moved them; null for a sheet without. */
export function byCodes(sheet: Grid, form: FormDetail): SheetLayout | null {
  const columns = new Map<number, string>()
  const codes = new Set(form.units.map((unit) => unit.code))
  const head = sheet.rows.findIndex((row) => row.slice(layout.firstColumn).some((value) => codes.has(textOf(value))))
  if (head < 0) return null
  for (const [column, value] of (sheet.rows[head] ?? []).entries()) {
    if (codes.has(textOf(value))) columns.set(column, textOf(value))
  }
  const rows = new Map(form.rows.map((row) => [rowCode(row), row]))
  const cells: Found[] = []
  const ignored: FilePlace[] = []
  const seen = new Set<FormRow>()
  for (const [row, line] of sheet.rows.entries()) {
    const fact = rows.get(textOf(line[layout.codeColumn]))
    if (fact === undefined) {
      if (row > head && hasFigures(line, columns))
        ignored.push({ place: placeIn(sheet, row, 1), message: uncoded(line) })
      continue
    }
    seen.add(fact)
    for (const [column, unit] of columns) cells.push({ row, column, item: fact.item, unit, breakdown: fact.breakdown })
  }
  if (cells.length === 0) return null
  const missing = [
    ...form.rows.filter((row) => !seen.has(row)).map((row) => `指标“${rowLabel(row).trim()}”`),
    ...form.units.filter(({ code }) => ![...columns.values()].includes(code)).map(({ name }) => `单位“${name}”`),
  ]
  const lost = missing.map((name) => ({ place: sheet.name, message: `没有${name}，这部分没有读取，请在本页填写` }))
  const first = Math.min(...columns.keys())
  const gone = goneColumns(sheet, head, columns)
  return { sheet, head, first, cells, ignored: [...gone, ...ignored, ...lost], refusal: null }
}

/** Before the code of a unit over the column of the quarter before. */
export const previousMark = 'prev:'

/** Columns of units that the form asks for no more, where something stands in them: a district that ended or is left out. */
function goneColumns(sheet: Grid, head: number, columns: ReadonlyMap<number, string>): FilePlace[] {
  return [...(sheet.rows[head] ?? []).entries()].flatMap(([column, value]): FilePlace[] => {
    const code = textOf(value).trim()
    if (column < layout.firstColumn || columns.has(column) || code === '' || code.startsWith(previousMark)) return []
    const below = sheet.rows.slice(head + 1).map((row) => textOf(row[column]).trim())
    const filled = below.filter((text) => text !== '')
    const name = filled[0] ?? code
    if (filled.length < 2) return []
    return [{ place: placeIn(sheet, head, column), message: `“${name}”不是本表现在填报的单位，这一列已略过` }]
  })
}

function hasFigures(line: readonly GridValue[], columns: ReadonlyMap<number, string>): boolean {
  return [...columns.keys()].some((column) => /^[\d.,]+$/.test(textOf(line[column]).trim()))
}

function uncoded(line: readonly GridValue[]): string {
  const label = textOf(line[layout.nameColumn]).trim()
  return label === '' ? '不是模板原有的一行，已略过' : `“${label.slice(0, 30)}”不是本表现有的一行，已略过`
}
