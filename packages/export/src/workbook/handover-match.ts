import { handoverPartNames, handoverPlaceNames, handoverStateNames, mostHandoverRows } from '@cg/contract/handover'
import type { Handover, HandoverMapping, HandoverRow } from '@cg/contract/handover'
import { laterHeads, mappingHeads, mappingSheets, partWords, placeWords } from '@cg/contract/handover-book'
import type { ProblemCell } from '@cg/contract/problem'
import { plainNumber } from './form-layout.ts'
import { placeName } from './grid.ts'
import type { Grid, GridValue, WorkbookGrid } from './grid.ts'

/** What of the release the words of a file are looked up in. */
type Known = Pick<Handover, 'indicators' | 'items' | 'units'>

export type MatchedMapping =
  | { readonly ok: true; readonly mapping: HandoverMapping }
  | { readonly ok: false; readonly reason: string; readonly cells: readonly ProblemCell[] }

type Line = {
  readonly cell: (head: string) => string
  readonly placeOf: (head: string) => string
}

/** Reads a filled mapping. A word that is none of those to choose from is named with its cell, and nothing is taken. */
export function matchHandover(book: Extract<WorkbookGrid, { ok: true }>, known: Known): MatchedMapping {
  const cells: ProblemCell[] = []
  const lines = {
    rows: linesOf(book, 'rows', cells),
    regions: linesOf(book, 'regions', cells),
    states: linesOf(book, 'states', cells),
  }
  if (lines.rows.length > mostHandoverRows)
    cells.push({ place: mappingSheets.rows, message: `有 ${lines.rows.length} 行，对照表最多 ${mostHandoverRows} 行` })
  refuseTwice(lines.regions, '本系统单位代码', cells)
  refuseTwice(lines.states, '状态', cells)
  const mapping: HandoverMapping = {
    rows: lines.rows.map((line) => rowOf(line, known, cells)),
    regions: lines.regions.map((line) => regionOf(line, known, cells)).filter(({ code }) => code !== ''),
    states: lines.states.flatMap((line) => stateOf(line, cells)),
  }
  const [first] = cells
  if (first !== undefined) {
    const more = cells.length > 1 ? `等 ${cells.length} 处` : ''
    return {
      ok: false,
      reason: `${first.place ?? ''} ${first.message}${more}。请改正后重新上传，没有写入任何内容。`,
      cells,
    }
  }
  return { ok: true, mapping }
}

function linesOf(
  { sheets }: Extract<WorkbookGrid, { ok: true }>,
  key: 'rows' | 'regions' | 'states',
  cells: ProblemCell[],
): Line[] {
  const name = mappingSheets[key]
  const sheet = sheets.find((one) => one.name.trim() === name)
  if (sheet === undefined) {
    cells.push({ place: name, message: `没有“${name}”这张表，请用本页导出的工作簿填写` })
    return []
  }
  const heads = (sheet.rows[0] ?? []).map(textOf)
  const lacking = mappingHeads[key].filter((head) => !heads.includes(head) && !laterHeads.includes(head))
  if (lacking.length > 0) {
    cells.push({ place: placeName(name, 0, 0), message: `表头缺少“${lacking.join('”“')}”` })
    return []
  }
  return sheet.rows.flatMap((row, at) =>
    at === 0 || row.every((cell) => textOf(cell) === '') ? [] : [lineOf(sheet, heads, at)],
  )
}

function lineOf(sheet: Grid, heads: readonly string[], at: number): Line {
  return {
    cell: (head) => textOf(sheet.rows[at]?.[heads.indexOf(head)] ?? null),
    placeOf: (head) => placeName(sheet.name, at, Math.max(0, heads.indexOf(head))),
  }
}

/** Of two lines for one unit or state only one could hold. */
function refuseTwice(lines: readonly Line[], head: string, cells: ProblemCell[]): void {
  const seen = new Map<string, Line>()
  for (const line of lines) {
    const word = line.cell(head)
    const first = seen.get(word)
    if (first === undefined) seen.set(word, line)
    else cells.push({ place: line.placeOf(head), message: `“${word}”已在 ${first.placeOf(head)} 出现，请只留一行` })
  }
}

