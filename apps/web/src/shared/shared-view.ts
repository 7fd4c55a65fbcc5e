import { getShared } from '@cg/contract/share'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { sharedLink } from '../lib/shared-link.ts'

/** How often a window asks whether its link still lives: a renewed one then says its new end, one taken back goes dark. */
export const askLinkMs = 60_000

export const sharedQuery = queryOptions({
  queryKey: ['shared'],
  queryFn: ({ signal }) => call(getShared, { params: { link: sharedLink() ?? 0 } }, { signal }),
  refetchInterval: askLinkMs,
  refetchIntervalInBackground: true,
  staleTime: askLinkMs,
})
