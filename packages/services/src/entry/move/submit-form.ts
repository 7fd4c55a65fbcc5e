import type { Finding, Receipt, SubmissionFact } from '@cg/contract/entry'
import type { ProblemCell } from '@cg/contract/problem'
import { submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { SubmissionState } from '@cg/domain/form/submission'
import { and, eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { once } from '../../idempotency.ts'
import type { FormKey } from '../form/access.ts'
import { markChanged } from '../cells/background.ts'
import { loadCells } from '../cells/cells.ts'
import { blockingOf, unexplainedOf } from '../check/findings.ts'
import { formObject, moveSubmission } from './move.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { contentHashOf, receiptNumber, receiptOf } from './receipt.ts'
import { findingsAfter } from '../check/findings.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, requireVersion, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

export type SubmitInput = {
  /** The submission's version that was on screen. */
  readonly version: number | null
  readonly idempotencyKey?: string | null | undefined
}

export type SubmitReply = { receipt: Receipt; submission: SubmissionFact }

/** Sends a form. The server judges it again: 强制性 findings stop it, 核实性 ones must have been explained. */
export async function submitForm(ctx: Context, key: FormKey, input: SubmitInput): Promise<SubmitReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  const retry = { key: input.idempotencyKey ?? null, request: ['submit', key, input.version] }
  const reply = await ctx.store.write('submission.submit', (tx) =>
    once(ctx, tx, retry, () => submitInside(ctx, tx, opened, input.version)),
  )
  markChanged(ctx.store, key.period, key.form)
  return reply
}

async function submitInside(ctx: Context, tx: Db, opened: OpenedForm, version: number | null): Promise<SubmitReply> {
  const { key, plan, right } = opened
  const now = ctx.now()
  const standing = await loadStanding(tx, key)
  requireOpenPeriod(standing, now)
  const state = stateOf(standing)
  const context = moveContext(right, standing, now)
  nextState(state, 'submit', context)
  requireVersion(standing, version)
  const cells = await loadCells(tx, plan)
  const findings = await findingsAfter(ctx, tx, { opened, standing, cells })
  const blocking = blockingOf(findings)
  const unexplained = unexplainedOf(findings)
  refuseWithCells(findings)
  const to = nextState(state, 'submit', {
    ...context,
    blockingErrors: blocking.length,
    unexplained: unexplained.length,
  })
  const moved = await sendOff(ctx, tx, { opened, standing, to, contentHash: contentHashOf(key, plan, cells) })
  const names = () => ctx.actor.name
  return {
    receipt: must(receiptOf(plan, moved, names)),
    submission: await describeSubmission(ctx, tx, opened, moved),
  }
}

type SendOff = {
  readonly opened: OpenedForm
  readonly standing: Standing
  readonly to: SubmissionState
  readonly contentHash: string
}

async function sendOff(ctx: Context, tx: Db, { opened, standing, to, contentHash }: SendOff): Promise<Standing> {
  const { key } = opened
  const row = must(standing.submission)
  const at = ctx.now().toISOString()
  const round = row.state === 'returned' ? row.round + 1 : row.round
  const receiptNo = receiptNumber(key, (await countSubmits(tx, row.id)) + 1)
  const moved = await moveSubmission(ctx, tx, standing, {
    key,
    action: 'submit',
    to,
    set: {
      round,
      submittedAt: at,
      submittedBy: ctx.actor.userId,
      firstSubmittedAt: row.firstSubmittedAt ?? at,
      receiptNo,
      contentHash,
    },
  })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: 'submission.submit',
    object: formObject(key),
    detail: { receiptNo, contentHash, round },
  })
  return moved
}

async function countSubmits(tx: Db, submissionId: number): Promise<number> {
  const rows = await tx
    .select({ id: submissionEvent.id })
    .from(submissionEvent)
    .where(and(eq(submissionEvent.submissionId, submissionId), eq(submissionEvent.action, 'submit')))
  return rows.length
}

const mostNamed = 50

/** Names every place that stops the form, the 强制性 ones first. */
function refuseWithCells(findings: readonly Finding[]): void {
  const blocking = blockingOf(findings)
  const open = blocking.length > 0 ? blocking : unexplainedOf(findings)
  const first = open[0]
  if (first === undefined) return
  const isBlocking = blocking.length > 0
  const sentence = isBlocking
    ? `还有 ${open.length} 处强制性错误，改正后才能提交。第一处：${first.message}。`
    : `还有 ${open.length} 处核实性问题没有说明，改正或填写说明后才能提交。第一处：${first.message}。`
  throw new ServiceError('conflict', sentence, {
    reason: isBlocking ? 'submission.blocking_errors' : 'submission.unexplained',
    cells: open.slice(0, mostNamed).map(toProblemCell),
  })
}

function toProblemCell({ item, unit, breakdown, rule, message }: Finding): ProblemCell {
  return { item, unit, breakdown, rule, message }
}
