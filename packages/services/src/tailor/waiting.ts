import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq } from 'drizzle-orm'
import { changeOf } from './change.ts'
import type { Change } from './change.ts'
import { linesOf } from './lines.ts'
import type { Tailored } from './standing.ts'

/** The same change is not put forward twice: who reads a workbook in again is told that it waits. */
export async function waitingAlike(db: Db, tailored: Tailored, change: Change): Promise<string[]> {
  const rows = await db
    .select()
    .from(catalogueChange)
    .where(and(eq(catalogueChange.state, 'proposed'), eq(catalogueChange.validFrom, change.from)))
    .orderBy(asc(catalogueChange.id))
  const lines = linesOf(tailored, change).join('\n')
  const alike = rows.find((row) => linesOf(tailored, changeOf(row)).join('\n') === lines)
  return alike === undefined ? [] : [`第 ${alike.id} 号变更与这次的完全相同，正待确认。请等它办理，不必再提。`]
}
