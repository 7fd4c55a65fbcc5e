import type { LoadedBasis } from './load-basis.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'

/**
 * Returns due, on time and clean of each unit that fills forms itself. Nobody enters them: they follow
 * from the forms' way, so they carry version 0.
 */
export function returnCells({ basis }: LoadedBasis): ReleasedCell[] {
  const byUnit = Map.groupBy(
    basis.forms.filter((form) => form.filledBy === 'unit'),
    (form) => form.reporter,
  )
  return [...byUnit].flatMap(([unit, forms]) => {
    const counts = {
      due: forms.length,
      onTime: forms.filter((form) => form.state === 'on_time').length,
      clean: forms.filter((form) => form.isClean).length,
    }
    return basis.items.flatMap(({ code: item, countsForms }): ReleasedCell[] =>
      countsForms === undefined
        ? []
        : [{ item, unit, breakdown: '', state: 'reported', value: counts[countsForms], version: 0 }],
    )
  })
}
