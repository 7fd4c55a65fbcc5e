import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { takesGzip } from '../ready-bytes.ts'
import { openPageDrawer } from './ahead.ts'
import type { PageDrawer } from './ahead.ts'
import { shapeCookie, withPictures } from './ahead-pictures.ts'
import { answersElement, asker, firstAnswers, pageUrl } from './first-answers.ts'
import type { FirstAnswers } from './first-answers.ts'
import { pageLinks, withPageAhead } from './page-links.ts'
import type { PageFiles } from './page-links.ts'
import { contentSecurityPolicy } from './security-headers.ts'

const pack = promisify(gzip)

/** Serves the built web app: hashed assets for ever, index.html for every page path, with its nonce, its files and first answers. */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const indexPath = join(folder, 'index.html')
  const filesPath = join(folder, 'pages.json')
  // A style's name changes with its text.
  const styles = new Map<string, Promise<string>>()
  const readStyle = (href: string): Promise<string> => {
    const known = styles.get(href) ?? readFile(join(folder, 'assets', basename(href)), 'utf8')
    styles.set(href, known)
    return known
  }
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
    const [index, files, first] = await Promise.all([
      readFile(indexPath, 'utf8'),
      readFile(filesPath, 'utf8'),
      // An account that sits behind a link for a meeting is not asked.
      isSharePage(asked.url) ? null : firstAnswers(app, asked),
    ])
    const html = index.replaceAll('__CSP_NONCE__', nonce)
    if (first === null) return html
    // A cast: the build of the web wrote it.
    const links = pageLinks(JSON.parse(files) as PageFiles, asked.url, nonce)
    const whole = html
      .replace('</head>', () => `${links}</head>`)
      .replace('</body>', () => `${answersElement(first)}</body>`)
    const ahead = await drawnAhead(drawer, asked, first)
    return ahead === null ? whole : withPageAhead(whole, { html: ahead, nonce, read: readStyle })
  }
}

/** The cockpit as it is seen before the program has come; null for other pages, and for phones, whose page has another shape. */
async function drawnAhead(
  drawer: PageDrawer | null,
  asked: FastifyRequest,
  { json, period }: FirstAnswers,
): Promise<string | null> {
  const { url, headers, cookies, server } = asked
  const { pathname } = pageUrl(url)
  if (drawer === null || pathname !== '/' || period === null || headers['sec-ch-ua-mobile'] === '?1') return null
  const html = await drawer.draw({ address: url, period, answers: json })
  return html === null ? null : withPictures(html, cookies[shapeCookie], asker(server, asked))
}

/** Where a link for a meeting opens: nobody is told that a page of it was the way here. */
function isSharePage(url: string): boolean {
  return /^\/share(?:\/|$|\?)/.test(url)
}
