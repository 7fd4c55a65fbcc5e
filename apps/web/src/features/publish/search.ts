import { codeIn } from '../../lib/search.ts'

/** Two releases to compare. */
export function differenceSearch(search: Record<string, unknown>): {
  from?: string | undefined
  to?: string | undefined
} {
  return { from: codeIn(search, 'from'), to: codeIn(search, 'to') }
}
