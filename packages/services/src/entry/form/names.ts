import { user } from '@cg/db/schema'
import { among, keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'

/** Names of users by id; an unknown id is '—'. */
export type Names = (id: number | null) => string

const namesOf = keptQuery((db) =>
  db.select({ id: user.id, name: user.name }).from(user).where(among(user.id, 'ids')).prepare(),
)

export async function loadNames(db: Db, ids: Iterable<number | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const names = new Map<number, string>()
  const rows = wanted.length === 0 ? [] : await namesOf(db, { ids: JSON.stringify(wanted) })
  for (const row of rows) names.set(row.id, row.name)
  return (id) => (id === null ? '—' : (names.get(id) ?? '—'))
}
