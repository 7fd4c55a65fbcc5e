import Database from 'better-sqlite3'
import { createPrivate, removeDatabase } from '../private-file.ts'
import { copyIntoPostgres, copyToFile } from './copy.ts'
import { openAlone } from './move-target.ts'
import { schemaVersion } from './migrate.ts'
import { onConnection } from './open.ts'
import { watchTables } from './seals.ts'

/**
 * Puts a backup in place of what a database of PostgreSQL holds, in one transaction: a restore that is killed leaves what
 * was there. That is kept as a file, `aside`. Refused while a server is on the database.
 */
export async function restoreIntoPostgres(
  url: string,
  backup: string,
  aside: string,
): Promise<{ replaced: string | null }> {
  const client = await openAlone(url, '恢复')
  const file = new Database(backup, { readonly: true, fileMustExist: true })
  try {
    const replaced = (await schemaVersion(client)) === 0 ? null : await keepAside(url, aside)
    await client.script('BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    await copyIntoPostgres(file, client)
    await client.script('COMMIT')
    await onConnection(url, watchTables)
    return { replaced }
  } finally {
    file.close()
    await client.close()
  }
}

async function keepAside(url: string, aside: string): Promise<string> {
  createPrivate(aside)
  try {
    await copyToFile(url, aside)
  } catch (error) {
    removeDatabase(aside)
    throw error
  }
  return aside
}
