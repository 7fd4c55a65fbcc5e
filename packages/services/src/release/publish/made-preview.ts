import { rankedKinds } from '@cg/contract/unit-kind'
import { sourceOf } from '@cg/db/reading'
import { orgUnit } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import { count, inArray } from 'drizzle-orm'
import { listedUnits } from '../facts/equity.ts'
import { previewNow } from './make-answers.ts'
import type { AskedPreview, KeptPreview, MadePreview } from './make-answers.ts'
import { previewApart } from './preview-apart.ts'

/** A preview of more units would keep everybody else waiting for a second and more. */
const mostHere = listedUnits

/**
 * Reads a quarter as it stands and makes its preview: a large city's in a process of its own, a small one's here, where
 * what is kept of the last one spares most of it. Refused while no form of the quarter was accepted.
 */
export async function madePreview(store: Store, asked: AskedPreview, own?: KeptPreview): Promise<MadePreview> {
  const { units, source } = await store.read(async (db) => ({ units: await countRanked(db), source: sourceOf(db) }))
  return units > mostHere ? previewApart({ source, ...asked }) : previewNow(store, asked, own)
}

async function countRanked(db: Db): Promise<number> {
  const kinds = [...rankedKinds] as (typeof orgUnit.$inferSelect)['kind'][]
  const [row] = await db.select({ units: count() }).from(orgUnit).where(inArray(orgUnit.kind, kinds))
  return row?.units ?? 0
}
