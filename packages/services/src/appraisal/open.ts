import type { AppraisalInput, AppraisalList, ScaleLevel } from '@cg/contract/appraisal'
import { scoredUnit } from '@cg/contract/appraisal'
import { appraisal, appraisalScorer, appraisalStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { pointsOf, scaleWords } from '@cg/domain/claim/appraisal'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { loadScoredItems } from '../entry/cells/scored-items.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { appraisalList, scorable } from './list.ts'
import { loadPeople } from './people.ts'
import type { Person } from './people.ts'
import { loadScoring, scorersOf } from './scores.ts'
import type { Scoring } from './scores.ts'

/**
 * Has an item scored in a quarter. From then on nobody types its figures. Errors: no item in points of an open quarter,
 * scored already, a scale that does not fit, too few scorers for a unit, the actor among them.
 */
export async function openAppraisal(ctx: Context, input: AppraisalInput): Promise<AppraisalList> {
  requireCityRole(ctx.actor, 'reviewer')
  return ctx.store.write('appraisal.open', async (tx) => {
    const { form, item } = await requireScorable(ctx, tx, input)
    requireScale(input.scale, item.limits)
    const people = await loadPeople(tx)
    requireScorers(ctx, input.scorers, people)
    const reason = input.reason.trim()
    if (reason.length < 4) throw invalid('请写明评分依据，如文号或会议决定。', { reason: 'appraisal.reason_missing' })
    const at = ctx.now().toISOString()
    const scale = input.scale.map(({ points, words }) => ({ points, words: words.trim() }))
    const [row] = await tx
      .insert(appraisal)
      .values({
        period: input.period,
        formCode: form.code,
        itemCode: item.code,
        scale: JSON.stringify(scale),
        least: input.least,
        reason,
        state: 'open',
        openedBy: ctx.actor.userId,
        openedAt: at,
      })
      .returning()
    const { id } = must(row, 'the appraisal was not stored')
    await addScorers(tx, id, input.scorers)
    requireEnough(await loadScoring(ctx, tx, must(row)), people)
    await tx
      .insert(appraisalStep)
      .values({ appraisalId: id, action: 'open', note: reason, actorId: ctx.actor.userId, at })
    const detail = {
      item: item.code,
      period: input.period,
      scale: scaleWords(scale),
      scorers: namesOf(input.scorers, people),
      least: input.least,
      reason,
    }
    await audit(tx, { at, actor: ctx.actor, action: 'appraisal.open', object: `appraisal:${id}`, detail })
    return appraisalList(ctx, tx)
  })
}

async function requireScorable(ctx: Context, tx: Db, { period, item }: AppraisalInput) {
  if (!(await openPeriods(tx)).includes(period))
    throw invalid('这个季度不在填报中，不能组织评分。请选择填报中的季度。', { reason: 'appraisal.period' })
  const found = scorable(plansOf(await meaningOf(ctx.store, tx, period))).find((one) => one.item.code === item)
  if (found === undefined) {
    throw invalid(`这个季度的报表里没有代码为 ${item}、以“${scoredUnit}”为单位、逐区县填报的数据项。请从列表中选择。`, {
      reason: 'appraisal.item',
    })
  }
  if ((await loadScoredItems(tx, period)).has(item))
    throw new ServiceError('conflict', `本季“${found.item.name}”已经组织评分，不要重复组织。`, {
      reason: 'appraisal.twice',
    })
  return found
}

type Limits = { readonly hardMin: number | null; readonly hardMax: number | null }

function requireScale(scale: readonly ScaleLevel[], { hardMin, hardMax }: Limits): void {
  if (new Set(scale.map(({ points }) => points)).size < scale.length)
    throw invalid('评分标准里有两档分值相同。每一档的分值应当不同。', { reason: 'appraisal.scale' })
  if (scale.some(({ words }) => words.trim().length < 2))
    throw invalid('评分标准的每一档都要写明达到什么情形给这个分值。', { reason: 'appraisal.scale' })
  const outside = scale.find(
    ({ points }) => (hardMin !== null && points < hardMin) || (hardMax !== null && points > hardMax),
  )
  if (outside === undefined) return
  throw invalid(
    `评分标准的 ${pointsOf(outside.points)}超出这个数据项允许的范围。请改分值，或先在指标目录中改数据项的上下限。`,
    {
      reason: 'appraisal.scale',
    },
  )
}

/** Accounts in use, and not who runs the scoring. */
export function requireScorers(ctx: Context, scorers: readonly number[], people: ReadonlyMap<number, Person>): void {
  if (scorers.some((id) => !people.has(id)))
    throw invalid('评分人里有已停用或没有授权的账号。请重新选择。', { reason: 'appraisal.scorer' })
  if (scorers.includes(ctx.actor.userId))
    throw invalid('组织评分的人能看到全部评分，不作评分人。请另选一人。', { reason: 'appraisal.own' })
}

export async function addScorers(tx: Db, appraisalId: number, scorers: readonly number[]): Promise<void> {
  if (scorers.length === 0) return
  await tx.insert(appraisalScorer).values(scorers.map((userId) => ({ appraisalId, userId })))
}

/** Every unit can get as many scores as it needs, its own people left out. */
function requireEnough(scoring: Scoring, people: ReadonlyMap<number, Person>): void {
  const { least } = scoring.row
  const short = scoring.units.filter(({ code }) => scorersOf(scoring, code, people).length < least)
  if (short.length === 0) return
  const names = namesWords(short.map(({ shortName }) => shortName))
  throw invalid(`${names}的评分人不足${least}人（本单位的人不给本单位评分）。请再选评分人。`, {
    reason: 'appraisal.few_scorers',
  })
}

export function namesOf(scorers: readonly number[], people: ReadonlyMap<number, Person>): string {
  return scorers.map((id) => people.get(id)?.name ?? String(id)).join('、')
}
