import { breakdownName } from '@cg/contract/catalogue'
import type { AssistingFact } from '@cg/contract/catalogue-duty'
import type { FormDetail, FormHead, FormRow, RateFact } from '@cg/contract/entry'
import { cellKey } from '@cg/domain/form/form-cell'
import type { Period } from '@cg/domain/period'
import { previousPeriod, sameQuarterLastYear } from '@cg/domain/period'
import { formatPeriod } from '@cg/domain/number/date-format'
import { must } from '@cg/domain/must'
import type { FormCell } from '@cg/domain/form/form-cell'
import type { CatalogueIndicator, Definitions } from '../../catalogue/read.ts'
import { partsKey } from '../../catalogue/layer.ts'
import { earlierPeriods } from '../cells/background.ts'
import type { CellRow } from '../cells/cells.ts'
import type { Figures } from '../cells/figures.ts'
import type { Names } from './names.ts'
import { cellAt } from './plan.ts'
import type { FormPlan, PlanReference, PlanRow } from './plan.ts'

export function formHead({ form, definitions, reporter, reporterName, units, parts }: FormPlan): FormHead {
  const excused = form.filledBy === 'department' ? columnsLeftOut(definitions, form.code) : ''
  const department = definitions.departments.find((one) => one.code === form.department)
  return {
    code: form.code,
    name: form.name,
    dimension: form.dimension,
    filledBy: form.filledBy,
    department: form.department,
    departmentName: department?.name ?? form.department,
    reporter,
    reporterName,
    period: definitions.period,
    issuer: form.issuer,
    tableNo: form.tableNo,
    approvalNo: form.approvalNo,
    validUntil: form.validUntil,
    legalNote: form.approvalNo === null ? '内部工作调度表，非统计调查' : null,
    isDemo: units.some((unit) => unit.isDemo),
    ...(parts === null ? {} : { parts: { by: parts.by, isOwn: !units.some((unit) => unit.code === reporter) } }),
    ...(excused === '' ? {} : { excused }),
  }
}

/** 自2026年第三季度起不填澄阳市；… '' where every district is a column. */
function columnsLeftOut({ units, excused }: Definitions, form: string): string {
  const left = units.flatMap(({ code, shortName }) => {
    const since = excused.get(partsKey(form, code))
    return since === undefined ? [] : [{ shortName, since }]
  })
  return [...Map.groupBy(left, ({ since }) => since)]
    .map(([since, own]) => `自${formatPeriod(since)}起本表不填${own.map(({ shortName }) => shortName).join('、')}`)
    .join('；')
}

export function formUnits(plan: FormPlan): FormDetail['units'] {
  const oldest = must(earlierPeriods(plan.definitions.period)[0])
  return plan.units.map(({ code, name, shortName, parent, areaType, kind, countsInParent, validFrom }) => ({
    code,
    name,
    shortName,
    parent,
    areaType,
    isCity: kind === 'city',
    countsInParent,
    ...(validFrom > oldest ? { since: validFrom } : {}),
  }))
}

export function formRows(plan: FormPlan): FormRow[] {
  return plan.rows.map((row) => formRow(plan, row, parentRow(plan.rows, row)))
}

/** A breakdown's parent is its total; an 其中项's is the item it is part of, when that stands on the form. */
function parentRow(rows: readonly PlanRow[], { item, breakdown }: PlanRow): number | null {
  const parent = breakdown === '' ? item.parentItem : item.code
  const at = rows.findIndex((row) => row.item.code === parent && row.breakdown === '')
  return at < 0 ? null : at
}

function formRow({ definitions }: FormPlan, { item, breakdown, isRequired }: PlanRow, parent: number | null): FormRow {
  const owner = definitions.departments.find((one) => one.code === item.ownerDepartment)
  return {
    item: item.code,
    name: item.name,
    breakdown,
    breakdownName: breakdown === '' ? '' : breakdownName(definitions.guide.axes, breakdown),
    unit: item.unit,
    decimals: item.decimals,
    definition: item.definition,
    periodKind: item.periodKind,
    isRequired,
    mayBeNegative: item.mayBeNegative ?? false,
    limits: item.limits,
    parentRow: parent,
    isDistinctPeople: item.isDistinctPeople,
    ownerName: owner?.name ?? item.ownerDepartment,
    evidence: definitions.duties.get(item.code)?.evidence ?? 'none',
    assisting: assistingOf(definitions, item.code),
  }
}

