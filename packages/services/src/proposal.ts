import type { ProposalFacts } from '@cg/contract/change-proposal'
import type { ProposalAction, ProposalState } from '@cg/contract/proposal'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { inArray } from 'drizzle-orm'
import type { Actor } from './context.ts'
import type { Names } from './entry/form/names.ts'
import { hasCityRole } from './permission.ts'
import type { Role } from '@cg/contract/schema'

/** A change of targets, of the catalogue, of a scheme or of units, as far as rights to it go. */
export type Proposed = { readonly state: ProposalState; readonly proposedBy: number }

const proposers = ['publisher', 'admin'] as const satisfies readonly Role[]

export function mayPropose(actor: Actor): boolean {
  return hasCityRole(actor, ...proposers)
}

/** Why this person cannot confirm what another proposed (I6): it takes a publisher who did not propose it. */
export function confirmObstacle(actor: Actor, { proposedBy }: Pick<Proposed, 'proposedBy'>): string | null {
  if (!hasCityRole(actor, 'publisher')) return '确认变更须由发布人办理。'
  return proposedBy === actor.userId ? '这项变更由您提出，须由另一位发布人确认。' : null
}

/** What this person can do with a proposal as it stands; whoever may propose may take their own back. */
export function offeredOn(actor: Actor, row: Proposed, who: readonly Role[] = proposers): ProposalAction[] {
  if (row.state !== 'proposed') return []
  return [
    ...(confirmObstacle(actor, row) === null ? (['confirm', 'refuse'] as const) : []),
    ...(row.proposedBy === actor.userId && hasCityRole(actor, ...who) ? (['withdraw'] as const) : []),
  ]
}

/** A proposal as it is kept, besides what it changes. */
type ProposalRow = Proposed & {
  readonly id: number
  readonly version: number
  readonly reason: string
  readonly proposedAt: string
  readonly decidedBy: number | null
  readonly decidedAt: string | null
  readonly note: string
}

type Told = { readonly actor: Actor; readonly names: Names; readonly proposers?: readonly Role[] }

/** What every list tells of a proposal, as the actor sees it. */
export function proposalFacts(row: ProposalRow, { actor, names, proposers: who = proposers }: Told): ProposalFacts {
  const { id, state, version, reason, proposedBy, proposedAt, decidedBy, decidedAt, note } = row
  return {
    id,
    state,
    version,
    reason,
    proposedBy: names(proposedBy, proposedAt),
    proposedAt,
    decidedBy: decidedBy === null ? null : names(decidedBy, decidedAt),
    decidedAt,
    note,
    may: offeredOn(actor, row, who),
    notConfirm: state === 'proposed' ? confirmObstacle(actor, row) : null,
  }
}

/** True once a release was published: from then on what it rests on changes by two persons only. */
export async function isAnythingPublished(db: Db): Promise<boolean> {
  const [found] = await db
    .select({ id: release.id })
    .from(release)
    .where(inArray(release.state, ['published']))
    .limit(1)
  return found !== undefined
}
