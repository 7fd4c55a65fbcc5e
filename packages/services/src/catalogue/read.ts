import { IndicatorBody, ItemAxes, Limits, RuleBodySchema } from '@cg/contract/catalogue'
import type { InstalledGuide, UnitSeed } from '@cg/contract/catalogue'
import type { Duty } from '@cg/contract/catalogue-duty'
import { isOwnCode } from '@cg/contract/catalogue-own'
import { parseJsonAs } from '@cg/contract/parse'
import {
  baseline,
  dataItem,
  department,
  form,
  formItem,
  formerUnit,
  indicator,
  indicatorVersion,
  orgUnit,
  rule,
  unitIndustrialBase,
} from '@cg/db/schema'
import { plainRows } from '@cg/db/plain-rows'
import type { Db } from '@cg/db/store'
import type {
  IndicatorCode,
  IndicatorDefinition,
  IndustrialBase,
  ItemCode,
  ItemDefinition,
  UnitCode,
  UnitDefinition,
} from '@cg/domain/indicator'
import { periodKinds } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { ruleScopes } from '@cg/domain/check/rule'
import { formulaItems } from '@cg/domain/figure/formula-items'
import type { RuleDefinition } from '@cg/domain/check/rule'
import { asc, desc } from 'drizzle-orm'
import type { Static, TSchema } from 'typebox'
import { createHash } from 'node:crypto'
import { breaksOf } from './breaks.ts'
import { loadGuide } from './guide.ts'
import {
  groupedItem,
  groupedLines,
  headedForms,
  lastOf,
  loadLayer,
  movedLines,
  offIn,
  ownFormRows,
  ownItemRow,
  partsIn,
  usedGuide,
  dutiesIn,
  excusedIn,
  partsKey,
} from './layer.ts'
import type { Excused, Groups, Layer, Off, PartsOf } from './layer.ts'
import { loadRuleSwitches, switched } from './rule-switches.ts'

export type CatalogueItem = ItemDefinition & {
  readonly name: string
  readonly definition: string
  readonly unit: string
  readonly decimals: number
  readonly ownerDepartment: string
  readonly axes: ItemAxes
  readonly limits: Limits
  readonly parentItem: ItemCode | null
  readonly isDistinctPeople: boolean
}

export type CatalogueIndicator = IndicatorDefinition &
  IndicatorBody & {
    readonly code: IndicatorCode
    readonly dimension: string
    readonly name: string
    readonly definition: string
    readonly version: number
    readonly validFrom: Period
    /** First quarters, up to the period asked for, of versions that mean something else: breaks in the series. */
    readonly breaks: readonly Period[]
    /** The versions before this one, oldest first. */
    readonly earlier: readonly EarlierDefinition[]
  }

/** What an indicator meant until its next version. */
export type EarlierDefinition = Pick<
  IndicatorDefinition,
  'formula' | 'unit' | 'decimals' | 'direction' | 'periodKind' | 'frequency'
> &
  Pick<IndicatorBody, 'isCityOnly' | 'changeReason'> & {
    readonly version: number
    readonly validFrom: Period
    readonly name: string
    readonly definition: string
  }

export type CatalogueFormCell = { readonly item: ItemCode; readonly breakdown: string; readonly isRequired: boolean }

export type CatalogueForm = {
  readonly code: string
  readonly name: string
  readonly dimension: string
  readonly filledBy: 'department' | 'unit'
  readonly department: string
  readonly issuer: string
  readonly tableNo: string | null
  readonly approvalNo: string | null
  readonly validUntil: string | null
  /** In the order they are asked; an item's breakdowns follow its total. */
  readonly cells: readonly CatalogueFormCell[]
}

export type CatalogueUnit = UnitDefinition &
  Pick<UnitSeed, 'name' | 'shortName' | 'kind' | 'tileRow' | 'tileColumn'> & {
    readonly isDemo: boolean
    /** Its first quarter. */
    readonly validFrom: Period
  }

