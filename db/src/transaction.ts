import type Database from 'better-sqlite3'

/** The words of a transaction, in one place: they are SQL, whatever stands behind the connection. */
export const transactionWords = {
  /** Takes the writer's place at once: nobody else begins to write between a body's first reading and its writing. */
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  mark: 'SAVEPOINT body',
  forgetMark: 'RELEASE SAVEPOINT body',
  backToMark: 'ROLLBACK TO SAVEPOINT body',
} as const

/** What a failed statement has done to the transaction around it. */
export function isWholeLost(client: Database.Database, error: unknown): boolean {
  return !client.inTransaction || codesOfTheDisk.some((code) => codeOf(error).startsWith(code))
}

/** Nobody knows how much of a transaction stands after one of these: SQLite may have rolled all of it back. */
const codesOfTheDisk = ['SQLITE_IOERR', 'SQLITE_FULL', 'SQLITE_NOMEM', 'SQLITE_CORRUPT', 'SQLITE_INTERRUPT']

/** After a failed write or flush nobody knows what is on the disk: nothing is written until the file was opened anew. */
export function isIoError(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_IOERR')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
