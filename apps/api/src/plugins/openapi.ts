import Fastify from 'fastify'
import type { FastifyInstance, RouteOptions } from 'fastify'

const passedOn = ['accept', 'if-none-match'] as const
/** Those that belong to one connection, not to the answer. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** The plugin's own would send a browser from plain HTTP in a LAN to HTTPS. */
const contentSecurity =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * OpenAPI at /api/docs, generated from the contract's schemas. Its libraries are a tenth of what the server would load at
 * start and few people ever ask, so they come with the first question, in an instance of their own.
 */
export function registerOpenapi(app: FastifyInstance): void {
  const routes: RouteOptions[] = []
  let docs: Promise<FastifyInstance> | undefined
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/v1/') && route.method !== 'HEAD') routes.push(route)
  })
  app.addHook('onClose', async () => {
    await (await docs)?.close()
  })
  for (const url of ['/api/docs', '/api/docs/*']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      docs ??= buildDocs(routes, app.cookieName)
      const headers = Object.fromEntries(
        passedOn.flatMap((name) => {
          const value = request.headers[name]
          return value === undefined ? [] : [[name, value]]
        }),
      )
      const answer = await (await docs).inject({ url: request.url, headers })
      if (answer.statusCode === 404) return reply.callNotFound()
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !ofConnection.has(name)) void reply.header(name, value)
      }
      return reply.code(answer.statusCode).send(answer.rawPayload)
    })
  }
}

async function buildDocs(routes: readonly RouteOptions[], cookieName: string): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ])
  const docs = Fastify()
  // It describes the routes and never runs them.
  docs.setValidatorCompiler(() => () => true)
  docs.setSerializerCompiler(() => (data) => JSON.stringify(data))
  await docs.register(swagger, {
    openapi: {
      info: {
        title: '产改进展监测平台',
        version: '1',
        description: 'Errors are RFC 9457 problem documents with a stable `code` and a Chinese `detail`.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } } },
    },
  })
  await docs.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: contentSecurity })
  for (const { method, url, schema } of routes) {
    docs.route({ method, url, ...(schema === undefined ? {} : { schema }), handler: () => null })
  }
  await docs.ready()
  return docs
}
