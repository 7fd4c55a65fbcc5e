import { user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { inArray } from 'drizzle-orm'

/** Names of users by id; an unknown id is '—'. */
export type Names = (id: number | null) => string

const mostIds = 500

export async function loadNames(db: Db, ids: Iterable<number | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const names = new Map<number, string>()
  for (let at = 0; at < wanted.length; at += mostIds) {
    const rows = await db
      .select({ id: user.id, name: user.name })
      .from(user)
      .where(inArray(user.id, wanted.slice(at, at + mostIds)))
    for (const row of rows) names.set(row.id, row.name)
  }
  return (id) => (id === null ? '—' : (names.get(id) ?? '—'))
}
