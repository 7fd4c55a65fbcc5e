import type { AppraisalList, ScoreInput } from '@cg/contract/appraisal'
import { appraisal, appraisalScore } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { appraisalList, barredWords } from './list.ts'
import { loadScoring } from './scores.ts'
import type { Scoring } from './scores.ts'

/**
 * A scorer's score of one unit; given again it takes the place of the one before, which stays stored. Errors: no scorer of
 * it, ended, his own unit, no level of the scale, no reason or evidence.
 */
export async function giveScore(ctx: Context, input: ScoreInput & { readonly id: number }): Promise<AppraisalList> {
  return ctx.store.write('appraisal.score', async (tx) => {
    const scoring = await loadOwn(ctx, tx, input.id)
    const values = checked(ctx, scoring, input)
    const at = ctx.now().toISOString()
    const { id: appraisalId, round, itemCode } = scoring.row
    await tx.insert(appraisalScore).values({ appraisalId, round, scorerId: ctx.actor.userId, ...values, at })
    // The points stay out of the trail: scorers are not to see each other's while the scoring goes on.
    const detail = { item: itemCode, unit: values.unitCode, round }
    await audit(tx, { at, actor: ctx.actor, action: 'appraisal.score', object: `appraisal:${appraisalId}`, detail })
    return appraisalList(ctx, tx)
  })
}

/** The same refusal whether it does not exist or others score it. */
async function loadOwn(ctx: Context, tx: Db, id: number): Promise<Scoring> {
  const [row] = await tx.select().from(appraisal).where(eq(appraisal.id, id))
  const scoring = row === undefined ? null : await loadScoring(ctx, tx, row)
  if (scoring === null || !scoring.scorers.includes(ctx.actor.userId))
    throw new ServiceError('forbidden', '您不是这项评分的评分人。如应由您评分，请联系市产改办。', {
      reason: 'appraisal.not_scorer',
    })
  if (scoring.row.state !== 'open')
    throw new ServiceError('conflict', '这项评分已经截止，不能再评。确需修改的，请产改办再评一轮。', {
      reason: 'appraisal.not_open',
    })
  return scoring
}

function checked({ actor }: Context, scoring: Scoring, { unit, points, reason, evidence }: ScoreInput) {
  if (!scoring.units.some(({ code }) => code === unit))
    throw invalid(`没有代码为 ${unit} 的区县。请刷新页面后重试。`, { reason: 'appraisal.unit' })
  const barred = barredWords(actor.grants, unit, scoring)
  if (barred !== null) throw new ServiceError('forbidden', `${barred}。`, { reason: 'appraisal.own_unit' })
  if (!scoring.scale.some((level) => level.points === points))
    throw invalid('请从评分标准的各档中选一档。', { reason: 'appraisal.points' })
  const [why, seen] = [reason.trim(), evidence.trim()]
  if (why.length < 4) throw invalid('请写明评分理由。', { reason: 'appraisal.reason_missing' })
  if (seen.length < 4) throw invalid('请写明依据的材料、现场查看情况或网址。', { reason: 'appraisal.evidence_missing' })
  return { unitCode: unit, points, reason: why, evidence: seen }
}
