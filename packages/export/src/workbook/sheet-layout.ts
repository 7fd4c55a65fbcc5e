import { plainNumber } from './form-layout.ts'
import type { Grid, GridValue } from './grid.ts'

/** A place in a file, or a sheet of it, and what is to be said of it. */
export type FilePlace = { readonly place: string; readonly message: string }

/** A cell of a sheet that is one of the form's; `measure`: the other unit of measure it is written in, 万人. */
export type Found = {
  readonly row: number
  readonly column: number
  readonly item: string
  readonly unit: string
  readonly breakdown: string
  readonly measure?: string
}

/** Which cells of a sheet are the form's. */
export type SheetLayout = {
  readonly sheet: Grid
  /** The row of the units' names, and the column of the first. */
  readonly head: number
  readonly first: number
  readonly cells: readonly Found[]
  readonly ignored: readonly FilePlace[]
  /** Set where the cells cannot be told. */
  readonly refusal: string | null
}

/** How many of a line's first cells may hold its label. */
export const labelColumns = 6

/** A cell as text; what is neither text nor number is ''. */
export function textOf(value: GridValue | undefined): string {
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'string' ? value : ''
}
