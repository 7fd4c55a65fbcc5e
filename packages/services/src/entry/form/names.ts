import { formerName, user } from '@cg/db/schema'
import { heldRows } from '@cg/db/held-rows'
import { among, keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { asc, eq, getTableName } from 'drizzle-orm'

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

/** By id, the names of users whose ids are told as JSON. */
const namedOf = heldRows([user, formerName].map(getTableName), async (db, ids: string) =>
  Map.groupBy(await namesOf(db, { ids }), (row) => row.id),
)

/** The names of these users. A renaming changes nothing of what was done before it. */
export async function loadNames(db: Db, ids: Iterable<number | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return () => '—'
  const named = await namedOf(db, JSON.stringify(wanted))
  return (id, at) => {
    if (id === null || at === null) return '—'
    const rows = named.get(id) ?? []
    return rows.find(({ until }) => until !== null && at <= until)?.formerly ?? rows[0]?.name ?? '—'
  }
}
