import type { RegisterSheet } from '@cg/contract/register'
import { registerHeads } from '@cg/contract/register-upload'
import type { RegisterFileRow } from '@cg/contract/register-upload'
import { plainNumber } from './form-layout.ts'
import { cellName, gridLimits } from './grid.ts'
import type { Grid, GridValue, OddValue, WorkbookGrid } from './grid.ts'
import { faultHead } from './mark-words.ts'
import { cleanText, guideName, headOf, rowDigest, stampMark, stampSheet } from './register-layout.ts'

export type MatchedRegister =
  | {
      readonly ok: true
      readonly rows: readonly RegisterFileRow[]
      readonly ignored: readonly string[]
      /** Where the table stands: its sheet, the row of its heads, and its columns by name; all from 0. */
      readonly table: RegisterTable
    }
  | { readonly ok: false; readonly reason: string }

export type RegisterTable = {
  readonly sheet: string
  readonly head: number
  readonly columns: ReadonlyMap<string, number>
}

type Kind = RegisterSheet['kind']
type Stamp = ReadonlyMap<number, { readonly version: number; readonly digest: string }>

/** Far more than is kept at once: what is unchanged may stand in the file too. */
const mostRows = 2000

/** Finds the records of a workbook by the heads of its columns, in whatever order they stand. */
export function matchRegister(
  book: Extract<WorkbookGrid, { ok: true }>,
  { kind, units }: Pick<RegisterSheet, 'kind' | 'units'>,
): MatchedRegister {
  const stamped = book.sheets.find(({ name }) => name === stampSheet)?.rows ?? []
  const [mark, code, name, made] = stamped[0] ?? []
  if (mark === stampMark && code !== kind.code)
    return refuse(
      `这是“${textOf(name)}”台账的表，不是“${kind.name}”的。请到“${textOf(name)}”台账页上传，或换一个文件。`,
    )
  const theirs = textOf(made).split('、')
  if (textOf(made) !== '' && !units.some((unit) => theirs.includes(unit.name)))
    return refuse(
      `这是其他城市的表（${theirs.slice(0, 3).join('、')}等），其中没有本市的区县。请在本页下载模板，把内容粘贴过去再上传。`,
    )
  const found = book.sheets
    .filter((sheet) => sheet.name !== guideName && sheet.name !== stampSheet)
    .flatMap((sheet) => {
      const at = sheet.rows.findIndex((row) => isHead(row, kind))
      return at < 0 ? [] : [{ sheet, at }]
    })
  const [first, second] = found
  if (first === undefined)
    return refuse(
      `没有找到表头（${registerHeads.unit}、${kind.fields.map((field) => field.name).join('、')}）。请在本页下载模板，把内容粘贴过去再上传。`,
    )
  if (first.sheet.isHidden) return refuse(`工作表“${first.sheet.name}”是隐藏的。请取消隐藏、核对后再上传。`)
  if (second !== undefined)
    return refuse(`工作表“${first.sheet.name}”和“${second.sheet.name}”都有表头，不知道读哪一张。请只留一张再上传。`)
  return rowsOf(first.sheet, first.at, { kind, stamp: mark === stampMark ? stampOf(stamped) : new Map() })
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason }
}

/** Says the unit's column and the one that a record is called by. */
function isHead(row: readonly GridValue[], { fields, title }: Kind): boolean {
  const heads = row.map((cell) => headText(cell, fields))
  const called = fields.find(({ code }) => code === title)?.name ?? ''
  return heads.includes(registerHeads.unit) && heads.includes(called)
}

