import type { SendBack, SubmissionReply } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { signOffAfter } from '@cg/domain/form/sign-off'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { invalid } from '../../errors.ts'
import { forbidden, reporting } from '../../permission.ts'
import { loadCells } from '../cells/cells.ts'
import { markInside } from '../check/inside-marks.ts'
import { findingsAfter } from '../check/findings.ts'
import type { FormKey } from '../form/access.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { judgeForSending } from './judge.ts'
import { formObject, moveSubmission, withoutSignOff } from './move.ts'
import type { MoveSet } from './move.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, requireVersion, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

/** A step inside the reporting unit: none of them sends the form, that is `submitForm` by 单位负责人. */
type InsideAction = 'propose' | 'recall' | 'endorse' | 'send_back'

type Step = {
  readonly action: InsideAction
  readonly version: number | null
  readonly note?: string
  /** What else must hold, and what is written. */
  readonly apply?: (tx: Db, now: { opened: OpenedForm; standing: Standing; at: string }) => Promise<MoveSet>
}

export type StepInput = { readonly version: number | null }

/** 提请内部审核: the filler hands the form to 单位审核人. It must be as sound as for the office. */
export async function proposeForm(ctx: Context, key: FormKey, { version }: StepInput): Promise<SubmissionReply> {
  return stepInside(ctx, key, {
    action: 'propose',
    version,
    apply: async (tx, { opened, standing, at }) => {
      await judgeForSending(ctx, tx, { opened, standing, action: 'propose' })
      return { ...withoutSignOff, proposedBy: ctx.actor.userId, proposedAt: at }
    },
  })
}

/** 取回: the filler takes it back before it is sent, whoever it lies with. */
export async function recallForm(ctx: Context, key: FormKey, { version }: StepInput): Promise<SubmissionReply> {
  return stepInside(ctx, key, { action: 'recall', version, apply: takenBack })
}

/** 审核同意: 单位审核人 hands the form on to 单位负责人. */
export async function endorseForm(ctx: Context, key: FormKey, { version }: StepInput): Promise<SubmissionReply> {
  return stepInside(ctx, key, {
    action: 'endorse',
    version,
    apply: (_tx, { at }) => Promise.resolve({ endorsedBy: ctx.actor.userId, endorsedAt: at }),
  })
}

/** 退回填报人 with a reason, and the cells to look at with a reason each, by whom the form lies with. What the office had returned opens its marked cells again, and no others. */
export async function sendBackForm(
  ctx: Context,
  key: FormKey,
  { version, reason, marks = [] }: StepInput & SendBack,
): Promise<SubmissionReply> {
  const note = reason.trim()
  if (note === '') throw invalid('请写明退回的原因，填报人据此修改。', { reason: 'submission.no_reason' })
  return stepInside(ctx, key, {
    action: 'send_back',
    version,
    note,
    apply: async (tx, { opened, standing, at }) => {
      const submissionId = must(standing.submission).id
      await markInside(tx, opened.plan, marks, { submissionId, authorId: ctx.actor.userId, at })
      return withoutSignOff
    },
  })
}

/** Whose names stood under it is told by its events. */
const takenBack = () => Promise.resolve(withoutSignOff)

async function stepInside(ctx: Context, key: FormKey, step: Step): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'inside'))
  requireHand(opened, step.action)
  return ctx.store.write(`submission.${step.action}`, (tx) => stepWithin(ctx, tx, opened, step))
}

/** Whose step it is, before anything of the form is loaded. */
function requireHand({ right }: OpenedForm, action: InsideAction): void {
  const isFillers = action === 'propose' || action === 'recall'
  const may = isFillers ? right.ownForm : right.unitChecker || (action === 'send_back' && right.unitHead)
  if (may) return
  throw isFillers
    ? forbidden('filler')
    : forbidden(...(action === 'send_back' ? reporting.slice(1) : reporting.slice(1, 2)))
}

async function stepWithin(ctx: Context, tx: Db, opened: OpenedForm, step: Step): Promise<SubmissionReply> {
  const { key, plan, right } = opened
  const { action, note = null } = step
  const now = ctx.now()
  const at = now.toISOString()
  const standing = await loadStanding(tx, key)
  if (action === 'propose') requireOpenPeriod(standing, now)
  const to = nextState(stateOf(standing), action, moveContext(right, standing, now))
  requireVersion(standing, step.version)
  const set = (await step.apply?.(tx, { opened, standing, at })) ?? {}
  const signOffStep = signOffAfter(action)
  const moved = await moveSubmission(ctx, tx, standing, { key, action, to, note, set: { ...set, signOffStep } })
  const { round } = must(moved.submission)
  const detail = note === null ? { round } : { round, note }
  await audit(tx, { at, actor: ctx.actor, action: `submission.${action}`, object: formObject(key), detail })
  const cells = await loadCells(tx, plan)
  return {
    submission: await describeSubmission(ctx, tx, opened, moved),
    findings: await findingsAfter(ctx, tx, { opened, standing: moved, cells }),
  }
}
