import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { connection as connectionKey, home, rawDoor, seenVersion } from '../client.ts'
import type { Db, Raw } from '../client.ts'
import { witness } from '../audit-witness.ts'
import type { Witness } from '../audit-witness.ts'
import type { Connection } from './connection.ts'

/*
 * drizzle over a connection to PostgreSQL. Its dialect of SQLite words what our schema of PostgreSQL understands: the
 * tables are the same, and so are the types that it reads and writes.
 */

export type Body = {
  readonly db: Db
  /** From now on a query is an error. */
  readonly end: () => void
}

type Seen = { readonly version: number; readonly witness?: Witness; readonly source: string }

/** Handles of a connection: one that stays, for kept queries, and one for each body. */
export function sessionOf(connection: Connection): { readonly begin: (seen: Seen) => Body } {
  const own = handle(connection, () => undefined)
  return {
    begin({ version, witness: seen, source }) {
      let hasEnded = false
      const assertOpen = () => {
        if (hasEnded) throw new Error('a query was made after its transaction had ended, or had taken too long')
      }
      const raw = rawOver(connection, assertOpen)
      const answers: Readonly<Record<symbol, unknown>> = {
        [connectionKey]: connection,
        [home]: own,
        [rawDoor]: raw,
        [seenVersion]: version,
        [witness]: seen,
      }
      const client = new Proxy(
        {},
        {
          get(_target, property) {
            if (property === 'name') return source
            assertOpen()
            return typeof property === 'symbol' ? answers[property] : undefined
          },
        },
      )
      return {
        db: Object.assign(handle(connection, assertOpen), { $client: client }),
        end() {
          hasEnded = true
        },
      }
    },
  }
}

function rawOver(connection: Connection, assertOpen: () => void): Raw {
  return {
    dialect: 'postgres',
    async all<T>(text: string, ...parameters: readonly unknown[]) {
      assertOpen()
      return (await connection.objects<T>(text, parameters)).rows
    },
    async tuples<T extends readonly unknown[]>(text: string, ...parameters: readonly unknown[]) {
      assertOpen()
      // A cast: the caller's type says what the text selects.
      return (await connection.query(text, parameters)).rows as unknown as T[]
    },
    async column<T>(text: string, ...parameters: readonly unknown[]) {
      assertOpen()
      // A cast likewise.
      return (await connection.query(text, parameters)).rows.map(([first]) => first) as T[]
    },
    async run(text, ...parameters) {
      assertOpen()
      return { changes: (await connection.query(text, parameters)).changes }
    },
  }
}

type Prepare = (...given: unknown[]) => { queryWithCache: unknown }

function handle(connection: Connection, assertOpen: () => void): Db {
  const db = drizzle(async (text, parameters, method) => {
    assertOpen()
    const { rows, changes } = await connection.query(text, parameters as unknown[])
    // `get` wants its one row, all others the rows.
    return Object.assign({ rows: method === 'get' ? (rows[0] as unknown[]) : rows }, { changes })
  })
  // drizzle wraps every error in one that quotes the parameters; the errors of SQLite come as they are, and so do these.
  const session = (db as unknown as { session: { prepareQuery: Prepare } }).session
  const prepare = session.prepareQuery.bind(session)
  session.prepareQuery = (...given) =>
    Object.assign(prepare(...given), {
      queryWithCache: (_text: string, _parameters: unknown, ask: () => unknown) => ask(),
    })
  return db as unknown as Db
}
