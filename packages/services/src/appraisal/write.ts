import type { CellEntry } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { appraisalReason } from '@cg/domain/claim/appraisal'
import { namesWords } from '@cg/domain/claim/words'
import { cellKey } from '@cg/domain/form/form-cell'
import type { ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import type { Context } from '../context.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { saveInside } from '../entry/cells/save-cells.ts'
import { rightTo } from '../entry/form/access.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { loadStanding, stateOf } from '../entry/move/standing.ts'
import { ServiceError } from '../errors.ts'
import { decimalsOf, spreadOf } from './scores.ts'
import type { Scoring } from './scores.ts'

/** Writes each unit's mean into its cell, all or none, with count, spread and scale as the reason that its passport shows. */
export async function writeScores(ctx: Context, tx: Db, scoring: Scoring): Promise<void> {
  requireScores(scoring)
  const meaning = await meaningOf(ctx.store, tx, scoring.row.period)
  for (const plan of plansOf(meaning)) {
    if (plan.form.code === scoring.row.formCode) await writeForm(ctx, tx, scoring, plan)
  }
}

function requireScores(scoring: Scoring): void {
  const { least } = scoring.row
  const short = scoring.units.filter(({ code }) => spreadOf(scoring, code).rows.length < least)
  if (short.length === 0) return
  const names = namesWords(
    short.map(({ code, shortName }) => `${shortName}（${spreadOf(scoring, code).rows.length}份）`),
  )
  throw new ServiceError(
    'conflict',
    `${names}的评分不足${least}份，不能写入。缺的评分不会补，请“再评一轮”催齐或另请评分人。`,
    { reason: 'appraisal.short' },
  )
}

const taking: readonly string[] = ['not_started', 'draft', 'returned', 'withdrawn']

async function writeForm(ctx: Context, tx: Db, scoring: Scoring, plan: FormPlan): Promise<void> {
  const { row, definitions } = scoring
  const key = { period: row.period, form: plan.form.code, reporter: plan.reporter }
  const whose = `${plan.reporterName}《${plan.form.name}》`
  if (!taking.includes(stateOf(await loadStanding(tx, key))))
    throw new ServiceError('conflict', `${whose}已经报送，不能写入。请先退回这张表并标出本数据项的各格，再写入。`, {
      reason: 'appraisal.form_sent',
    })
  const cells = await loadCells(tx, plan)
  const entries = plan.units.flatMap((unit): CellEntry[] => {
    const { spread } = spreadOf(scoring, unit.code)
    if (spread === null) return []
    const place = { item: row.itemCode as ItemCode, unit: unit.code, breakdown: '' }
    const text = String(roundHalfAway(spread.mean, decimalsOf(scoring)))
    return [{ ...place, text, version: cells.get(cellKey(place))?.version ?? 0 }]
  })
  // The office writes in the filler's place: what the scores came to is nobody's to type.
  const right = { ...rightTo(ctx.actor, plan), filler: true, ownForm: true }
  const reply = await saveInside(
    ctx,
    tx,
    { key, plan, whole: plan, right },
    {
      source: 'system',
      cells: entries,
      reasonOf: ({ unit }) =>
        appraisalReason(must(spreadOf(scoring, unit).spread), {
          scale: scoring.scale,
          round: row.round,
          decimals: decimalsOf(scoring),
        }),
    },
  )
  const refused = reply.outcomes.find(({ outcome }) => outcome !== 'saved' && outcome !== 'unchanged')
  if (refused === undefined) return
  const unit = definitions.units.find(({ code }) => code === refused.unit)?.shortName ?? refused.unit
  throw new ServiceError('conflict', `${whose}${unit}这一格没有写入：${refused.message ?? '有了变化'}`, {
    reason: 'appraisal.cell',
  })
}