export type CatalogueDepartment = {
  readonly code: string
  readonly name: string
  readonly role: 'coordinator' | 'member' | 'participant'
}

/** What things mean in one quarter. */
export type Definitions = {
  readonly period: Period
  readonly departments: readonly CatalogueDepartment[]
  /** In catalogue order. */
  readonly items: ReadonlyMap<ItemCode, CatalogueItem>
  /** In catalogue order, each in the version that is valid in the period. */
  readonly indicators: ReadonlyMap<IndicatorCode, CatalogueIndicator>
  readonly forms: readonly CatalogueForm[]
  /** As compileRules of @cg/domain/rule takes them; inactive ones included. */
  readonly rules: readonly RuleDefinition[]
  /** Valid in the period, in protocol order; the city first, towns too. */
  readonly units: readonly CatalogueUnit[]
  /** Which of them play which part. */
  readonly guide: InstalledGuide
  /** What the city does not use in the quarter; left out of `indicators`, `forms` and `guide`, the items known by name. */
  readonly off: Off
  /** Which forms of which districts their towns or key enterprises report. */
  readonly parts: PartsOf
  /** Which districts are not asked for which forms, and since when. */
  readonly excused: Excused
  /** 协助部门 and 佐证 by item; absent: nothing besides the figure. No figure depends on them, nor does the hash. */
  readonly duties: ReadonlyMap<string, Duty>
  /** Over departments, items, indicators, forms, rules and the guide as they are here. */
  readonly catalogueHash: string
}

export type TargetRow = {
  readonly indicator: IndicatorCode
  readonly unit: UnitCode
  readonly year: number
  readonly value: number
  readonly source: string
}
export type BaselineRow = {
  readonly indicator: IndicatorCode
  readonly unit: UnitCode
  readonly period: Period
  readonly value: number
  readonly source: string
}

export type Catalogue = Definitions & {
  readonly targets: readonly TargetRow[]
  readonly baselines: readonly BaselineRow[]
}

/** Definitions, targets and baselines: what a release is computed with. */
export async function loadCatalogue(db: Db, period: Period): Promise<Catalogue> {
  return { ...(await loadDefinitions(db, period)), targets: await loadTargets(db), baselines: await loadBaselines(db) }
}

/** The newest definitions of everything that the catalogue knows, used or not: what codes and names are looked up in. */
export async function loadKnownCatalogue(db: Db): Promise<Catalogue> {
  const known = await loadAllDefinitions(db, newest)
  return { ...known, targets: await loadTargets(db), baselines: await loadBaselines(db) }
}

const newest = parsePeriod('2199Q4')

/** A catalogue that names no cards shows its heaviest assessed indicators. */
export function usualCards({ guide, indicators }: Definitions): readonly string[] {
  if (guide.cards.length > 0) return guide.cards
  const assessed = [...indicators.values()].filter((indicator) => indicator.isAssessed)
  return assessed
    .toSorted((left, right) => right.weight - left.weight)
    .slice(0, 6)
    .map((indicator) => indicator.code)
}

/** What things mean in the period, and what of it the city uses then. */
export async function loadDefinitions(db: Db, period: Period): Promise<Definitions> {
  const layer = await loadLayer(db)
  const all = await loadWithOwn(db, period, layer)
  const used = withoutOff(all, offIn(layer.switches, period, all.indicators.values()))
  if (used === all) return all
  const off = [[...used.off.items], [...used.off.indicators.keys()]]
  const catalogueHash = createHash('sha256').update(all.catalogueHash).update(JSON.stringify(off)).digest('hex')
  return { ...used, catalogueHash }
}

