import type { RegisterRecord } from '@cg/contract/register'
import type { registerRecord } from '@cg/db/schema'
import type { Actor } from '../context.ts'
import { forbidden, hasCityRole, hasRoleFor } from '../permission.ts'

/** Whether the actor enters records for a department, and decides on them. */
export function rightsTo(actor: Actor, department: string): { readonly enters: boolean; readonly decides: boolean } {
  return {
    enters: hasRoleFor(actor, { department }, 'filler'),
    decides: hasRoleFor(actor, { department }, 'reviewer'),
  }
}

/** True for who keeps or reviews a register, and for who publishes or audits: all of them see its records. */
export function reads(actor: Actor, department: string): boolean {
  const { enters, decides } = rightsTo(actor, department)
  return enters || decides || hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
}

/** Refuses who reads no register of the department. */
export function requireReader(actor: Actor, department: string): void {
  if (!reads(actor, department)) throw forbidden('filler', 'reviewer')
}

type Row = Pick<typeof registerRecord.$inferSelect, 'state' | 'departmentCode' | 'enteredBy' | 'countedUnit'>

/** Files are changed as long as nobody has decided on the record. */
export function mayAttach(actor: Actor, { state, departmentCode }: Row): boolean {
  return (state === 'submitted' || state === 'returned') && rightsTo(actor, departmentCode).enters
}

/** What an actor may do with a record; nobody decides on what they entered. */
export function offeredOn(actor: Actor, { state, departmentCode, enteredBy, countedUnit }: Row): RegisterRecord['may'] {
  const { enters, decides } = rightsTo(actor, departmentCode)
  const isOther = decides && enteredBy !== actor.userId
  switch (state) {
    case 'submitted':
      return [...(isOther ? (['accept', 'return'] as const) : []), ...(enters ? (['revise', 'withdraw'] as const) : [])]
    case 'returned':
      // One whose change was returned counts on as it was: the office need not wait for the department to strike it off.
      return [
        ...(enters ? (['revise', 'withdraw'] as const) : []),
        ...(isOther && countedUnit !== null ? (['revoke'] as const) : []),
      ]
    case 'accepted':
      return [...(enters ? (['revise'] as const) : []), ...(isOther ? (['revoke'] as const) : [])]
    case 'withdrawn':
    case 'revoked':
      return []
  }
}
