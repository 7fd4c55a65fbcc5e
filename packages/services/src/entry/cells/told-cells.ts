import type { CellRow } from './cells.ts'

/** As many cells as a line of the audit trail shows by name. */
const mostNamed = 12

type Told = Pick<CellRow, 'itemCode' | 'unitCode' | 'breakdown' | 'version'>

/**
 * The cells of a save as its line of the audit trail tells them: a few each with the version it got, of a block how many.
 * Which they were, by whom and when, stands in their revisions, which the seal of the transaction covers.
 */
export function toldCells(rows: readonly Told[]): number | (string | number)[][] {
  if (rows.length > mostNamed) return rows.length
  return rows.map(({ itemCode, unitCode, breakdown, version }) => [itemCode, unitCode, breakdown, version])
}