/** The definitions without what is off: it is asked on no form, computed nowhere, and plays no part. */
export function withoutOff(definitions: Definitions, off: Off): Definitions {
  if (off.items.size === 0 && off.indicators.size === 0) return definitions
  const { indicators, forms, guide } = definitions
  return {
    ...definitions,
    off,
    indicators: new Map([...indicators].filter(([code]) => !off.indicators.has(code))),
    // A new form that nothing was put on yet stays.
    forms: forms.flatMap((form) => {
      const cells = form.cells.filter(({ item }) => !off.items.has(item))
      return cells.length === 0 && form.cells.length > 0 ? [] : [{ ...form, cells }]
    }),
    guide: usedGuide(guide, off),
  }
}

/**
 * What things mean in the period, whether they are used or not. JSON columns are checked against the contract; a broken
 * one throws a FormError.
 */
export async function loadAllDefinitions(db: Db, period: Period): Promise<Definitions> {
  return loadWithOwn(db, period, await loadLayer(db))
}

/** Rows that a change would add to the catalogue's own tables. */
export type AddedRows = {
  readonly items: readonly (typeof dataItem.$inferSelect)[]
  readonly forms: readonly (typeof form.$inferSelect)[]
  readonly heads: readonly (typeof indicator.$inferSelect)[]
  readonly versions: readonly (typeof indicatorVersion.$inferSelect)[]
}

export const nothingAdded: AddedRows = { items: [], forms: [], heads: [], versions: [] }

/** What things mean in the period, used or not, under another layer and with rows that are not stored. */
export async function loadWithOwn(
  db: Db,
  period: Period,
  layer: Layer,
  added: AddedRows = nothingAdded,
): Promise<Definitions> {
  const rows = await loadRows(db, period, layer, added)
  const parts = partsIn(layer.byParts, period)
  const excused = excusedIn(layer.formScopes, period)
  const hashed = [parts, excused].map((one) => (one.size === 0 ? '' : JSON.stringify([...one]))).join('')
  return {
    period,
    departments: rows.departments.map(({ code, name, role }) => ({ code, name, role })),
    items: readItems(rows.items),
    indicators: withoutGroups(readIndicators(rows.heads, rows.versions), held(layer.groups, period)),
    forms: readForms(rows.forms, rows.formItems),
    rules: readRules(rows.rules),
    units: await loadUnits(db, period),
    guide: rows.guide,
    off: nothingOff,
    parts,
    excused,
    duties: dutiesIn(layer.duties, period),
    catalogueHash: createHash('sha256').update(JSON.stringify(rows)).update(hashed).digest('hex'),
  }
}

function held<One extends { readonly from: Period }>(all: readonly One[], period: Period): One[] {
  return all.filter(({ from }) => from <= period)
}

/** An indicator is broken down by an axis no more when the city asks one of its items by it no more. */
function withoutGroups(
  indicators: Map<IndicatorCode, CatalogueIndicator>,
  groups: readonly Groups[],
): Map<IndicatorCode, CatalogueIndicator> {
  if (groups.length === 0) return indicators
  const asked = lastOf(groups)
  return new Map(
    [...indicators].map(([code, one]) => {
      const items = formulaItems(one.formula)
      const isAsked = (axis: string) => items.every((item) => asked.get(item)?.breakdowns.includes(axis) !== false)
      return [code, { ...one, breakdowns: one.breakdowns.filter(isAsked) }]
    }),
  )
}

