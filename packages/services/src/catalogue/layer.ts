import { ItemAxes, breakdownKeys } from '@cg/contract/catalogue'
import type { BreakdownAxis, InstalledGuide } from '@cg/contract/catalogue'
import type { ByPartsBody, FormScopeBody, SwitchBody } from '@cg/contract/catalogue-change'
import type { Duty, DutyInput } from '@cg/contract/catalogue-duty'
import { BundleBody, KeptPart } from '@cg/contract/catalogue-kept'
import { askedQuarters } from '@cg/contract/catalogue-own'
import type {
  GroupsInput,
  HeaderInput,
  OwnFormBody,
  OwnFormInput,
  OwnIndicatorBody,
  OwnItemBody,
} from '@cg/contract/catalogue-own'
import { parseAs, parseJsonAs } from '@cg/contract/parse'
import { catalogueChange } from '@cg/db/schema'
import type { dataItem, form as formTable, formItem } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formulaItems } from '@cg/domain/figure/formula-items'
import type { Formula } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import type { PartKind } from '@cg/domain/figure/parts'
import type { Period } from '@cg/domain/period'
import { asc, eq } from 'drizzle-orm'
import type { CatalogueTaken } from '../settings.ts'
import { readSetting } from '../settings.ts'
import { canonicalJson } from './hash.ts'

/** One confirmed change of what is used: the layer that the city lays over the shipped catalogue. */
export type Switch = SwitchBody & { readonly id: number; readonly from: Period }

/** An item of the city's own as it is asked from a quarter on: when it was added, and whenever it was changed. */
export type OwnItem = Turn & OwnItemBody

/** An own indicator as it was made, and whenever it was changed. */
export type OwnIndicator = Turn & OwnIndicatorBody

/** By which groups a shipped item is asked from a quarter on. */
export type Groups = Turn & GroupsInput

/** An own form, or another head of a form that is there, from a quarter on. */
export type FormChange = Turn & { readonly code: string; readonly head: Omit<HeaderInput, 'code'> }

/** Districts whose form is reported by their parts, or by themselves again, from a quarter on. */
export type ByParts = ByPartsBody & Turn

/** 填报范围 of a form from a quarter on: it holds in place of what held before. */
export type FormScope = FormScopeBody & Turn

/** 协助部门 and 佐证 of items, from a quarter on. */
export type DutyChange = DutyInput & Turn

type Turn = { readonly id: number; readonly from: Period }

/** By quarter, and within one by when it was proposed. */
export function inTurn(a: Turn, b: Turn): number {
  if (a.from === b.from) return a.id - b.id
  return a.from < b.from ? -1 : 1
}

export type Layer = {
  readonly switches: readonly Switch[]
  readonly items: readonly OwnItem[]
  readonly indicators: readonly OwnIndicator[]
  readonly groups: readonly Groups[]
  /** In the order in which they count. */
  readonly forms: readonly FormChange[]
  readonly byParts: readonly ByParts[]
  readonly duties: readonly DutyChange[]
  readonly formScopes: readonly FormScope[]
}

/** A change as it is kept, with the bundle taken apart. */
export function partsKept({ kind, body, id }: { kind: string; body: string; id: number }): readonly KeptPart[] {
  const what = `catalogue_change.body of ${id}`
  if (kind === 'bundle') return parseJsonAs(BundleBody, body, what).parts
  return [parseAs(KeptPart, { kind, body: JSON.parse(body) }, what)]
}

/** Confirmed changes, in the order in which they count: by quarter, and within one by when they were proposed. */
export async function loadLayer(db: Db): Promise<Layer> {
  const rows = await db
    .select({
      id: catalogueChange.id,
      kind: catalogueChange.kind,
      from: catalogueChange.validFrom,
      body: catalogueChange.body,
    })
    .from(catalogueChange)
    .where(eq(catalogueChange.state, 'confirmed'))
    .orderBy(asc(catalogueChange.validFrom), asc(catalogueChange.id))
  const changes = rows.flatMap((row) =>
    partsKept(row).map((part) => ({ part, at: { id: row.id, from: parsePeriod(row.from) } })),
  )
  const taken = ((await readSetting(db, 'catalogueUpdates')) ?? []).flatMap(takenParts)
  return layerOf([...taken, ...changes].toSorted((a, b) => inTurn(a.at, b.at)))
}

