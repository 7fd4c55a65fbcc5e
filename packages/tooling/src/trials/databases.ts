import { startServer } from '../postgres/server.ts'
import { NotMeasured } from './types.ts'
import type { Engine, TrialContext } from './types.ts'

export type Database = {
  readonly context: Pick<TrialContext, 'database' | 'env'>
  readonly close: () => Promise<void>
}

/**
 * An empty database of its own for a trial. SQLite is a file in the trial's folder and needs nothing; PostgreSQL is a server
 * of its own, as durable as an operator's, that ends with this process.
 */
export async function openDatabase(engine: Engine): Promise<Database> {
  if (engine === 'sqlite') return { context: { database: engine, env: {} }, close: () => Promise.resolve() }
  const server = await startServer({ isDurable: true }).catch((error: unknown) => {
    throw new NotMeasured(error instanceof Error ? error.message : String(error))
  })
  server.sql('CREATE DATABASE monitor OWNER cg')
  return {
    context: { database: engine, env: { DATABASE_URL: server.url('monitor') } },
    close: () => server.stop(),
  }
}
