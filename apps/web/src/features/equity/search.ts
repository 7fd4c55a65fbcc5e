import { codeIn, textIn } from '../../lib/search.ts'

export type EquitySearch = { i?: string | undefined; pair?: string | undefined }

/** i: the indicator whose gap is shown; pair: who is held against whom, by the gap's name. Left out: the widest gap. */
export function equitySearch(search: Record<string, unknown>): EquitySearch {
  return { i: codeIn(search, 'i'), pair: textIn(search, 'pair') }
}
