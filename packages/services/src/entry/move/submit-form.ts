import type { Receipt, SubmissionFact } from '@cg/contract/entry'
import { submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { SubmissionState } from '@cg/domain/form/submission'
import { and, eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { once } from '../../idempotency.ts'
import { forbidden } from '../../permission.ts'
import type { FormKey } from '../form/access.ts'
import { formObject, moveSubmission, withoutSignOff } from './move.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { contentHashOf, receiptNumber, receiptOf } from './receipt.ts'
import { judgeForSending } from './judge.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, requireVersion, stateOf } from './standing.ts'
import type { Standing, SubmissionRow } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

export type SubmitInput = {
  /** The submission's version that was on screen. */
  readonly version: number | null
  readonly idempotencyKey?: string | null | undefined
}

export type SubmitReply = { receipt: Receipt; submission: SubmissionFact }

/**
 * Sends a form: its filler, or 单位负责人 where it was checked inside. The server judges it again: 强制性 findings stop
 * it, 核实性 ones must have been explained.
 */
export async function submitForm(ctx: Context, key: FormKey, input: SubmitInput): Promise<SubmitReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'inside'))
  if (!opened.right.ownForm && !opened.right.unitHead) throw forbidden('filler', 'unit_head')
  const retry = { key: input.idempotencyKey ?? null, request: ['submit', key, input.version] }
  return ctx.store.write('submission.submit', (tx) =>
    once(ctx, tx, retry, () => submitInside(ctx, tx, opened, input.version)),
  )
}

async function submitInside(ctx: Context, tx: Db, opened: OpenedForm, version: number | null): Promise<SubmitReply> {
  const { key, plan, right } = opened
  const now = ctx.now()
  const standing = await loadStanding(tx, key)
  requireOpenPeriod(standing, now)
  const to = nextState(stateOf(standing), 'submit', moveContext(right, standing, now))
  requireVersion(standing, version)
  const cells = await judgeForSending(ctx, tx, { opened, standing, action: 'submit' })
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
      ...(row.signOffStep === null ? withoutSignOff : { signOffStep: null }),
    },
  })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: 'submission.submit',
    object: formObject(key),
    detail: { receiptNo, contentHash, round, ...signers(row) },
  })
  return moved
}

/** Who had the form inside, where it came that way. */
function signers({ signOffStep, proposedBy, endorsedBy }: SubmissionRow): Record<string, unknown> {
  return signOffStep === null ? {} : { proposedBy, endorsedBy }
}

async function countSubmits(tx: Db, submissionId: number): Promise<number> {
  const rows = await tx
    .select({ id: submissionEvent.id })
    .from(submissionEvent)
    .where(and(eq(submissionEvent.submissionId, submissionId), eq(submissionEvent.action, 'submit')))
  return rows.length
}
