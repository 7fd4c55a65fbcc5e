import { nameInGroup } from '@cg/contract/catalogue'
import { objectionTextLimits } from '@cg/contract/appeal'
import type { ObjectionEntry, Worksheet } from '@cg/contract/appeal'
import { checkConfirmation, objection } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { parsePeriod } from '@cg/domain/period'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { forbidden } from '../permission.ts'
import { digestOf, loadChecked } from './figures.ts'
import type { CheckedQuarter } from './figures.ts'
import { speaksFor } from './rights.ts'
import { askedFor } from './rows.ts'
import { requireOpen, requireUnit, worksheet } from './sheet.ts'
import type { SheetKey } from './sheet.ts'

/**
 * A district objects to one of its figures. Errors: not its own, the window is not open, a figure that is not shown or has
 * changed since it was seen, one that is objected to already, words that say too little.
 */
export async function makeObjection(
  ctx: Context,
  { period, unit, ...entry }: SheetKey & ObjectionEntry,
): Promise<Worksheet> {
  requireSpeaker(ctx, unit)
  const place = { itemCode: entry.item, unitCode: unit, breakdown: entry.breakdown ?? '' }
  const words = { claimed: oneLine(entry.claimed), reason: oneLine(entry.reason), evidence: oneLine(entry.evidence) }
  requireWords(words)
  return ctx.store.write('appeal.object', async (tx) => {
    const code = parsePeriod(period)
    const window = await requireOpen(ctx, tx, code)
    const quarter = await loadChecked(ctx, tx, code)
    requireUnit(quarter, unit)
    const figure = requireShown(quarter, place, entry.seenVersion)
    await requireNone(tx, window.id, place)
    const at = ctx.now().toISOString()
    const [row] = await tx
      .insert(objection)
      .values({
        windowId: window.id,
        ...place,
        seenState: figure.state,
        seenValue: figure.value,
        ...words,
        state: 'submitted',
        enteredBy: ctx.actor.userId,
        enteredAt: at,
      })
      .returning()
    if (row === undefined) throw new Error('the objection was not stored')
    const detail = { period, place: [[place.itemCode, unit, place.breakdown]], ...words }
    await audit(tx, { at, actor: ctx.actor, action: 'appeal.object', object: `objection:${row.id}`, detail })
    return worksheet(ctx, tx, { period, unit })
  })
}

/** 核对无误: of the figures as they stand; said again after a change. Errors: not its own, no window, an objection waits. */
export async function confirmWorksheet(ctx: Context, { period, unit }: SheetKey): Promise<Worksheet> {
  requireSpeaker(ctx, unit)
  return ctx.store.write('appeal.confirm', async (tx) => {
    const code = parsePeriod(period)
    const window = await requireOpen(ctx, tx, code)
    const quarter = await loadChecked(ctx, tx, code)
    requireUnit(quarter, unit)
    const mine = and(eq(objection.windowId, window.id), eq(objection.unitCode, unit), eq(objection.state, 'submitted'))
    const waiting = await tx.select({ id: objection.id }).from(objection).where(mine)
    if (waiting.length > 0) {
      throw new ServiceError('conflict', `还有${waiting.length}条异议没有答复。请等候答复，或撤回异议后再确认。`, {
        reason: 'appeal.waiting',
      })
    }
    const at = ctx.now().toISOString()
    const contentHash = digestOf(quarter, unit)
    await tx
      .insert(checkConfirmation)
      .values({ windowId: window.id, unitCode: unit, contentHash, confirmedBy: ctx.actor.userId, confirmedAt: at })
    const detail = { period, contentHash }
    await audit(tx, { at, actor: ctx.actor, action: 'appeal.confirm', object: `unit:${unit}`, detail })
    return worksheet(ctx, tx, { period, unit })
  })
}

function requireSpeaker({ actor }: Context, unit: string): void {
  if (!speaksFor(actor, unit)) throw forbidden('filler')
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}

function requireWords({ claimed, reason, evidence }: Pick<ObjectionEntry, 'claimed' | 'reason' | 'evidence'>): void {
  const { leastReason, leastEvidence } = objectionTextLimits
  for (const [name, text] of [
    ['应为', claimed],
    ['理由', reason],
    ['依据', evidence],
  ] as const) {
    const turned = directionControlProblem(text)
    if (turned !== null) throw invalid(`“${name}”${turned}。`, { reason: 'appeal.turned' })
  }
  if (reason.length < leastReason) {
    throw invalid(`请写明理由，至少${leastReason}个字，说清楚哪里不对。`, { reason: 'appeal.reason_short' })
  }
  if (evidence.length < leastEvidence) {
    throw invalid('请写明依据：文件名称、文号、台账或系统名称。', { reason: 'appeal.evidence_missing' })
  }
}

type Place = Pick<typeof objection.$inferSelect, 'itemCode' | 'unitCode' | 'breakdown'>

function requireShown(quarter: CheckedQuarter, place: Place, seenVersion: number) {
  const asked = askedFor(quarter, place)
  const figure = asked === null ? null : quarter.figureAt(asked, place.unitCode)
  if (asked === null || figure === null || quarter.isHidden(asked, place.unitCode)) {
    throw invalid('核对表中现在没有这个数。它的报表可能已退回修改，请刷新页面查看。', { reason: 'appeal.not_shown' })
  }
  if (figure.version !== seenVersion) {
    throw new ServiceError(
      'stale',
      `“${nameInGroup(quarter.definitions.guide.axes, asked.item.name, place.breakdown)}”在您打开之后有了变动。请刷新页面，看过现在的数再提异议。`,
      {
        reason: 'appeal.figure_changed',
        current: { version: figure.version, yours: seenVersion },
      },
    )
  }
  return figure
}

async function requireNone(tx: Db, windowId: number, { itemCode, unitCode, breakdown }: Place): Promise<void> {
  const [same] = await tx
    .select({ id: objection.id })
    .from(objection)
    .where(
      and(
        eq(objection.windowId, windowId),
        eq(objection.itemCode, itemCode),
        eq(objection.unitCode, unitCode),
        eq(objection.breakdown, breakdown),
        eq(objection.state, 'submitted'),
      ),
    )
  if (same === undefined) return
  throw new ServiceError('conflict', '这个数已有一条异议在等候答复，不要重复提出。', { reason: 'appeal.twice' })
}
