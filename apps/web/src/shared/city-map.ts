import { findMap, getMap } from '@cg/contract/map'
import type { MapSheet } from '@cg/contract/map'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

/** The city's own map in use in a quarter; null: tiles only. */
export function mapHeadQuery(period: string) {
  return queryOptions({
    queryKey: ['map', 'in-use', period],
    queryFn: ({ signal }) => call(findMap, { query: { period } }, { signal }),
    staleTime: 5 * 60_000,
    retry: false,
  })
}

/** The outlines of a version, which never change while it is in use. */
function mapSheetQuery(id: number) {
  return queryOptions({
    queryKey: ['map', id],
    queryFn: ({ signal }) => call(getMap, { params: { id } }, { signal }),
    staleTime: 60 * 60_000,
  })
}

export type CityMap = {
  /** Whether the city has a map in use. */
  readonly isGiven: boolean
  /** Null until the outlines have come, and without a map. */
  readonly sheet: MapSheet | null
  /** Why they have not come. */
  readonly failure: string | null
}

type MapAsked = {
  /** False: only whether there is one. */
  readonly isWanted?: boolean
  /** Where nobody opens the page anew: how often to ask whether it is in use still. */
  readonly askAgainMs?: number
}

/** The outlines in use in a quarter. */
export function useCityMap(period: string, { isWanted = true, askAgainMs }: MapAsked = {}): CityMap {
  const again = askAgainMs === undefined ? {} : { refetchInterval: askAgainMs, refetchIntervalInBackground: true }
  const id = useQuery({ ...mapHeadQuery(period), ...again }).data?.map?.id
  const { data, error } = useQuery({ ...mapSheetQuery(id ?? 0), enabled: isWanted && id !== undefined })
  return { isGiven: id !== undefined, sheet: data ?? null, failure: error?.message ?? null }
}
