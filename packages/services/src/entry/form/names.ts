import { formerName, user } from '@cg/db/schema'
import { among, keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { asc, eq } from 'drizzle-orm'

/** What a user was called when something was done; '—' for an unknown id and for what nobody has done yet. */
export type Names = (id: number | null, at: string | null) => string

const namesOf = keptQuery((db) =>
  db
    .select({ id: user.id, name: user.name, until: formerName.until, formerly: formerName.name })
    .from(user)
    .leftJoin(formerName, eq(formerName.userId, user.id))
    .where(among(user.id, 'ids'))
    .orderBy(asc(formerName.id))
    .prepare(),
)

/** The names of these users. A renaming changes nothing of what was done before it. */
export async function loadNames(db: Db, ids: Iterable<number | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return () => '—'
  const named = Map.groupBy(await namesOf(db, { ids: JSON.stringify(wanted) }), (row) => row.id)
  return (id, at) => {
    if (id === null || at === null) return '—'
    const rows = named.get(id) ?? []
    return rows.find(({ until }) => until !== null && at <= until)?.formerly ?? rows[0]?.name ?? '—'
  }
}
