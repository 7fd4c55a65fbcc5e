import { auditActions } from '@cg/domain/audit-action'
import { choiceIn } from '../../lib/search.ts'

/** action: only the events of this kind. */
export function auditSearch(search: Record<string, unknown>): { action?: (typeof auditActions)[number] | undefined } {
  return { action: choiceIn(search, 'action', auditActions) }
}
