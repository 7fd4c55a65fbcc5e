import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { takesGzip } from '../packing.ts'
import { openPageDrawer } from './ahead.ts'
import { isSharePage, pageMaker, sendInParts } from './page-maker.ts'
import { contentSecurityPolicy } from './security-headers.ts'

const pack = promisify(gzip)
const packing = { level: 3 }
/** A part leaves in one piece. */
const largestPart = 2 ** 17

/** Serves the built web app: hashed assets for ever, a page for every page path. */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const indexPath = join(folder, 'index.html')
  const drawer = openPageDrawer(join(folder, 'server', 'ahead.js'), app.log)
  app.addHook('onClose', async () => drawer?.close())
  if (!existsSync(indexPath)) throw new Error(`the web app is not built: ${indexPath} is missing (npm start builds it)`)
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    preCompressed: true,
  })
  const makePage = pageMaker(app, folder, drawer)
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    if (request.url.split('?')[0] === '/favicon.ico') return reply.code(204).send()
    if (isSharePage(request.url)) void reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    const nonce = randomBytes(16).toString('hex')
    const page = await makePage(request, nonce)
    const isPacked = takesGzip(request.headers['accept-encoding'])
    if (isPacked) void reply.header('content-encoding', 'gzip')
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-encoding')
      .header('content-security-policy', contentSecurityPolicy(nonce))
    if (typeof page === 'string') return reply.send(isPacked ? await pack(page, packing) : page)
    const out = isPacked
      ? createGzip({ ...packing, flush: constants.Z_SYNC_FLUSH, chunkSize: largestPart })
      : new PassThrough()
    // It fails only where the browser has left.
    sendInParts(out, page).catch((error: unknown) => out.destroy(error as Error))
    return reply.send(out)
  })
}
