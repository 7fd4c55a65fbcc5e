/** What a cell may hold that is no number and no text; `formula` is one whose result is not in the file. */
export type OddValue = 'date' | 'boolean' | 'infinite' | 'formula'

/** A cell as a spreadsheet holds it; numbers as it shows them, with 15 significant digits. */
export type GridValue =
  | string
  | number
  | null
  | {
      readonly odd: OddValue
      /** Of a date: 'YYYY-MM-DD'. */
      readonly day?: string
    }

export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

export type Grid = {
  readonly name: string
  readonly rows: readonly (readonly GridValue[])[]
  /** A reader of the file does not see it. */
  readonly isHidden: boolean
  /** Joined cells, of which only the first holds something; zero-based, both ends in it. */
  readonly merges?: readonly Merge[]
  /** `rows` are the columns of the file (`turned`). */
  readonly isTurned?: boolean
}

export type WorkbookGrid =
  | { readonly ok: true; readonly sheets: readonly Grid[] }
  | { readonly ok: false; readonly reason: string }

/** More than any form of this product; what lies beyond is not read. */
export const gridLimits = { sheets: 20, rows: 3000, columns: 300, textLength: 1000 } as const

/** 'C7' of zero-based row and column. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row + 1}`
}

/** '技能培训!C7', as problems and reports name a place in a file. */
export function placeName(sheet: string, row: number, column: number): string {
  return `${sheet}!${cellName(row, column)}`
}

/** The zero-based row and column of '技能培训!C7'; null where a place names no cell. */
export function placeOf(place: string): { sheet: string; row: number; column: number } | null {
  const [, sheet = '', letters = '', digits = ''] = /^(.*)!([A-Z]{1,3})([1-9]\d{0,6})$/s.exec(place) ?? []
  if (letters === '') return null
  const column = Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { sheet, row: Number(digits) - 1, column }
}

/** The same sheet with its columns as rows: what stands in a column is read like a line, and places stay those of the file. */
export function turned(grid: Grid): Grid {
  const width = Math.max(0, ...grid.rows.map((row) => row.length))
  const rows = Array.from({ length: width }, (_, column) => grid.rows.map((row) => row[column] ?? null))
  const merges = grid.merges?.map(({ top, left, bottom, right }) => ({
    top: left,
    left: top,
    bottom: right,
    right: bottom,
  }))
  return { ...grid, rows, ...(merges === undefined ? {} : { merges }), isTurned: grid.isTurned !== true }
}

/** The place in the file of a cell of a sheet, whichever way round it is read. */
export function placeIn({ name, isTurned }: Grid, row: number, column: number): string {
  return isTurned === true ? placeName(name, column, row) : placeName(name, row, column)
}
