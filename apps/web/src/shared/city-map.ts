import { findMap, getMap } from '@cg/contract/map'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { sharedLink } from '../lib/shared-link.ts'

/** The city's own map in use in a quarter; null: tiles only. A link for a meeting opens one page of a release, with its tiles. */
export function mapHeadQuery(period: string) {
  return queryOptions({
    queryKey: ['map', 'in-use', period],
    queryFn: ({ signal }) => call(findMap, { query: { period } }, { signal }),
    enabled: sharedLink() === null,
    staleTime: 5 * 60_000,
    retry: false,
  })
}

/** The outlines of a version, which never change while it is in use. */
export function mapSheetQuery(id: number) {
  return queryOptions({
    queryKey: ['map', id],
    queryFn: ({ signal }) => call(getMap, { params: { id } }, { signal }),
    staleTime: 60 * 60_000,
  })
}
