import { objectionMoves } from '@cg/domain/form/objection'
import type { ObjectionAction, ObjectionState } from '@cg/domain/form/objection'
import type { Actor } from '../context.ts'
import { formRight } from '../entry/form/access.ts'
import type { FormOwner } from '../entry/form/access.ts'
import { forbidden, hasCityRole, hasRole } from '../permission.ts'

/** Whether the actor speaks for a district: fills or leads there. Who leads or reviews the whole city does not. */
export function speaksFor(actor: Actor, unit: string): boolean {
  return actor.grants.some((grant) => grant.unit === unit && (grant.role === 'filler' || grant.role === 'leader'))
}

/** The whole board: the office and its auditors. */
export function seesAll(actor: Actor): boolean {
  return hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
}

/** Opens, moves and ends windows. */
export function managesWindows(actor: Actor): boolean {
  return hasCityRole(actor, 'reviewer', 'publisher')
}

/** Throws for those who neither speak for a district nor answer for a form. */
export function requirePart(actor: Actor): void {
  const speaks = actor.grants.some(({ unit }) => unit !== null && speaksFor(actor, unit))
  if (!speaks && !seesAll(actor) && !hasRole(actor, 'reviewer')) throw forbidden('filler', 'reviewer')
}

/** Whether the actor answers objections to what this form holds. */
export function decidesOn(actor: Actor, owner: FormOwner, reporter: string): boolean {
  return formRight(actor, owner, reporter).reviewer
}

type Row = { readonly state: ObjectionState; readonly unitCode: string; readonly enteredBy: number }

/** What the actor may do with an objection. */
export function offeredOn(actor: Actor, row: Row, decides: boolean): readonly ObjectionAction[] {
  const part = { speaks: speaksFor(actor, row.unitCode), decides, isAuthor: row.enteredBy === actor.userId }
  return objectionMoves(row.state, part)
}
