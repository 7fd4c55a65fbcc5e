import { getEquity } from '@cg/contract/release/equity'
import { getOverview } from '@cg/contract/release/overview'
import { getProfile } from '@cg/contract/release/profile'
import { getTargets, getUnitTargets } from '@cg/contract/release/targets'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** Gaps between areas and groups over time; null where the release was made before there was such an answer. */
export function equityQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'equity'],
    queryFn: async ({ signal }) => {
      try {
        return await call(getEquity, { params: { code } }, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** The cockpit's answer, which holds the rankings of its cards and all gaps of the quarter too. */
export function overviewQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'overview'],
    queryFn: ({ signal }) => call(getOverview, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** The commitments of the city, with the lights of its units. */
export function cityTargetsQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'targets'],
    queryFn: ({ signal }) => call(getTargets, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** The commitments of one unit. */
export function unitTargetsQuery(code: string, unit: string) {
  return queryOptions({
    queryKey: ['release', code, 'targets', unit],
    queryFn: ({ signal }) => call(getUnitTargets, { params: { code, unit } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** What may be said of a unit; null where the release holds no such answer (above 200 units, an older release). */
export function profileQuery(code: string, unit: string) {
  return queryOptions({
    queryKey: ['release', code, 'unit', unit],
    queryFn: async ({ signal }) => {
      try {
        return await call(getProfile, { params: { code, unit } }, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    placeholderData: keepPreviousData,
    ...pinned,
  })
}
