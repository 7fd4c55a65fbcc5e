import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import type { ProposalAction } from '@cg/contract/proposal'
import { catalogueChange } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { refusalsOf } from './check.ts'
import { catalogueBoard } from './list.ts'
import { addOwn } from './add-own.ts'
import { changeOf } from './change.ts'
import { linesOf } from './lines.ts'
import { loadProposal } from './proposals.ts'
import { confirmObstacle, offeredOn } from '../proposal.ts'
import { loadTailored } from './standing.ts'

export type CatalogueDecision = {
  readonly id: number
  readonly action: ProposalAction
  readonly note: string
  /** The version the actor has seen (If-Match). */
  readonly version: number
}

const after = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const

/**
 * Confirms or refuses what another person proposed, or withdraws one's own. From confirmation on the change holds in its
 * quarters; what has come in its way since it was proposed keeps it from being confirmed.
 */
export async function decideCatalogueChange(ctx: Context, decision: CatalogueDecision): Promise<CatalogueBoard> {
  const { id, action, version } = decision
  if (action === 'withdraw') requireCityRole(ctx.actor, 'publisher', 'admin')
  else requireCityRole(ctx.actor, 'publisher')
  const note = decision.note.trim()
  return ctx.store.write(`catalogue.${action}`, async (tx) => {
    const row = await loadProposal(tx, id)
    if (row.version !== version || row.state !== 'proposed')
      throw new ServiceError('stale', '这项变更刚由他人办理。请刷新页面查看。', { reason: 'catalogue.decided' })
    const obstacle = action === 'withdraw' ? null : confirmObstacle(ctx.actor, row)
    if (obstacle !== null) throw new ServiceError('forbidden', obstacle, { reason: 'catalogue.own' })
    if (!offeredOn(ctx.actor, row).includes(action)) {
      throw new ServiceError('forbidden', '只有提出人可以撤回这项变更。不同意的，请由发布人退回。', {
        reason: 'catalogue.not_own',
      })
    }
    if (action === 'refuse' && note === '') throw invalid('请写明退回的原因。', { reason: 'catalogue.reason_missing' })
    const tailored = await loadTailored(tx, ctx.now())
    const change = changeOf(row)
    const refusals = action === 'confirm' ? await refusalsOf(tx, tailored, change) : []
    if (refusals.length > 0) {
      throw new ServiceError(
        'conflict',
        `提出之后有了变化，不能确认：${refusals.join('')}可以退回，由提出人重新提出。`,
        {
          reason: 'catalogue.moved',
        },
      )
    }
    if (action === 'confirm') await addOwn(tx, tailored.layer, change, row.reason)
    const at = ctx.now().toISOString()
    await tx
      .update(catalogueChange)
      .set({ state: after[action], version: version + 1, decidedBy: ctx.actor.userId, decidedAt: at, note })
      .where(eq(catalogueChange.id, id))
    const detail = { catalogue: linesOf(tailored, change), ...(note === '' ? {} : { note }) }
    await audit(tx, { at, actor: ctx.actor, action: `catalogue.${action}`, object: `catalogue-change:${id}`, detail })
    return catalogueBoard(ctx, tx)
  })
}
