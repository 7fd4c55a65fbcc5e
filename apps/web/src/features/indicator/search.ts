import { chartSpans } from '@cg/contract/chart-choices'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'

export type IndicatorSearch = {
  sort?: 'value' | 'protocol' | undefined
  passport?: string | undefined
  span?: (typeof chartSpans)[number] | undefined
}

/** sort: order of the districts; passport: whose figure is traced ('city' or a unit); span: 本季 or 累计 in the trend. */
export function indicatorSearch(search: Record<string, unknown>): IndicatorSearch {
  return {
    sort: choiceIn(search, 'sort', ['value', 'protocol']),
    passport: codeIn(search, 'passport'),
    span: choiceIn(search, 'span', chartSpans),
  }
}

export type DirectorySearch = { dim?: string | undefined; q?: string | undefined; lead?: string | undefined }

/** dim: only the indicators of a dimension; q: only those with these words in their name; lead: only those of a lead department. */
export function directorySearch(search: Record<string, unknown>): DirectorySearch {
  return { dim: codeIn(search, 'dim'), q: textIn(search, 'q'), lead: textIn(search, 'lead') }
}