/** What a catalogue that was taken over leaves as it was until its quarter; before what the city changes in the same one. */
function takenParts({ first, from, items, groups }: CatalogueTaken): Placed[] {
  const [before, after] = [
    { id: 0, from: first },
    { id: 0, from },
  ]
  const switched = (isOn: boolean): KeptPart => ({ kind: 'switch', body: { isOn, indicators: [], items } })
  const grouped = (code: string, breakdowns: string[]): KeptPart => ({ kind: 'groups', body: { code, breakdowns } })
  return [
    { part: switched(false), at: before },
    { part: switched(true), at: after },
    ...groups.flatMap((one) => [
      { part: grouped(one.code, one.before), at: before },
      { part: grouped(one.code, one.after), at: after },
    ]),
  ]
}

type Placed = { readonly part: KeptPart; readonly at: Turn }

/** Changes by what they do, in the order in which they come. */
export function layerOf(all: readonly Placed[]): Layer {
  const layer = {
    switches: [] as Switch[],
    items: [] as OwnItem[],
    indicators: [] as OwnIndicator[],
    groups: [] as Groups[],
    forms: [] as FormChange[],
    byParts: [] as ByParts[],
    duties: [] as DutyChange[],
    formScopes: [] as FormScope[],
  }
  for (const { part, at } of all) {
    if (part.kind === 'switch') layer.switches.push({ ...part.body, ...at })
    if (part.kind === 'item' || part.kind === 'itemEdit') layer.items.push({ ...part.body, ...at })
    if (part.kind === 'indicator' || part.kind === 'indicatorEdit') layer.indicators.push({ ...part.body, ...at })
    if (part.kind === 'byParts') layer.byParts.push({ ...part.body, ...at })
    if (part.kind === 'formScope') layer.formScopes.push({ ...part.body, ...at })
    if (part.kind === 'duty') layer.duties.push({ ...part.body, ...at })
    if (part.kind === 'groups') layer.groups.push({ ...part.body, ...at })
    if (part.kind === 'form') layer.forms.push({ code: part.body.code, ...at, head: headOf(part.body.form) })
    if (part.kind === 'header') {
      const { code, ...head } = part.body
      layer.forms.push({ code, ...at, head })
    }
  }
  return layer
}

/** What is asked of each item in the period besides its figures; the last change holds. */
export function dutiesIn(changes: readonly DutyChange[], period: Period): ReadonlyMap<string, Duty> {
  return new Map(
    changes.flatMap(({ from, items, evidence, assisting }) =>
      from > period ? [] : items.map((item) => [item, { evidence, assisting }] as const),
    ),
  )
}

/** The last of each code: as it stands after all of them. */
export function lastOf<Coded extends { readonly code: string }>(all: readonly Coded[]): Map<string, Coded> {
  return new Map(all.map((one) => [one.code, one]))
}

/** By form and district (`partsKey`): who reports it in the district's place. */
export type PartsOf = ReadonlyMap<string, PartKind>

export function partsKey(form: string, district: string): string {
  return `${form}|${district}`
}

/** Which forms of which districts their parts report in the period. */
export function partsIn(changes: readonly ByParts[], period: Period): PartsOf {
  const parts = new Map<string, PartKind>()
  for (const { from, form, units, by } of changes) {
    if (from > period) continue
    for (const unit of units) {
      if (by === null) parts.delete(partsKey(form, unit))
      else parts.set(partsKey(form, unit), by)
    }
  }
  return parts
}

/** By form and district (`partsKey`) that is not asked for it: since which quarter. */
export type Excused = ReadonlyMap<string, Period>

