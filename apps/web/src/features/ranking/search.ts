import { rankingViews } from '@cg/contract/page-choices'
import type { RankingView } from '@cg/contract/page-choices'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'

export type RankingSearch = {
  by?: string | undefined
  view?: RankingView | undefined
  sort?: 'value' | 'protocol' | undefined
  group?: string | undefined
  /** A trial of weights under way; nothing of it is kept elsewhere. */
  try?: string | undefined
}

/** by: measure (default score); view, sort, group: how it is shown; try: weights tried on the score. Defaults stay out of the URL. */
export function rankingSearch(search: Record<string, unknown>): RankingSearch {
  return {
    by: codeIn(search, 'by'),
    view: choiceIn(search, 'view', rankingViews),
    sort: choiceIn(search, 'sort', ['value', 'protocol']),
    group: textIn(search, 'group'),
    try: trialIn(search['try']),
  }
}

/** Written by trial-search.ts. */
function trialIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_.~-]{1,600}$/.test(value) ? value : undefined
}
