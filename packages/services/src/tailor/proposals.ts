import type { CatalogueProposal, CatalogueProposalDetail } from '@cg/contract/catalogue-change'
import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc, eq } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { proposalFacts } from '../proposal.ts'
import { actOf, changeOf, codesOf, partsOf, titleOf } from './change.ts'
import type { ChangeRow } from './change.ts'
import { refusalsOf } from './check.ts'
import { impactOf } from './impact.ts'
import { linesOf } from './lines.ts'
import { nearOf } from './near.ts'
import { loadTailored, sidesOf, withNames } from './standing.ts'
import type { Tailored } from './standing.ts'

/** Those who may see the city's changes: the office, the admin, and who audits. */
export function requireTailorReader(actor: Actor): void {
  requireCityRole(actor, 'reviewer', 'publisher', 'admin', 'auditor')
}

export async function loadProposal(db: Db, id: number): Promise<ChangeRow> {
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

function proposalOf(row: ChangeRow, { actor, names, tailored }: About): CatalogueProposal {
  const change = changeOf(row)
  const named = withNames(tailored, change)
  return {
    ...proposalFacts(row, { actor, names }),
    title: titleOf(change),
    lines: linesOf(tailored, change),
    parts: partsOf(change).map((part) => ({
      title: titleOf(part),
      codes: Object.values(codesOf(part)).flat(),
      lines: linesOf(named, part),
    })),
    act: actOf(change),
    ...codesOf(change),
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
    if (row.state !== 'proposed') return { proposal, refusals: [], near: [], impact: null }
    const change = changeOf(row)
    const refusals = await refusalsOf(db, tailored, change)
    if (refusals.length > 0) return { proposal, refusals, near: [], impact: null }
    return {
      proposal,
      refusals,
      near: nearOf(tailored, change),
      impact: await impactOf(db, tailored, await sidesOf(db, tailored, change), change),
    }
  })
}
