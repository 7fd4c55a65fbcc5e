import type { Matter } from '@cg/contract/matter'
import type { matter } from '@cg/db/schema'
import type { Actor } from '../context.ts'
import { hasRoleFor } from '../permission.ts'

type Row = Pick<typeof matter.$inferSelect, 'state' | 'departmentCode' | 'enteredBy'>

/** Whether the actor enters for a department, and decides on what it enters. */
export function rightsTo(actor: Actor, department: string): { readonly enters: boolean; readonly decides: boolean } {
  return {
    enters: hasRoleFor(actor, { department }, 'filler'),
    decides: hasRoleFor(actor, { department }, 'reviewer'),
  }
}

/** What an actor may do with a matter; nobody decides on what they entered. */
export function offeredOn(actor: Actor, { state, departmentCode, enteredBy }: Row): Matter['may'] {
  const { enters, decides } = rightsTo(actor, departmentCode)
  const isOther = decides && enteredBy !== actor.userId
  switch (state) {
    case 'submitted':
      return [...(isOther ? (['accept', 'return'] as const) : []), ...(enters ? (['withdraw'] as const) : [])]
    case 'returned':
      return enters ? ['submit', 'withdraw'] : []
    case 'accepted':
      return isOther ? ['revoke'] : []
    case 'withdrawn':
    case 'revoked':
      return []
  }
}