/** What is stored, as far as it is of the period: an own item or indicator is not there before its first quarter. */
async function loadRows(db: Db, period: Period, layer: Layer, added: AddedRows) {
  const own = lastOf(held(layer.items, period))
  const changed = held(layer.forms, period)
  const groups = held(layer.groups, period)
  const versions = (await loadVersions(db, added)).filter((version) => version.validFrom <= period)
  const guide = phrasedAnew(await loadGuide(db), versions)
  const stored = [...(await db.select().from(dataItem).orderBy(asc(dataItem.position))), ...added.items]
  const rows = {
    departments: await db.select().from(department).orderBy(asc(department.protocolOrder)),
    items: stored.flatMap((row) => {
      if (!isOwnCode(row.code)) return [groupedItem(row, groups)]
      const found = own.get(row.code)
      return found === undefined ? [] : [{ ...row, ...ownItemRow(found, row.position) }]
    }),
    heads: [...(await db.select().from(indicator).orderBy(asc(indicator.position))), ...added.heads],
    versions: versions.map(({ isOwn: _isOwn, ...row }): VersionRow => row),
    forms: headedForms(
      [...(await db.select().from(form).orderBy(asc(form.position))), ...added.forms].filter(
        ({ code }) => !isOwnCode(code) || changed.some((one) => one.code === code),
      ),
      changed,
    ),
    formItems: await db.select().from(formItem).orderBy(asc(formItem.formCode), asc(formItem.position)),
    rules: switched(await db.select().from(rule).orderBy(asc(rule.position)), await loadRuleSwitches(db)),
    guide,
  }
  const known = new Set(rows.versions.map(({ indicatorCode }) => indicatorCode))
  const ownLines = [...own.values()].flatMap((one) => ownFormRows(one, guide.axes))
  return {
    ...rows,
    heads: rows.heads.filter(({ code }) => !isOwnCode(code) || known.has(code)),
    formItems: movedLines([...groupedLines(rows.formItems, groups, guide.axes), ...ownLines], changed),
  }
}

type VersionRow = Omit<typeof indicatorVersion.$inferSelect, 'isOwn'>

/** Definitions in the order in which they hold: from the first that the city gave on, those of the shipped catalogue no more. */
async function loadVersions(db: Db, { versions }: AddedRows): Promise<(typeof indicatorVersion.$inferSelect)[]> {
  const { validFrom, version } = indicatorVersion
  const stored = await db.select().from(indicatorVersion).orderBy(asc(validFrom), asc(version))
  const added = [...stored, ...versions].toSorted(inForce)
  // What was changed again before its first quarter was never in force.
  const rows = added.filter(
    (row, at) =>
      !row.isOwn ||
      !added.some(
        (later, n) => n > at && later.indicatorCode === row.indicatorCode && later.validFrom === row.validFrom,
      ),
  )
  const given = new Map<string, string>()
  for (const row of rows) if (row.isOwn && !given.has(row.indicatorCode)) given.set(row.indicatorCode, row.validFrom)
  return rows.filter((row) => row.isOwn || row.validFrom < (given.get(row.indicatorCode) ?? '9'))
}

type Versioned = { readonly validFrom: string; readonly version: number }

function inForce(a: Versioned, b: Versioned): number {
  if (a.validFrom === b.validFrom) return a.version - b.version
  return a.validFrom < b.validFrom ? -1 : 1
}

/** A phrase says a shipped name in two parts: of another name that the city has given it says nothing. */
function phrasedAnew(
  guide: InstalledGuide,
  versions: readonly (typeof indicatorVersion.$inferSelect)[],
): InstalledGuide {
  const named = new Map(versions.map((row) => [row.indicatorCode, row]))
  const shipped = new Map(versions.flatMap((row) => (row.isOwn ? [] : [[row.indicatorCode, row.name] as const])))
  const isRenamed = (code: string): boolean =>
    named.get(code)?.isOwn === true && named.get(code)?.name !== shipped.get(code)
  const kept = Object.entries(guide.phrases).filter(([code]) => !isRenamed(code))
  return kept.length === Object.keys(guide.phrases).length ? guide : { ...guide, phrases: Object.fromEntries(kept) }
}

const nothingOff: Off = { items: new Set(), indicators: new Map() }

export function readItems(rows: readonly (typeof dataItem.$inferSelect)[]): Map<ItemCode, CatalogueItem> {
  return new Map(
    rows.map((row) => {
      const limits = readColumn(Limits, row.limits, `data_item.limits of ${row.code}`)
      const item: CatalogueItem = {
        code: itemCode(row.code),
        name: row.name,
        definition: row.definition,
        unit: row.unit,
        decimals: row.decimals,
        periodKind: periodKindOf(row.periodKind),
        mayBeNegative: limits.hardMin === null || limits.hardMin < 0,
        ownerDepartment: row.ownerDepartment,
        axes: readColumn(ItemAxes, row.axes, `data_item.axes of ${row.code}`),
        limits,
        parentItem: row.parentItem === null ? null : itemCode(row.parentItem),
        isDistinctPeople: row.isDistinctPeople,
      }
      return [item.code, item]
    }),
  )
}

