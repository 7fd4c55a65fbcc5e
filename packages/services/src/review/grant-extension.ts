import type { SubmissionReply } from '@cg/contract/entry'
import { extension } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { effectiveDeadline } from '@cg/domain/form/calendar'
import { must } from '@cg/domain/must'
import { readInstant } from '@cg/domain/number/date-text'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { formObject } from '../entry/move/move.ts'
import { openForm } from '../entry/form/open.ts'
import type { OpenedForm } from '../entry/form/open.ts'
import { findingsAfter } from '../entry/check/findings.ts'
import { calendarOf, loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../entry/move/standing.ts'
import { describeSubmission } from '../entry/move/submission-fact.ts'
import { invalid } from '../errors.ts'
import { forbidden, requireRole } from '../permission.ts'

export type ExtensionInput = {
  readonly dueAt: string
  readonly reason: string
  /** Further forms of the same reporter. */
  readonly also?: readonly string[] | undefined
}

/** Gives one reporter more time for a form, and for others of its forms, with the reason (A6): for all that are named, or none. */
export async function grantExtension(ctx: Context, key: FormKey, input: ExtensionInput): Promise<SubmissionReply> {
  requireRole(ctx.actor, 'reviewer')
  const keys = [...new Set([key.form, ...(input.also ?? [])])].map((form) => ({ ...key, form }))
  const forms = await ctx.store.read(async (db) => {
    const found: OpenedForm[] = []
    for (const one of keys) found.push(await openForm(ctx, db, one, 'read'))
    return found
  })
  if (!forms.every(({ right }) => right.reviewer)) throw forbidden('reviewer')
  const time = readTime(input)
  return ctx.store.write('extension.grant', async (tx) => {
    for (const [at, opened] of forms.entries())
      await extendForm(ctx, tx, { opened, key: must(keys[at]), time, isAlso: at > 0 })
    const opened = must(forms[0])
    const standing = await loadStanding(tx, key)
    // The office learns how far the form is, not its draft figures.
    const mayRead = opened.right.ownForm || stateOf(standing) === 'returned'
    return {
      submission: await describeSubmission(ctx, tx, opened, standing),
      findings: mayRead
        ? await findingsAfter(ctx, tx, { opened, standing, cells: await loadCells(tx, opened.plan) })
        : [],
    }
  })
}

type GrantedTime = { readonly dueAt: string; readonly reason: string }

function readTime(input: ExtensionInput): GrantedTime {
  const dueAt = readInstant(input.dueAt)
  if (dueAt === null)
    throw invalid(`延长后的截止时间“${input.dueAt}”不是日历上有的时间，请重新选择日期和时间。`, {
      reason: 'extension.time',
    })
  const reason = input.reason.trim()
  if (reason.length < 2) throw invalid('请写明延期的原因。', { reason: 'extension.reason' })
  return { dueAt, reason }
}

type Granting = {
  readonly opened: OpenedForm
  readonly key: FormKey
  readonly time: GrantedTime
  /** Not the form that was chosen: its own deadline, which nobody was shown, is never brought forward. */
  readonly isAlso: boolean
}

async function extendForm(ctx: Context, tx: Db, { opened, key, time, isAlso }: Granting): Promise<void> {
  const now = ctx.now()
  const before = await loadStanding(tx, key)
  requireOpenPeriod(before, now)
  nextState(stateOf(before), 'extend', moveContext(opened.right, before, now))
  if (Date.parse(time.dueAt) <= Math.max(now.getTime(), Date.parse(before.period.dueAt))) {
    throw invalid('延长后的截止时间应晚于现在，也晚于统一截止时间。请重新选择。', { reason: 'extension.time' })
  }
  if (isAlso && Date.parse(time.dueAt) <= Date.parse(effectiveDeadline(calendarOf(before)))) {
    const { name } = opened.plan.form
    throw invalid(`《${name}》的期限本来就不早于所选的时间，不用一并延期。请刷新页面后重试。`, {
      reason: 'extension.shorter',
    })
  }
  const at = now.toISOString()
  const row = { ...time, grantedBy: ctx.actor.userId, grantedAt: at }
  await tx
    .insert(extension)
    .values({ period: key.period, formCode: key.form, reporter: key.reporter, ...row })
    .onConflictDoUpdate({ target: [extension.period, extension.formCode, extension.reporter], set: row })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: 'extension.grant',
    object: formObject(key),
    detail: { before: before.extension?.dueAt ?? null, ...time },
  })
}
