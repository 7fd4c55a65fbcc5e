import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { contentSecurityPolicy } from './security-headers.ts'

/** Serves the built web app: hashed assets for ever, index.html for every page path, with the style nonce. */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const indexPath = join(folder, 'index.html')
  if (!existsSync(indexPath)) throw new Error(`the web app is not built: ${indexPath} is missing (npm start builds it)`)
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    preCompressed: true,
  })
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    if (request.url.split('?')[0] === '/favicon.ico') return reply.code(204).send()
    if (isSharePage(request.url)) void reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    const nonce = randomBytes(16).toString('hex')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .send((await readFile(indexPath, 'utf8')).replaceAll('__CSP_NONCE__', nonce))
  })
}

/** Where a link for a meeting opens: nobody is told that a page of it was the way here. */
function isSharePage(url: string): boolean {
  return /^\/share(?:\/|$|\?)/.test(url)
}
