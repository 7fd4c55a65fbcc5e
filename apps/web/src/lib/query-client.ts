import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

const retryable = new Set<string>(['network', 'unavailable', 'internal'])

/** True while the server computes an answer that a release of very many units left for later: it is asked again until it is there. */
export function isComputing(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'release.computing'
}

/** Five minutes of asking every two seconds. */
const mostAsked = 150
const betweenMs = 2000

function mayRetry(count: number, error: unknown): boolean {
  if (isComputing(error)) return count < mostAsked
  return count < 1 && error instanceof ApiError && retryable.has(error.code)
}

/** Published answers never change; what is open is asked again when the window returns. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: mayRetry,
        retryDelay: (count, error) => (isComputing(error) ? betweenMs : 1000 * 2 ** count),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** For everything under /releases/:code: asked once a visit. */
export const pinned = { staleTime: Infinity, gcTime: 30 * 60_000 } as const
