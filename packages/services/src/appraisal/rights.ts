import type { Appraisal, AppraisalAction } from '@cg/contract/appraisal'
import type { appraisal } from '@cg/db/schema'
import type { Actor } from '../context.ts'
import { hasCityRole } from '../permission.ts'

export type AppraisalRow = typeof appraisal.$inferSelect

/** Opens scorings and decides on them. */
export function manages(actor: Actor): boolean {
  return hasCityRole(actor, 'reviewer')
}

/** Sees every scoring, and the single scores of one that is no longer open. */
export function seesAll(actor: Actor): boolean {
  return hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
}

const moves: Readonly<Record<AppraisalRow['state'], readonly AppraisalAction[]>> = {
  open: ['shut', 'cancel'],
  shut: ['write', 'again', 'cancel'],
  written: ['again'],
  cancelled: [],
}

/** What the actor may do with it now; who scores decides on nothing of it. */
export function offeredOn(actor: Actor, { state }: Pick<AppraisalRow, 'state'>, isScorer: boolean): Appraisal['may'] {
  if (isScorer) return state === 'open' ? ['score'] : []
  return manages(actor) ? [...moves[state]] : []
}
