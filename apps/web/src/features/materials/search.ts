import { codeIn } from '../../lib/search.ts'

type MaterialSearch = { sheet?: string | undefined; release?: string | undefined }

/** Of a material: the page in hand, and the release it is looked at with (left out: the newest). */
export function materialSearch(search: Record<string, unknown>): MaterialSearch {
  return { sheet: codeIn(search, 'sheet'), release: codeIn(search, 'release') }
}
