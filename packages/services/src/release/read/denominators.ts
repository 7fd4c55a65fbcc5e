import type { DenominatorBook, DenominatorInfo, DenominatorQuarter } from '@cg/contract/denominator'
import type { Db } from '@cg/db/store'
import { exceeds } from '@cg/domain/check/history'
import type { Period } from '@cg/domain/period'
import { previousPeriod, sameQuarterLastYear } from '@cg/domain/period'
import { reportingUnits } from '../../catalogue/read.ts'
import type { CatalogueIndicator, CatalogueItem, CatalogueUnit, Definitions } from '../../catalogue/read.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { newestDefinitions } from '../../rules/list.ts'
import { bookQuarters, openableForm, publishedQuarters, runningQuarter } from './denominator-cells.ts'
import type { BookQuarter } from './denominator-cells.ts'

type Limit = NonNullable<CatalogueItem['limits']['softChange']>

/** For items without a change limit of their own. */
const usualLimit: Limit = { kind: 'percent', value: 20 }
/** A per cent of a handful is no jump. */
const floor = 10

/** Every item that an indicator divides by, in catalogue order, for everybody: what stands here is published. */
export async function listDenominators(ctx: Context): Promise<{ items: DenominatorInfo[] }> {
  return ctx.store.read(async (db) => {
    const definitions = await newestDefinitions(ctx, db)
    const items = denominatorItems(definitions)
    const { quarters } = await publishedQuarters(db, ctx, items)
    return { items: items.map((item) => infoOf(item, { definitions, quarters })) }
  })
}

/** One denominator by unit and quarter; the running quarter for those who may read the form it stands on. */
export async function readDenominator(ctx: Context, { item: code }: { item: string }): Promise<DenominatorBook> {
  return ctx.store.read(async (db) => {
    const definitions = await newestDefinitions(ctx, db)
    const item = denominatorItems(definitions).find((one) => one.code === code)
    if (item === undefined) throw notFound(`分母 ${code}`)
    return bookOf(db, ctx, { definitions, item })
  })
}

type Asked = { readonly definitions: Definitions; readonly item: CatalogueItem }

async function bookOf(db: Db, ctx: Context, { definitions, item }: Asked): Promise<DenominatorBook> {
  const { quarters: published, unreadable } = await publishedQuarters(db, ctx, [item])
  const running = await runningQuarter(db, ctx, definitions, published)
  const all = running === null ? published : [running, ...published]
  const units = reportingUnits(definitions.units)
  const isTold = (quarter: DenominatorQuarter) => quarter.state.some((state) => state !== null)
  return {
    info: infoOf(item, { definitions, quarters: published }),
    units: units.map(({ code, shortName, countsInParent }) => ({ code, shortName, countsInParent })),
    quarters: all
      .slice(0, bookQuarters + (running === null ? 0 : 1))
      .map((quarter) => quarterOf(quarter, { item, units, all }))
      .filter(isTold),
    limit: limitWords(item),
    form: openableForm(ctx, definitions, item),
    unreadable,
  }
}

function denominatorItems({ items, indicators }: Definitions): CatalogueItem[] {
  const divided = new Set<string>([...indicators.values()].flatMap(dividesBy))
  return [...items.values()].filter((item) => divided.has(item.code))
}

function dividesBy({ formula }: CatalogueIndicator): string[] {
  if (formula.kind === 'quotient' || formula.kind === 'pooled') return formula.denominator.map((term) => term.item)
  if (formula.kind === 'unitMean') return formula.weight === null ? [] : [formula.weight]
  return formula.kind === 'weightedMean' ? [formula.weight] : []
}

type Known = { readonly definitions: Definitions; readonly quarters: readonly BookQuarter[] }

function infoOf(item: CatalogueItem, { definitions, quarters }: Known): DenominatorInfo {
  const units = reportingUnits(definitions.units)
  const found = quarters
    .map((quarter) => quarterOf(quarter, { item, units, all: quarters }))
    .find((quarter) => quarter.city !== null)
  const users = [...definitions.indicators.values()].filter((one) => dividesBy(one).includes(item.code))
  return {
    item: item.code,
    name: item.name,
    unit: item.unit,
    decimals: item.decimals,
    definition: item.definition,
    ownerName: definitions.departments.find((one) => one.code === item.ownerDepartment)?.name ?? item.ownerDepartment,
    formName: definitions.forms.find((form) => form.cells.some((cell) => cell.item === item.code))?.name ?? null,
    indicators: users.map(({ code, name }) => ({ code, name })),
    latest: found?.city ? { period: found.period, ...found.city } : null,
    jumps: found === undefined || found.against === null ? null : found.isJump.filter(Boolean).length,
  }
}

type Shown = {
  readonly item: CatalogueItem
  readonly units: readonly CatalogueUnit[]
  readonly all: readonly BookQuarter[]
}

function quarterOf(quarter: BookQuarter, { item, units, all }: Shown): DenominatorQuarter {
  const reference = referenceOf(item, quarter.period)
  const before = all.find((one) => one.period === reference)
  const cells = units.map((unit) => quarter.cellsOf(item, unit.code))
  const limit = item.limits.softChange ?? usualLimit
  return {
    period: quarter.period,
    release: quarter.release,
    against: before === undefined ? null : reference,
    state: cells.map((cell) => cell?.state ?? null),
    value: cells.map((cell) => cell?.value ?? null),
    isJump: units.map((unit, at) => {
      const now = cells[at]?.value ?? null
      const then = before?.cellsOf(item, unit.code)?.value ?? null
      return now !== null && then !== null && exceeds({ now, before: then }, limit, floor)
    }),
    city: cityOf(quarter, item, units),
  }
}

/** Running, annual and survey figures begin anew: they are held against the same quarter of the year before. */
function referenceOf(item: CatalogueItem, period: Period): Period {
  return isAnew(item) ? sameQuarterLastYear(period) : previousPeriod(period)
}

function isAnew({ periodKind }: CatalogueItem): boolean {
  return ['YTD_CUM', 'YTD_UNIQUE', 'ANNUAL', 'SURVEY'].includes(periodKind)
}

/** The sum of what units reported; null where one may not be told here or none reported anything. */
function cityOf(
  { rawOf }: BookQuarter,
  item: CatalogueItem,
  units: readonly CatalogueUnit[],
): DenominatorQuarter['city'] {
  const cells = units.filter((unit) => unit.countsInParent).map((unit) => rawOf(item, unit.code))
  const asked = cells.filter((cell) => cell !== null)
  const values = asked.flatMap((cell) => (cell.value === null ? [] : [cell.value]))
  if (values.length === 0 || asked.length < cells.length) return null
  return {
    value: values.reduce((sum, value) => sum + value, 0),
    isPartial: asked.some((cell) => cell.value === null && cell.state !== 'not_applicable'),
  }
}

function limitWords(item: CatalogueItem): string {
  const limit = item.limits.softChange ?? usualLimit
  const since = isAnew(item) ? '上年同期' : '上季'
  const size = limit.kind === 'percent' ? `${limit.value}%（相差不到 ${floor} 的除外）` : `${limit.value}${item.unit}`
  return `与${since}相比变动超过 ${size}`
}
