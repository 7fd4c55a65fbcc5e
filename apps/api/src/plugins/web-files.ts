import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { takesGzip } from '../ready-bytes.ts'
import { firstAnswers } from './first-answers.ts'
import { pageLinks } from './page-links.ts'
import type { PageFiles } from './page-links.ts'
import { contentSecurityPolicy } from './security-headers.ts'

const pack = promisify(gzip)

/** Serves the built web app: hashed assets for ever, index.html for every page path, with its nonce, its files and first answers. */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const indexPath = join(folder, 'index.html')
  const filesPath = join(folder, 'pages.json')
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
    const html = await page(request, nonce)
    const isPacked = takesGzip(request.headers['accept-encoding'])
    if (isPacked) void reply.header('content-encoding', 'gzip')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-encoding')
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .send(isPacked ? await pack(html, { level: 3 }) : html)
  })

  async function page(asked: FastifyRequest, nonce: string): Promise<string> {
    const [index, files, answers] = await Promise.all([
      readFile(indexPath, 'utf8'),
      readFile(filesPath, 'utf8'),
      // An account that sits behind a link for a meeting is not asked.
      isSharePage(asked.url) ? '' : firstAnswers(app, asked),
    ])
    // A cast: the build of the web wrote it.
    const links = answers === '' ? '' : pageLinks(JSON.parse(files) as PageFiles, asked.url, nonce)
    const [head = '', body = ''] = index.replaceAll('__CSP_NONCE__', nonce).split('</head>')
    return `${head}${links}</head>${body.replace('</body>', () => `${answers}</body>`)}`
  }
}

/** Where a link for a meeting opens: nobody is told that a page of it was the way here. */
function isSharePage(url: string): boolean {
  return /^\/share(?:\/|$|\?)/.test(url)
}
