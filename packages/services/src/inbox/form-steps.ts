import { extension, returnMark, submission, submissionEvent, supplement } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import type { SignOffStep } from '@cg/domain/form/sign-off'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq, gt, gte, inArray, ne, or } from 'drizzle-orm'
import { isInside, rightTo } from '../entry/form/access.ts'
import type { FormKey, FormRight } from '../entry/form/access.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { planOf } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { hasRole, reporting } from '../permission.ts'
import type { Asking, Message } from './message.ts'

type PlanAt = (key: FormKey) => FormPlan | null

/**
 * What was done to forms that the actor fills, checks or reviews: to fillers that theirs was returned, accepted or given
 * more time; to who signs next inside the unit; to who decides next that a returned one came back. Nobody is told what
 * they did themselves.
 */
export async function formMessages(asking: Asking): Promise<Message[]> {
  if (!hasRole(asking.ctx.actor, ...reporting, 'reviewer')) return []
  const [steps, extensions, supplements] = [
    await loadSteps(asking),
    await loadGrants(asking, extension),
    await loadGrants(asking, supplement),
  ]
  const planAt = await plansFor(asking, [...steps, ...extensions, ...supplements])
  const names = await loadNames(asking.db, [
    ...steps.map(({ actorId }) => actorId),
    ...[...extensions, ...supplements].map(({ grantedBy }) => grantedBy),
  ])
  const marks = await countMarks(asking)
  const given = (kind: 'extended' | 'admitted') => (row: GrantRow) => grantMessage(asking, kind, row, planAt, names)
  return [
    ...steps.flatMap((step) => stepMessage(asking, step, { planAt, names, marks })),
    ...extensions.flatMap(given('extended')),
    ...supplements.flatMap(given('admitted')),
  ]
}

type Step = FormKey & {
  readonly id: number
  readonly submissionId: number
  readonly action: string
  readonly round: number
  readonly actorId: number
  readonly at: string
  /** Where the form waits inside its unit now, and since when its names stand. */
  readonly signOffStep: SignOffStep | null
  readonly proposedAt: string | null
  readonly endorsedAt: string | null
  readonly submittedAt: string | null
}

/** Steps of the way that somebody is told of; a form that is sent for the first time is in the queue, not in a message. */
async function loadSteps({ ctx, db, since }: Asking): Promise<Step[]> {
  return db
    .select({
      id: submissionEvent.id,
      submissionId: submissionEvent.submissionId,
      period: submission.period,
      form: submission.formCode,
      reporter: submission.reporter,
      action: submissionEvent.action,
      round: submissionEvent.round,
      actorId: submissionEvent.actorId,
      at: submissionEvent.at,
      signOffStep: submission.signOffStep,
      proposedAt: submission.proposedAt,
      endorsedAt: submission.endorsedAt,
      submittedAt: submission.submittedAt,
    })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(
      and(
        gte(submissionEvent.at, since),
        ne(submissionEvent.actorId, ctx.actor.userId),
        or(
          inArray(submissionEvent.action, ['return', 'reopen', 'accept', 'propose', 'endorse', 'send_back', 'submit']),
          and(eq(submissionEvent.action, 'check'), gt(submissionEvent.round, 1)),
        ),
      ),
    )
    .orderBy(asc(submissionEvent.id))
}

type GrantRow = FormKey & { readonly dueAt: string; readonly grantedBy: number; readonly grantedAt: string }

async function loadGrants(
  { ctx, db, since }: Asking,
  table: typeof extension | typeof supplement,
): Promise<GrantRow[]> {
  return db
    .select({
      period: table.period,
      form: table.formCode,
      reporter: table.reporter,
      dueAt: table.dueAt,
      grantedBy: table.grantedBy,
      grantedAt: table.grantedAt,
    })
    .from(table)
    .where(and(gte(table.grantedAt, since), ne(table.grantedBy, ctx.actor.userId)))
    .orderBy(asc(table.grantedAt), asc(table.formCode), asc(table.reporter))
}

async function plansFor({ ctx, db }: Asking, keys: readonly FormKey[]): Promise<PlanAt> {
  const meanings = new Map<string, Awaited<ReturnType<typeof meaningOf>>>()
  for (const period of new Set(keys.map((key) => key.period)))
    meanings.set(period, await meaningOf(ctx.store, db, period))
  return ({ period, form, reporter }) => planOf(must(meanings.get(period)), form, reporter)
}

