import Fastify from 'fastify'
import type { StaticDocumentSpec } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { CookieNames, DescribedRoute } from '../docs/document.ts'
import { shareCookieName } from './session.ts'

const passedOn = ['accept', 'if-none-match'] as const
/** Those that belong to one connection, not to the answer. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** The plugin's own would send a browser from plain HTTP in a LAN to HTTPS. */
const contentSecurity =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * OpenAPI at /api/docs, made from the routes' contracts. Its libraries are a tenth of what the server would load at
 * start and few people ever ask, so they come with the first question, in an instance of their own.
 */
export function registerOpenapi(app: FastifyInstance): void {
  const routes: DescribedRoute[] = []
  let docs: Promise<FastifyInstance> | undefined
  app.addHook('onRoute', (route) => {
    const { contract, rateLimit } = route.config ?? {}
    if (contract !== undefined && route.method !== 'HEAD') {
      routes.push({ route: contract, isLimited: rateLimit !== undefined })
    }
  })
  app.addHook('onClose', async () => {
    await (await docs)?.close()
  })
  for (const url of ['/api/docs', '/api/docs/*']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      docs ??= buildDocs(routes, { session: app.cookieName, link: shareCookieName(app) })
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

async function buildDocs(routes: readonly DescribedRoute[], cookies: CookieNames): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }, { openapiDocument }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
    import('../docs/document.ts'),
  ])
  const docs = Fastify()
  // A cast: the plugin's type is the union of all versions of OpenAPI, and it passes a static document on as it is.
  const document = openapiDocument(routes, cookies) as unknown as StaticDocumentSpec['document']
  await docs.register(swagger, { mode: 'static', specification: { document } })
  await docs.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: contentSecurity })
  await docs.ready()
  return docs
}
