import type { GridBody } from '@cg/charts/model'

/** More units than these are shown so many at a time. */
export const unitsAtOnce = 100

/** The part of a rug that a page shows: `total` units are too many for one table; totals stay those of all. */
export function windowOf(body: GridBody, page: number): { readonly body: GridBody; readonly total: number } {
  const isTurned = body.corner === '指标'
  const total = isTurned ? body.columns.length : body.rows.length
  if (total <= 2 * unitsAtOnce) return { body, total }
  const last = Math.ceil(total / unitsAtOnce)
  const from = (Math.min(page, last) - 1) * unitsAtOnce
  const part = <T>(list: readonly T[]): T[] => list.slice(from, from + unitsAtOnce)
  if (!isTurned) return { body: { ...body, rows: part(body.rows) }, total }
  const rows = body.rows.map((row) => ({ ...row, cells: part(row.cells) }))
  return { body: { ...body, columns: part(body.columns), totals: part(body.totals), rows }, total }
}