/** Cells that each return marked, by the form's row and the moment. */
async function countMarks({ db, since }: Asking): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ submissionId: returnMark.submissionId, at: returnMark.at })
    .from(returnMark)
    .where(gte(returnMark.at, since))
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(markKey(row), (counts.get(markKey(row)) ?? 0) + 1)
  return counts
}

function markKey({ submissionId, at }: { readonly submissionId: number; readonly at: string }): string {
  return `${submissionId} ${at}`
}

type Known = { readonly planAt: PlanAt; readonly names: Names; readonly marks: ReadonlyMap<string, number> }

function stepMessage({ ctx }: Asking, step: Step, { planAt, names, marks }: Known): Message[] {
  const plan = planAt(step)
  if (plan === null) return []
  const right = rightTo(ctx.actor, plan)
  const about = { period: parsePeriod(step.period), form: plan.form.name }
  const by = names(step.actorId, step.at)
  const head = { key: `step:${step.id}`, at: step.at }
  const [toFill, toReview] = [fillLink(step), reviewLink(step)]
  switch (step.action) {
    case 'return':
    case 'reopen': {
      if (!right.ownForm) return []
      const [cells, isCorrection] = [marks.get(markKey(step)) ?? 0, step.action === 'reopen']
      return [{ ...head, link: toFill, facts: { kind: 'returned', ...about, by, cells, isCorrection } }]
    }
    case 'accept':
      return right.ownForm ? [{ ...head, link: toFill, facts: { kind: 'accepted', ...about, by } }] : []
    case 'propose':
    case 'endorse':
    case 'send_back':
      return insideMessage(step, right, { head, link: toFill, about: { ...about, by } })
    case 'submit': {
      if (right.ownForm && step.endorsedAt !== null && isOfNow(step, step.submittedAt))
        return [{ ...head, link: toFill, facts: { kind: 'signedOff', ...about, by } }]
      if (step.round === 1) return []
      const decides = right.checkNeeded ? right.checker : right.reviewer
      if (!decides || isInside(right)) return []
      const facts = { kind: 'resubmitted' as const, ...about, reporter: plan.reporterName, by, round: step.round }
      return [{ ...head, link: toReview, facts }]
    }
    case 'check': {
      if (!right.reviewer) return []
      return [{ ...head, link: toReview, facts: { kind: 'checked', ...about, reporter: plan.reporterName, by } }]
    }
    default:
      return []
  }
}

/** The step that left this mark, not one of an earlier round: an event is written just after its mark. */
function isOfNow({ at }: Step, mark: string | null): boolean {
  return mark !== null && at >= mark
}

type InsideHead = {
  readonly head: Pick<Message, 'key' | 'at'>
  readonly link: string
  readonly about: { readonly period: Period; readonly form: string; readonly by: string }
}

/** A step inside the unit: told to whom the form lies with, while it does, and to the filler when it came back. */
function insideMessage(step: Step, right: FormRight, { head, link, about }: InsideHead): Message[] {
  if (step.action === 'send_back')
    return right.ownForm ? [{ ...head, link, facts: { kind: 'sentBack', ...about } }] : []
  const isProposal = step.action === 'propose'
  const [wanted, since] = isProposal ? (['check', step.proposedAt] as const) : (['sign', step.endorsedAt] as const)
  const isMine = isProposal ? right.unitChecker : right.unitHead
  if (!isMine || step.signOffStep !== wanted || !isOfNow(step, since)) return []
  return [{ ...head, link, facts: { kind: 'signOffWaiting', ...about, step: wanted } }]
}

function grantMessage(
  { ctx }: Asking,
  kind: 'extended' | 'admitted',
  row: GrantRow,
  planAt: PlanAt,
  names: Names,
): Message[] {
  const plan = planAt(row)
  if (plan === null || !rightTo(ctx.actor, plan).ownForm) return []
  const { dueAt, grantedBy, grantedAt } = row
  const about = { period: parsePeriod(row.period), form: plan.form.name }
  return [
    {
      key: `${kind}:${formPath(row)}:${grantedAt}`,
      at: grantedAt,
      link: fillLink(row),
      facts: { kind, ...about, by: names(grantedBy, grantedAt), dueAt },
    },
  ]
}

/** 2026Q3/RSJ-SKILLS/RSJ */
export function formPath({ period, form, reporter }: FormKey): string {
  return `${period}/${form}/${reporter}`
}

/** Where a form is filled. */
export function fillLink(key: FormKey): string {
  return `/fill/${formPath(key)}`
}

/** Where a form is decided on. */
export function reviewLink(key: FormKey): string {
  return `/review/${formPath(key)}`
}
