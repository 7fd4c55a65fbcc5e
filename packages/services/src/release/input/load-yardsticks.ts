import type { YardstickFact } from '@cg/contract/release/fact'
import { yardstick } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { and, isNull, lte } from 'drizzle-orm'

/** By indicator, oldest first. */
export async function loadYardsticks(db: Db, period: Period): Promise<Record<string, YardstickFact[]>> {
  const rows = await db
    .select()
    .from(yardstick)
    .where(and(isNull(yardstick.withdrawnAt), lte(yardstick.period, period)))
    .orderBy(yardstick.indicatorCode, yardstick.period, yardstick.kind, yardstick.name)
  const byIndicator = Map.groupBy(rows, (row) => row.indicatorCode)
  return Object.fromEntries([...byIndicator].map(([code, own]) => [code, own.map(factOf)]))
}

function factOf(row: typeof yardstick.$inferSelect): YardstickFact {
  const { kind, name, period, value, decimals, numerator, denominator, source, publishedOn } = row
  return { kind, name, period, value, decimals, numerator, denominator, source, publishedOn }
}
