import { textIn } from '../../lib/search.ts'

/** action: only the events of this kind. Which kinds there are, the page knows, not the shell. */
export function auditSearch(search: Record<string, unknown>): { action?: string | undefined } {
  return { action: textIn(search, 'action') }
}
