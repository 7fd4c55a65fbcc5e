import { chartSpans, placeForms } from '@cg/contract/chart-choices'
import type { PlaceForm } from '@cg/contract/chart-choices'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'
import { multiplesSearch } from '../../shared/multiples-search.ts'
import type { MultiplesSearch } from '../../shared/multiples-search.ts'

export type IndicatorSearch = MultiplesSearch & {
  sort?: 'value' | 'protocol' | undefined
  passport?: string | undefined
  place?: PlaceForm | undefined
  span?: (typeof chartSpans)[number] | undefined
}

/** sort: order of the districts; passport: whose figure is traced ('city' or a unit); span: 本季 or 累计 over time; place: tiles where the city has a map of its own; the rest: how small charts are drawn. */
export function indicatorSearch(search: Record<string, unknown>): IndicatorSearch {
  return {
    sort: choiceIn(search, 'sort', ['value', 'protocol']),
    passport: codeIn(search, 'passport'),
    place: choiceIn(search, 'place', placeForms),
    span: choiceIn(search, 'span', chartSpans),
    ...multiplesSearch(search),
  }
}

export type DirectorySearch = { dim?: string | undefined; q?: string | undefined; lead?: string | undefined }

/** dim: only the indicators of a dimension; q: only those with these words in their name; lead: only those of a lead department. */
export function directorySearch(search: Record<string, unknown>): DirectorySearch {
  return { dim: codeIn(search, 'dim'), q: textIn(search, 'q'), lead: textIn(search, 'lead') }
}
