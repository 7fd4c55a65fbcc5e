import { formerName, user } from '@cg/db/schema'
import { among, keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { asc } from 'drizzle-orm'

/** What a user was called when something was done; '—' for an unknown id and for what nobody has done yet. */
export type Names = (id: number | null, at: string | null) => string

const namesOf = keptQuery((db) =>
  db.select({ id: user.id, name: user.name }).from(user).where(among(user.id, 'ids')).prepare(),
)

const formerOf = keptQuery((db) =>
  db.select().from(formerName).where(among(formerName.userId, 'ids')).orderBy(asc(formerName.id)).prepare(),
)

/** The names of these users. A renaming changes nothing of what was done before it. */
export async function loadNames(db: Db, ids: Iterable<number | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return () => '—'
  const asked = { ids: JSON.stringify(wanted) }
  const names = new Map((await namesOf(db, asked)).map((row) => [row.id, row.name]))
  const former = Map.groupBy(await formerOf(db, asked), (row) => row.userId)
  return (id, at) => {
    if (id === null || at === null) return '—'
    return former.get(id)?.find((one) => at <= one.until)?.name ?? names.get(id) ?? '—'
  }
}
