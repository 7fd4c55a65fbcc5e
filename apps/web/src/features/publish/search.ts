import { choiceIn, codeIn } from '../../lib/search.ts'

/** What of a figure differs. */
export const differenceKinds = ['value', 'rank', 'light'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export type DifferenceSearch = {
  from?: string | undefined
  to?: string | undefined
  /** Only where this differs; left out: any of them. */
  show?: DifferenceKind | undefined
}

/** Two releases to compare. */
export function differenceSearch(search: Record<string, unknown>): DifferenceSearch {
  return { from: codeIn(search, 'from'), to: codeIn(search, 'to'), show: choiceIn(search, 'show', differenceKinds) }
}
