import type { EvidenceReply } from '@cg/contract/evidence'
import { evidence } from '@cg/db/schema'
import { isCellOpen } from '@cg/domain/form/calendar'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import type { Context } from '../../context.ts'
import { invalid, notFound } from '../../errors.ts'
import { loadCells } from '../cells/cells.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import type { FormKey } from '../form/access.ts'
import { openForm } from '../form/open.ts'
import { loadStanding, stateOf } from '../move/standing.ts'
import { leaveTrace, replyWith, writableAt } from './change.ts'
import { evidenceKey, evidencedIn, loadEvidence } from './list.ts'

/**
 * Puts the same document behind the other figures of its row: one list of all districts is attached once. Figures that
 * have a document, hold none of 0, or may not be written are left as they are. Errors: closed, unknown, nothing left.
 */
export async function spreadEvidence(ctx: Context, key: FormKey, id: number): Promise<EvidenceReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  const { plan } = opened
  return ctx.store.write('evidence.add', async (tx) => {
    const before = await loadStanding(tx, key)
    const known = await loadEvidence(tx, before.submission?.id ?? null)
    const source = known.find((one) => one.id === id)
    if (source === undefined) throw notFound('这份佐证')
    const { itemCode: item, breakdown, name, url, fileHash, supplyId } = source
    const cells = await loadCells(tx, plan)
    const evidenced = evidencedIn(known)
    const marks = openMarks(await loadMarks(tx, before.submission?.id ?? null), before.submission)
    const isWanting = (place: FormCell): boolean => {
      const cell = cells.get(cellKey(place))
      const isFigure = cell?.state === 'reported' && cell.value !== 0
      return isFigure && !evidenced.has(evidenceKey(place)) && isCellOpen(stateOf(before), place, marks)
    }
    const places = plan.units.map((unit): FormCell => ({ item, unit: unit.code, breakdown })).filter(isWanting)
    const [first] = places
    if (first === undefined)
      throw invalid('本行没有还缺佐证的格：其他格已有佐证，或没有填数。', { reason: 'evidence.row_done' })
    const standing = await writableAt(ctx, tx, opened, first)
    const at = ctx.now().toISOString()
    const row = { submissionId: must(standing.submission).id, itemCode: item, breakdown, name, url, fileHash, supplyId }
    const added = { addedBy: ctx.actor.userId, addedAt: at }
    await tx.insert(evidence).values(places.map(({ unit }) => ({ ...row, unitCode: unit, ...added })))
    await leaveTrace(ctx, tx, key, { action: 'evidence.add', at, places, name, fileHash })
    return replyWith(ctx, tx, opened, standing)
  })
}