function shortOf(line: Line, cells: ProblemCell[]): (head: string, most: number) => string {
  return (head, most) => {
    const text = line.cell(head)
    if (text.length > most) cells.push({ place: line.placeOf(head), message: `“${head}”超过 ${most} 个字` })
    return text.slice(0, most)
  }
}

function rowOf(line: Line, known: Known, cells: ProblemCell[]): HandoverRow {
  const short = shortOf(line, cells)
  return {
    code: short('省指标代码', 60),
    name: short('省指标名称', 120),
    unit: short('省计量单位', 20),
    decimals: decimalsOf(line, cells),
    factor: factorOf(line, cells),
    indicator: ownOf(
      line,
      { head: '本系统指标代码', what: '指标', sheet: mappingSheets.own, of: known.indicators },
      cells,
    ),
    item: ownOf(line, { head: '本系统数据项代码', what: '数据项', sheet: mappingSheets.items, of: known.items }, cells),
    part: chosen(line, '取数', partWords, handoverPartNames, cells) ?? 'value',
    breakdown: short('分组代码', 60),
    places: chosen(line, '范围', placeWords, handoverPlaceNames, cells) ?? 'all',
    lacking: short('本市无此数据的原因', 100),
  }
}

function decimalsOf(line: Line, cells: ProblemCell[]): number {
  const text = line.cell('小数位')
  if (/^[0-6]$/.test(text)) return Number(text)
  cells.push({ place: line.placeOf('小数位'), message: `“小数位”应为 0—6 的整数，现为“${text}”` })
  return 0
}

function factorOf(line: Line, cells: ProblemCell[]): number | null {
  const text = line.cell('换算系数').replaceAll(',', '')
  if (text === '') return null
  const factor = Number(text)
  if (Number.isFinite(factor) && factor > 0 && factor <= 1e12) return factor
  cells.push({
    place: line.placeOf('换算系数'),
    message: `“换算系数”应为大于 0 的数，留空则按单位自动换算，现为“${text}”`,
  })
  return null
}

type Choices = {
  readonly head: string
  readonly what: string
  readonly sheet: string
  readonly of: readonly { readonly code: string; readonly name: string }[]
}

/** By code; a name is taken where it is the full name of one. */
function ownOf(line: Line, { head, what, sheet, of }: Choices, cells: ProblemCell[]): string {
  const text = line.cell(head)
  if (text === '') return ''
  const found = of.find(({ code }) => code === text) ?? of.find(({ name }) => name === text)
  if (found !== undefined) return found.code
  cells.push({
    place: line.placeOf(head),
    message: `本次发布没有代码或名称为“${text}”的${what}，可从“${sheet}”表复制`,
  })
  return ''
}

function regionOf(line: Line, { units }: Known, cells: ProblemCell[]): HandoverMapping['regions'][number] {
  const [unit, code] = [line.cell('本系统单位代码'), shortOf(line, cells)('省地区代码', 60)]
  if (!units.some((one) => one.code === unit)) {
    cells.push({ place: line.placeOf('本系统单位代码'), message: `本次发布没有代码为“${unit}”的单位` })
  }
  return { unit, code }
}

function stateOf(line: Line, cells: ProblemCell[]): HandoverMapping['states'] {
  const state = chosen(line, '状态', Object.values(handoverStateNames), handoverStateNames, cells)
  const code = shortOf(line, cells)('省状态代码', 60)
  return state === null || code === '' ? [] : [{ state, code }]
}

/** The key of a word; null and a problem where it is none of them, null alone where nothing stands. */
function chosen<K extends string>(
  line: Line,
  head: string,
  words: readonly string[],
  names: Readonly<Record<K, string>>,
  cells: ProblemCell[],
): K | null {
  const text = line.cell(head)
  if (text === '') return null
  // A cast: the keys of the record that was given.
  const found = (Object.keys(names) as K[]).find((key) => names[key] === text)
  if (found !== undefined) return found
  cells.push({ place: line.placeOf(head), message: `“${head}”应为${words.join('、')}之一，现为“${text}”` })
  return null
}

function textOf(value: GridValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? value.trim() : '#'
}