export function readIndicators(
  heads: readonly (typeof indicator.$inferSelect)[],
  versions: readonly VersionRow[],
): Map<IndicatorCode, CatalogueIndicator> {
  const valid = Map.groupBy(versions, (version) => version.indicatorCode)
  const found = new Map<IndicatorCode, CatalogueIndicator>()
  for (const head of heads) {
    const known = valid.get(head.code) ?? []
    const now = known.at(-1)
    if (now === undefined) continue
    const versions = known.map((row) => ({
      validFrom: parsePeriod(row.validFrom),
      body: readColumn(IndicatorBody, row.body, `indicator_version.body of ${head.code}`),
    }))
    const { body, validFrom } = must(versions.at(-1))
    const code = indicatorCode(head.code)
    found.set(code, {
      ...body,
      code,
      dimension: head.dimension,
      name: now.name,
      definition: now.definition,
      version: now.version,
      validFrom,
      breaks: breaksOf(code, versions),
      earlier: known.slice(0, -1).map(earlierDefinition),
    })
  }
  return found
}

function earlierDefinition(row: VersionRow): EarlierDefinition {
  const { formula, unit, decimals, direction, periodKind, frequency, isCityOnly, changeReason } = readColumn(
    IndicatorBody,
    row.body,
    `indicator_version.body of ${row.indicatorCode}, version ${row.version}`,
  )
  const { version, name, definition } = row
  const means = { formula, unit, decimals, direction, periodKind, frequency, isCityOnly }
  const why = changeReason === undefined ? {} : { changeReason }
  return { version, validFrom: parsePeriod(row.validFrom), name, definition, ...means, ...why }
}

export function readForms(
  heads: readonly (typeof form.$inferSelect)[],
  formItems: readonly (typeof formItem.$inferSelect)[],
): CatalogueForm[] {
  const cells = Map.groupBy(formItems, (cell) => cell.formCode)
  return heads.map(({ position: _position, departmentCode, ...head }) => ({
    ...head,
    department: departmentCode,
    cells: (cells.get(head.code) ?? []).map((cell) => ({
      item: itemCode(cell.itemCode),
      breakdown: cell.breakdown,
      isRequired: cell.isRequired,
    })),
  }))
}

function readRules(rows: readonly (typeof rule.$inferSelect)[]): RuleDefinition[] {
  return rows.map(({ position: _position, isActive: active, scope, ...row }) => ({
    ...row,
    scope: scopeOf(scope),
    active,
    body: readColumn(RuleBodySchema, row.body, `rule.body of ${row.code}`),
  }))
}

/** Units valid in the period, the city first, then in protocol order. */
export async function loadUnits(db: Db, period: Period): Promise<CatalogueUnit[]> {
  const rows = await db.select().from(orgUnit).orderBy(asc(orgUnit.protocolOrder), asc(orgUnit.code))
  const formerOf = await loadFormer(db, period)
  const baseOf = await loadBases(db, period)
  return rows
    .map((row) => ({ ...row, ...formerOf(row.code) }))
    .filter((row) => row.validFrom <= period && (row.validTo === null || period <= row.validTo))
    .toSorted((a, b) => Number(b.kind === 'city') - Number(a.kind === 'city'))
    .map((row) => ({
      code: unitCode(row.code),
      name: row.name,
      shortName: row.shortName,
      kind: row.kind,
      parent: row.parentCode === null ? null : unitCode(row.parentCode),
      areaType: row.areaType,
      assessmentGroup: row.assessmentGroup,
      countsInParent: row.countsInParent,
      protocolOrder: row.protocolOrder,
      tileRow: row.tileRow,
      tileColumn: row.tileColumn,
      isDemo: row.isDemo,
      validFrom: parsePeriod(row.validFrom),
      ...baseOf(row.code),
    }))
}

