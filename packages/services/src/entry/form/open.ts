import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { isPeriod } from '@cg/domain/period'
import { partsKey } from '../../catalogue/layer.ts'
import type { CatalogueForm, Definitions } from '../../catalogue/read.ts'
import type { Actor, Context } from '../../context.ts'
import { ServiceError, notFound } from '../../errors.ts'
import { fillsFor, forbidden, hasRoleFor, reporting } from '../../permission.ts'
import { formRight, isInside, missingForm, ownParts, partRight, requireOwner, requireReader } from './access.ts'
import type { FormKey, FormRight } from './access.ts'
import { meaningOf } from './definitions.ts'
import type { Meaning } from './definitions.ts'
import { findForm, planOf, planOfParts } from './plan.ts'
import type { FormPlan } from './plan.ts'

export type OpenedForm = {
  readonly key: FormKey
  /** What this actor sees of it. */
  readonly plan: FormPlan
  /** All of it: of a form that parts report, their rows too of which this actor sees one. */
  readonly whole: FormPlan
  readonly right: FormRight
}

/** Who goes on: who may read it, the reporter's own people, or its fillers alone. */
type Need = 'read' | 'inside' | 'own'

/** Finds out who may do what with a form, before anything of it is loaded. `known`: what the quarter means, where it was read. */
export async function openForm(
  ctx: Context,
  db: Db,
  key: FormKey,
  need: Need,
  known: Meaning | null = null,
): Promise<OpenedForm> {
  const within = { department: key.reporter, unit: key.reporter }
  if (need === 'own' && !fillsFor(ctx.actor, within)) throw forbidden('filler')
  if (need === 'inside' && !hasRoleFor(ctx.actor, within, ...reporting)) throw forbidden(...reporting)
  if (!isPeriod(key.period)) throw missingForm(ctx.actor, key.reporter)
  const meaning = known ?? (await meaningOf(ctx.store, db, key.period))
  const form = findForm(meaning.definitions, key.form)
  if (form === null) throw missingForm(ctx.actor, key.reporter)
  const right = formRight(ctx.actor, { filledBy: form.filledBy, departmentCode: form.department }, key.reporter)
  requireReader(right)
  if (need === 'own') requireOwner(right)
  if (need === 'inside' && !isInside(right)) throw forbidden(...reporting)
  const plan = planOf(meaning, key.form, key.reporter)
  if (plan === null) throw noPlan(meaning.definitions, form, key.reporter)
  return { key, plan, whole: plan, right }
}

/** Why a form that exists is not the reporter's to fill in the quarter. */
function noPlan({ excused, units }: Definitions, form: CatalogueForm, reporter: string): ServiceError {
  const since = excused.get(partsKey(form.code, reporter))
  if (since === undefined) return notFound('这张报表')
  const name = units.find(({ code }) => code === reporter)?.name ?? reporter
  return new ServiceError(
    'forbidden',
    `自${formatPeriod(since)}起不要求${name}填报《${form.name}》，不用填，也不算未报。以前各季的这张报表仍可打开。`,
    { reason: 'form.excused', heading: '这张报表不用填' },
  )
}

/** The same for figures alone: a town or key enterprise that reports its own row of the form gets that row and no other. */
export async function openRows(ctx: Context, db: Db, key: FormKey, need: Exclude<Need, 'inside'>): Promise<OpenedForm> {
  const meaning = isPeriod(key.period) ? await meaningOf(ctx.store, db, key.period) : null
  const whole = meaning === null ? null : planOf(meaning, key.form, key.reporter)
  const own = whole === null ? [] : ownParts(ctx.actor, whole)
  if (whole === null || own.length === 0) return openForm(ctx, db, key, need, meaning)
  return { key, plan: planOfParts(whole, own), whole, right: partRight(ctx.actor) }
}

/** What of a plan this actor sees as one of its parts; the plan itself for everybody else. */
export function seenPlan(actor: Actor, plan: FormPlan): FormPlan {
  const own = ownParts(actor, plan)
  return own.length === 0 ? plan : planOfParts(plan, own)
}
