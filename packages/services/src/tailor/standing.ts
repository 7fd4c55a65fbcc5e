import { dataItem, orgUnit, release, releaseSchedule } from '@cg/db/schema'
import { ItemAxes } from '@cg/contract/catalogue'
import type { OwnIndicatorInput } from '@cg/contract/catalogue-own'
import { parseJsonAs } from '@cg/contract/parse'
import { rankedKinds } from '@cg/contract/unit-kind'
import type { Db } from '@cg/db/store'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { lastOf, loadLayer, offIn } from '../catalogue/layer.ts'
import type { Layer, Off } from '../catalogue/layer.ts'
import { loadDefinitions, loadKnownCatalogue, loadWithOwn, withoutOff } from '../catalogue/read.ts'
import type { Catalogue, CatalogueIndicator, Definitions } from '../catalogue/read.ts'
import { addedRows, withParts } from './add-own.ts'
import { partsOf } from './change.ts'
import type { Change } from './change.ts'

/** Everything that a change of the catalogue is held against. */
export type Tailored = {
  /** The newest definitions, used or not. */
  readonly known: Catalogue
  readonly layer: Layer
  /** By which groups each item is shipped to be asked, whatever the city has made of it. */
  readonly shippedGroups: ReadonlyMap<string, readonly string[]>
  /** Names of all units, those that have ended too. */
  readonly unitNames: ReadonlyMap<string, string>
  /** Codes of the districts of a quarter, in protocol order. */
  readonly districtsIn: (period: Period) => string[]
  readonly published: readonly Period[]
  readonly previews: readonly Period[]
  /** Signed, and coming out at a set time. */
  readonly scheduled: readonly Period[]
  /** The first quarter from which a change may hold. */
  readonly openFrom: Period
  /** What things mean in a quarter, read once for all that is held against it. */
  readonly definitionsAt: (period: Period) => Promise<Definitions>
  /** Names of what a proposal adds, by the codes that it was given: the catalogue does not know them yet. */
  readonly added?: ReadonlyMap<string, string>
}

export async function loadTailored(db: Db, now: Date): Promise<Tailored> {
  const rows = await db
    .select({ id: release.id, period: release.period, state: release.state })
    .from(release)
    .where(inArray(release.state, ['published', 'preview']))
  const waiting = await db
    .select({ id: releaseSchedule.releaseId })
    .from(releaseSchedule)
    .innerJoin(release, eq(release.id, releaseSchedule.releaseId))
    .where(and(isNull(releaseSchedule.outcome), eq(release.state, 'preview')))
  const signed = new Set(waiting.map(({ id }) => id))
  const inState = (is: (row: (typeof rows)[number]) => boolean): Period[] =>
    [...new Set(rows.flatMap((row) => (is(row) ? [row.period] : [])))].toSorted().map(parsePeriod)
  const published = inState(({ state }) => state === 'published')
  const last = published.at(-1) ?? shiftPeriod(lastCompletePeriod(dayInChina(now)), -1)
  return {
    known: await loadKnownCatalogue(db),
    layer: await loadLayer(db),
    shippedGroups: await loadShippedGroups(db),
    ...(await loadNamed(db)),
    published,
    previews: inState(({ state }) => state === 'preview'),
    scheduled: inState(({ id }) => signed.has(id)),
    openFrom: shiftPeriod(last, 1),
    definitionsAt: onceEach((period) => loadDefinitions(db, period)),
  }
}

async function loadNamed(db: Db): Promise<Pick<Tailored, 'unitNames' | 'districtsIn'>> {
  const rows = await db.select().from(orgUnit).orderBy(asc(orgUnit.protocolOrder), asc(orgUnit.code))
  const isThere = ({ validFrom, validTo }: (typeof rows)[number], period: Period) =>
    validFrom <= period && (validTo === null || period <= validTo)
  return {
    unitNames: new Map(rows.map(({ code, name }) => [code, name])),
    districtsIn: (period) =>
      rows.flatMap((row) => (rankedKinds.has(row.kind) && isThere(row, period) ? [row.code] : [])),
  }
}

function onceEach(load: Tailored['definitionsAt']): Tailored['definitionsAt'] {
  const read = new Map<Period, Promise<Definitions>>()
  return (period) => {
    const found = read.get(period) ?? load(period)
    read.set(period, found)
    return found
  }
}

async function loadShippedGroups(db: Db): Promise<Map<string, readonly string[]>> {
  const rows = await db.select({ code: dataItem.code, axes: dataItem.axes }).from(dataItem)
  return new Map(
    rows.map(({ code, axes }) => [code, parseJsonAs(ItemAxes, axes, `data_item.axes of ${code}`).breakdowns]),
  )
}

/** What is off in a quarter. */
export function offAt({ known, layer }: Pick<Tailored, 'known' | 'layer'>, period: Period): Off {
  return offIn(layer.switches, period, known.indicators.values())
}

export type Sides = { readonly before: Definitions; readonly after: Definitions }

/** The first quarter of a change as it is, and as it would be. */
export async function sidesOf(db: Db, { layer }: Tailored, change: Change): Promise<Sides> {
  const { from } = change
  const used = (all: Definitions, { switches }: Layer) =>
    withoutOff(all, offIn(switches, from, all.indicators.values()))
  const next = withParts(layer, change)
  return {
    before: used(await loadWithOwn(db, from, layer), layer),
    after: used(await loadWithOwn(db, from, next, await addedRows(db, layer, change, '')), next),
  }
}

/** The catalogue as it will be with a change: what else comes with it is held against that. */
export async function standingWith(db: Db, tailored: Tailored, change: Change): Promise<Tailored> {
  const layer = withParts(tailored.layer, change)
  const added = await addedRows(db, tailored.layer, change, '')
  const { known } = tailored
  return {
    ...tailored,
    layer,
    known: { ...known, ...(await loadWithOwn(db, known.period, layer, added)) },
    definitionsAt: onceEach(async (period) => {
      const all = await loadWithOwn(db, period, layer, added)
      return withoutOff(all, offIn(layer.switches, period, all.indicators.values()))
    }),
  }
}

/** With the names of what a change adds. */
export function withNames(tailored: Tailored, change: Change): Tailored {
  const own = partsOf(change).flatMap(({ kind, body }): [string, string][] => {
    if (kind === 'item') return [[body.code, body.item.name]]
    return kind === 'form' ? [[body.code, body.form.name]] : []
  })
  return own.length === 0 ? tailored : { ...tailored, added: new Map([...(tailored.added ?? []), ...own]) }
}

/** '“甲”' of an indicator or an item. */
export function nameOf(
  { known, added }: Pick<Tailored, 'known' | 'added'>,
  kind: 'indicators' | 'items',
  code: string,
): string {
  const found = kind === 'items' ? known.items.get(code as ItemCode) : known.indicators.get(code as IndicatorCode)
  const name = found?.name ?? added?.get(code)
  return name === undefined ? code : `“${name}”`
}

/** An own indicator as it stands: its name and meaning may have been changed apart. */
export function ownIndicator(
  { layer }: Pick<Tailored, 'layer'>,
  { code, name, definition }: Pick<CatalogueIndicator, 'code' | 'name' | 'definition'>,
): OwnIndicatorInput | null {
  const found = lastOf(layer.indicators).get(code)
  return found === undefined ? null : { ...found.indicator, name, definition }
}
