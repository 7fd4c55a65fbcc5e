import { NotMeasured } from './types.ts'
import type { Engine, TrialContext } from './types.ts'

export type Database = {
  readonly context: Pick<TrialContext, 'database' | 'env'>
  readonly close: () => Promise<void>
}

/** An empty database of its own for a trial. SQLite is a file in the trial's folder and needs nothing. */
export async function openDatabase(engine: Engine): Promise<Database> {
  if (engine === 'sqlite') return { context: { database: engine, env: {} }, close: () => Promise.resolve() }
  throw new NotMeasured('the product does not run on PostgreSQL yet')
}
