import { cellsAsked } from '@cg/seeds/burden'
import { readCatalogue } from '@cg/seeds/catalogue-files'
import { readDemoCity } from '@cg/seeds/city-files'
import { listedRecords } from '@cg/seeds/demo/lists'
import { rankedKinds } from '@cg/contract/unit-kind'
import type { Part, Table } from './table.ts'

/** What a year of the demo city asks of each department and of its districts, and the records that they keep instead. */
function entryWork(): Table {
  const catalogue = readCatalogue()
  const units = readDemoCity().units.filter(({ kind }) => rankedKinds.has(kind)).length
  const asked = cellsAsked(catalogue)
  const lists = listedRecords()
  const rowOf = (name: string, forms: readonly string[], records: readonly number[]) => {
    const cells = [0, 1, 2, 3].map((at) => units * forms.reduce((sum, form) => sum + (asked.get(form)?.[at] ?? 0), 0))
    return [name, ...cells, records.length, records.reduce((sum, one) => sum + one, 0)]
  }
  const departments = catalogue.departments.map(({ code, name }) =>
    rowOf(
      name,
      catalogue.forms
        .filter((form) => form.filledBy === 'department' && form.departmentCode === code)
        .map((form) => form.code),
      lists.filter(({ keeper }) => keeper === code).map(({ records }) => records),
    ),
  )
  const own = catalogue.forms.filter(({ filledBy }) => filledBy === 'unit').map(({ code }) => code)
  return {
    title: 'Entry work of the demo city',
    columns: ['who', 'cells Q1', 'Q2', 'Q3', 'Q4', 'registers without a form', 'records'],
    rows: [...departments, rowOf('districts, all', own, [])].filter((row) => row.slice(1).some((cell) => cell !== 0)),
    note: `${units} units. Departments that neither fill nor keep anything are left out.`,
  }
}

export const burdenPart: Part = { name: 'burden', run: () => Promise.resolve([entryWork()]) }
