import Database from 'better-sqlite3'
import { StoreRefusal } from './refusal.ts'

/**
 * Throws while another process has the database open: in WAL mode it stays open there, and taking it out of WAL needs
 * sole access. A file that is no database is nobody's.
 */
export function refuseWhileInUse(path: string, words: string): void {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { fileMustExist: true, timeout: 500 })
    db.pragma('journal_mode = DELETE')
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT')
    )
      return
    throw new StoreRefusal('in_use', words)
  } finally {
    db?.close()
  }
}
