import { yardstickHeads } from '@cg/contract/yardstick'
import type { YardstickRow } from '@cg/contract/yardstick'
import { plainNumber } from './form-layout.ts'
import { placeName } from './grid.ts'
import type { Grid, GridValue, WorkbookGrid } from './grid.ts'

export type MatchedYardsticks =
  | {
      readonly ok: true
      readonly rows: readonly YardstickRow[]
      /** '参照!D3', by row and column of the heads; the head too. */
      readonly placeOf: (row: number, column: number) => string
    }
  | { readonly ok: false; readonly reason: string }

/** Finds the rows of a file of outside figures by the heads of its columns, in whatever order they stand. */
export function matchYardsticks(book: Extract<WorkbookGrid, { ok: true }>): MatchedYardsticks {
  for (const sheet of book.sheets) {
    const head = sheet.rows.findIndex((row) => row.some((cell) => textOf(cell) === yardstickHeads[0]))
    if (head >= 0) return rowsOf(sheet, head)
  }
  return { ok: false, reason: `没有找到表头。第一行请写：${yardstickHeads.join('、')}。` }
}

const optional = new Set<string>(['数值', '分子', '分母'])

function rowsOf(sheet: Grid, head: number): MatchedYardsticks {
  const heads = (sheet.rows[head] ?? []).map(textOf)
  const columns = yardstickHeads.map((name) => heads.indexOf(name))
  const lacking = yardstickHeads.filter((name, at) => columns[at] === -1 && !optional.has(name))
  if (lacking.length > 0) return { ok: false, reason: `表头缺少“${lacking.join('”“')}”，请补上这些列。` }
  const filled = sheet.rows.flatMap((row, at) =>
    at > head && row.some((cell) => textOf(cell) !== '') ? [{ row, at }] : [],
  )
  return {
    ok: true,
    rows: filled.map(({ row }) => {
      const cell = (at: number): string => textOf(row[columns[at] ?? -1])
      const [indicator, period, name] = [cell(0), cell(1), cell(2)]
      const [value, numerator, denominator] = [cell(3), cell(4), cell(5)]
      return { indicator, period, name, value, numerator, denominator, source: cell(6), publishedOn: cell(7) }
    }),
    placeOf: (row, column) => {
      const own = columns[column] ?? -1
      const place = placeName(sheet.name, filled[row]?.at ?? head, Math.max(0, own))
      return `${place}（${yardstickHeads[column] ?? ''}）`
    },
  }
}

/** A date or a formula without result is no text: the cell is then asked for as text. */
function textOf(value: GridValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? value.trim().slice(0, 300) : '#'
}
