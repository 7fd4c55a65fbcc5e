import type { GoalRow, GoalsBody, GridBody, GridCell } from '@cg/charts/model'

export type GoalGroup = { readonly name: string; readonly rows: readonly GoalRow[] }

/** The rows of a drawing under their headings. */
export function goalGroups({ rows }: GoalsBody): GoalGroup[] {
  return [...Map.groupBy(rows, (row) => row.group)].map(([name, own]) => ({ name, rows: own }))
}

export type LightRow = {
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly cells: readonly GridCell[]
  /** Short names of the units that lag. */
  readonly late: readonly string[]
  readonly total: string
}

/** The grid turned: an indicator a row, a unit a column. */
export function lightRows({ columns, rows, totals }: GridBody): LightRow[] {
  return columns.map(({ key, name, unit }, at) => {
    const cells = rows.flatMap((row) => row.cells[at] ?? [])
    const late = rows.flatMap((row) => (row.cells[at]?.isWeak === true ? [row.name] : []))
    return { key, name, unit, cells, late, total: totals[at] ?? '' }
  })
}

/** How many indicators lag in each unit, in the order of the rows. */
export function lateByUnit({ rows }: GridBody): number[] {
  return rows.map((row) => row.cells.filter((cell) => cell.isWeak).length)
}
