import type { FastifyReply, FastifyRequest } from 'fastify'

export type ReadyBytes = { readonly body: Buffer; readonly etag: string }

/**
 * Sends bytes that never change under their address: rights have been asked by the verb before, the body goes out once
 * (decision 21).
 */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, { body, etag }: ReadyBytes): FastifyReply {
  void reply.header('etag', etag).header('cache-control', 'private, no-cache')
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}

/** Whether the browser holds these bytes: If-None-Match compares weakly and may list several. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
