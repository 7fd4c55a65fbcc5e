import type { BasisForm, ReleaseBasis } from '../stored/basis.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'

/**
 * Returns due, on time and clean of each unit that fills forms itself; 不适用 of who is asked for none. Nobody enters them:
 * they follow from the forms' way, so they carry version 0.
 */
export function returnCells(basis: Pick<ReleaseBasis, 'forms' | 'items' | 'excused'>): ReleasedCell[] {
  const byUnit = Map.groupBy(
    basis.forms.filter((form) => form.filledBy === 'unit'),
    (form) => form.reporter,
  )
  const idle = new Set((basis.excused ?? []).flatMap(({ units }) => units.map(({ code }) => code)))
  const counted = basis.items.filter(({ countsForms }) => countsForms !== undefined)
  const owesNone = [...idle].filter((unit) => !byUnit.has(unit))
  const unasked = counted.flatMap(({ code: item }) =>
    owesNone.map((unit): ReleasedCell => ({
      item,
      unit,
      breakdown: '',
      state: 'not_applicable',
      value: null,
      version: 0,
    })),
  )
  const own = [...byUnit].flatMap(([unit, forms]) => {
    const counts = {
      due: forms.filter((form) => form.open !== 'not_due').length,
      onTime: forms.filter(isOnTime).length,
      clean: forms.filter((form) => form.isClean).length,
    }
    return basis.items.flatMap(({ code: item, countsForms }): ReleasedCell[] =>
      countsForms === undefined
        ? []
        : [{ item, unit, breakdown: '', state: 'reported', value: counts[countsForms], version: 0 }],
    )
  })
  return [...own, ...unasked]
}

/** Sent by its deadline: that the office has not decided on it yet is not the reporter's delay. */
function isOnTime({ state, open, firstSubmittedAt, deadline }: BasisForm): boolean {
  if (open !== 'undecided') return state === 'on_time'
  return firstSubmittedAt !== null && Date.parse(firstSubmittedAt) <= Date.parse(deadline)
}
