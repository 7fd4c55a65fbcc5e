import { codeIn } from '../../lib/search.ts'

/** quarter: 2026Q3; unit: the district whose sheet is shown. */
export function checkSearch(search: Record<string, unknown>): {
  quarter?: string | undefined
  unit?: string | undefined
} {
  return { quarter: codeIn(search, 'quarter'), unit: codeIn(search, 'unit') }
}
