import { isDueIn, nameInGroup } from '@cg/contract/catalogue'
import type { FormCell } from '@cg/domain/form/form-cell'
import { isAddable } from '@cg/domain/figure/parts'
import type { PartKind } from '@cg/domain/figure/parts'
import { itemUses } from '@cg/domain/expression/syntax'
import { cellKey } from '@cg/domain/form/form-cell'
import type { ItemCode, Term } from '@cg/domain/indicator'
import type { CompiledRule } from '@cg/domain/check/rule'
import { partsKey } from '../../catalogue/layer.ts'
import { unitsAsked } from '../../catalogue/read.ts'
import type {
  CatalogueForm,
  CatalogueIndicator,
  CatalogueItem,
  CatalogueUnit,
  Definitions,
} from '../../catalogue/read.ts'
import type { Meaning } from './definitions.ts'

export type PlanRow = { readonly item: CatalogueItem; readonly breakdown: string; readonly isRequired: boolean }
/** A district's towns or key enterprises that report a form for it. */
export type PlanParts = { readonly by: PartKind; readonly units: readonly CatalogueUnit[] }
export type RequiredCell = { readonly place: FormCell; readonly key: string; readonly name: string }
/** A figure of another form that this form's rules and rates read. */
export type PlanReference = PlanRow & { readonly form: CatalogueForm }

/** What one reporter is asked for in one quarter: rows × units, and what its rules need besides. */
export type FormPlan = {
  readonly definitions: Definitions
  readonly form: CatalogueForm
  readonly reporter: string
  readonly reporterName: string
  readonly rows: readonly PlanRow[]
  readonly units: readonly CatalogueUnit[]
  /** Who reports it in the reporter's place; null: the reporter itself. Its own column is then the sum of theirs. */
  readonly parts: PlanParts | null
  /** Every cell that is asked, by key: its place, row × units + unit. */
  readonly places: ReadonlyMap<string, number>
  /** What each unit must answer: its required cells in the form's order, the city's own column left out. */
  readonly required: readonly { readonly unit: CatalogueUnit; readonly cells: readonly RequiredCell[] }[]
  readonly items: readonly ItemCode[]
  readonly references: readonly PlanReference[]
  /** The form's own items and those of its references: what rules may name. */
  readonly ruleItems: ReadonlyMap<string, CatalogueItem>
  readonly rules: readonly CompiledRule[]
  readonly rates: readonly CatalogueIndicator[]
}

const plans = new WeakMap<Definitions, Map<string, FormPlan>>()

/** The plan of a form for a reporter; null when that reporter does not fill that form, or owes nothing this quarter. */
export function planOf(meaning: Meaning, formCode: string, reporter: string): FormPlan | null {
  const known = plans.get(meaning.definitions) ?? new Map<string, FormPlan>()
  plans.set(meaning.definitions, known)
  const key = `${formCode}|${reporter}`
  const found = known.get(key)
  if (found !== undefined) return found
  const plan = makePlan(meaning, formCode, reporter)
  if (plan !== null) known.set(key, plan)
  return plan
}

/** Every plan of the quarter: who owes what. */
export function plansOf(meaning: Meaning): FormPlan[] {
  const { definitions } = meaning
  return definitions.forms.flatMap((form) => {
    const reporters =
      form.filledBy === 'department' ? [form.department] : unitsAsked(definitions, form.code).map((unit) => unit.code)
    return reporters.flatMap((reporter) => planOf(meaning, form.code, reporter) ?? [])
  })
}

/** The form's code if it exists, whoever fills it. */
export function findForm(definitions: Definitions, code: string): CatalogueForm | null {
  return definitions.forms.find((form) => form.code === code) ?? null
}