/** Who is not asked for which form in the period; the last change of a form says it whole. */
export function excusedIn(changes: readonly FormScope[], period: Period): Excused {
  const excused = new Map<string, Period>()
  for (const { from, form, excused: units } of changes) {
    if (from > period) continue
    const left = new Set(units.map((unit) => partsKey(form, unit)))
    for (const key of excused.keys()) if (key.startsWith(partsKey(form, '')) && !left.has(key)) excused.delete(key)
    for (const key of left) if (!excused.has(key)) excused.set(key, from)
  }
  return excused
}

/** What is not used in a quarter. */
export type Off = {
  readonly items: ReadonlySet<string>
  /** Those switched off themselves, and those that lack an item: its code; '' where it lacks none. */
  readonly indicators: ReadonlyMap<string, { readonly name: string; readonly lacks: string }>
}

type Meant = { readonly code: string; readonly name: string; readonly formula: Formula }

/** What the switches leave out in the period; of indicators also those that cannot be computed without it. */
export function offIn(switches: readonly Switch[], period: Period, indicators: Iterable<Meant>): Off {
  const [items, own] = [new Set<string>(), new Set<string>()]
  for (const { from, isOn, ...codes } of switches) {
    if (from > period) continue
    const turn = (off: Set<string>, code: string) => (isOn ? off.delete(code) : off.add(code))
    for (const code of codes.items) turn(items, code)
    for (const code of codes.indicators) turn(own, code)
  }
  const all = [...indicators]
  const meant = new Map(all.map(({ code, formula }) => [code, formula]))
  const off = new Map<string, { name: string; lacks: string }>()
  for (const { code, name } of all) {
    const lacks = lackOf(code, { meant, items, own })
    if (lacks !== null) off.set(code, { name, lacks })
  }
  return { items, indicators: off }
}

type Lacking = {
  readonly meant: ReadonlyMap<string, Formula>
  readonly items: ReadonlySet<string>
  readonly own: ReadonlySet<string>
}

/** Null: it is used. '': it was switched off itself, or what it is made of was; else the item that it lacks. */
function lackOf(code: string, { meant, items, own }: Lacking): string | null {
  if (own.has(code)) return ''
  const formula = meant.get(code)
  if (formula === undefined) return null
  for (const part of partsOf(formula)) {
    const lacks = lackOf(part, { meant, items, own })
    if (lacks !== null) return lacks
  }
  return formulaItems(formula).find((item) => items.has(item)) ?? null
}

/** The indicators that an indicator is made of. */
function partsOf(formula: Formula): string[] {
  if (formula.kind === 'areaGap') return [formula.indicator]
  return formula.kind === 'derived' ? [formula.numerator, formula.denominator] : []
}

/** The guide without what is off: it plays no part. */
export function usedGuide(guide: InstalledGuide, { indicators }: Off): InstalledGuide {
  const isUsed = (code: string): boolean => !indicators.has(code)
  const { people, workerGroups } = guide
  return {
    ...guide,
    people: people !== null && isUsed(people) ? people : null,
    cards: guide.cards.filter(isUsed),
    gapPairs: guide.gapPairs.filter(({ high, low }) => isUsed(high) && isUsed(low)),
    workerGroups: {
      ...workerGroups,
      measures: workerGroups.measures.filter(({ whole, part }) => isUsed(whole) && isUsed(part)),
    },
    resources: guide.resources.filter(({ resource, need }) => isUsed(resource) && isUsed(need)),
    swarm: guide.swarm.filter(({ indicator }) => isUsed(indicator)),
  }
}

/** An own item as a row of the catalogue. */
export function ownItemRow({ code, item }: OwnItemBody, position: number): typeof dataItem.$inferSelect {
  const { name, definition, unit, decimals, periodKind, department, breakdowns, hasCityTotal, mayBeNegative } = item
  const hardMin = mayBeNegative ? null : 0
  return {
    code,
    name,
    definition,
    unit,
    decimals,
    periodKind,
    ownerDepartment: department,
    axes: canonicalJson({
      breakdowns,
      enteredFor: hasCityTotal ? 'unitsAndCity' : 'units',
      dueQuarters: askedQuarters[item.asked],
    }),
    limits: canonicalJson({ hardMin, hardMax: null, softMin: null, softMax: null, softChange: null }),
    parentItem: null,
    isDistinctPeople: false,
    position,
  }
}

