import { codeIn } from '../../lib/search.ts'

/** c: the code at the foot of a file, as its QR brings it. */
export function stampSearch(search: Record<string, unknown>): { c?: string | undefined } {
  return { c: codeIn(search, 'c') }
}
