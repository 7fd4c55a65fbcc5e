import type { AimDifference, AimProposal, AimProposalDetail } from '@cg/contract/aim'
import { aimChange, aimProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, desc, eq } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { proposalFacts } from '../proposal.ts'
import { differenceOf, doubtsOf } from './check.ts'
import type { ReadChange } from './check.ts'
import { impactOf } from './impact.ts'
import { heldWords, isSameHeld, loadAimStanding, placeKey, placeWords } from './standing.ts'
import type { AimHeld, AimStanding } from './standing.ts'

export type ProposalRow = typeof aimProposal.$inferSelect
export type ChangeRow = typeof aimChange.$inferSelect

/** Those who may see the table: the office, the admin who installed it, and who audits. */
export function requireAimReader(actor: Actor): void {
  requireCityRole(actor, 'reviewer', 'publisher', 'admin', 'auditor')
}

/** All proposals, newest first. */
export async function listProposals(db: Db, actor: Actor, { indicators }: AimStanding): Promise<AimProposal[]> {
  const rows = await db.select().from(aimProposal).orderBy(desc(aimProposal.id))
  const changes = await db
    .select({ proposal: aimChange.proposalId, indicator: aimChange.indicatorCode })
    .from(aimChange)
    .orderBy(asc(aimChange.id))
  const own = Map.groupBy(changes, ({ proposal }) => proposal)
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.map((row) => {
    const codes = (own.get(row.id) ?? []).map(({ indicator }) => indicator)
    const named = [...new Set(codes)].map((code) => indicators.get(code)?.name ?? code)
    return proposalOf(row, { actor, names, changes: codes.length, indicators: named })
  })
}

type About = { actor: Actor; names: Names; changes: number; indicators: string[] }

function proposalOf(row: ProposalRow, { actor, names, changes, indicators }: About): AimProposal {
  return { ...proposalFacts(row, { actor, names }), changes, indicators }
}

export async function loadProposal(db: Db, id: number): Promise<{ row: ProposalRow; changes: ReadChange[] }> {
  const [row] = await db.select().from(aimProposal).where(eq(aimProposal.id, id))
  if (row === undefined) throw notFound('这项目标与基期变更')
  const changes = await db.select().from(aimChange).where(eq(aimChange.proposalId, id)).orderBy(asc(aimChange.id))
  return { row, changes: changes.map(changeOf) }
}

export function changeOf(row: ChangeRow): ReadChange {
  const { kind, indicatorCode: indicator, unitCode: unit, year, source } = row
  const held = (value: number | null, period: string | null, of: string | null): AimHeld | null =>
    value === null ? null : { value, period, source: of ?? '' }
  const [old, now] = [held(row.oldValue, row.oldPeriod, row.oldSource), held(row.newValue, row.newPeriod, source)]
  return { kind, indicator, unit, year, old, now, source }
}

/** What has become another since it was proposed, in words: with one of them it cannot be confirmed. */
export function movedSince(changes: readonly ReadChange[], standing: AimStanding): string[] {
  return changes.flatMap((change) => {
    const stands = standing.held.get(placeKey(change)) ?? null
    if (isSameHeld(stands, change.old)) return []
    const unit = { unit: standing.indicators.get(change.indicator)?.unit ?? '' }
    const [was, is] = [heldWords(change.old, unit), heldWords(stands, unit)]
    const words = was === is ? '来源在提出之后改过' : `提出时是 ${was}，现在是 ${is}`
    return [`${placeWords(standing, change)}：${words}`]
  })
}

/** One proposal with all it changes. */
export async function readProposal(ctx: Context, { id }: { id: number }): Promise<AimProposalDetail> {
  requireAimReader(ctx.actor)
  return ctx.store.read(async (db) => {
    const { row, changes } = await loadProposal(db, id)
    const standing = await loadAimStanding(db, ctx.now())
    const names = await loadNames(db, [row.proposedBy, row.decidedBy])
    const differences = changes.map((one): AimDifference => differenceOf(one, standing))
    const indicators = [...new Set(differences.map(({ indicatorName }) => indicatorName))]
    const isWaiting = row.state === 'proposed'
    return {
      proposal: proposalOf(row, { actor: ctx.actor, names, changes: changes.length, indicators }),
      differences,
      moved: isWaiting ? movedSince(changes, standing) : [],
      doubts: isWaiting ? doubtsOf(changes, standing) : [],
      impact: isWaiting ? await impactOf(db, changes, standing) : null,
    }
  })
}
