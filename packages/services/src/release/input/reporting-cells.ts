import type { LoadedBasis } from './load-basis.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'

/**
 * Returns due, on time and clean of each unit that fills forms itself (TJ04, TJ05). Nobody enters them: they follow
 * from the forms' way, so they carry version 0.
 */
export function returnCells({ basis }: LoadedBasis): ReleasedCell[] {
  const known = new Set<string>(basis.items.map((item) => item.code))
  const byUnit = Map.groupBy(
    basis.forms.filter((form) => form.filledBy === 'unit'),
    (form) => form.reporter,
  )
  return [...byUnit].flatMap(([unit, forms]) => {
    const counts = [
      ['R_DUE', forms.length],
      ['R_ONTIME', forms.filter((form) => form.state === 'on_time').length],
      ['R_CLEAN', forms.filter((form) => form.isClean).length],
    ] as const
    return counts.flatMap(([item, value]): ReleasedCell[] =>
      known.has(item) ? [{ item, unit, breakdown: '', state: 'reported', value, version: 0 }] : [],
    )
  })
}
