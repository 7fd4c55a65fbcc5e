import { breakdownKeys } from '@cg/contract/catalogue'
import type {
  BreakdownAxis,
  CatalogueSeed,
  DepartmentSeed,
  FormSeed,
  IndicatorBody,
  IndicatorSeed,
  ItemSeed,
} from '@cg/contract/catalogue'
import { isOwnCode, ownPrefix } from '@cg/contract/catalogue-own'
import { dataItem, department, form, formItem, indicator, indicatorVersion, rule, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { and, desc, eq, max, ne, notInArray } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Services } from '../context.ts'
import { invalid } from '../errors.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { installGuide, requireAxes } from './guide.ts'
import { canonicalJson, contentHash } from './hash.ts'
import { installTalk } from './talk.ts'

export type InstallOptions = {
  /** First quarter of every definition that differs from the one in force; without it a change is refused. */
  changesFrom?: Period
  /** State of a scheme that is new: an office adopts its own, the demo city has adopted one. */
  schemeState?: 'draft' | 'adopted'
  isDemo?: boolean
}

export type InstallReport = {
  /** False when the same catalogue was installed already. */
  isChanged: boolean
  hash: string
  /** Indicators that got a new version. */
  newVersions: string[]
}

/**
 * Writes departments, items, indicators, forms, rules, schemes and the guide. The same catalogue twice changes nothing; a changed
 * definition makes a new indicator_version, the old one stays for the quarters before. Run by the system, not by a user.
 */
export async function installCatalogue(
  services: Services,
  seed: CatalogueSeed,
  options: InstallOptions = {},
): Promise<InstallReport> {
  const hash = contentHash(seed)
  return services.store.write('catalogue.install', async (tx) => {
    if ((await readSetting(tx, 'catalogueHash')) === hash) return { isChanged: false, hash, newVersions: [] }
    return installInto(tx, seed, { ...options, at: services.now().toISOString(), actor: null })
  })
}

type Installing = InstallOptions & {
  readonly at: string
  /** Who takes a new program's catalogue over; null for the system. */
  readonly actor: Actor | null
}

/** Writes a catalogue that is not the installed one, with its trace. */
export async function installInto(tx: Db, seed: CatalogueSeed, options: Installing): Promise<InstallReport> {
  requireAxes(seed)
  requireShippedCodes(seed)
  const { at, actor } = options
  const hash = contentHash(seed)
  await installDepartments(tx, seed)
  await installItems(tx, seed.items)
  const newVersions = await installIndicators(tx, seed.indicators, options.changesFrom)
  await installForms(tx, seed)
  await installRules(tx, seed)
  await installSchemes(tx, seed, options, at)
  await installGuide(tx, seed)
  await installTalk(tx, seed)
  await writeSetting(tx, 'catalogueHash', hash)
  await audit(tx, { at, actor, action: 'catalogue.install', object: 'catalogue', detail: { hash, newVersions } })
  return { isChanged: true, hash, newVersions }
}

/** What begins like a city's own could take the place of something that a city has added. */
function requireShippedCodes({ items, indicators, forms }: CatalogueSeed): void {
  const own = [...items, ...indicators, ...forms].find(({ code }) => isOwnCode(code))
  if (own === undefined) return
  throw invalid(`指标目录中“${own.name}”的代码 ${own.code} 以 ${ownPrefix} 开头，这是城市自设的代码。请改用其他代码。`)
}

/** Departments in the order given; ones that are not named stay as they are. */
async function installDepartments(tx: Db, { departments }: Pick<CatalogueSeed, 'departments'>): Promise<void> {
  for (const [position, { code, name, role }] of departments.entries()) {
    const row = { name, role, protocolOrder: position + 1 }
    await tx
      .insert(department)
      .values({ code, ...row })
      .onConflictDoUpdate({ target: department.code, set: row })
  }
}

/** Departments of a city's own: new ones after all that are there, known ones where they stand. */
export async function addDepartments(tx: Db, departments: readonly DepartmentSeed[]): Promise<void> {
  const [last] = await tx.select({ order: max(department.protocolOrder) }).from(department)
  for (const [at, { code, name, role }] of departments.entries()) {
    await tx
      .insert(department)
      .values({ code, name, role, protocolOrder: (last?.order ?? 0) + at + 1 })
      .onConflictDoUpdate({ target: department.code, set: { name, role } })
  }
}

/** Parents first: a part refers to its total. */
async function installItems(tx: Db, items: readonly ItemSeed[]): Promise<void> {
  const rows = items.map((item, position) => ({
    code: item.code,
    name: item.name,
    definition: item.definition,
    unit: item.unit,
    decimals: item.decimals,
    periodKind: item.periodKind,
    ownerDepartment: item.ownerDepartment,
    axes: canonicalJson(item.axes),
    limits: canonicalJson(item.limits),
    parentItem: item.parentItem,
    isDistinctPeople: item.isDistinctPeople,
    position,
  }))
  for (const row of rows) {
    const withoutParent = { ...row, parentItem: null }
    await tx.insert(dataItem).values(withoutParent).onConflictDoUpdate({ target: dataItem.code, set: withoutParent })
  }
  for (const { code, parentItem } of rows) {
    if (parentItem !== null) await tx.update(dataItem).set({ parentItem }).where(eq(dataItem.code, code))
  }
}

