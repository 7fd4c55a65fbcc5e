import { textIn } from '../lib/search.ts'

/** Which cell of a form a link leads to: item~unit, and ~breakdown where it is not the whole. */
export function cellSearch(search: Record<string, unknown>): { cell?: string | undefined } {
  return { cell: textIn(search, 'cell') }
}