/** What units were in the period that have been renamed, moved or regrouped since. */
async function loadFormer(db: Db, period: Period): Promise<(unit: string) => object> {
  const rows = await db.select().from(formerUnit).orderBy(desc(formerUnit.until))
  const then = new Map(rows.flatMap((row) => (period <= row.until ? [[row.unitCode, row] as const] : [])))
  return (unit) => {
    const { unitCode: _code, until: _until, ...was } = then.get(unit) ?? {}
    return was
  }
}

/** What holds of each unit's industrial base in the period: its newest row up to there; nothing where none says anything. */
async function loadBases(db: Db, period: Period): Promise<(unit: string) => { industrialBase?: IndustrialBase }> {
  const rows = await db.select().from(unitIndustrialBase).orderBy(asc(unitIndustrialBase.validFrom))
  const newest = new Map(rows.flatMap((row) => (row.validFrom <= period ? [[row.unitCode, row.base] as const] : [])))
  return (unit) => {
    const industrialBase = newest.get(unit) ?? null
    return industrialBase === null ? {} : { industrialBase }
  }
}

const reportingKinds: ReadonlySet<string> = new Set(['district', 'county', 'county_city', 'zone'])

/** The districts that fill the form, or are columns of a department's: those whom 填报范围 does not leave out. */
export function unitsAsked({ units, excused }: Pick<Definitions, 'units' | 'excused'>, form: string): CatalogueUnit[] {
  const all = reportingUnits(units)
  return excused.size === 0 ? all : all.filter(({ code }) => !excused.has(partsKey(form, code)))
}

/** The units that report and are ranked: not the city itself, not its towns and enterprises. */
export function reportingUnits(units: readonly CatalogueUnit[]): CatalogueUnit[] {
  return units.filter((unit) => reportingKinds.has(unit.kind))
}

export async function loadTargets(db: Db): Promise<TargetRow[]> {
  // A nation has hundreds of thousands; their codes were parsed when they were loaded.
  return plainRows<TargetRow>(
    db,
    `select indicator_code as indicator, unit_code as unit, year, value, source from target
     order by indicator_code, unit_code, year`,
  )
}

export async function loadBaselines(db: Db): Promise<BaselineRow[]> {
  const rows = await db.select().from(baseline)
  return rows.map(({ indicatorCode: code, unitCode: unit, period, value, source }) => ({
    indicator: indicatorCode(code),
    unit: unitCode(unit),
    period: parsePeriod(period),
    value,
    source,
  }))
}

const parsed = new Map<string, unknown>()
const mostParsed = 4_000

/** A JSON column, checked once per text: the same definitions are read by every verb. */
function readColumn<S extends TSchema>(schema: S, text: string, what: string): Static<S> {
  const known = parsed.get(text)
  // The three kinds of body share no text, so a text that was checked was checked against this schema.
  if (known !== undefined) return known as Static<S>
  const value = parseJsonAs(schema, text, what)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(text, value)
  return value
}

function scopeOf(text: string): RuleDefinition['scope'] {
  const scope = ruleScopes.find((one) => one === text)
  if (scope === undefined) throw new Error(`rule.scope holds ${text}`)
  return scope
}

function periodKindOf(text: string): ItemDefinition['periodKind'] {
  const kind = periodKinds.find((one) => one === text)
  if (kind === undefined) throw new Error(`data_item.period_kind holds ${text}`)
  return kind
}

/** The database holds only codes that came in through the contract, so a stored text is a code. */
function itemCode(text: string): ItemCode {
  return text as ItemCode
}

function indicatorCode(text: string): IndicatorCode {
  return text as IndicatorCode
}

function unitCode(text: string): UnitCode {
  return text as UnitCode
}
