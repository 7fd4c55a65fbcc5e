import type { TaskBoard } from '@cg/contract/task'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, inArray } from 'drizzle-orm'
import { loadAmounts } from '../entry/cells/planned-cells.ts'
import type { Known } from './known.ts'
import type { View } from './rights.ts'

/** What the tasks amount to in the last quarter that is over, beside what the form says: unit by unit, both items. */
export async function holdAgainstForm(db: Db, { plan, period }: Known, { units }: View): Promise<TaskBoard['held']> {
  if (plan === undefined) return null
  const cells = await db
    .select()
    .from(cell)
    .where(and(eq(cell.period, period), eq(cell.breakdown, ''), inArray(cell.itemCode, [plan.due, plan.done])))
  const said = (item: string, unit: string) => {
    const found = cells.find(({ itemCode, unitCode }) => itemCode === item && unitCode === unit)
    return { state: found?.state ?? ('not_reported' as const), value: found?.value ?? null }
  }
  const amounts = await loadAmounts(db, period)
  return {
    period,
    units: units.map(({ code, name }) => ({
      name,
      ...amounts(code),
      formDue: said(plan.due, code),
      formDone: said(plan.done, code),
    })),
  }
}
