import type { followUp } from '@cg/db/schema'
import { followUpMoves } from '@cg/domain/task/follow-up'
import type { FollowUpAction } from '@cg/domain/task/follow-up'
import type { Actor } from '../context.ts'
import { hasCityRole, hasRole, hasRoleFor } from '../permission.ts'

export type FollowUpRow = typeof followUp.$inferSelect

const scopeOf = ({ departmentCode, unitCode }: Pick<FollowUpRow, 'departmentCode' | 'unitCode'>) => ({
  ...(departmentCode === null ? {} : { department: departmentCode }),
  ...(unitCode === null ? {} : { unit: unitCode }),
})

/** True for the office and auditors, who see all, and for whom an item went to. Leaders see what is published. */
export function readsFollowUp(actor: Actor, row: Pick<FollowUpRow, 'departmentCode' | 'unitCode'>): boolean {
  if (hasCityRole(actor, 'reviewer', 'publisher', 'auditor')) return true
  return hasRoleFor(actor, scopeOf(row), 'filler', 'unit_checker', 'unit_head')
}

/** True for who answers for whom an item went to. */
export const answersFollowUp = (actor: Actor, row: Pick<FollowUpRow, 'departmentCode' | 'unitCode'>): boolean =>
  hasRoleFor(actor, scopeOf(row), 'filler')

/** Whether somebody has a part in follow-ups at all. */
export const hasPart = (actor: Actor): boolean =>
  hasRole(actor, 'filler', 'unit_checker', 'unit_head') || hasCityRole(actor, 'reviewer', 'publisher', 'auditor')

/** What an actor may do with an item now. */
export function offeredOnFollowUp(actor: Actor, row: FollowUpRow): readonly FollowUpAction[] {
  return followUpMoves(row.state, row.kind, {
    answers: answersFollowUp(actor, row),
    decides: hasCityRole(actor, 'reviewer'),
    hasAnswered: row.answeredBy === actor.userId,
  })
}
