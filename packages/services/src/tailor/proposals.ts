import { SwitchBody } from '@cg/contract/catalogue-change'
import type {
  CatalogueAction,
  CatalogueChangeInput,
  CatalogueProposal,
  CatalogueProposalDetail,
} from '@cg/contract/catalogue-change'
import { parseJsonAs } from '@cg/contract/parse'
import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc, eq } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { notFound } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { refusalsOf } from './check.ts'
import { impactOf } from './impact.ts'
import { linesOf, loadTailored, sidesOf, titleOf } from './standing.ts'
import type { Tailored } from './standing.ts'

export type ProposalRow = typeof catalogueChange.$inferSelect

/** Those who may see the city's changes: the office, the admin, and who audits. */
export function requireTailorReader(actor: Actor): void {
  requireCityRole(actor, 'reviewer', 'publisher', 'admin', 'auditor')
}

export function mayTailor(actor: Actor): boolean {
  return hasCityRole(actor, 'publisher', 'admin')
}

/** Why this person cannot confirm what another proposed (I6), as with targets: a publisher who did not propose it. */
export function confirmObstacle(actor: Actor, { proposedBy }: Pick<ProposalRow, 'proposedBy'>): string | null {
  if (!hasCityRole(actor, 'publisher')) return '确认变更须由发布人办理。'
  return proposedBy === actor.userId ? '这项变更由您提出，须由另一位发布人确认。' : null
}

export function offeredOn(actor: Actor, row: Pick<ProposalRow, 'state' | 'proposedBy'>): CatalogueAction[] {
  if (row.state !== 'proposed') return []
  return [
    ...(confirmObstacle(actor, row) === null ? (['confirm', 'refuse'] as const) : []),
    ...(row.proposedBy === actor.userId && mayTailor(actor) ? (['withdraw'] as const) : []),
  ]
}

/** What a stored proposal proposes. */
export function changeOf({ id, validFrom, body }: ProposalRow): CatalogueChangeInput {
  const kind = 'switch' as const
  return { kind, from: validFrom, body: parseJsonAs(SwitchBody, body, `catalogue_change.body of ${id}`) }
}

export async function loadProposal(db: Db, id: number): Promise<ProposalRow> {
  const [row] = await db.select().from(catalogueChange).where(eq(catalogueChange.id, id))
  if (row === undefined) throw notFound('这项目录变更')
  return row
}

/** All proposals, newest first. */
export async function listProposals(db: Db, actor: Actor, tailored: Tailored): Promise<CatalogueProposal[]> {
  const rows = await db.select().from(catalogueChange).orderBy(desc(catalogueChange.id))
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.map((row) => proposalOf(row, { actor, names, tailored }))
}

type About = { readonly actor: Actor; readonly names: Names; readonly tailored: Tailored }

function proposalOf(row: ProposalRow, { actor, names, tailored }: About): CatalogueProposal {
  const { id, state, version, reason, proposedBy, proposedAt, decidedBy, decidedAt, note } = row
  const change = changeOf(row)
  return {
    id,
    state,
    version,
    title: titleOf(change.from, change.body),
    lines: linesOf(tailored, change),
    isOn: change.body.isOn,
    indicators: change.body.indicators,
    items: change.body.items,
    reason,
    proposedBy: names(proposedBy, proposedAt),
    proposedAt,
    decidedBy: decidedBy === null ? null : names(decidedBy, decidedAt),
    decidedAt,
    note,
    may: offeredOn(actor, row),
    notConfirm: state === 'proposed' ? confirmObstacle(actor, row) : null,
  }
}

/** One proposal with what it reaches, and what stands in its way by now. */
export async function readProposal(ctx: Context, { id }: { id: number }): Promise<CatalogueProposalDetail> {
  requireTailorReader(ctx.actor)
  return ctx.store.read(async (db) => {
    const row = await loadProposal(db, id)
    const tailored = await loadTailored(db, ctx.now())
    const names = await loadNames(db, [row.proposedBy, row.decidedBy])
    const proposal = proposalOf(row, { actor: ctx.actor, names, tailored })
    if (row.state !== 'proposed') return { proposal, refusals: [], impact: null }
    const change = changeOf(row)
    return {
      proposal,
      refusals: await refusalsOf(db, tailored, change),
      impact: await impactOf(db, tailored, await sidesOf(db, tailored, change), change),
    }
  })
}
