import type { SchemeList } from '@cg/contract/scheme'
import type { SchemeProposalDetail } from '@cg/contract/scheme-adoption'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { decideProposal, movedSince } from '../proposed/decide.ts'
import type { Decision } from '../proposed/decide.ts'
import { describeProposal, loadProposal } from '../proposed/proposals.ts'
import { storeProposal } from '../proposed/propose.ts'
import type { Adoption } from './adopt.ts'
import { schemeAdoption } from './adoption-kind.ts'
import { impactOf } from './impact.ts'
import { schemeList } from './read.ts'
import { adoptionObstacle, loadSurroundings, loadVersion, requireDraft, requireOffice } from './versions.ts'

/** `seen`: the digest of what was shown. */
export type SchemeProposing = Adoption & { readonly seen: string }

/** Proposes to adopt a tried version: it scores nothing until another publisher has confirmed it. */
export async function proposeScheme(
  ctx: Context,
  { id, editVersion, approval, seen }: SchemeProposing,
): Promise<SchemeList> {
  requireOffice(ctx.actor)
  return ctx.store.write('scheme.propose', async (tx) => {
    const row = await loadVersion(tx, id)
    await requireDraft(tx, row, editVersion)
    const around = await loadSurroundings(tx)
    if (around.isAlone) {
      throw new ServiceError('conflict', '还没有发布过，采用方案由发布人一人办理。请改用“采用”。', {
        reason: 'scheme.alone',
      })
    }
    const obstacle = adoptionObstacle(ctx.actor, row, around)
    if (obstacle !== null) throw new ServiceError('conflict', obstacle.words, { reason: obstacle.reason })
    const { refusals, lines, digest } = await impactOf(tx, row)
    if (refusals.length > 0) throw invalid(refusals.join(''), { reason: 'scheme.faults' })
    if (digest !== seen) {
      throw new ServiceError('stale', '检查之后，方案或最近一期有了变化，这次没有提交。请重新查看影响，再提请。', {
        reason: 'scheme.impact_changed',
        current: { digest, yours: seen },
      })
    }
    const reason = approval.trim()
    const title = `从${row.year}年起采用《${row.name}》第${row.version}版`
    const body = { hash: row.contentHash }
    await storeProposal(tx, ctx, { kind: 'scheme', object: String(id), title, reason, body, lines })
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'scheme.propose',
      object: `scheme:${id}`,
      detail: { year: row.year, hash: row.contentHash, changed: lines, approval: reason },
    })
    return schemeList(ctx, tx)
  })
}

/** One proposal with what it would do now, and what has become another since. */
export async function readSchemeProposal(ctx: Context, { id }: { id: number }): Promise<SchemeProposalDetail> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher', 'auditor')
  return ctx.store.read(async (db) => {
    const row = await loadProposal(db, id, schemeAdoption)
    const scheme = Number(row.object)
    const proposal = await describeProposal(db, row, { actor: ctx.actor, change: schemeAdoption })
    if (row.state !== 'proposed') return { proposal, scheme, moved: [], impact: null }
    const impact = await impactOf(db, await loadVersion(db, scheme))
    return { proposal, scheme, moved: movedSince(row, impact), impact }
  })
}

/** Confirms or refuses what another person proposed, or withdraws one's own. */
export async function decideSchemeProposal(ctx: Context, decision: Decision): Promise<SchemeList> {
  return decideProposal(ctx, decision, { change: schemeAdoption, answer: (tx) => schemeList(ctx, tx) })
}
