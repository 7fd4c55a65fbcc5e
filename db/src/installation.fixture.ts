import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasePath, initStore, openStore } from './open.ts'
import { stampPath } from './stamp.ts'
import type { Store } from './store.ts'
import { giveDatabase, isOnPostgres, makeTemplate } from './test-database.fixture.ts'

/* Installations of tests: a hundred migrations and a city are written once in a process and copied for every test. */

export type Copied<T> = { readonly store: Store; readonly made: T }

/** What a copy is made from: the bytes of a file, or the name of a database that nobody has open. */
type Image = { readonly database: Buffer | string; readonly stamp: Buffer }

/**
 * Opens a copy of an installation in a folder that has none. `fill` writes into the first one; what it answers is copied
 * as well.
 */
export function copiesOf<T>(fill: (store: Store) => Promise<T>): (folder: string) => Promise<Copied<T>> {
  let first: Promise<{ readonly image: Image; readonly made: T }> | undefined
  return async (folder) => {
    first ??= isOnPostgres ? makeFirst(fill, await keptFolder()) : inFolder((own) => makeFirst(fill, own))
    const { image, made } = await first
    mkdirSync(folder, { recursive: true })
    if (typeof image.database === 'string') await giveDatabase(folder, image.database)
    else writeFileSync(databasePath(folder), image.database, { mode: 0o600, flag: 'wx' })
    writeFileSync(stampPath(folder), image.stamp, { mode: 0o600, flag: 'wx' })
    return { store: await openStore(folder), made: structuredClone(made) }
  }
}

async function makeFirst<T>(
  fill: (store: Store) => Promise<T>,
  own: string,
): Promise<{ readonly image: Image; readonly made: T }> {
  const name = isOnPostgres ? await giveDatabase(own) : null
  await initStore(own)
  const store = await openStore(own)
  const made = await fill(store)
  store.close()
  if (name !== null) await makeTemplate(name)
  return { image: { database: name ?? readFileSync(databasePath(own)), stamp: readFileSync(stampPath(own)) }, made }
}

/** A folder whose database is a template as long as this process runs. */
async function keptFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-first-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
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
