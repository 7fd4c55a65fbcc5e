import type { FastifyInstance, FastifyReply } from 'fastify'

/** What a page of ours may load and who may frame it. A page gets a nonce of its own; data needs none. */
export function contentSecurityPolicy(nonce?: string): string {
  const own = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src ${own}`,
    `style-src ${own}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(';')
}

/** Headers that need TLS stay away over plain HTTP in a LAN: a browser would keep to them and find nobody. */
export function securityHeaders(isSecure: boolean): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(),
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'SAMEORIGIN',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
    ...(isSecure
      ? {
          'cross-origin-opener-policy': 'same-origin',
          'origin-agent-cluster': '?1',
          'strict-transport-security': 'max-age=31536000; includeSubDomains',
        }
      : {}),
  }
}

/**
 * Strict headers on every reply; works over plain HTTP in a LAN and over TLS behind a proxy. The values are helmet's,
 * made once: helmet words its policy anew for every request, which cost more than the answer.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  const headers = securityHeaders(app.isSecure)
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers)
    done()
  })
}

/** The same promise for refusals that Fastify makes before any hook runs: a broken address, a parameter that is too long. */
export function sendBareSecurityHeaders(reply: FastifyReply, isSecure: boolean): void {
  void reply.headers({
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  })
}
