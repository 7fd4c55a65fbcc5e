import { placeForms } from '@cg/contract/chart-choices'
import type { PlaceForm } from '@cg/contract/chart-choices'
import { choiceIn, codeIn } from '../../lib/search.ts'

export type OverviewSearch = {
  by?: string | undefined
  alerts?: 'all' | undefined
  dep?: string | undefined
  at?: string | undefined
  place?: PlaceForm | undefined
}

/** by: measure; alerts: the list of all of them is open; dep, at: only those of a department, a unit; place: tiles where the city has a map of its own. */
export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  return {
    by: codeIn(search, 'by'),
    alerts: choiceIn(search, 'alerts', ['all']),
    dep: codeIn(search, 'dep'),
    at: codeIn(search, 'at'),
    place: choiceIn(search, 'place', placeForms),
  }
}

/** Leaves the list of alerts when a link leads elsewhere. */
export const noAlerts = { alerts: undefined, dep: undefined, at: undefined }