/** Own items stand after all that are shipped, and after what was moved to the form. */
const ownFirst = 1_000_000

/** The lines of a form that ask for an own item, after all that are on it. */
export function ownFormRows(
  { code, item: { form, breakdowns } }: OwnItemBody,
  axes: readonly BreakdownAxis[],
): (typeof formItem.$inferSelect)[] {
  const keys = ['', ...breakdowns.flatMap((axis) => breakdownKeys(axes, axis))]
  return keys.map((breakdown, at) => ({
    formCode: form,
    itemCode: code,
    breakdown,
    position: ownFirst + at,
    isRequired: true,
  }))
}

/** Lines of a form as its items are asked by groups now: those of a group come and go, the totals stay. */
export function groupedLines(
  lines: readonly (typeof formItem.$inferSelect)[],
  groups: readonly Groups[],
  axes: readonly BreakdownAxis[],
): (typeof formItem.$inferSelect)[] {
  const asked = lastOf(groups)
  return lines.flatMap((line) => {
    const found = asked.get(line.itemCode)
    if (found === undefined) return [line]
    // The groups follow the total in the order of the axes, whatever was there before.
    if (line.breakdown !== '') return []
    const keys = found.breakdowns.flatMap((axis) => breakdownKeys(axes, axis))
    return [line, ...keys.map((breakdown) => ({ ...line, breakdown }))]
  })
}

/** An item as a row, asked by the groups that the city chose. */
export function groupedItem(
  row: typeof dataItem.$inferSelect,
  groups: readonly Groups[],
): typeof dataItem.$inferSelect {
  const found = groups.findLast(({ code }) => code === row.code)
  if (found === undefined) return row
  return {
    ...row,
    axes: canonicalJson({
      ...parseJsonAs(ItemAxes, row.axes, `data_item.axes of ${row.code}`),
      breakdowns: found.breakdowns,
    }),
  }
}

/** What of an own form may change later. */
export function headOf({ name, issuer, tableNo, approvalNo, validUntil, items }: OwnFormInput): FormChange['head'] {
  return { name, issuer, tableNo, approvalNo, validUntil, items }
}

/** An own form as a row of the catalogue. */
export function ownFormRow({ code, form }: OwnFormBody, position: number): typeof formTable.$inferSelect {
  const { items: _items, ...head } = headOf(form)
  return {
    code,
    ...head,
    dimension: form.dimension,
    filledBy: form.filledBy,
    departmentCode: form.department,
    position,
  }
}

/** The heads of forms as they are in a quarter. */
export function headedForms(
  rows: readonly (typeof formTable.$inferSelect)[],
  changes: readonly FormChange[],
): (typeof formTable.$inferSelect)[] {
  return rows.map((row) => {
    const last = changes.findLast(({ code }) => code === row.code)
    if (last === undefined) return row
    const { items: _items, ...head } = last.head
    return { ...row, ...head }
  })
}

/** Every line on the form to which its item was moved last: the same number is asked once. */
export function movedLines(
  lines: readonly (typeof formItem.$inferSelect)[],
  changes: readonly FormChange[],
): (typeof formItem.$inferSelect)[] {
  const place = new Map(changes.flatMap(({ code, head }, at) => head.items.map((item, n) => [item, { code, at, n }])))
  const isMoved = ({ itemCode, formCode }: typeof formItem.$inferSelect) =>
    place.has(itemCode) && place.get(itemCode)?.code !== formCode
  const moved = lines.filter(isMoved).flatMap((line) => {
    const to = place.get(line.itemCode)
    return to === undefined ? [] : [{ line, to }]
  })
  const inOrder = moved.toSorted((a, b) => a.to.at - b.to.at || a.to.n - b.to.n || a.line.position - b.line.position)
  const added = inOrder.map(({ line, to }) => ({ ...line, formCode: to.code }))
  const stay = lines.filter((line) => !isMoved(line))
  return [
    ...stay.filter(({ position }) => position < ownFirst),
    ...added,
    ...stay.filter(({ position }) => position >= ownFirst),
  ]
}
