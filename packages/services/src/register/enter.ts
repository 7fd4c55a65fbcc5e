import type { RegisterRow, RegisterSheet } from '@cg/contract/register'
import { registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { requireRole } from '../permission.ts'
import type { KnownKind } from './known.ts'
import { registerSheet } from './list.ts'
import { readRows } from './read-rows.ts'
import type { ReadRow } from './read-rows.ts'
import { leaveSteps, loadSeen, notNow } from './records.ts'
import type { RecordRow } from './records.ts'
import { offeredOn } from './rights.ts'

/** Enters records for the department that keeps the register: all of them, or none with every fault named by row and column. */
export async function enterRecords(
  ctx: Context,
  { kind: code, rows }: { kind: string; rows: readonly RegisterRow[] },
): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('register.enter', async (tx) => {
    const { kind, rows: read } = await readRows(ctx, tx, { kind: code, rows })
    const records = await addRecords(ctx, tx, kind, read)
    const at = ctx.now().toISOString()
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
    await changeRecord(ctx, tx, before, { unit, values, note: why })
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

type Content = Pick<ReadRow, 'unit' | 'values'>

/** New records, which wait for other eyes; their numbers. */
export async function addRecords(ctx: Context, tx: Db, kind: KnownKind, rows: readonly Content[]): Promise<number[]> {
  const written = await tx
    .insert(registerRecord)
    .values(
      rows.map(({ unit, values }) => ({
        kind: kind.code,
        unitCode: unit,
        departmentCode: kind.department,
        fieldValues: values,
        state: 'submitted' as const,
        enteredBy: ctx.actor.userId,
        enteredAt: ctx.now().toISOString(),
      })),
    )
    .returning({ id: registerRecord.id })
  const ids = written.map(({ id }) => id)
  await leaveSteps(
    ctx,
    tx,
    ids.map((id) => ({ id, action: 'submit' })),
  )
  return ids
}

/** What a record says from now on; it waits for other eyes again, and what it said before stays beside it. */
export async function changeRecord(
  ctx: Context,
  tx: Db,
  before: RecordRow,
  { unit, values, note }: Content & { readonly note: string },
): Promise<void> {
  await tx
    .update(registerRecord)
    .set({
      unitCode: unit,
      fieldValues: values,
      state: 'submitted',
      version: before.version + 1,
      enteredBy: ctx.actor.userId,
      enteredAt: ctx.now().toISOString(),
    })
    .where(eq(registerRecord.id, before.id))
  const beforeValues = { ...before.fieldValues, unit: before.unitCode }
  await leaveSteps(ctx, tx, [{ id: before.id, action: 'revise', note, beforeValues }])
}
