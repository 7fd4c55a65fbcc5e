import type { ReviewDetail } from '@cg/contract/review'
import type { Db } from '@cg/db/store'
import { notReported } from '@cg/domain/cell'
import type { SubmissionState } from '@cg/domain/form/submission'
import { previousPeriod } from '@cg/domain/period'
import type { Context } from '../context.ts'
import { cellKey } from '@cg/domain/form/form-cell'
import { backgroundOf } from '../entry/cells/background.ts'
import { asCell, loadCells } from '../entry/cells/cells.ts'
import { loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { rightTo } from '../entry/form/access.ts'
import { cellAt } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { stateOf } from '../entry/move/standing.ts'

type Peer = ReviewDetail['peers'][number]

/** What is with its filler, for the first time or again, is nobody's yardstick. */
const sent: readonly SubmissionState[] = ['submitted', 'checked', 'accepted', 'locked']

/**
 * The same form of the other units, in their own order; figures only of those that were sent and that this person may
 * review. Empty for a department's form, on which the units stand side by side.
 */
export async function peersOf(ctx: Context, db: Db, plan: FormPlan): Promise<Peer[]> {
  if (plan.form.filledBy === 'department') return []
  const board = await loadBoard(ctx.store, db, plan.definitions.period, (other) => {
    if (other.form.code !== plan.form.code || other.reporter === plan.reporter) return false
    const right = rightTo(ctx.actor, other)
    return right.reviewer || right.checker
  })
  const peers: Peer[] = []
  for (const form of board) peers.push(await peerOf(ctx, db, plan, form))
  return peers
}

async function peerOf(ctx: Context, db: Db, { rows }: FormPlan, { plan, standing }: BoardForm): Promise<Peer> {
  const unit = plan.definitions.units.find((one) => one.code === plan.reporter)
  if (unit === undefined) throw new Error(`${plan.reporter} reports and is no unit`)
  const isSent = sent.includes(stateOf(standing))
  const figures = await backgroundOf(ctx.store, db, plan)
  const cells = isSent ? await loadCells(db, plan) : new Map<string, never>()
  const places = rows.map((row) => cellAt(row, unit))
  const now = places.map((place) => {
    const stored = cells.get(cellKey(place))
    return stored === undefined ? notReported : asCell(stored)
  })
  return {
    code: unit.code,
    shortName: unit.shortName,
    isSent,
    state: now.map((cell) => cell.state),
    value: now.map((cell) => cell.value),
    previous: places.map((place) => figures.at(place, previousPeriod(plan.definitions.period)).value),
  }
}
