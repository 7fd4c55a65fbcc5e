import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import type { FormRecord } from '@cg/domain/check/quality'
import { cityAt, rankedUnits } from '../stored/basis.ts'
import type { BasisForm, ReleaseBasis } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'

/** A form that was owed, as quality counts it, with the numbers that stand in it. */
export type CountedForm = {
  readonly form: BasisForm
  readonly record: FormRecord
  readonly numbers: readonly number[]
}

/**
 * Every form of the quarter with its cells due and answered. A form that was not accepted answers nothing: the release
 * treats it as 未报.
 */
export function countForms({ basis, cells }: { basis: ReleaseBasis; cells: CellTable }): CountedForm[] {
  const keyAt = new Map(cells.keys.map((key, at) => [key, at]))
  const unitAt = new Map(cells.units.map((unit, at) => [unit, at]))
  const reporting = rankedUnits(basis)
  const known = new Map<string, number[]>()
  const columnsOf = (form: string): number[] => {
    const left = leftOut(basis, form)
    const columns = known.get(form) ?? reporting.filter((unit) => !left.has(must(basis.units[unit]).code))
    known.set(form, columns)
    return columns
  }
  return basis.forms.map((form) => {
    const own = unitAt.get(form.reporter)
    const units = form.filledBy === 'department' ? columnsOf(form.form) : own === undefined ? [] : [own]
    const isIn = form.state !== 'missing'
    let [due, answered] = [0, 0]
    const numbers: number[] = []
    for (const { cell, isForCity } of basis.asked[form.form] ?? []) {
      const places = isForCity && form.filledBy === 'department' ? [cityAt, ...units] : units
      due += places.length
      const key = keyAt.get(cell)
      if (isIn && key !== undefined) answered += countAnswered(cells, { key, places }, numbers)
    }
    return { form, record: recordOf(basis, form, { due, answered }), numbers }
  })
}

type CellColumn = { readonly key: number; readonly places: readonly number[] }

/** How many of the places answered a cell; their numbers are added to `numbers`. */
function countAnswered(cells: CellTable, { key, places }: CellColumn, numbers: number[]): number {
  let answered = 0
  for (let p = 0; p < places.length; p++) {
    const at = key * cells.units.length + must(places[p])
    if (must(cells.versions[at]) < 0 || cells.states[at] === stateCode.not_reported) continue
    answered += 1
    if (cells.states[at] === stateCode.reported) numbers.push(must(cells.values[at]))
  }
  return answered
}

/** Districts that are no column of the form. */
function leftOut({ excused = [] }: ReleaseBasis, form: string): ReadonlySet<string> {
  return new Set(excused.flatMap((one) => (one.form === form ? one.units.map(({ code }) => code) : [])))
}

function recordOf(
  { period }: ReleaseBasis,
  form: BasisForm,
  { due, answered }: { due: number; answered: number },
): FormRecord {
  return {
    reporter: form.reporter,
    form: form.form,
    period,
    deadline: form.deadline,
    firstSubmittedAt: form.firstSubmittedAt,
    returns: form.returns,
    accepted: form.state !== 'missing',
    cellsDue: due,
    cellsAnswered: answered,
    cellsAccepted: answered,
    cellsRevised: form.revised,
  }
}
