import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** OpenAPI at /api/docs, generated from the contract's schemas. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: '产改进展监测平台',
        version: '1',
        description: 'Errors are RFC 9457 problem documents with a stable `code` and a Chinese `detail`.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: app.cookieName } } },
    },
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
}
