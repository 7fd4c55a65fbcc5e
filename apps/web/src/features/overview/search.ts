import { choiceIn, codeIn } from '../../lib/search.ts'

export type OverviewSearch = {
  by?: string | undefined
  alerts?: 'all' | undefined
  dep?: string | undefined
  at?: string | undefined
  place?: 'map' | undefined
}

/** by: measure; alerts: the list of all of them is open; dep, at: only those of a department, a unit; place: the city's own map instead of tiles. */
export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  return {
    by: codeIn(search, 'by'),
    alerts: choiceIn(search, 'alerts', ['all']),
    dep: codeIn(search, 'dep'),
    at: codeIn(search, 'at'),
    place: choiceIn(search, 'place', ['map']),
  }
}

/** Leaves the list of alerts when a link leads elsewhere. */
export const noAlerts = { alerts: undefined, dep: undefined, at: undefined }
