import type { ProposalAction, ProposalState } from '@cg/contract/proposal'
import type { Actor } from './context.ts'
import { hasCityRole } from './permission.ts'

/** A change of targets or of the catalogue, as far as rights to it go. */
export type Proposed = { readonly state: ProposalState; readonly proposedBy: number }

export function mayPropose(actor: Actor): boolean {
  return hasCityRole(actor, 'publisher', 'admin')
}

/** Why this person cannot confirm what another proposed (I6), as with schemes: a publisher who did not propose it. */
export function confirmObstacle(actor: Actor, { proposedBy }: Pick<Proposed, 'proposedBy'>): string | null {
  if (!hasCityRole(actor, 'publisher')) return '确认变更须由发布人办理。'
  return proposedBy === actor.userId ? '这项变更由您提出，须由另一位发布人确认。' : null
}

/** What this person can do with a proposal as it stands. */
export function offeredOn(actor: Actor, row: Proposed): ProposalAction[] {
  if (row.state !== 'proposed') return []
  return [
    ...(confirmObstacle(actor, row) === null ? (['confirm', 'refuse'] as const) : []),
    ...(row.proposedBy === actor.userId && mayPropose(actor) ? (['withdraw'] as const) : []),
  ]
}
