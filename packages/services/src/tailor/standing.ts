import { release, releaseSchedule } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { OwnItemBody } from '@cg/contract/catalogue-own'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import {
  headOf,
  inTurn,
  loadLayer,
  movedLines,
  offIn,
  ownFormRow,
  ownFormRows,
  ownItemRow,
} from '../catalogue/layer.ts'
import type { FormChange, Layer, Off, Switch } from '../catalogue/layer.ts'
import {
  loadAllDefinitions,
  loadKnownCatalogue,
  readForms,
  readIndicators,
  readItems,
  withoutOff,
} from '../catalogue/read.ts'
import type { Catalogue, CatalogueForm, Definitions } from '../catalogue/read.ts'
import { dayInChina } from '../yardstick/list.ts'
import type { Change } from './change.ts'
import { definitionRow, indicatorRows } from './indicator-rows.ts'

/** Everything that a change of the catalogue is held against. */
export type Tailored = {
  /** The newest definitions, used or not. */
  readonly known: Catalogue
  readonly layer: Layer
  readonly published: readonly Period[]
  readonly previews: readonly Period[]
  /** Signed, and coming out at a set time. */
  readonly scheduled: readonly Period[]
  /** The first quarter from which a change may hold. */
  readonly openFrom: Period
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
    published,
    previews: inState(({ state }) => state === 'preview'),
    scheduled: inState(({ id }) => signed.has(id)),
    openFrom: shiftPeriod(last, 1),
  }
}

/** What is off in a quarter. */
export function offAt({ known, layer }: Pick<Tailored, 'known' | 'layer'>, period: Period): Off {
  return offIn(layer.switches, period, known.indicators.values())
}

export type Sides = { readonly before: Definitions; readonly after: Definitions }

/** The first quarter of a change as it is, and as it would be. */
export async function sidesOf(db: Db, { layer: { switches } }: Tailored, change: Change): Promise<Sides> {
  const { from } = change
  const all = await loadAllDefinitions(db, from)
  const under = (some: readonly Switch[], base: Definitions) =>
    withoutOff(base, offIn(some, from, base.indicators.values()))
  const before = under(switches, all)
  if (change.kind !== 'switch') return { before, after: under(switches, withAdded(all, change)) }
  const more: Switch = { ...change.body, id: Number.MAX_SAFE_INTEGER, from }
  return { before, after: under([...switches, more].toSorted(inTurn), all) }
}

/** The definitions with one thing more, or other. */
function withAdded(all: Definitions, change: Exclude<Change, { kind: 'switch' }>): Definitions {
  switch (change.kind) {
    case 'indicator': {
      const { head, version } = indicatorRows(change, all.items, 0)
      return { ...all, indicators: new Map([...all.indicators, ...readIndicators([head], [version])]) }
    }
    case 'definition': {
      const found = must(all.indicators.get(change.body.code as IndicatorCode), 'an indicator that is defined anew')
      const { name, definition } = definitionRow(change, found, { version: 0, reason: '' })
      return { ...all, indicators: new Map([...all.indicators, [found.code, { ...found, name, definition }]]) }
    }
    case 'form': {
      const { id, from } = last(change)
      const added = readForms([ownFormRow(change.body, 0)], [])
      return withMoved(
        { ...all, forms: [...all.forms, ...added] },
        { id, from, code: change.body.code, head: headOf(change.body.form) },
      )
    }
    case 'header': {
      const { code, ...head } = change.body
      return withMoved(all, { ...last(change), code, head })
    }
    case 'item':
      return withItem(all, change.body)
  }
}

/** After everything that was confirmed. */
function last({ from }: Change): Pick<FormChange, 'id' | 'from'> {
  return { id: Number.MAX_SAFE_INTEGER, from }
}

/** The forms with items moved to one of them. */
function withMoved(all: Definitions, change: FormChange): Definitions {
  const lines = all.forms.flatMap(({ code, cells }) =>
    cells.map(({ item, breakdown, isRequired }, position) => ({
      formCode: code,
      itemCode: item as string,
      breakdown,
      isRequired,
      position,
    })),
  )
  const cells = Map.groupBy(movedLines(lines, [change]), ({ formCode }) => formCode)
  const forms = all.forms.map((form) => ({
    ...form,
    cells: (cells.get(form.code) ?? []).map(({ itemCode, breakdown, isRequired }) => ({
      item: itemCode as ItemCode,
      breakdown,
      isRequired,
    })),
  }))
  return { ...all, forms }
}

function withItem(all: Definitions, body: OwnItemBody): Definitions {
  const cells = ownFormRows(body, all.guide.axes).map(({ breakdown, isRequired }) => ({
    item: body.code as ItemCode,
    breakdown,
    isRequired,
  }))
  const added = (form: CatalogueForm) => (form.code === body.item.form ? [...form.cells, ...cells] : form.cells)
  return {
    ...all,
    items: new Map([...all.items, ...readItems([ownItemRow(body, 0)])]),
    forms: all.forms.map((form) => ({ ...form, cells: added(form) })),
  }
}

/** '“甲”' of an indicator or an item. */
export function nameOf({ known }: Pick<Tailored, 'known'>, kind: 'indicators' | 'items', code: string): string {
  const found = kind === 'items' ? known.items.get(code as ItemCode) : known.indicators.get(code as IndicatorCode)
  return found === undefined ? code : `“${found.name}”`
}