/** 协助部门 of an item by name, in the order in which they were set. */
export function assistingOf(
  { departments, duties }: Pick<Definitions, 'departments' | 'duties'>,
  item: string,
): AssistingFact[] {
  return (duties.get(item)?.assisting ?? []).map(({ department, supplies }) => ({
    department,
    name: departments.find((one) => one.code === department)?.name ?? department,
    supplies,
  }))
}

export type GridInput = {
  readonly plan: FormPlan
  readonly cells: ReadonlyMap<string, CellRow>
  readonly figures: Figures
  readonly names: Names
  /** Whether a cell may be typed in now by this actor. */
  readonly isOpen: (place: FormCell) => boolean
}

export function gridColumns({ plan, cells, figures, names, isOpen }: GridInput): FormDetail['cells'] {
  const { period } = plan.definitions
  const places = allPlaces(plan)
  const rows = places.map((place) => cells.get(cellKey(place)))
  return {
    isEntry: places.map((place) => plan.places.has(cellKey(place))),
    isOpen: places.map((place) => plan.places.has(cellKey(place)) && isOpen(place)),
    state: rows.map((row) => row?.state ?? 'not_reported'),
    value: rows.map((row) => row?.value ?? null),
    note: rows.map((row) => row?.note ?? null),
    version: rows.map((row) => row?.version ?? 0),
    updatedBy: rows.map((row) => (row === undefined ? null : names(row.updatedBy, row.updatedAt))),
    updatedAt: rows.map((row) => row?.updatedAt ?? null),
    previous: places.map((place) => figures.at(place, previousPeriod(period)).value),
    lastYear: places.map((place) => figures.at(place, sameQuarterLastYear(period)).value),
  }
}

/** Row by row, unit by unit: the order of every column of the reply. */
export function allPlaces(plan: Pick<FormPlan, 'rows' | 'units'>): FormCell[] {
  return plan.rows.flatMap((row) => plan.units.map((unit) => cellAt(row, unit)))
}

export function cellHistory(plan: FormPlan, figures: Figures): FormDetail['history'] {
  return historyOf(allPlaces(plan), plan.definitions.period, figures)
}

function historyOf(places: readonly FormCell[], period: Period, figures: Figures): FormDetail['history'] {
  const periods = earlierPeriods(period)
  const columns = periods.map((quarter) => places.map((place) => figures.at(place, quarter)))
  return {
    periods,
    state: columns.map((column) => column.map((one) => one.state)),
    value: columns.map((column) => column.map((one) => one.value)),
  }
}

export function referenceRows(plan: FormPlan, figures: Figures): FormDetail['references'] {
  return plan.references.map((reference) => referenceRow(plan, reference, figures))
}

function referenceRow(plan: FormPlan, reference: PlanReference, figures: Figures): FormDetail['references'][number] {
  const places = plan.units.map((unit) => cellAt(reference, unit))
  const now = places.map((place) => figures.at(place, plan.definitions.period))
  return {
    row: formRow(plan, reference, null),
    form: reference.form.code,
    formName: reference.form.name,
    state: now.map((one) => one.state),
    value: now.map((one) => one.value),
    history: historyOf(places, plan.definitions.period, figures),
  }
}

export function rateFacts(rates: readonly CatalogueIndicator[]): RateFact[] {
  return rates.map((rate) => ({
    code: rate.code,
    name: rate.name,
    unit: rate.unit,
    decimals: rate.decimals,
    direction: rate.direction,
    periodKind: rate.periodKind,
    definition: rate.definition,
    frequency: rate.frequency,
    formula: rate.formula,
    ...(rate.flowForm === undefined ? {} : { flowForm: rate.flowForm }),
    ...(rate.mayExceed === undefined ? {} : { mayExceed: rate.mayExceed }),
    ...(rate.mayBeNegative === undefined ? {} : { mayBeNegative: rate.mayBeNegative }),
  }))
}