function makePlan({ definitions, rules }: Meaning, formCode: string, reporter: string): FormPlan | null {
  const form = findForm(definitions, formCode)
  const reporterName = form === null ? null : nameOfReporter(definitions, form, reporter)
  if (form === null || reporterName === null) return null
  const rows = form.cells.flatMap((cell) => dueRow(definitions, cell))
  if (rows.length === 0) return null
  const parts = partsOf(definitions, form, reporter)
  // The sum stands beneath what it is made of.
  const units = [...(parts?.units ?? []), ...unitsOf(definitions, form, reporter, rows)]
  const items = [...new Set(rows.map((row) => row.item.code))]
  const own = new Set<string>(items)
  const used = rules.flatMap((rule) => narrow(rule, own, definitions.off.items) ?? [])
  const rates = [...definitions.indicators.values()].filter((indicator) => isRateOf(indicator, own))
  const references = referencesOf(definitions, own, used, rates).filter(
    // What nobody asks of the reporter has nothing to be held against.
    (one) => !definitions.excused.has(partsKey(one.form.code, reporter)),
  )
  return {
    definitions,
    form,
    reporter,
    reporterName,
    rows,
    ...askedOf(rows, units, parts),
    items,
    references,
    ruleItems: new Map([...rows, ...references].map(({ item }) => [item.code, item])),
    rules: used,
    rates,
  }
}

/** The columns of a form, and what each of them is asked. */
function askedOf(
  rows: readonly PlanRow[],
  units: readonly CatalogueUnit[],
  parts: PlanParts | null,
): Pick<FormPlan, 'units' | 'parts' | 'places' | 'required'> {
  const isOfPart = new Set(parts?.units.map((unit) => unit.code))
  const filled = (unit: CatalogueUnit) =>
    parts === null ? rows : rows.filter(({ item }) => isAddable(item) === isOfPart.has(unit.code))
  return {
    units,
    parts,
    places: placesOf(rows, units, isOfPart),
    required: units.flatMap((unit) => (unit.kind === 'city' ? [] : [{ unit, cells: requiredOf(filled(unit), unit) }])),
  }
}

/** The towns or key enterprises that report the form for this reporter; null where none do. */
function partsOf({ parts, units }: Definitions, form: CatalogueForm, reporter: string): PlanParts | null {
  const by = parts.get(partsKey(form.code, reporter))
  if (form.filledBy !== 'unit' || by === undefined) return null
  const own = units.filter((unit) => unit.kind === by && unit.parent === reporter)
  return own.length === 0 ? null : { by, units: own }
}

/** The plan cut down to some of its parts: what their own accounts see and fill. */
export function planOfParts(plan: FormPlan, own: readonly CatalogueUnit[]): FormPlan {
  if (plan.parts === null) throw new Error('a form without parts is cut down')
  const rows = plan.rows.filter(({ item }) => isAddable(item))
  return { ...plan, rows, ...askedOf(rows, own, { ...plan.parts, units: own }) }
}

/** A cell of the reporter's that is the sum of its parts', so that nobody types it. */
export function isSum({ parts, reporter, ruleItems }: FormPlan, place: Pick<FormCell, 'item' | 'unit'>): boolean {
  const item = ruleItems.get(place.item)
  return parts !== null && place.unit === reporter && item !== undefined && isAddable(item)
}

function nameOfReporter(definitions: Definitions, form: CatalogueForm, reporter: string): string | null {
  if (form.filledBy === 'unit') {
    return unitsAsked(definitions, form.code).find((unit) => unit.code === reporter)?.name ?? null
  }
  if (form.department !== reporter) return null
  return definitions.departments.find((department) => department.code === reporter)?.name ?? null
}

function dueRow({ items, period }: Definitions, cell: CatalogueForm['cells'][number]): PlanRow[] {
  const item = items.get(cell.item)
  if (item === undefined || item.axes.enteredFor === 'none' || !isDueIn(item.axes, period)) return []
  return [{ item, breakdown: cell.breakdown, isRequired: cell.isRequired }]
}

function unitsOf(
  definitions: Definitions,
  form: CatalogueForm,
  reporter: string,
  rows: readonly PlanRow[],
): CatalogueUnit[] {
  const reporting = unitsAsked(definitions, form.code)
  if (form.filledBy === 'unit') return reporting.filter((unit) => unit.code === reporter)
  const forCity = rows.some((row) => row.item.axes.enteredFor === 'unitsAndCity')
  return [...(forCity ? definitions.units.filter((unit) => unit.kind === 'city') : []), ...reporting]
}

