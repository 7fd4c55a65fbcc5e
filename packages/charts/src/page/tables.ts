import { dimensionNames } from '@cg/contract/dimension'
import type { Light } from '@cg/contract/figure-schema'
import type { ChartModel, ChartTable, GoalRow, GoalsBody, GridBody, GridCell, GridLine, SpineBody } from '../model.ts'
import { lightWord } from '../ranking-table.ts'
import { cellColours, statusMarks, themes } from '../theme.ts'
import type { PageCell, PageRow, PageTable } from './page-model.ts'
import { plainCell } from './page-model.ts'

/** Columns of figures that a page on its side takes beside the names. */
const columnsAcross = 14

/** A chart's figures as tables for paper: those that the screen shows as a table keep its columns, the rest their own. */
export function tablesOf(model: ChartModel): PageTable[] {
  const { body } = model
  if (body.form === 'spine') return [spineTable(body)]
  if (body.form === 'grid') return gridTables(body)
  if (body.form === 'goals') return [goalsTable(body)]
  return [chartTable(model.table)]
}

/** ● 达标: shape and word, with the colours that repeat them. */
export function lightCell(light: Light | null, otherwise: string): PageCell {
  if (light === null) return plainCell(otherwise)
  const { glyph, word } = statusMarks[light]
  return { text: `${glyph} ${word}`, fill: null, ink: themes.light.status[light].ink }
}

/** The table of a chart; units stand in the heads. */
export function chartTable({ columns, rows, focus }: ChartTable): PageTable {
  return {
    columns: columns.map(({ header, unit, decimals }) => ({
      header: unit === '' ? header : `${header}（${unit}）`,
      isNumber: decimals !== null,
    })),
    rows: rows.map((row, at) => ({
      kind: 'row',
      isFocus: at === focus,
      cells: row.map(({ text }) => plainCell(text)),
    })),
    isWide: false,
    legend: '',
  }
}

/** Rows under the heading of their section, in the order given. */
function sectioned<T>(rows: readonly T[], sectionOf: (row: T) => string, cellsOf: (row: T) => PageCell[]): PageRow[] {
  return [...Map.groupBy(rows, sectionOf)].flatMap(([section, own]): PageRow[] => [
    ...(section === '' ? [] : [{ kind: 'section' as const, text: section }]),
    ...own.map((row) => ({ kind: 'row' as const, isFocus: false, cells: cellsOf(row) })),
  ])
}

function spineTable(body: SpineBody): PageTable {
  const hasGoal = body.baseWord !== body.goalWord
  return {
    columns: [
      { header: '指标', isNumber: false },
      { header: '本期', isNumber: true },
      { header: '变化', isNumber: false },
      { header: body.baseWord, isNumber: true },
      ...(hasGoal ? [{ header: body.goalWord, isNumber: true }] : []),
      { header: '位次', isNumber: true },
      { header: '状态', isNumber: false },
    ],
    rows: sectioned(
      body.rows,
      ({ section }) => section,
      (row) => [
        plainCell(`${row.name}（${row.measured}）`),
        plainCell(row.figure.text),
        plainCell(row.change),
        plainCell(row.base.text),
        ...(hasGoal ? [plainCell(row.goal.text)] : []),
        plainCell(row.place),
        lightCell(row.light, row.figure.value === null ? row.figure.text : lightWord(row.light)),
      ],
    ),
    isWide: false,
    legend: '',
  }
}

