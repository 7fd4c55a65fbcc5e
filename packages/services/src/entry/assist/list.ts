import type { AssistList, AssistTask } from '@cg/contract/assist'
import type { Db } from '@cg/db/store'
import type { Context } from '../../context.ts'
import { reporting, requireRole } from '../../permission.ts'
import { openPeriods } from '../board.ts'
import { tasksOf } from './tasks.ts'

/** What the actor's departments are asked to supply to other departments' forms in the open quarters. */
export async function readAssists(ctx: Context): Promise<AssistList> {
  requireRole(ctx.actor, ...reporting)
  return ctx.store.read((db) => assistList(ctx, db))
}

/** The same inside a transaction. */
export async function assistList(ctx: Context, db: Db): Promise<AssistList> {
  const tasks: AssistTask[] = []
  for (const period of await openPeriods(db)) tasks.push(...(await tasksOf(ctx, db, period)))
  const isDone = ({ given }: AssistTask) => Number(given.length > 0)
  return { tasks: tasks.toSorted((left, right) => isDone(left) - isDone(right)), serverTime: ctx.now().toISOString() }
}
