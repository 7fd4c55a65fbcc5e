import { wordCell, wordColumn } from './figure.ts'
import { periodWords } from './lines.ts'
import type { TableCell, TableColumn } from './model.ts'

/** A figure and the quarter that it was carried from; null: it was measured in the release's own. */
export type Dated = { readonly value: number | null; readonly carriedFrom: string | null }

/** The two columns of a facts table as figures. */
export function dated(values: readonly (number | null)[], carriedFrom: readonly (string | null)[]): Dated[] {
  return values.map((value, at) => ({ value, carriedFrom: carriedFrom[at] ?? null }))
}

/** The one quarter in which all figures were measured; null when they were not all measured in one. */
function measuredIn(release: string, figures: readonly Dated[]): string | null {
  const quarters = new Set(figures.flatMap((one) => (one.value === null ? [] : [one.carriedFrom ?? release])))
  const [only = release] = quarters
  return quarters.size > 1 ? null : only
}

/** 2026年第二季度 · 2026年第二季度（沿用2025年第四季度数据） · 2026年第二季度（部分沿用往期数据）: for a subtitle. */
export function quarterWords(release: string, figures: readonly Dated[]): string {
  const quarter = measuredIn(release, figures)
  if (quarter === release) return periodWords(release)
  const from = quarter === null ? '部分沿用往期' : `沿用${periodWords(quarter)}`
  return `${periodWords(release)}（${from}数据）`
}

/** The quarter that the marks of a legend stand for: the one measured in, 本期（部分沿用往期） for several. */
export function legendWords(release: string, figures: readonly Dated[]): string {
  const quarter = measuredIn(release, figures)
  return quarter === null ? '本期（部分沿用往期）' : periodWords(quarter)
}

/** Of every table with a row for each figure: in which quarter that was measured. */
export const observedColumn: TableColumn = wordColumn('carried', '数据所属期')

/** Its cell; — where there is no figure. */
export function observedCell(release: string, { value, carriedFrom }: Dated): TableCell {
  return wordCell(value === null ? '—' : (carriedFrom ?? release))
}
