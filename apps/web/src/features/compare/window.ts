import type { GridBody } from '@cg/charts/model'

/** Of more units so many are shown at a time, where they are columns or stand in a list on a phone. */
export const unitsAtOnce = { columns: 40, list: 100 } as const

type Part = { readonly body: GridBody; readonly total: number; readonly size: number }

/**
 * The part of a rug that a page shows at once: units as rows are all there, drawn as they are scrolled to; as columns, and
 * on a phone, too many are turned over by pages. Totals stay those of all.
 */
export function windowOf(body: GridBody, page: number, isList: boolean): Part {
  const isTurned = body.corner === '指标'
  const total = isTurned ? body.columns.length : body.rows.length
  const size = isTurned ? unitsAtOnce.columns : isList ? unitsAtOnce.list : total
  // A last page of a few would be turned to for little.
  if (total <= size * 1.5) return { body, total, size: total }
  const last = Math.ceil(total / size)
  const from = (Math.min(page, last) - 1) * size
  const part = <T>(list: readonly T[]): T[] => list.slice(from, from + size)
  if (!isTurned) return { body: { ...body, rows: part(body.rows) }, total, size }
  const rows = body.rows.map((row) => ({ ...row, cells: part(row.cells) }))
  return { body: { ...body, columns: part(body.columns), totals: part(body.totals), rows }, total, size }
}
