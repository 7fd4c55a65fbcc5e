import type { Db } from '@cg/db/store'
import { isPeriod } from '@cg/domain/period'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { fillsFor, forbidden } from '../../permission.ts'
import { formRight, missingForm, requireOwner, requireReader } from './access.ts'
import type { FormKey, FormRight } from './access.ts'
import { meaningOf } from './definitions.ts'
import { findForm, planOf } from './plan.ts'
import type { FormPlan } from './plan.ts'

export type OpenedForm = { readonly key: FormKey; readonly plan: FormPlan; readonly right: FormRight }

/** Finds out who may do what with a form, before anything of it is loaded. 'own': only the reporter's fillers go on. */
export async function openForm(ctx: Context, db: Db, key: FormKey, need: 'read' | 'own'): Promise<OpenedForm> {
  if (need === 'own' && !fillsFor(ctx.actor, { department: key.reporter, unit: key.reporter }))
    throw forbidden('filler')
  if (!isPeriod(key.period)) throw missingForm(ctx.actor, key.reporter)
  const meaning = await meaningOf(ctx.store, db, key.period)
  const form = findForm(meaning.definitions, key.form)
  if (form === null) throw missingForm(ctx.actor, key.reporter)
  const right = formRight(ctx.actor, { filledBy: form.filledBy, departmentCode: form.department }, key.reporter)
  requireReader(right)
  if (need === 'own') requireOwner(right)
  const plan = planOf(meaning, key.form, key.reporter)
  if (plan === null) throw notFound('这张报表')
  return { key, plan, right }
}
