import Database from 'better-sqlite3'
import pg from 'pg'
import { isOnPostgres } from './test-database.fixture.ts'

/** How often the store asks its database while the body runs, whichever it is: on PostgreSQL each is a journey. */
export async function countStatements(body: () => Promise<unknown>): Promise<number> {
  let asked = 0
  const putBack = isOnPostgres
    ? [heard(pg.Client.prototype, 'query', () => (asked += 1))]
    : ['run', 'get', 'all', 'iterate'].map((method) => heard(statements(), method, () => (asked += 1)))
  try {
    await body()
  } finally {
    for (const end of putBack) end()
  }
  return asked
}

function statements(): object {
  const client = new Database(':memory:')
  try {
    return Object.getPrototypeOf(client.prepare('select 1')) as object
  } finally {
    client.close()
  }
}

/** Calls `onCall` whenever the method of this prototype is called; answers what puts the method back. */
function heard(prototype: object, method: string, onCall: () => void): () => void {
  const own: unknown = Reflect.get(prototype, method)
  if (typeof own !== 'function') throw new Error(`there is no ${method} to listen to`)
  Reflect.set(prototype, method, function listening(this: unknown, ...given: unknown[]): unknown {
    onCall()
    return Reflect.apply(own, this, given)
  })
  return () => void Reflect.set(prototype, method, own)
}
