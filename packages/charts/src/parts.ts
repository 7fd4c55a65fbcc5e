import type { ChartTable } from './model.ts'

const partKeys: ReadonlySet<string> = new Set(['numerator', 'denominator'])

/** The table without 分子 and 分母 where no figure in it has any: a mean of scores is made of scores alone. */
export function withoutEmptyParts(table: ChartTable): ChartTable {
  const { columns, rows } = table
  const parts = columns.flatMap(({ key }, at) => (partKeys.has(key) ? [at] : []))
  const values = columns.findIndex(({ key }) => key === 'value')
  const hasValue = rows.some((row) => row[values]?.value != null)
  const hasPart = rows.some((row) => parts.some((at) => row[at]?.value != null))
  if (!hasValue || hasPart) return table
  const isKept = (_: unknown, at: number): boolean => !parts.includes(at)
  return { ...table, columns: columns.filter(isKept), rows: rows.map((row) => row.filter(isKept)) }
}
