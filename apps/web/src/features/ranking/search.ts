import { rankingViews } from '@cg/contract/page-choices'
import type { RankingView } from '@cg/contract/page-choices'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'

export type RankingSearch = {
  by?: string | undefined
  view?: RankingView | undefined
  sort?: 'value' | 'protocol' | undefined
  group?: string | undefined
}

/** by: measure (default score); view, sort, group: how it is shown. Defaults stay out of the URL. */
export function rankingSearch(search: Record<string, unknown>): RankingSearch {
  return {
    by: codeIn(search, 'by'),
    view: choiceIn(search, 'view', rankingViews),
    sort: choiceIn(search, 'sort', ['value', 'protocol']),
    group: textIn(search, 'group'),
  }
}
