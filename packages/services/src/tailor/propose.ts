import type { CatalogueBoard, CatalogueChangeInput, CatalogueChecked } from '@cg/contract/catalogue-change'
import { catalogueChange } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { audit } from '../audit.ts'
import { canonicalJson } from '../catalogue/hash.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { checkChange } from './check.ts'
import { catalogueBoard } from './list.ts'

/** What the change would do; writes nothing. */
export async function checkCatalogueChange(ctx: Context, change: CatalogueChangeInput): Promise<CatalogueChecked> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  return ctx.store.read(async (db) => (await checkChange(db, ctx.now(), change)).told)
}

export type Proposing = {
  readonly change: CatalogueChangeInput
  readonly reason: string
  /** The digest of what was shown. */
  readonly seen: string
  /** What is near was looked at: it is another number. */
  readonly isDistinct?: boolean
}

/** Puts a change forward: nothing of the catalogue changes until another person has confirmed it. */
export async function proposeCatalogueChange(
  ctx: Context,
  { change: typed, reason, seen, isDistinct = false }: Proposing,
): Promise<CatalogueBoard> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const why = reason.trim()
  if (why.length < 4) throw invalid('请写明变更的原因。', { reason: 'catalogue.reason_missing' })
  return ctx.store.write('catalogue.propose', async (tx) => {
    const { told, change } = await checkChange(tx, ctx.now(), typed)
    const { refusals, near, lines, digest } = told
    if (refusals.length > 0) throw invalid(refusals.join(''), { reason: 'catalogue.refused' })
    if (digest !== seen) {
      throw new ServiceError('stale', '检查之后，目录或报表有了变化，这次没有提交。请重新检查，看过后再提交。', {
        reason: 'catalogue.changed',
        current: { digest, yours: seen },
      })
    }
    if (near.length > 0 && !isDistinct) {
      throw invalid(
        `目录里已有相近的内容：${near.join('')}同一个数不重复填报。确实不是同一个数的，请核对后勾选再提出。`,
        {
          reason: 'catalogue.near',
        },
      )
    }
    const at = ctx.now().toISOString()
    const [row] = await tx
      .insert(catalogueChange)
      .values({
        kind: change.kind,
        validFrom: change.from,
        body: canonicalJson(change.body),
        reason: why,
        state: 'proposed',
        proposedBy: ctx.actor.userId,
        proposedAt: at,
      })
      .returning({ id: catalogueChange.id })
    const object = `catalogue-change:${must(row, 'the proposal was not stored').id}`
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'catalogue.propose',
      object,
      detail: { catalogue: lines, reason: why },
    })
    return catalogueBoard(ctx, tx)
  })
}
