import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Strict headers on every reply; works over plain HTTP in a LAN and over TLS behind a proxy. */
export async function registerSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: app.isSecure ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: app.isSecure ? { policy: 'same-origin' } : false,
    originAgentCluster: app.isSecure,
    referrerPolicy: { policy: 'same-origin' },
  })
}
