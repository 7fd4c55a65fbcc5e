import { recordActionNames } from '@cg/contract/register'
import type { RecordAction, RegisterSheet } from '@cg/contract/register'
import { registerRecord } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, hasCityRole, requireRole } from '../permission.ts'
import { loadKnown } from './known.ts'
import { registerSheet } from './list.ts'
import { requireProof } from './record-files.ts'
import { leaveSteps, loadSeen, notNow } from './records.ts'
import { reckonForms } from './reckon.ts'
import type { RecordRow } from './records.ts'
import { offeredOn, rightsTo } from './rights.ts'

export type RecordDecision = {
  readonly kind: string
  readonly action: RecordAction
  readonly note: string
  /** With the version of each that was seen. */
  readonly records: readonly { readonly id: number; readonly version: number }[]
}

/**
 * Accepts or returns records (other eyes than those that entered them), withdraws such that wait or takes back a change of
 * one that counts, strikes off such that count. All of them or none; everything but accepting needs a reason.
 */
export async function decideRecords(
  ctx: Context,
  { kind, action, note, records }: RecordDecision,
): Promise<RegisterSheet> {
  const { actor } = ctx
  const [right, role] = action === 'withdraw' ? (['enters', 'filler'] as const) : (['decides', 'reviewer'] as const)
  requireRole(actor, role)
  const why = note.trim()
  return ctx.store.write([`register.${action}`, 'cells.save'], async (tx) => {
    const found = (await loadKnown(tx, ctx.now())).kinds.find(({ code }) => code === kind)
    if (found === undefined && hasCityRole(actor, 'reviewer')) throw notFound('这个台账')
    if (found === undefined || !rightsTo(actor, found.department)[right]) throw forbidden(role)
    if (action !== 'accept' && why === '') throw invalid('请写明原因。', { reason: 'register.reason_missing' })
    const seen = await loadSeen(tx, kind, records)
    if (action === 'accept') await requireProof(tx, found, seen)
    for (const row of seen) {
      if (action !== 'withdraw' && row.enteredBy === actor.userId)
        throw new ServiceError('forbidden', `第${row.id}号记录由您登记，须由另一位审核人办理。`, {
          reason: 'register.own',
        })
      if (!offeredOn(actor, row).includes(action)) throw notNow(row)
      await tx
        .update(registerRecord)
        .set({ ...after(row, action), version: row.version + 1 })
        .where(eq(registerRecord.id, row.id))
    }
    const ids = records.map(({ id }) => id)
    await leaveSteps(
      ctx,
      tx,
      ids.map((id) => ({ id, action, note: why })),
    )
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor,
      action: `register.${action}`,
      object: `register:${kind}`,
      detail: { records: ids, ...(why === '' ? {} : { reason: why }) },
    })
    await reckonForms(ctx, tx, { kind, why: movedWords(action, ids, why) })
    return registerSheet(ctx, tx, kind)
  })
}

const mostNamed = 5

/** What moved the records, as the cell's history tells it: 第3、4号记录入账 */
function movedWords(action: RecordAction, ids: readonly number[], why: string): string {
  const named = ids.slice(0, mostNamed).join('、')
  const which = ids.length > mostNamed ? `第${named}号等${ids.length}条` : `第${named}号`
  return `${which}记录${recordActionNames[action]}${why === '' ? '' : `（${why}）`}`
}

function after(row: RecordRow, action: RecordAction): Partial<RecordRow> {
  switch (action) {
    case 'accept':
      return { state: 'accepted', countedUnit: row.unitCode, countedValues: row.fieldValues }
    case 'return':
      return { state: 'returned' }
    case 'withdraw':
      // A change that is taken back leaves the record as it was accepted.
      return row.countedUnit === null || row.countedValues === null
        ? { state: 'withdrawn' }
        : { state: 'accepted', unitCode: row.countedUnit, fieldValues: row.countedValues }
    case 'revoke':
      return { state: 'revoked', countedUnit: null, countedValues: null }
  }
}
