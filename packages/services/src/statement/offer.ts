import type { statement } from '@cg/db/schema'
import { statementMoves } from '@cg/domain/target/statement'
import type { StatementAction } from '@cg/domain/target/statement'
import type { Actor } from '../context.ts'
import { hasRoleFor } from '../permission.ts'

type Row = Pick<typeof statement.$inferSelect, 'state' | 'departmentCode' | 'writtenBy'>

/**
 * Whether the actor writes for the department that leads an indicator, whatever unit's figure it is, and decides on what
 * that department writes. Filling for a unit gives neither.
 */
export function rightsTo(actor: Actor, department: string): { readonly writes: boolean; readonly decides: boolean } {
  return {
    writes: hasRoleFor(actor, { department }, 'filler'),
    decides: hasRoleFor(actor, { department }, 'reviewer'),
  }
}

/** What an actor may do with a statement; nobody decides on what they wrote. */
export function offeredOn(actor: Actor, { state, departmentCode, writtenBy }: Row): StatementAction[] {
  const part = { ...rightsTo(actor, departmentCode), isWriter: writtenBy === actor.userId }
  return [...statementMoves(state, part)]
}
