import { matter, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { periodEnd, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, gte, lte } from 'drizzle-orm'
import type { BasisMatter } from '../stored/basis.ts'

/** Accepted matters of the quarter's year up to its end, in order of date. */
export async function loadMatters(db: Db, period: Period): Promise<BasisMatter[]> {
  const rows = await db
    .select()
    .from(matter)
    .where(
      and(
        eq(matter.state, 'accepted'),
        gte(matter.happenedOn, `${yearOf(period)}-01-01`),
        lte(matter.happenedOn, periodEnd(period)),
      ),
    )
    .orderBy(matter.happenedOn, matter.id)
  if (rows.length === 0) return []
  const people = new Map(
    (await db.select({ id: user.id, name: user.name }).from(user)).map(({ id, name }) => [id, name]),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    unit: row.unitCode,
    happenedOn: row.happenedOn,
    what: row.what,
    evidence: row.evidence,
    department: row.departmentCode,
    enteredBy: people.get(row.enteredBy) ?? '',
    enteredAt: row.enteredAt,
    acceptedBy: people.get(row.acceptedBy ?? 0) ?? '',
    acceptedAt: row.acceptedAt ?? '',
  }))
}
