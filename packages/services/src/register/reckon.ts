import { keyPlanUse } from '@cg/contract/task'
import type { Db } from '@cg/db/store'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { markChanged } from '../entry/cells/background.ts'
import { writeFed } from '../entry/cells/fed-cells.ts'
import { loadFed } from '../entry/cells/given-cells.ts'
import { loadPlanned } from '../entry/cells/planned-cells.ts'
import { toldCells } from '../entry/cells/told-cells.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import { formObject } from '../entry/move/move.ts'
import { loadStanding } from '../entry/move/standing.ts'

/**
 * Writes into every form in hand what a register's records, or the key tasks, now amount to, with `why` as the reason that the cell's history
 * shows; nothing where the register fills no form.
 */
export async function reckonForms(ctx: Context, tx: Db, { kind, why }: { kind: string; why: string }): Promise<void> {
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
      const detail = { source: 'system', cells: toldCells(rows), reason: why }
      await audit(tx, {
        at: ctx.now().toISOString(),
        actor: ctx.actor,
        action: 'cells.save',
        object: formObject(key),
        detail,
      })
      markChanged(ctx.store, tx, key)
    }
  }
}
