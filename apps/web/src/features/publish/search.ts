import type { DifferenceKind } from '@cg/contract/difference'
import { choiceIn, codeIn } from '../../lib/search.ts'

/** What of a figure differs: its number, its place, its light; the same number, or none, in another state. */
export const shownKinds = ['value', 'rank', 'light', 'state'] as const satisfies readonly DifferenceKind[]

export type DifferenceSearch = {
  from?: string | undefined
  to?: string | undefined
  /** Only where this differs; left out: any of them. */
  show?: DifferenceKind | undefined
}

/** Two releases to compare. */
export function differenceSearch(search: Record<string, unknown>): DifferenceSearch {
  return { from: codeIn(search, 'from'), to: codeIn(search, 'to'), show: choiceIn(search, 'show', shownKinds) }
}
