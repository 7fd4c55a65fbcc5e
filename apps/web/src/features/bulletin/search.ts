import { codeIn } from '../../lib/search.ts'

/** passport: whose figure is traced. */
export function bulletinSearch(search: Record<string, unknown>): { passport?: string | undefined } {
  return { passport: codeIn(search, 'passport') }
}
