import { keptQuery } from '@cg/db/kept-query'
import { appraisal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, ne, sql } from 'drizzle-orm'

const scoredOf = keptQuery((db) =>
  db
    .select({ item: appraisal.itemCode })
    .from(appraisal)
    .where(and(eq(appraisal.period, sql.placeholder('period')), ne(appraisal.state, 'cancelled')))
    .prepare(),
)

/** Items of the quarter whose figures come from 定性评分: nobody types them. */
export async function loadScoredItems(db: Db, period: string): Promise<ReadonlySet<string>> {
  return new Set((await scoredOf(db, { period })).map(({ item }) => item))
}
