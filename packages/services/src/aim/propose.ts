import type { AimBoard, AimChange, AimChecked } from '@cg/contract/aim'
import { aimChange, aimProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { checkChanges, differenceOf, digestOf } from './check.ts'
import type { ReadChange } from './check.ts'
import { impactOf } from './impact.ts'
import { aimBoard } from './list.ts'
import { heldWords, loadAimStanding, placeWords } from './standing.ts'
import type { AimStanding } from './standing.ts'

/** What the changes would change and affect; writes nothing. */
export async function checkAims(ctx: Context, { changes }: { changes: readonly AimChange[] }): Promise<AimChecked> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  return ctx.store.read(async (db) => (await checked(db, ctx.now(), changes)).told)
}

type Checked = { readonly told: AimChecked; readonly changes: readonly ReadChange[]; readonly standing: AimStanding }

async function checked(db: Db, now: Date, typed: readonly AimChange[]): Promise<Checked> {
  const standing = await loadAimStanding(db, now)
  const { refusals, doubts, changes, same } = checkChanges(typed, standing)
  const differences = changes.map((one) => differenceOf(one, standing))
  const told = {
    refusals: [...refusals],
    doubts: [...doubts],
    differences,
    same,
    impact: await impactOf(db, changes, standing),
    digest: refusals.length > 0 || changes.length === 0 ? '' : digestOf(differences),
  }
  return { told, changes, standing }
}

export type Proposing = {
  readonly changes: readonly AimChange[]
  readonly reason: string
  /** The digest of what was shown. */
  readonly seen: string
}

/** Puts changes forward: nothing of targets and baselines changes until another person has confirmed it. */
export async function proposeAims(ctx: Context, { changes: typed, reason, seen }: Proposing): Promise<AimBoard> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const why = reason.trim()
  if (why.length < 4) throw invalid('请写明变更的原因。', { reason: 'aim.reason_missing' })
  return ctx.store.write('aim.propose', async (tx) => {
    const { told, changes, standing } = await checked(tx, ctx.now(), typed)
    if (told.refusals.length > 0) throw refused(told.refusals)
    if (changes.length === 0) throw invalid('与现有的目标、基期相同，没有要变更的。', { reason: 'aim.nothing' })
    if (told.digest !== seen) {
      throw new ServiceError('stale', '检查之后，目标或基期有了变化，这次没有提交。请重新检查，看过后再提交。', {
        reason: 'aim.changed',
        current: { digest: told.digest, yours: seen },
      })
    }
    await storeProposal(ctx, tx, { changes, reason: why, standing })
    return aimBoard(ctx, tx)
  })
}

const mostTold = 6

function refused(refusals: readonly string[]): ServiceError {
  const rest = refusals.length > mostTold ? `另有 ${refusals.length - mostTold} 处。` : ''
  return invalid(`${refusals.slice(0, mostTold).join('')}${rest}`, { reason: 'aim.refused' })
}

type Storing = { changes: readonly ReadChange[]; reason: string; standing: AimStanding }

async function storeProposal(ctx: Context, tx: Db, { changes, reason, standing }: Storing): Promise<void> {
  const at = ctx.now().toISOString()
  const [row] = await tx
    .insert(aimProposal)
    .values({ reason, state: 'proposed', proposedBy: ctx.actor.userId, proposedAt: at })
    .returning({ id: aimProposal.id })
  if (row === undefined) throw new Error('the proposal was not stored')
  for (const { kind, indicator, unit, year, old, now, source } of changes) {
    await tx.insert(aimChange).values({
      proposalId: row.id,
      kind,
      indicatorCode: indicator,
      unitCode: unit,
      year,
      oldValue: old?.value ?? null,
      oldPeriod: old?.period ?? null,
      oldSource: old?.source ?? null,
      newValue: now?.value ?? null,
      newPeriod: now?.period ?? null,
      source,
    })
  }
  const detail = { aims: changeLines(changes, standing), reason }
  await audit(tx, { at, actor: ctx.actor, action: 'aim.propose', object: `aim:${row.id}`, detail })
}

/** Each change as the audit trail tells it: 东湾区2026年目标“培训覆盖率” 90% → 92%（云产改〔2026〕3号） */
export function changeLines(changes: readonly ReadChange[], standing: AimStanding): string[] {
  return changes.map((change) => {
    const unit = { unit: standing.indicators.get(change.indicator)?.unit ?? '' }
    const [was, is] = [heldWords(change.old, unit), heldWords(change.now, unit)]
    return `${placeWords(standing, change)} ${was} → ${is}（${change.source}）`
  })
}
