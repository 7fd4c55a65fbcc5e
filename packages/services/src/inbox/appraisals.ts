import { appraisal, appraisalScorer } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { and, desc, eq } from 'drizzle-orm'
import { must } from '@cg/domain/must'
import { itemOf, loadScoring } from '../appraisal/scores.ts'
import { belongsTo } from '../appraisal/people.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Asking, Message } from './message.ts'

/** 定性评分: to a scorer that units wait for his score; in another round once more, for he may change it. */
export async function appraisalMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  const { actor } = ctx
  const rows = await db
    .select({ row: appraisal })
    .from(appraisal)
    .innerJoin(appraisalScorer, eq(appraisalScorer.appraisalId, appraisal.id))
    .where(and(eq(appraisalScorer.userId, actor.userId), eq(appraisal.state, 'open')))
    .orderBy(desc(appraisal.id))
  const found: Message[] = []
  for (const { row } of rows) {
    const scoring = await loadScoring(ctx, db, row)
    const { scores, units, definitions, steps } = scoring
    const asked = must(steps.findLast(({ action }) => action === 'open' || action === 'again'))
    const own = scores.filter(({ scorerId, round }) => scorerId === actor.userId && round === row.round)
    const done = new Set(own.map(({ unitCode }) => unitCode))
    const left = units.filter(({ code }) => !done.has(code) && !belongsTo(actor.grants, code, definitions.units)).length
    if (left === 0 || asked.at < since) continue
    const facts = {
      kind: 'appraisalWanted' as const,
      period: parsePeriod(row.period),
      figure: itemOf(definitions, row.itemCode)?.name ?? row.itemCode,
      by: (await loadNames(db, [asked.actorId]))(asked.actorId, asked.at),
      round: row.round,
      left,
    }
    found.push({ key: `appraisal:${row.id}:${row.round}`, at: asked.at, link: '/appraisals', facts })
  }
  return found
}
