import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasePath, initStore, openStore } from './open.ts'
import { stampPath } from './stamp.ts'
import type { Store } from './store.ts'

/* Installations of tests: a hundred migrations and a city are written once in a process and copied for every test. */

export type Copied<T> = { readonly store: Store; readonly made: T }

type Image = { readonly database: Buffer; readonly stamp: Buffer }

/**
 * Opens a copy of an installation in a folder that has none. `fill` writes into the first one; what it answers is copied
 * as well.
 */
export function copiesOf<T>(fill: (store: Store) => Promise<T>): (folder: string) => Promise<Copied<T>> {
  let first: Promise<{ readonly image: Image; readonly made: T }> | undefined
  return async (folder) => {
    first ??= inFolder(async (own) => {
      initStore(own)
      const store = await openStore(own)
      const made = await fill(store)
      store.close()
      return { image: { database: readFileSync(databasePath(own)), stamp: readFileSync(stampPath(own)) }, made }
    })
    const { image, made } = await first
    mkdirSync(folder, { recursive: true })
    writeFileSync(databasePath(folder), image.database, { mode: 0o600, flag: 'wx' })
    writeFileSync(stampPath(folder), image.stamp, { mode: 0o600, flag: 'wx' })
    return { store: await openStore(folder), made: structuredClone(made) }
  }
}

async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-first-'))
  try {
    return await body(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const empty = copiesOf(async () => undefined)

/** Opens an empty installation in a folder that has none. */
export async function openEmpty(folder: string): Promise<Store> {
  return (await empty(folder)).store
}
