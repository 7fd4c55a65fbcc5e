import type { QueueItem, ReviewQueue } from '@cg/contract/review'
import type { Db } from '@cg/db/store'
import { isPastDeadline } from '@cg/domain/form/calendar'
import { submissionStates } from '@cg/domain/form/submission'
import type { SubmissionState } from '@cg/domain/form/submission'
import type { Context } from '../context.ts'
import { rightTo } from '../entry/form/access.ts'
import { backgroundOf } from '../entry/cells/background.ts'
import { currentPeriod, loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { explainedKeys, loadExplanations } from '../entry/check/explanations.ts'
import { evidencedIn, loadEvidence } from '../entry/evidence/list.ts'
import { judge } from '../entry/check/findings.ts'
import { loadNames } from '../entry/form/names.ts'
import { offerTo } from '../entry/move/another.ts'
import { lastReturn, loadEvents } from '../entry/move/events.ts'
import { dutyOf, loadStanding, moveContext, owesLate, stateOf } from '../entry/move/standing.ts'
import { countOpen } from '../entry/thread/list.ts'
import { requireRole } from '../permission.ts'
import { changedSince } from './review-form.ts'

export type QueueQuery = { readonly period?: string | undefined; readonly state?: SubmissionState | undefined }

const waiting: readonly SubmissionState[] = ['submitted', 'checked']
const readable: readonly SubmissionState[] = ['submitted', 'checked', 'accepted', 'locked', 'returned']

/** The forms of the reviewer's scope that wait for the office, riskiest first (C1); or those of one state. */
export async function listQueue(ctx: Context, query: QueueQuery): Promise<ReviewQueue> {
  requireRole(ctx.actor, 'reviewer')
  return ctx.store.read(async (db) => {
    const period = await currentPeriod(db, query.period)
    const board = await loadBoard(ctx.store, db, period, (plan) => rightTo(ctx.actor, plan).reviewer)
    const wanted = query.state === undefined ? waiting : [query.state]
    const items: QueueItem[] = []
    const openThreads = await countOpen(db, period)
    const counted = board.filter((form) => form.standing.leftOutOf === null)
    for (const form of counted) {
      if (!wanted.includes(stateOf(form.standing))) continue
      const { form: code, reporter } = form.key
      items.push({ ...(await queueItem(ctx, db, form)), openThreads: openThreads(code, reporter) })
    }
    return {
      period,
      items: items.toSorted((a, b) => b.risk - a.risk),
      counts: submissionStates.map((state) => ({
        state,
        count: counted.filter((form) => stateOf(form.standing) === state).length,
      })),
      due: board.length,
      leftOut: board.length - counted.length,
      reviewBy: board[0]?.standing.period.reviewBy ?? null,
      publishBy: board[0]?.standing.period.publishBy ?? null,
      serverTime: ctx.now().toISOString(),
    }
  })
}

async function queueItem(ctx: Context, db: Db, form: BoardForm): Promise<Omit<QueueItem, 'openThreads'>> {
  const { key, plan } = form
  const standing = await loadStanding(db, key)
  const state = stateOf(standing)
  const row = standing.submission
  const now = ctx.now()
  const names = await loadNames(db, [row?.submittedBy ?? null])
  const risk = readable.includes(state) ? await riskOf(ctx, db, form) : { findings: 0, explained: 0, changed: 0 }
  const isLate = row?.firstSubmittedAt != null && isPastDeadline(dutyOf(standing), row.firstSubmittedAt)
  const context = moveContext(rightTo(ctx.actor, plan), standing, now)
  return {
    period: key.period,
    form: key.form,
    formName: plan.form.name,
    reporter: key.reporter,
    reporterName: plan.reporterName,
    state,
    version: row?.version ?? 0,
    round: row?.round ?? 1,
    submittedAt: row?.submittedAt ?? null,
    submittedBy: row?.submittedBy == null ? null : names(row.submittedBy, row.submittedAt),
    isOverdue: owesLate(standing, now.toISOString()),
    isLate,
    ...risk,
    risk: 5 * risk.explained + 3 * risk.findings + risk.changed + (isLate ? 2 : 0) + 2 * ((row?.round ?? 1) - 1),
    allowedActions: [...(await offerTo(db, ctx.actor, plan, { standing, context })).actions],
  }
}

type Risk = Pick<QueueItem, 'findings' | 'explained' | 'changed'>

async function riskOf(ctx: Context, db: Db, { plan, standing }: BoardForm): Promise<Risk> {
  const id = standing.submission?.id ?? null
  const explanations = await loadExplanations(db, id)
  const cells = await loadCells(db, plan)
  const background = await backgroundOf(ctx.store, db, plan)
  const evidenced = evidencedIn(await loadEvidence(db, id))
  const findings = judge({ plan, cells, background, explained: explainedKeys(explanations), evidenced })
  const returned = lastReturn(await loadEvents(db, id))
  const large = findings.filter((one) => one.rule.startsWith('R32'))
  return {
    findings: findings.filter((one) => one.class !== 'inform').length,
    explained: explanations.filter((one) => one.verdict === null).length,
    changed: returned === null ? large.length : (await changedSince(db, plan, returned)).size,
  }
}