function placesOf(
  rows: readonly PlanRow[],
  units: readonly CatalogueUnit[],
  isOfPart: ReadonlySet<string>,
): Map<string, number> {
  const places = new Map<string, number>()
  for (const [r, row] of rows.entries()) {
    for (const [u, unit] of units.entries()) {
      const isAsked = unit.kind !== 'city' || (row.item.axes.enteredFor === 'unitsAndCity' && row.breakdown === '')
      const isOfWhole = isOfPart.has(unit.code) && !isAddable(row.item)
      if (isAsked && !isOfWhole) places.set(cellKey(cellAt(row, unit)), r * units.length + u)
    }
  }
  return places
}

function requiredOf(rows: readonly PlanRow[], unit: CatalogueUnit): RequiredCell[] {
  return rows
    .filter((row) => row.isRequired)
    .map((row) => ({ place: cellAt(row, unit), key: cellKey(cellAt(row, unit)), name: row.item.name }))
}

/** What a cell of the form asks for, in words: '参加基本医疗保险的产业工人数（规上企业）'. */
export function askedName({ definitions, ruleItems }: FormPlan, { item, breakdown }: Omit<FormCell, 'unit'>): string {
  return nameInGroup(definitions.guide.axes, ruleItems.get(item as ItemCode)?.name ?? item, breakdown)
}

export function cellAt(row: Pick<PlanRow, 'item' | 'breakdown'>, unit: CatalogueUnit): FormCell {
  return { item: row.item.code, unit: unit.code, breakdown: row.breakdown }
}

/**
 * A rule cut down to what this form's items can decide: of an operand list only the rows that name one of them. Rules
 * without items of their own run over whatever items there are. What compares with an item that is off has nothing to
 * compare with. Null when nothing is left.
 */
function narrow(rule: CompiledRule, own: ReadonlySet<string>, off: ReadonlySet<string>): CompiledRule | null {
  const { definition, conditions, items } = rule
  const { body } = definition
  if (body.kind === 'on-target' || body.kind === 'area-types') return null
  if (body.kind !== 'expression') return items === null || [...items].some((item) => own.has(item)) ? rule : null
  const uses = conditions.map((condition) => itemUses(condition).map((use) => use.item))
  const isOurs = (row: number) =>
    uses[row]?.some((item) => own.has(item)) === true && !uses[row].some((item) => off.has(item))
  const kept = conditions.filter((_, row) => isOurs(row))
  if (kept.length === 0) return null
  const operands = body.operands?.filter((_, row) => isOurs(row))
  return {
    definition: { ...definition, body: operands === undefined ? body : { ...body, operands } },
    conditions: kept,
    items: new Set(uses.filter((_, row) => isOurs(row)).flat()),
  }
}

/** A quotient that this form's own figures move: shown live under the grid. */
function isRateOf({ formula, isCityOnly }: CatalogueIndicator, own: ReadonlySet<string>): boolean {
  if (isCityOnly || (formula.kind !== 'quotient' && formula.kind !== 'pooled')) return false
  return formula.numerator.some((term) => own.has(term.item))
}

function referencesOf(
  definitions: Definitions,
  own: ReadonlySet<string>,
  rules: readonly CompiledRule[],
  rates: readonly CatalogueIndicator[],
): PlanReference[] {
  const rated = rates.flatMap(({ formula }) => termsOf(formula)).map((term) => term.item)
  const compared = rules.filter((rule) => rule.definition.body.kind === 'expression')
  const wanted = new Set<string>([...compared.flatMap((rule) => [...(rule.items ?? [])]), ...rated])
  return definitions.forms.flatMap((form) =>
    form.cells.flatMap((cell) => {
      if (own.has(cell.item) || !wanted.has(cell.item)) return []
      const item = definitions.items.get(cell.item)
      return item === undefined ? [] : [{ form, item, breakdown: cell.breakdown, isRequired: false }]
    }),
  )
}

function termsOf(formula: CatalogueIndicator['formula']): readonly Term[] {
  return formula.kind === 'quotient' || formula.kind === 'pooled' ? [...formula.numerator, ...formula.denominator] : []
}
