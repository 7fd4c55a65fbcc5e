import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import { initStore, openStore, useDatabase } from '../open.ts'
import { setting } from '../schema.ts'
import { writeSource } from '../source.ts'
import type { Store } from '../store.ts'

export type TwoStores = {
  /** A folder for more installations; that of this one is `folder` in it. */
  readonly base: string
  readonly folder: string
  readonly url: string
  /** Of the database. */
  readonly name: string
  readonly store: Store
  readonly second: Store
  readonly close: () => void
}

/** An installation on a database of its own, served as by two processes. */
export async function openTwoStores(): Promise<TwoStores> {
  const base = mkdtempSync(join(tmpdir(), 'cg-on-postgres-'))
  const folder = join(base, 'data')
  const { name, url } = await makeDatabase()
  writeFolder(folder, url)
  await initStore(folder)
  const [store, second] = [await openStore(folder), await openStore(folder)]
  return {
    base,
    folder,
    url,
    name,
    store,
    second,
    close() {
      store.close()
      second.close()
      rmSync(base, { recursive: true, force: true })
    },
  }
}

/** A folder whose data is in a database that nobody needs. */
export function writeFolder(path: string, url: string): void {
  useDatabase(path, url)
  writeSource(path, { url, isTried: true })
}

/** Writes one setting. */
export const put = (of: Store, key: string, value: string): Promise<unknown> =>
  of.write({ unaudited: 'fixture' }, (tx) =>
    tx.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } }),
  )
