import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * A connection on which nothing moves for a minute is ended, but not while it is this server that is waited for: a book that
 * is drawn behind others on a busy machine takes longer, and who asked for it would never hear of it.
 */
export function registerAwaited(app: FastifyInstance): void {
  const awaited = new WeakSet<Socket>()
  // Nobody holds a connection by sending slowly: what has not come within requestTimeout is refused whoever waits.
  app.addHook('preHandler', ({ raw }, _reply, done) => {
    awaited.add(raw.socket)
    done()
  })
  app.addHook('onSend', ({ raw }, _reply, payload, done) => {
    awaited.delete(raw.socket)
    done(null, payload)
  })
  app.server.on('timeout', (socket: Socket) => {
    if (!awaited.has(socket)) socket.destroy()
  })
}
