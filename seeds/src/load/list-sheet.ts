import type { WriteSheet } from 'hucre/xlsx'

/** Wide enough for a name; what is longer is cut on the screen and whole in the cell. */
const widths = { least: 10, most: 44 }

/** A sheet with one row of bold heads that stays in sight, and columns as wide as what is in them. */
export function listSheet(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): WriteSheet {
  const wide = (column: number) =>
    Math.max(...[heads, ...rows].map((row) => String(row[column] ?? '').replaceAll(/[^\x20-\x7e]/g, '中中').length))
  return {
    name,
    rows: [[...heads], ...rows.map((row) => [...row])],
    columns: heads.map((_, column) => ({ width: Math.min(widths.most, Math.max(widths.least, wide(column) + 2)) })),
    cells: new Map(heads.map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }])),
    freezePane: { rows: 1 },
  }
}
