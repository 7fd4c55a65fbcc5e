import { codeIn } from '../../lib/search.ts'

/** quarter: 2026Q3; the newest one when left out. */
export function conflictsSearch(search: Record<string, unknown>): { quarter?: string | undefined } {
  return { quarter: codeIn(search, 'quarter') }
}
