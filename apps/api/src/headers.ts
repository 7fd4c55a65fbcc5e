import type { FastifyRequest } from 'fastify'
import { requireVersion } from './endpoint.ts'

/** The version in If-Match; null when there is none, so that the verb can refuse strangers before it asks for one. */
export function seenVersion(request: FastifyRequest): number | null {
  return request.headers['if-match'] === undefined ? null : requireVersion(request)
}

/** The Idempotency-Key a client sent with a write that it may repeat; null when it sent none. */
export function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key']
  return typeof header === 'string' ? header : null
}