/** The name of a column, without the mark of one that must be filled and what its numbers count: 参赛人数（人）* */
function headText(value: GridValue | undefined, fields: Kind['fields']): string {
  const text = textOf(value)
    .replace(/[*＊]\s*$/u, '')
    .replaceAll(/\s/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
  return fields.find((field) => headOf(field) === text)?.name ?? text
}

function stampOf(rows: Grid['rows']): Stamp {
  return new Map(
    rows
      .slice(1)
      .flatMap(([id, version, digest]) =>
        typeof id === 'number' && typeof version === 'number'
          ? [[id, { version, digest: textOf(digest) }] as const]
          : [],
      ),
  )
}

function rowsOf(sheet: Grid, head: number, { kind, stamp }: { kind: Kind; stamp: Stamp }): MatchedRegister {
  const heads = (sheet.rows[head] ?? []).map((cell) => headText(cell, kind.fields))
  const known = [registerHeads.id, registerHeads.unit, ...kind.fields.map(({ name }) => name), registerHeads.reason]
  const all = [...known, registerHeads.state, faultHead]
  const twice = all.filter((name) => heads.indexOf(name) !== heads.lastIndexOf(name))
  if (twice.length > 0) return refuse(`表头“${twice.join('”“')}”出现了两次，请删去一列再上传。`)
  const lacking = kind.fields.filter(({ name }) => !heads.includes(name))
  if (lacking.length > 0)
    return refuse(
      `表头缺少“${lacking.map(({ name }) => name).join('”“')}”，可能是以前的模板，或改过表头。请在本页重新下载模板，把内容粘贴过去再上传。`,
    )
  const filled = sheet.rows.flatMap((row, at) => {
    const cells = known.map((name) => row[heads.indexOf(name)] ?? null)
    return at > head && cells.some((cell) => cell !== null && textOf(cell) !== '') ? [{ cells, at }] : []
  })
  if (filled.length === 0) return refuse(`工作表“${sheet.name}”的表头下面没有内容。请填好后再上传。`)
  const tooMany = rowsRefusal(sheet, filled.length)
  if (tooMany !== null) return refuse(tooMany)
  const columns = new Map(all.flatMap((name) => (heads.includes(name) ? [[name, heads.indexOf(name)] as const] : [])))
  return {
    ok: true,
    table: { sheet: sheet.name, head, columns },
    rows: filled.map(({ cells, at }) =>
      withMerges(readRow(cells, at, { kind, stamp, known }), at, { sheet, known, columns }),
    ),
    ignored: heads.flatMap((name, column) =>
      name === '' || all.includes(name) ? [] : [`${cellName(head, column)}“${name}”不是本台账的栏目，这一列没有读取`],
    ),
  }
}

/** How far a sheet is read: what lies behind is not seen, so that it must not pass for all. */
function rowsRefusal({ name, rows }: Grid, filled: number): string | null {
  if (rows.length >= gridLimits.rows)
    return `工作表“${name}”超过${gridLimits.rows}行（含空行），后面的没有读取。内容不多的，请删去表格下方的空行；内容多的，请分成几个文件，每个不超过${mostRows}条，分次上传。`
  if (filled <= mostRows) return null
  return `工作表“${name}”有${filled}条，一次最多读${mostRows}条。请分成几个文件，每个不超过${mostRows}条，分次上传。`
}

type MergeContext = {
  readonly sheet: Grid
  readonly known: readonly string[]
  readonly columns: ReadonlyMap<string, number>
}

/** A row without the cells that a merge hides: they look filled and are empty. Each is told of by itself. */
function withMerges(row: RegisterFileRow, at: number, { sheet, known, columns }: MergeContext): RegisterFileRow {
  const hidden = known.flatMap((column) => {
    const place = columns.get(column)
    if (place === undefined) return []
    const merge = sheet.merges?.find(
      ({ top, bottom, left, right }) => top <= at && at <= bottom && left <= place && place <= right,
    )
    if (merge === undefined || (merge.top === at && merge.left === place)) return []
    const range = `${cellName(merge.top, merge.left)}:${cellName(merge.bottom, merge.right)}`
    return [{ column, message: `在合并单元格${range}中，内容只在第一格。请取消合并，每一格都填上再上传` }]
  })
  return hidden.length === 0 ? row : { ...row, isUntouched: false, faults: [...row.faults, ...hidden] }
}

type RowContext = { readonly kind: Kind; readonly stamp: Stamp; readonly known: readonly string[] }

function readRow(cells: readonly GridValue[], at: number, { kind, stamp, known }: RowContext): RegisterFileRow {
  const faults = cells.flatMap((cell, column) => {
    const message = faultOf(cell, kind.fields[column - 2]?.type === 'number')
    return message === null ? [] : [{ column: known[column] ?? '', message }]
  })
  const texts = cells.map(textOf)
  const [id = '', unit = ''] = texts
  const own = texts.slice(2, 2 + kind.fields.length)
  const base = stamp.get(Number(id))
  return {
    line: at + 1,
    id,
    version: base?.version ?? null,
    isUntouched: base !== undefined && base.digest === rowDigest([unit, ...own]),
    unit,
    texts: Object.fromEntries(kind.fields.map(({ code }, column) => [code, own[column] ?? ''])),
    reason: texts.at(-1) ?? '',
    faults,
  }
}

const oddWords: Readonly<Record<OddValue, string>> = {
  date: '是日期，不是数字，请改为数字',
  boolean: '是逻辑值（TRUE、FALSE），请改为文字或数字',
  infinite: '是出错的数，请改正',
  formula: '公式没有计算结果，请在 Excel 或 WPS 中打开、保存后再上传',
}

const formulaError = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/

function faultOf(cell: GridValue, isNumber: boolean): string | null {
  if (typeof cell === 'string' && formulaError.test(cell.trim())) return `公式出错（${cell.trim()}），请改正`
  if (typeof cell !== 'object' || cell === null) return null
  return cell.day !== undefined && !isNumber ? null : oddWords[cell.odd]
}

function textOf(value: GridValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? cleanText(value) : (value.day ?? '')
}
