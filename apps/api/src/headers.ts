import type { FastifyRequest } from 'fastify'
import { promisedHeader, requireVersion } from './endpoint.ts'

/** The version in If-Match; null when there is none, so that the verb can refuse strangers before it asks for one. */
export function seenVersion(request: FastifyRequest): number | null {
  return promisedHeader(request, 'ifMatch') === null ? null : requireVersion(request)
}

/** The Idempotency-Key a client sent with a write that it may repeat; null when it sent none. */
export function idempotencyKey(request: FastifyRequest): string | null {
  return promisedHeader(request, 'idempotent')
}
