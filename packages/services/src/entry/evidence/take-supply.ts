import type { EvidenceReply } from '@cg/contract/evidence'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { loadSupplyRows } from '../assist/supplies.ts'
import type { FormKey } from '../form/access.ts'
import { openForm } from '../form/open.ts'
import { addTo } from './change.ts'
import type { Place } from './change.ts'

/** Takes what an assisting department supplied as the evidence of a value: who answers for the figure decides. */
export async function takeSupply(
  ctx: Context,
  key: FormKey,
  { supply, ...place }: Place & { supply: number },
): Promise<EvidenceReply> {
  const row = await ctx.store.read(async (db) => {
    await openForm(ctx, db, key, 'own')
    const rows = await loadSupplyRows(db, key.period, [place.item])
    return rows.find(({ id, unitCode }) => id === supply && (unitCode === null || unitCode === place.unit))
  })
  if (row === undefined) throw notFound('这份协助材料')
  return addTo(ctx, key, place, { name: row.name, url: null, fileHash: row.fileHash, supplyId: row.id })
}
