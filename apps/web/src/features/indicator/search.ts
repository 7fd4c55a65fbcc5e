import { choiceIn, codeIn } from '../../lib/search.ts'

export type IndicatorSearch = { sort?: 'value' | 'protocol' | undefined; passport?: string | undefined }

/** sort: order of the districts; passport: whose figure is traced ('city' or a unit). */
export function indicatorSearch(search: Record<string, unknown>): IndicatorSearch {
  return {
    sort: choiceIn(search, 'sort', ['value', 'protocol']),
    passport: codeIn(search, 'passport'),
  }
}
