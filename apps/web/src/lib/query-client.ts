import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

const retryable = new Set<string>(['network', 'unavailable', 'internal'])

/** Published answers never change; what is open is asked again when the window returns. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 1 && error instanceof ApiError && retryable.has(error.code),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** For everything under /releases/:code: asked once a visit. */
export const pinned = { staleTime: Infinity, gcTime: 30 * 60_000 } as const
