import { codeIn } from '../../lib/search.ts'

/** item: the denominator that is opened; the first one when left out. */
export function denominatorsSearch(search: Record<string, unknown>): { item?: string | undefined } {
  return { item: codeIn(search, 'item') }
}
