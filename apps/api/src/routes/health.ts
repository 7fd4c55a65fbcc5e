import { readHealth } from '@cg/services/admin/health'
import type { FastifyInstance } from 'fastify'

/** For whoever watches the service: /livez that the process answers, /readyz that it can write, and how old its backup is. */
export function registerHealthRoutes(app: FastifyInstance): void {
  const open = { schema: { hide: true } }
  app.get('/livez', open, async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  app.get('/readyz', open, async (_request, reply) => {
    const health = await readHealth(app.services)
    return reply
      .code(health.isWritable ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health)
  })
}
