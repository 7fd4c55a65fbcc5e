import type { UploadReply } from '@cg/contract/entry'
import { cellName, placeOf } from './grid.ts'
import type { Grid, GridValue } from './grid.ts'

/** What is wrong with a cell of an uploaded file, by its place there. */
export type CellMark = {
  readonly place: string
  readonly message: string
  /** A wrong cell cannot be taken; a doubtful one can, and breaks a rule. */
  readonly kind: 'wrong' | 'doubtful'
}

/** One sheet's marks: which cells are tinted how, and the words per row, rows counted from 0. */
export type SheetMarks = {
  readonly sheet: string
  /** The row of the table's heads: 错误说明 stands there. */
  readonly head: number
  readonly wrong: readonly string[]
  readonly doubtful: readonly string[]
  readonly words: ReadonlyMap<number, string>
}

/** The heading of the added column; what stands under it is never read. */
export const faultHead = '错误说明'
/** As many as the tallest row of a spreadsheet shows. */
const mostLetters = 700

/** Everything that a comparison found wrong or doubtful in a file. */
export function marksOf({ errors, changes, findings }: UploadReply): CellMark[] {
  const warned = changes.flatMap(({ place, warnings }) => warnings.map((message) => ({ place, message })))
  return [
    ...errors.map((one) => ({ ...one, kind: 'wrong' as const })),
    ...[...warned, ...findings].map((one) => ({ ...one, kind: 'doubtful' as const })),
  ]
}

/** Where 错误说明 of an earlier round stands in a sheet; null without it. */
export function faultColumn({ rows }: Grid): { readonly head: number; readonly column: number } | null {
  for (const [head, line] of rows.entries()) {
    const column = line.findIndex(isFaultHead)
    if (column >= 0) return { head, column }
  }
  return null
}

function isFaultHead(value: GridValue): boolean {
  return typeof value === 'string' && value.trim() === faultHead
}

/** The sheet as its people filled it: without the words that an earlier round put beside the table. */
export function withoutFaults(grid: Grid): Grid {
  const at = faultColumn(grid)
  if (at === null) return grid
  const rows = grid.rows.map((line, row) =>
    row < at.head ? line : line.map((value, column) => (column === at.column ? null : value)),
  )
  return { ...grid, rows }
}

/** The marks by sheet; the table of a sheet begins under the row above its first cell among `cells`. */
export function sheetMarks(marks: readonly CellMark[], cells: readonly { readonly place: string }[]): SheetMarks[] {
  const placed = marks.flatMap((mark) => {
    const at = placeOf(mark.place)
    return at === null ? [] : [{ ...mark, ...at, name: cellName(at.row, at.column) }]
  })
  const tops = new Map<string, number>()
  for (const { place } of [...cells, ...marks]) {
    const at = placeOf(place)
    if (at !== null) tops.set(at.sheet, Math.min(at.row, tops.get(at.sheet) ?? at.row))
  }
  return [...Map.groupBy(placed, ({ sheet }) => sheet)].map(([sheet, own]) => {
    const named = (kind: CellMark['kind']) => [
      ...new Set(own.filter((one) => one.kind === kind).map((one) => one.name)),
    ]
    const wrong = named('wrong')
    return {
      sheet,
      head: Math.max(0, (tops.get(sheet) ?? 0) - 1),
      wrong,
      doubtful: named('doubtful').filter((name) => !wrong.includes(name)),
      words: new Map([...Map.groupBy(own, ({ row }) => row)].map(([row, all]) => [row, rowWords(all)])),
    }
  })
}

/** D7：不是数字；E7、F7：大于合计. One fault of several cells is said once. */
function rowWords(marks: readonly { readonly name: string; readonly message: string }[]): string {
  const byMessage = [...Map.groupBy(marks, ({ message }) => message)]
  const words = byMessage.map(([message, own]) => `${[...new Set(own.map(({ name }) => name))].join('、')}：${message}`)
  const text = words.join('；')
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}……` : text
}
