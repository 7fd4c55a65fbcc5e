import { statement, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq } from 'drizzle-orm'
import type { BasisStatement } from '../stored/basis.ts'

/** Accepted statements about figures of the quarter, by indicator and unit. */
export async function loadStatements(db: Db, period: Period): Promise<BasisStatement[]> {
  const rows = await db
    .select()
    .from(statement)
    .where(and(eq(statement.period, period), eq(statement.state, 'accepted')))
    .orderBy(asc(statement.indicatorCode), asc(statement.unitCode))
  if (rows.length === 0) return []
  const people = new Map(
    (await db.select({ id: user.id, name: user.name }).from(user)).map(({ id, name }) => [id, name]),
  )
  return rows.map((row) => ({
    id: row.id,
    indicator: row.indicatorCode,
    unit: row.unitCode,
    department: row.departmentCode,
    kind: row.kind,
    cause: row.cause,
    measures: row.measures,
    until: parsePeriod(row.until),
    value: row.value,
    writtenBy: people.get(row.writtenBy) ?? '',
    writtenAt: row.writtenAt,
    acceptedBy: people.get(row.acceptedBy ?? 0) ?? '',
    acceptedAt: row.acceptedAt ?? '',
  }))
}
