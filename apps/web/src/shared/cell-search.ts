import { textIn } from '../lib/search.ts'

/** Which cell of a form a link leads to: item~unit, and ~breakdown where it is not the whole. */
export function cellSearch(search: Record<string, unknown>): { cell?: string | undefined } {
  return { cell: textIn(search, 'cell') }
}

/** The cell named by `cell`; null without one. */
export function cellOfSearch(
  cell: string | undefined,
): { readonly item: string; readonly unit: string; readonly breakdown: string } | null {
  const [item, unit, breakdown = ''] = cell?.split('~') ?? []
  return item === undefined || unit === undefined ? null : { item, unit, breakdown }
}
