import { dataItem, form, indicator, indicatorVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { max } from 'drizzle-orm'
import { nextVersion } from '../catalogue/install.ts'
import { ownFormRow, ownItemRow } from '../catalogue/layer.ts'
import { loadAllDefinitions } from '../catalogue/read.ts'
import type { Change } from './change.ts'
import { definitionRow, indicatorRows } from './indicator-rows.ts'

/** What a confirmed change adds stands in the catalogue's own tables, so that cells, targets and results may refer to it. */
export async function addOwn(tx: Db, change: Change, reason: string): Promise<void> {
  const { items, indicators } = await loadAllDefinitions(tx, change.from)
  if (change.kind === 'item') {
    const [last] = await tx.select({ position: max(dataItem.position) }).from(dataItem)
    await tx.insert(dataItem).values(ownItemRow(change.body, (last?.position ?? 0) + 1))
  }
  if (change.kind === 'indicator') {
    const [last] = await tx.select({ position: max(indicator.position) }).from(indicator)
    const { head, version } = indicatorRows(change, items, (last?.position ?? 0) + 1)
    await tx.insert(indicator).values(head)
    await tx.insert(indicatorVersion).values(version)
  }
  if (change.kind === 'definition') {
    const { code } = change.body
    const known = must(indicators.get(code as IndicatorCode), 'an indicator that is defined anew')
    const row = definitionRow(change, known, { version: await nextVersion(tx, code), reason })
    await tx.insert(indicatorVersion).values(row)
  }
  if (change.kind === 'form') {
    const [last] = await tx.select({ position: max(form.position) }).from(form)
    await tx.insert(form).values(ownFormRow(change.body, (last?.position ?? 0) + 1))
  }
}
