import { rawOf } from './client.ts'
import type { Db } from './store.ts'

/**
 * Rows as the driver makes them, the columns named in the text. For reads of hundreds of thousands of rows: drizzle
 * takes several times longer to turn its arrays into objects than SQLite to read them. The caller's type says what the
 * text selects; names that bear capitals stand in quotes.
 */
export async function plainRows<T>(db: Db, text: string, ...parameters: readonly (string | number)[]): Promise<T[]> {
  return rawOf(db).all<T>(text, ...parameters)
}

/** Of each row its one column: nothing is made beside the values. */
export async function plainColumn<T>(db: Db, text: string, ...parameters: readonly (string | number)[]): Promise<T[]> {
  return rawOf(db).column<T>(text, ...parameters)
}

/** As `plainRows`, each row as the list of its columns: of a million rows of a few columns a third of the time. */
export async function plainTuples<T extends readonly unknown[]>(
  db: Db,
  text: string,
  ...parameters: readonly (string | number)[]
): Promise<T[]> {
  return rawOf(db).tuples<T>(text, ...parameters)
}
