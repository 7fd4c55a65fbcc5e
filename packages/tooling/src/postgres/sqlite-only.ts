import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../repo.ts'

/**
 * Tests of the server that ask for what only a file of SQLite has, each with the reason. All others of these folders run
 * on PostgreSQL as well.
 */
export const sqliteOnly: Readonly<Record<string, string>> = {
  'db/src/store.test.ts': 'files that are missing, emptied, foreign, cut or newer; WAL and its promises',
  'db/src/readers.test.ts': 'the log of SQLite, which an old reader keeps from being shortened',
  'db/src/backup.test.ts': 'how a file is copied while it is written; a backup of PostgreSQL is such a file',
  'db/src/migrate.test.ts': 'the migrations themselves, from which the schema of PostgreSQL is made',
  'apps/api/test/kill.test.ts': 'a killed process and its log: that of PostgreSQL is the server’s',
  'apps/api/test/disk.test.ts': 'a file that may not grow',
  'apps/api/test/open-city.test.ts': 'a first run that was interrupted leaves half a file',
  'packages/services/src/anchor/hand-edits.test.ts':
    'every column of a file edited by hand; a check of PostgreSQL reads a copy of it as a file, whose rows are the same',
  'packages/services/src/session/session-cache.test.ts':
    'what is kept of a session until somebody else commits; on PostgreSQL it is known at the moment it was read',
  'seeds/src/load/interrupted.test.ts': 'a process that is killed while it holds the file’s lock',
}

/** Parts of tests that run on both, likewise: 'file: describe or it'. Each is skipped there by `skipIf(isOnPostgres)`. */
export const partsOfSqlite: Readonly<Record<string, string>> = {
  'db/src/held-rows.test.ts: are read once by a connection, whatever else is changed':
    'what is kept is known to be unchanged by what one process of SQLite notes; PostgreSQL reads again',
  'packages/services/src/release/input/kept-reads.test.ts: is the same object until its key or a table is another, by hand too':
    'the same: PostgreSQL reads again',
  'packages/services/src/release/input/kept-reads.test.ts: is named with every table that it is read from':
    'statements as the driver of SQLite prepares them; the tables are the same',
  'packages/services/src/entry/cells/background.test.ts: leave nothing behind in memory when their commit fails':
    'bodies that wait together share a transaction of the file; on PostgreSQL each has its own',
  'packages/services/src/anchor/tamper.test.ts: a restore':
    'a backup is a file of SQLite that is put in the place of another',
}

/** Folders whose tests run on both. */
export const onBoth: readonly string[] = ['db', 'packages/services', 'seeds', 'apps/api']

/** All test files of folders. */
export function testsOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
      .map((name) => `${folder}/${name}`),
  )
}

/** What runs on PostgreSQL, file by file: an exclusion by vitest's own option gives way to that of its project. */
export const testsOnPostgres = (): string[] => testsOf(onBoth).filter((file) => !(file in sqliteOnly))
