import type { SubmissionRoles } from '@cg/domain/form/submission'
import type { CatalogueUnit } from '../../catalogue/read.ts'
import type { Actor } from '../../context.ts'
import { forbidden, fillsFor, hasRole, hasRoleFor, reporting } from '../../permission.ts'
import { ServiceError, notFound } from '../../errors.ts'
import type { FormPlan } from './plan.ts'

/** Names one form of one quarter; the reporter is a department's or a unit's code. */
export type FormKey = { readonly period: string; readonly form: string; readonly reporter: string }

/** Who fills a form, as the catalogue says. */
export type FormOwner = { readonly filledBy: 'department' | 'unit'; readonly departmentCode: string }

type PlannedForm = {
  readonly form: { readonly filledBy: FormOwner['filledBy']; readonly department: string }
  readonly reporter: string
}

/** What the actor may be to one form. */
export type FormRight = SubmissionRoles & {
  readonly ownForm: boolean
  readonly checkNeeded: boolean
  /** Who asks: nobody signs two steps of one form. */
  readonly actorId: number
  /** Fills a row of it as one of the reporter's parts, and does nothing else with it. */
  readonly isPart?: boolean
}

/** A form lies with the department that owns it, and with the unit that fills it where units do. */
export function formRight(actor: Actor, owner: FormOwner, reporter: string): FormRight {
  const isByUnit = owner.filledBy === 'unit'
  const scope = isByUnit ? { department: owner.departmentCode, unit: reporter } : { department: owner.departmentCode }
  const within = isByUnit ? { unit: reporter } : { department: reporter }
  return {
    actorId: actor.userId,
    filler: hasRole(actor, 'filler'),
    ownForm: fillsFor(actor, within),
    unitChecker: hasRoleFor(actor, within, 'unit_checker'),
    unitHead: hasRoleFor(actor, within, 'unit_head'),
    checker: isByUnit && fillsFor(actor, { department: owner.departmentCode }),
    reviewer: hasRoleFor(actor, scope, 'reviewer'),
    publisher: hasRoleFor(actor, scope, 'publisher'),
    checkNeeded: isByUnit,
  }
}

/** What the actor may be to a form of a quarter's plan. */
export function rightTo(actor: Actor, { form, reporter }: PlannedForm): FormRight {
  return formRight(actor, { filledBy: form.filledBy, departmentCode: form.department }, reporter)
}

/**
 * The parts of a form that this actor fills as such: none for who may read the whole, nor where the reporter fills it
 * itself.
 */
export function ownParts(actor: Actor, plan: FormPlan): readonly CatalogueUnit[] {
  if (plan.parts === null || isReader(rightTo(actor, plan))) return []
  return plan.parts.units.filter((unit) => fillsFor(actor, { unit: unit.code }))
}

/** What a part may with its own row. */
export function partRight(actor: Actor): FormRight {
  return {
    actorId: actor.userId,
    filler: true,
    ownForm: true,
    isPart: true,
    unitChecker: false,
    unitHead: false,
    checker: false,
    reviewer: false,
    publisher: false,
    checkNeeded: true,
  }
}

/** What the actor may be to a form, as its reporter's people, its checkers or one of its parts. */
export function rightOrPart(actor: Actor, plan: FormPlan): FormRight {
  return ownParts(actor, plan).length > 0 ? partRight(actor) : rightTo(actor, plan)
}

export function isReader(right: FormRight): boolean {
  return isInside(right) || right.checker || right.reviewer || right.publisher
}

/** The reporter's own people: who fills, checks or signs there. They read the form in every state. */
export function isInside(right: FormRight): boolean {
  return right.ownForm || right.unitChecker || right.unitHead
}

/** Refuses everyone who is neither the reporter, its lead department nor the office; says nothing of what exists. */
export function requireReader(right: FormRight): void {
  if (!isReader(right)) throw othersForm()
}

/** The same words whether or not the form exists. */
export function othersForm(): ServiceError {
  return new ServiceError(
    'forbidden',
    '这张报表不归您的账号填报或审核，只有填报单位、牵头部门和市产改办可以查看。如授权有误，请联系市产改办。',
    { reason: 'form.others', heading: '这张报表由其他单位填报' },
  )
}

/** Only the reporter's own fillers write figures, explanations and submissions. */
export function requireOwner(right: FormRight): void {
  if (!right.ownForm) throw forbidden('filler')
}

/**
 * The refusal for a form that does not exist: strangers get the same words as for one that does; who fills for this
 * reporter, or reviews what it files, may know.
 */
export function missingForm(actor: Actor, reporter: string): ServiceError {
  const within = { department: reporter, unit: reporter }
  const mayKnow = hasRoleFor(actor, within, ...reporting, 'reviewer', 'publisher')
  return mayKnow ? notFound('这张报表') : othersForm()
}