function goalsTable({ rows, words }: GoalsBody): PageTable {
  const hasExpected = words.expected !== '' && words.expected !== words.target
  const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text}（${unit}）`)
  return {
    columns: [
      { header: '指标', isNumber: false },
      { header: '牵头部门', isNumber: false },
      { header: words.figure, isNumber: true },
      ...(hasExpected ? [{ header: words.expected, isNumber: true }] : []),
      { header: words.target, isNumber: true },
      ...(words.final === '' ? [] : [{ header: words.final, isNumber: true }]),
      ...(words.need === '' ? [] : [{ header: words.need, isNumber: false }]),
      { header: '进度', isNumber: false },
      { header: '状态', isNumber: false },
    ],
    rows: sectioned(
      rows,
      ({ group }) => group,
      (row) => [
        plainCell(withUnit(row.name, row.unit)),
        plainCell(row.owner),
        plainCell(row.figure.text),
        ...(hasExpected ? [plainCell(row.expected?.text ?? '—')] : []),
        plainCell(row.target?.text ?? '—'),
        ...(words.final === '' ? [] : [plainCell(row.final?.text ?? '—')]),
        ...(words.need === '' ? [] : [plainCell(row.need === '' ? '—' : row.need)]),
        plainCell(paceOf(row)),
        lightCell(row.light, row.standing),
      ],
    ),
    isWide: true,
    legend: '',
  }
}

/** 偏慢，达标后回落; — without either. */
function paceOf({ pace, marks }: GoalRow): string {
  const words = [pace, ...marks].filter((word) => word !== '')
  return words.length === 0 ? '—' : words.join('，')
}

type GridSide = { readonly lines: readonly GridLine[]; readonly totals: readonly string[]; readonly totalsWord: string }

/** The shorter side goes across; where both are long, the columns come in parts by block. */
function gridTables(body: GridBody): PageTable[] {
  const down: GridSide = {
    lines: body.rows,
    totals: body.rows.map(({ total }) => total),
    totalsWord: body.rowTotalsWord,
  }
  const across: GridSide = { lines: body.columns, totals: body.totals, totalsWord: body.totalsWord }
  const isTurned = body.columns.length > columnsAcross && body.rows.length <= columnsAcross
  const cellAt = (row: number, column: number): GridCell | undefined =>
    isTurned ? body.rows[column]?.cells[row] : body.rows[row]?.cells[column]
  const [rows, columns] = isTurned ? [across, down] : [down, across]
  const focus = body.rows.findIndex(({ tone }) => tone === 'focus')
  const legend = body.legend.map(({ mark, words }) => (mark === '' ? words : `${mark} ${words}`)).join('　')
  const corner = isTurned ? otherCorner(body.corner) : body.corner
  return columnParts(columns.lines).map((places, part, parts) => {
    const isLast = part === parts.length - 1
    return {
      columns: [
        { header: corner, isNumber: false },
        ...places.map((at) => ({ header: nameOf(columns.lines[at]), isNumber: true })),
        ...(isLast ? [{ header: rows.totalsWord, isNumber: true }] : []),
      ],
      rows: [
        ...sectioned(
          rows.lines.map((line, at) => ({ line, at })),
          ({ line }) => dimensionNames[line.group] ?? line.group,
          ({ line, at }) => [
            plainCell(nameOf(line)),
            ...places.map((column) => gridCell(cellAt(at, column))),
            ...(isLast ? [plainCell(rows.totals[at] ?? '')] : []),
          ],
        ).map((row, at) => (row.kind === 'row' && !isTurned && at === focus ? { ...row, isFocus: true } : row)),
        {
          kind: 'row' as const,
          isFocus: false,
          cells: [columns.totalsWord, ...places.map((at) => columns.totals[at] ?? ''), ...(isLast ? [''] : [])].map(
            plainCell,
          ),
        },
      ],
      isWide: true,
      legend,
    }
  })
}

function otherCorner(corner: string): string {
  return corner === '指标' ? '单位' : '指标'
}

function nameOf(line: GridLine | undefined): string {
  if (line === undefined) return ''
  return line.unit === '' ? line.name : `${line.name}（${line.unit}）`
}

function gridCell(cell: GridCell | undefined): PageCell {
  if (cell === undefined) return plainCell('')
  const text = cell.mark === '' ? cell.text : `${cell.mark} ${cell.text}`
  if (cell.tint === null) return plainCell(text)
  const { fill, ink } = cellColours(cell, themes.light)
  return { text, fill, ink }
}

/** Positions of the columns of each part: blocks stay together as long as they fit. */
function columnParts(lines: readonly GridLine[]): number[][] {
  const blocks = [...Map.groupBy(lines.keys(), (at) => lines[at]?.group ?? '').values()].flatMap((block) =>
    Array.from({ length: Math.ceil(block.length / columnsAcross) }, (_, part) =>
      block.slice(part * columnsAcross, (part + 1) * columnsAcross),
    ),
  )
  const parts: number[][] = []
  for (const block of blocks) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + block.length <= columnsAcross) last.push(...block)
    else parts.push([...block])
  }
  return parts
}
