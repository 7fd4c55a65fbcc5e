import { dataItem, form, indicator, indicatorVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { max } from 'drizzle-orm'
import { nextVersion } from '../catalogue/install.ts'
import { inTurn, layerOf, ownFormRow, ownItemRow } from '../catalogue/layer.ts'
import type { Layer } from '../catalogue/layer.ts'
import { loadWithOwn } from '../catalogue/read.ts'
import type { AddedRows, Definitions } from '../catalogue/read.ts'
import { partsOf } from './change.ts'
import type { Change, Part } from './change.ts'
import { definitionRow, editedRow, indicatorRows } from './indicator-rows.ts'

/** The layer as it would be with the change, after everything that was confirmed. */
export function withParts(layer: Layer, change: Change): Layer {
  const at = { id: Number.MAX_SAFE_INTEGER, from: change.from }
  const more = layerOf(partsOf(change).map(({ from: _from, ...part }) => ({ part, at })))
  return {
    switches: [...layer.switches, ...more.switches].toSorted(inTurn),
    items: [...layer.items, ...more.items].toSorted(inTurn),
    indicators: [...layer.indicators, ...more.indicators].toSorted(inTurn),
    groups: [...layer.groups, ...more.groups].toSorted(inTurn),
    forms: [...layer.forms, ...more.forms].toSorted(inTurn),
    byParts: [...layer.byParts, ...more.byParts].toSorted(inTurn),
    formScopes: [...layer.formScopes, ...more.formScopes].toSorted(inTurn),
    duties: [...layer.duties, ...more.duties].toSorted(inTurn),
  }
}

/** What a change adds to the catalogue's own tables, so that cells, targets and results may refer to it. */
export async function addedRows(db: Db, layer: Layer, change: Change, reason: string): Promise<AddedRows> {
  const parts = partsOf(change)
  const added = { ...(await plainRows(db, parts)), heads: [], versions: [] }
  if (!parts.some(isOfIndicator)) return added
  const definitions = await loadWithOwn(db, change.from, withParts(layer, change), added)
  return { ...added, ...(await indicatorParts(db, parts, { definitions, reason })) }
}

function isOfIndicator({ kind }: Part): boolean {
  return kind === 'indicator' || kind === 'indicatorEdit' || kind === 'definition'
}

/** Items and forms, each after all that are there. */
async function plainRows(db: Db, parts: readonly Part[]): Promise<Pick<AddedRows, 'items' | 'forms'>> {
  const [lastItem] = await db.select({ position: max(dataItem.position) }).from(dataItem)
  const [lastForm] = await db.select({ position: max(form.position) }).from(form)
  const items = parts.flatMap((part) => (part.kind === 'item' ? [part.body] : []))
  const forms = parts.flatMap((part) => (part.kind === 'form' ? [part.body] : []))
  return {
    items: items.map((body, at) => ownItemRow(body, (lastItem?.position ?? 0) + 1 + at)),
    forms: forms.map((body, at) => ownFormRow(body, (lastForm?.position ?? 0) + 1 + at)),
  }
}

type Standing = { readonly definitions: Definitions; readonly reason: string }

async function indicatorParts(
  db: Db,
  parts: readonly Part[],
  { definitions, reason }: Standing,
): Promise<Pick<AddedRows, 'heads' | 'versions'>> {
  const [last] = await db.select({ position: max(indicator.position) }).from(indicator)
  const heads: AddedRows['heads'][number][] = []
  const versions: AddedRows['versions'][number][] = []
  for (const part of parts) {
    if (part.kind === 'indicator') {
      const { head, version } = indicatorRows(part, definitions.items, (last?.position ?? 0) + 1 + heads.length)
      heads.push(head)
      versions.push(version)
    }
    if (part.kind === 'indicatorEdit') {
      versions.push(editedRow(part, definitions.items, { version: await nextVersion(db, part.body.code), reason }))
    }
    if (part.kind === 'definition') {
      const { code } = part.body
      const known = must(definitions.indicators.get(code as IndicatorCode), 'an indicator that is defined anew')
      versions.push(definitionRow(part, known, { version: await nextVersion(db, code), reason }))
    }
  }
  return { heads, versions }
}

/** Stores what a confirmed change adds. */
export async function addOwn(tx: Db, layer: Layer, change: Change, reason: string): Promise<void> {
  const { items, forms, heads, versions } = await addedRows(tx, layer, change, reason)
  if (items.length > 0) await tx.insert(dataItem).values([...items])
  if (forms.length > 0) await tx.insert(form).values([...forms])
  if (heads.length > 0) await tx.insert(indicator).values([...heads])
  if (versions.length > 0) await tx.insert(indicatorVersion).values([...versions])
}
