import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import { and, asc, eq, lte } from 'drizzle-orm'
import { partsKept } from '../../catalogue/layer.ts'

type Asked = { readonly supplies: string; readonly at: string }

/**
 * When each department was asked for what it is asked now, by item and department: the confirmation of the change that first
 * asked it. A later change that says the same of it moves nothing.
 */
export async function askedSince(db: Db, period: Period): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .select()
    .from(catalogueChange)
    .where(and(eq(catalogueChange.state, 'confirmed'), lte(catalogueChange.validFrom, period)))
    .orderBy(asc(catalogueChange.validFrom), asc(catalogueChange.id))
  const held = new Map<string, ReadonlyMap<string, Asked>>()
  for (const row of rows) {
    const at = must(row.decidedAt)
    for (const part of partsKept(row)) {
      if (part.kind !== 'duty') continue
      for (const item of part.body.items) {
        const before = held.get(item)
        const now = part.body.assisting.map(({ department, supplies }): [string, Asked] => {
          const same = before?.get(department)
          return [department, same?.supplies === supplies ? same : { supplies, at }]
        })
        held.set(item, new Map(now))
      }
    }
  }
  return new Map(
    [...held].flatMap(([item, asked]) => [...asked].map(([department, { at }]) => [askedKey(item, department), at])),
  )
}

export function askedKey(item: string, department: string): string {
  return `${item}|${department}`
}
