import type { RegisterRow, RegisterSheet } from '@cg/contract/register'
import { registerRecord } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { requireRole } from '../permission.ts'
import { registerSheet } from './list.ts'
import { readRows } from './read-rows.ts'
import { leaveSteps, loadSeen, notNow } from './records.ts'
import { offeredOn } from './rights.ts'

/** Enters records for the department that keeps the register: all of them, or none with every fault named by row and column. */
export async function enterRecords(
  ctx: Context,
  { kind: code, rows }: { kind: string; rows: readonly RegisterRow[] },
): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('register.enter', async (tx) => {
    const { kind, rows: read } = await readRows(ctx, tx, { kind: code, rows })
    const at = ctx.now().toISOString()
    const written = await tx
      .insert(registerRecord)
      .values(
        read.map(({ unit, values }) => ({
          kind: code,
          unitCode: unit,
          departmentCode: kind.department,
          fieldValues: values,
          state: 'submitted' as const,
          enteredBy: ctx.actor.userId,
          enteredAt: at,
        })),
      )
      .returning({ id: registerRecord.id })
    const records = written.map(({ id }) => id)
    await leaveSteps(
      ctx,
      tx,
      records.map((id) => ({ id, action: 'submit' })),
    )
    await audit(tx, { at, actor: ctx.actor, action: 'register.enter', object: `register:${code}`, detail: { records } })
    return registerSheet(ctx, tx, code)
  })
}

type Revision = RegisterRow & {
  readonly kind: string
  readonly id: number
  readonly version: number
  readonly reason: string
}

/**
 * Changes a record, which then waits for other eyes again; what was accepted counts until they have decided. Errors: not
 * open to the actor, changed meanwhile, one that counts without a reason.
 */
export async function reviseRecord(
  ctx: Context,
  { kind, id, version, reason, unit, values: texts }: Revision,
): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('register.revise', async (tx) => {
    const { rows } = await readRows(ctx, tx, { kind, rows: [{ unit, values: texts }], own: id })
    const before = must((await loadSeen(tx, kind, [{ id, version }]))[0])
    if (!offeredOn(ctx.actor, before).includes('revise')) throw notNow(before)
    const why = reason.trim()
    if (before.countedValues !== null && why === '')
      throw invalid('这条记录已经入账，修改须写明原因。', { reason: 'register.reason_missing' })
    const { values, called } = must(rows[0])
    const at = ctx.now().toISOString()
    await tx
      .update(registerRecord)
      .set({
        unitCode: unit,
        fieldValues: values,
        state: 'submitted',
        version: version + 1,
        enteredBy: ctx.actor.userId,
        enteredAt: at,
      })
      .where(eq(registerRecord.id, id))
    const beforeValues = { ...before.fieldValues, unit: before.unitCode }
    await leaveSteps(ctx, tx, [{ id, action: 'revise', note: why, beforeValues }])
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'register.revise',
      object: `register:${kind}`,
      detail: { records: [id], title: called, ...(why === '' ? {} : { reason: why }) },
    })
    return registerSheet(ctx, tx, kind)
  })
}
