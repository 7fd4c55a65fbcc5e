import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { takesGzip } from '../ready-bytes.ts'
import { openPageDrawer } from './ahead.ts'
import type { PageDrawer } from './ahead.ts'
import { isShape, shapeCookie, withPictures } from './ahead-pictures.ts'
import { answersElement, asker, firstAnswers, pageUrl } from './first-answers.ts'
import { pageLinks, pageParts } from './page-links.ts'
import type { PageFiles, PageParts } from './page-links.ts'
import { contentSecurityPolicy } from './security-headers.ts'

const pack = promisify(gzip)
const packing = { level: 3 }
/** A part leaves in one piece. */
const largestPart = 2 ** 17

type Drawn = { readonly html: string | null; readonly answers: string }

type InParts = { readonly parts: PageParts; readonly draw: () => Promise<Drawn> }

/** Serves the built web app: hashed assets for ever, index.html for every page path, with its nonce, its files and first answers. */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const indexPath = join(folder, 'index.html')
  const readIndex = builtText(indexPath)
  const readFiles = builtText(join(folder, 'pages.json'))
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
    const isPacked = takesGzip(request.headers['accept-encoding'])
    if (isPacked) void reply.header('content-encoding', 'gzip')
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-encoding')
      .header('content-security-policy', contentSecurityPolicy(nonce))
    const html = await page(request, nonce)
    if (typeof html === 'string') return reply.send(isPacked ? await pack(html, packing) : html)
    const out = isPacked
      ? createGzip({ ...packing, flush: constants.Z_SYNC_FLUSH, chunkSize: largestPart })
      : new PassThrough()
    // It fails only where the browser has left.
    sendInParts(out, html.parts, html.draw).catch((error: unknown) => out.destroy(error as Error))
    return reply.send(out)
  })

  /** A page as text; in parts as they come where its browser has seen one drawn ahead before. */
  async function page(asked: FastifyRequest, nonce: string): Promise<string | InParts> {
    const html = readIndex().replaceAll('__CSP_NONCE__', nonce)
    // An account that sits behind a link for a meeting is not asked.
    if (isSharePage(asked.url) || asked.cookies[app.cookieName] === undefined) return html
    // A cast: the build of the web wrote it.
    const links = pageLinks(JSON.parse(readFiles()) as PageFiles, asked.url, nonce)
    const whole = html.replace('</head>', () => `${links}</head>`)
    if (drawer === null || !mayBeDrawn(asked)) {
      const first = await firstAnswers(app, asked)
      return first === null ? html : withAnswers(whole, answersElement(first))
    }
    const parts = await pageParts(whole, { nonce, read: readStyle })
    if (isShape(asked.cookies[shapeCookie])) return { parts, draw: () => drawnOrNot(drawer, asked) }
    const { html: ahead, answers } = await drawn(drawer, asked)
    if (answers === '') return html
    return ahead === null ? withAnswers(whole, answers) : [parts.head, parts.body(ahead), answers, parts.end].join('')
  }

  /** For a page that is on its way already: what fails here fails again where the program asks for it, and is told there. */
  async function drawnOrNot(by: PageDrawer, asked: FastifyRequest): Promise<Drawn> {
    try {
      return await drawn(by, asked)
    } catch (error) {
      asked.log.error({ err: error }, 'a page goes out without what it asks for first')
      return { html: null, answers: '' }
    }
  }

  /** The cockpit as it is seen before the program has come, null where it cannot be drawn, and what the program is told. */
  async function drawn(by: PageDrawer, asked: FastifyRequest): Promise<Drawn> {
    const first = await firstAnswers(app, asked)
    if (first === null) return { html: null, answers: '' }
    const answers = answersElement(first)
    if (first.period === null) return { html: null, answers }
    const html = await by.draw({ address: asked.url, period: first.period, answers: first.json })
    return {
      html: html === null ? null : await withPictures(html, asked.cookies[shapeCookie], asker(app, asked)),
      answers,
    }
  }
}

/** The text of a file that may be built anew while it is served: read again when it was. */
function builtText(path: string): () => string {
  let known = { writtenAt: -1, text: '' }
  return () => {
    const { mtimeMs } = statSync(path)
    if (mtimeMs !== known.writtenAt) known = { writtenAt: mtimeMs, text: readFileSync(path, 'utf8') }
    return known.text
  }
}

function withAnswers(page: string, answers: string): string {
  return page.replace('</body>', () => `${answers}</body>`)
}

/** Phones have a page of another shape, which the program draws. */
function mayBeDrawn({ url, headers }: FastifyRequest): boolean {
  return pageUrl(url).pathname === '/' && headers['sec-ch-ua-mobile'] !== '?1'
}

/**
 * A browser makes a document ready and reads its styles while the answers are asked for, and paints the page before it reads
 * what is for the program alone.
 */
async function sendInParts(out: Transform, parts: PageParts, draw: () => Promise<Drawn>): Promise<void> {
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => out.write(text, (error) => (error ? reject(error) : resolve())))
  // What is asked for within the server would hold up a head that has not left.
  await write(parts.head)
  const { html, answers } = await draw()
  await write(parts.body(html))
  out.end(answers + parts.end)
}

/** Where a link for a meeting opens: nobody is told that a page of it was the way here. */
function isSharePage(url: string): boolean {
  return /^\/share(?:\/|$|\?)/.test(url)
}
