import { keptQuery } from '@cg/db/kept-query'
import { release } from '@cg/db/schema'
import { togetherAt } from '../../together-at.ts'
import type { Store } from '@cg/db/store'
import { eq } from 'drizzle-orm'

/*
 * Which releases are published, as of the newest commit of anybody. An answer of a release never changes, but a release may
 * go (the demo city is removed, a backup restored) and its number be given to another one; another process on the same
 * database may do so. What is kept of answers is kept by the mark of its release, and a mark is told for what is published
 * now: the list is read again after any commit, here or elsewhere. PostgreSQL tells of others' commits only when it is asked:
 * there the list holds at the moment that was asked for before it was read.
 */

export type Published = {
  /**
   * The mark of the release of that number; null: none is published; undefined: ask `find`. `moment` is what the store has
   * just said that it is.
   */
  peek(code: string, moment: string | null): string | null | undefined
  find(code: string): Promise<string | null>
}

const rowsOf = keptQuery((db) =>
  db
    .select({ id: release.id, code: release.code, hash: release.contentHash })
    .from(release)
    .where(eq(release.state, 'published'))
    .prepare(),
)

export function watchPublished(store: Store): Published {
  let marks: ReadonlyMap<string, string> = new Map()
  let [own, others] = [-1, -1]
  let readAt: string | null = null

  const isFresh = (moment: string | null): boolean =>
    moment === null ? own === store.version() && others === store.othersVersion() : readAt === moment

  /** Counted before it is read: what is committed meanwhile makes it old again. */
  async function read(moment: string | null): Promise<ReadonlyMap<string, string>> {
    const seen = [store.version(), store.othersVersion()] as const
    const rows = await store.read(async (db) => rowsOf(db, {}))
    const found = new Map(rows.map(({ id, code, hash }) => [code ?? '', `${id} ${hash ?? ''}`]))
    marks = found
    ;[own, others] = seen
    readAt = moment
    return found
  }

  const readAtOnce = togetherAt(read)

  return {
    peek: (code, moment) => (isFresh(moment) ? (marks.get(code) ?? null) : undefined),
    async find(code) {
      const moment = store.moment === null ? null : await store.moment()
      const known = isFresh(moment) ? marks : await readAtOnce(moment, moment)
      return known.get(code) ?? null
    },
  }
}

const byStore = new WeakMap<Store, Published>()

/** The list of this process over this store. */
export function publishedOf(store: Store): Published {
  const known = byStore.get(store) ?? watchPublished(store)
  byStore.set(store, known)
  return known
}
