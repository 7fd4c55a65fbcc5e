import { keyPlanUse } from '@cg/contract/task'
import type { Db } from '@cg/db/store'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { markChanged } from '../entry/cells/background.ts'
import { writeFed } from '../entry/cells/fed-cells.ts'
import { loadFed } from '../entry/cells/given-cells.ts'
import { loadPlanned } from '../entry/cells/planned-cells.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import { formObject } from '../entry/move/move.ts'
import { loadStanding } from '../entry/move/standing.ts'

/** A form of a quarter whose cells records have changed. */
export type Reckoned = { readonly period: string; readonly form: string }

/**
 * Writes into every form in hand what a register's records, or the key tasks, now amount to, with `why` as the reason that the cell's history
 * shows; nothing where the register fills no form. Once the transaction stands, say so with `tellReckoned`.
 */
export async function reckonForms(
  ctx: Context,
  tx: Db,
  { kind, why }: { kind: string; why: string },
): Promise<Reckoned[]> {
  const changed: Reckoned[] = []
  for (const period of await openPeriods(tx)) {
    const meaning = await meaningOf(ctx.store, tx, period)
    const fed = await loadFed(tx, meaning.definitions)
    const own =
      kind === keyPlanUse
        ? new Set((await loadPlanned(tx, meaning.definitions)).keys())
        : new Set([...fed].flatMap(([item, by]) => (by.kind.code === kind ? [item] : [])))
    if (own.size === 0) continue
    for (const plan of plansOf(meaning)) {
      if (!plan.items.some((item) => own.has(item))) continue
      const key = { period, form: plan.form.code, reporter: plan.reporter }
      const rows = await writeFed(ctx, tx, { plan, standing: await loadStanding(tx, key), why })
      if (rows.length === 0) continue
      const cells = rows.map((row) => [row.itemCode, row.unitCode, row.breakdown, row.version])
      const detail = { source: 'system', cells, reason: why }
      await audit(tx, {
        at: ctx.now().toISOString(),
        actor: ctx.actor,
        action: 'cells.save',
        object: formObject(key),
        detail,
      })
      changed.push({ period, form: plan.form.code })
    }
  }
  return changed
}

/** What was read of these forms is read again. */
export function tellReckoned({ store }: Context, reckoned: readonly Reckoned[]): void {
  for (const { period, form } of reckoned) markChanged(store, period, form)
}
