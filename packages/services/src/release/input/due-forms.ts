import { isDueIn } from '@cg/contract/catalogue'
import { isAddable } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import { partsKey } from '../../catalogue/layer.ts'
import { reportingUnits, unitsAsked } from '../../catalogue/read.ts'
import type { CatalogueForm, Definitions } from '../../catalogue/read.ts'
import type { BasisAsked } from '../stored/basis.ts'

/** One return that was owed in the quarter. */
export type DueForm = { readonly form: CatalogueForm; readonly reporter: string; readonly reporterName: string }

/** Where a cell belongs: the form and reporter that answer for it; null when nobody was asked for it. */
export type CellHome = (item: string, breakdown: string, unit: string) => string | null

/** The same for all units of a cell, one after the other. */
export type CellHomes = (item: string, breakdown: string) => (unit: string) => string | null

export function formKey(form: string, reporter: string): string {
  return `${form}|${reporter}`
}

/**
 * Who owed what, and who answers for each cell, in one pass over forms and units: the same answer as entry's plans
 * (asserted in a test), which hold rules and rates besides and are too many to build for a nation.
 */
export function dueForms(definitions: Definitions): {
  due: DueForm[]
  homeOf: CellHome
  homesOf: CellHomes
  asked: Record<string, BasisAsked[]>
} {
  const departments = new Map(definitions.departments.map(({ code, name }) => [code, name]))
  const asked = definitions.forms.map((form) => ({ form, rows: askedRows(definitions, form) }))
  const due = asked
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ form }): DueForm[] =>
      form.filledBy === 'department'
        ? [{ form, reporter: form.department, reporterName: must(departments.get(form.department)) }]
        : unitsAsked(definitions, form.code).map(({ code, name }) => ({ form, reporter: code, reporterName: name })),
    )
  const rowForm = new Map(asked.flatMap(({ form, rows }) => rows.map((row) => [row.key, { form, row }])))
  const reporting = new Set<string>(reportingUnits(definitions.units).map((unit) => unit.code))
  const cities = new Set<string>(definitions.units.flatMap((unit) => (unit.kind === 'city' ? [unit.code] : [])))
  const homesOf: CellHomes = (item, breakdown) => {
    const found = rowForm.get(`${item}|${breakdown}`)
    if (found === undefined) return () => null
    const { form, row } = found
    const isExcused = (unit: string): boolean =>
      definitions.excused.size > 0 && definitions.excused.has(partsKey(form.code, unit))
    if (form.filledBy === 'unit')
      return (unit) => {
        if (isExcused(unit)) return null
        if (reporting.has(unit)) return formKey(form.code, unit)
        return row.isAddable ? partHome(definitions, form.code, unit) : null
      }
    const own = formKey(form.code, form.department)
    return (unit) => {
      if (isExcused(unit)) return null
      return reporting.has(unit) || (row.isForCity && cities.has(unit)) ? own : null
    }
  }
  const homeOf: CellHome = (item, breakdown, unit) => homesOf(item, breakdown)(unit)
  const frozen = Object.fromEntries(
    asked.map(({ form, rows }) => [form.code, rows.map(({ key, isForCity }) => ({ cell: key, isForCity }))]),
  )
  return { due, homeOf, homesOf, asked: frozen }
}

/** The district's form on which its town or key enterprise reports; null where it reports nothing there. */
function partHome({ units, parts, excused }: Definitions, form: string, code: string): string | null {
  if (parts.size === 0) return null
  const unit = units.find((one) => one.code === code)
  if (unit === undefined || unit.parent === null || excused.has(partsKey(form, unit.parent))) return null
  return parts.get(partsKey(form, unit.parent)) === unit.kind ? formKey(form, unit.parent) : null
}

type AskedRow = { key: string; isForCity: boolean; isAddable: boolean }

function askedRows({ items, period }: Definitions, form: CatalogueForm): AskedRow[] {
  return form.cells.flatMap(({ item: code, breakdown }): AskedRow[] => {
    const item = items.get(code)
    if (item === undefined || item.axes.enteredFor === 'none' || !isDueIn(item.axes, period)) return []
    const isForCity = item.axes.enteredFor === 'unitsAndCity' && breakdown === ''
    return [{ key: `${code}|${breakdown}`, isForCity, isAddable: isAddable(item) }]
  })
}
