import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

/*
 * A request that announces no body has none (RFC 9112, 6.3). Node need not open a stream for it then, listen for its end and
 * close it again, which costs a twelfth of an answer that lies ready. The stream has ended before anybody heard it, though:
 * who says of what kind a body is and sends none would wait for ever, and is given an empty one to read.
 */

/** For the server of HTTP. */
export const withoutEmptyStreams = { optimizeEmptyRequests: true } as const

export function registerEmptyBodies(app: FastifyInstance): void {
  app.addHook('preParsing', ({ headers, raw }, _reply, payload, done) => {
    done(null, headers['content-type'] !== undefined && raw.readableEnded ? Readable.from([]) : payload)
  })
}