async function installIndicators(
  tx: Db,
  indicators: readonly IndicatorSeed[],
  changesFrom: Period | undefined,
): Promise<string[]> {
  const changed: string[] = []
  for (const [position, seed] of indicators.entries()) {
    const { code, dimension, validFrom, name, definition, phrase: _phrase, ...body } = seed
    await tx
      .insert(indicator)
      .values({ code, dimension, position })
      .onConflictDoUpdate({ target: indicator.code, set: { dimension, position } })
    const [last] = await tx
      .select()
      .from(indicatorVersion)
      .where(and(eq(indicatorVersion.indicatorCode, code), eq(indicatorVersion.isOwn, false)))
      .orderBy(desc(indicatorVersion.version))
      .limit(1)
    const next = { name, definition, body: canonicalJson(body satisfies IndicatorBody) }
    if (last === undefined) {
      await tx.insert(indicatorVersion).values({ indicatorCode: code, version: 1, validFrom, ...next })
    } else if (last.name !== name || last.definition !== definition || last.body !== next.body) {
      const from = validFrom > last.validFrom ? validFrom : changesFrom
      assertLater(code, last.validFrom, from)
      await tx
        .insert(indicatorVersion)
        .values({ indicatorCode: code, version: await nextVersion(tx, code), validFrom: from, ...next })
      changed.push(code)
    }
  }
  return changed
}

/** The number after all versions of an indicator, those of the city among them. */
export async function nextVersion(tx: Db, code: string): Promise<number> {
  const [last] = await tx
    .select({ version: max(indicatorVersion.version) })
    .from(indicatorVersion)
    .where(eq(indicatorVersion.indicatorCode, code))
  return (last?.version ?? 0) + 1
}

function assertLater(code: string, last: string, from: Period | undefined): asserts from is Period {
  if (from !== undefined && from > last) return
  throw invalid(`指标 ${code} 的口径有变化。请写明新口径从哪个季度起执行（须晚于现行口径的起始季度 ${last}）。`)
}

async function installForms(tx: Db, { forms, items, guide }: CatalogueSeed): Promise<void> {
  const byCode = new Map(items.map((item) => [item.code, item]))
  await tx.delete(formItem)
  for (const [position, seed] of forms.entries()) {
    const { code, items: _items, ...head } = seed
    const row = { ...head, position }
    await tx
      .insert(form)
      .values({ code, ...row })
      .onConflictDoUpdate({ target: form.code, set: row })
    const cells = formCells(seed, byCode, guide.axes)
    await tx.insert(formItem).values(cells.map((cell, at) => ({ formCode: code, ...cell, position: at })))
  }
}

/** Every item of a form with its breakdowns after it, in the order they are asked. */
function formCells(
  { items }: Pick<FormSeed, 'items'>,
  byCode: ReadonlyMap<string, Pick<ItemSeed, 'axes'>>,
  axes: readonly BreakdownAxis[],
): { itemCode: string; breakdown: string; isRequired: boolean }[] {
  return items.flatMap((itemCode) => {
    const brokenDown = byCode.get(itemCode)?.axes.breakdowns ?? []
    const keys = ['', ...brokenDown.flatMap((axis) => breakdownKeys(axes, axis))]
    return keys.map((breakdown) => ({ itemCode, breakdown, isRequired: true }))
  })
}

/** The family of rules that an office made itself: no catalogue touches them. */
export const ownFamily = 'U'

/** A rule that left the catalogue stays listed, but no longer runs. */
async function installRules(tx: Db, { rules }: CatalogueSeed): Promise<void> {
  for (const [position, seed] of rules.entries()) {
    const { code, active: isActive, body, ...head } = seed
    const row = { ...head, isActive, body: canonicalJson(body), position }
    await tx
      .insert(rule)
      .values({ code, ...row })
      .onConflictDoUpdate({ target: rule.code, set: row })
  }
  const codes = rules.map((one) => one.code)
  const gone = { isActive: false, inactiveReason: '现行目录中已没有这条规则。' }
  await tx
    .update(rule)
    .set(gone)
    .where(and(notInArray(rule.code, codes), ne(rule.family, ownFamily)))
}

async function installSchemes(
  tx: Db,
  { schemes }: CatalogueSeed,
  { schemeState = 'draft', isDemo = false }: InstallOptions,
  at: string,
): Promise<void> {
  for (const { code, version, year, name, note, body } of schemes) {
    const same = and(eq(schemeVersion.schemeCode, code), eq(schemeVersion.version, version))
    const [found] = await tx.select({ id: schemeVersion.id }).from(schemeVersion).where(same)
    if (found !== undefined) continue
    await tx.insert(schemeVersion).values({
      schemeCode: code,
      version,
      year,
      name,
      note,
      state: schemeState,
      body: canonicalJson(body),
      contentHash: contentHash(body),
      createdAt: at,
      adoptedAt: schemeState === 'adopted' ? at : null,
      isDemo,
    })
  }
}
