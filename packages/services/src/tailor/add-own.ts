import { dataItem, indicator, indicatorVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { ItemCode } from '@cg/domain/indicator'
import { max } from 'drizzle-orm'
import { ownItemRow } from '../catalogue/layer.ts'
import type { CatalogueItem } from '../catalogue/read.ts'
import type { Change } from './change.ts'
import { indicatorRows } from './indicator-rows.ts'

/** What a confirmed change adds stands in the catalogue's own tables, so that cells, targets and results may refer to it. */
export async function addOwn(tx: Db, change: Change, items: ReadonlyMap<ItemCode, CatalogueItem>): Promise<void> {
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
}
