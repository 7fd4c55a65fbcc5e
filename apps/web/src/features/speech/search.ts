import { codeIn } from '../../lib/search.ts'

/** release: what the draft is held against; left out: the newest. */
export function speechSearch(search: Record<string, unknown>): { release?: string | undefined } {
  return { release: codeIn(search, 'release') }
}
