import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Transform } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PageDrawer } from './ahead.ts'
import { isShape, shapeCookie, withPictures } from './ahead-pictures.ts'
import { answersElement, asker, firstAnswers, pageUrl } from './first-answers.ts'
import { pageLinks, pageParts } from './page-links.ts'
import type { PageFiles, PageParts } from './page-links.ts'

/*
 * What a page's address answers: the index of the web's build with a nonce, the page's files and first answers, and the
 * cockpit drawn ahead. A browser that saw one drawn before gets it in parts.
 */

type Drawn = { readonly html: string | null; readonly answers: string }

/** A page that is sent as it comes. */
export type InParts = { readonly parts: PageParts; readonly draw: () => Promise<Drawn> }

export type PageMaker = (asked: FastifyRequest, nonce: string) => Promise<string | InParts>

/** Makes the pages of a built web. */
export function pageMaker(app: FastifyInstance, folder: string, drawer: PageDrawer | null): PageMaker {
  const readIndex = builtText(join(folder, 'index.html'))
  const readFiles = builtText(join(folder, 'pages.json'))
  const readStyle = styleReader(folder)
  return async (asked, nonce) => {
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
    if (isShape(asked.cookies[shapeCookie])) return { parts, draw: () => drawnOrNot(app, drawer, asked) }
    const { html: ahead, answers } = await drawn(app, drawer, asked)
    if (answers === '') return html
    return ahead === null ? withAnswers(whole, answers) : [parts.head, parts.body(ahead), answers, parts.end].join('')
  }
}

/** Where a link for a meeting opens: nobody is told that a page of it was the way here. */
export function isSharePage(url: string): boolean {
  return /^\/share(?:\/|$|\?)/.test(url)
}

/** For a page that is on its way already: what fails here fails again where the program asks for it, and is told there. */
async function drawnOrNot(app: FastifyInstance, by: PageDrawer, asked: FastifyRequest): Promise<Drawn> {
  try {
    return await drawn(app, by, asked)
  } catch (error) {
    asked.log.error({ err: error }, 'a page goes out without what it asks for first')
    return { html: null, answers: '' }
  }
}

/** The cockpit as it is seen before the program has come, null where it cannot be drawn, and what the program is told. */
async function drawn(app: FastifyInstance, by: PageDrawer, asked: FastifyRequest): Promise<Drawn> {
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

/** Reads files of styles, each once: a style's name changes with its text. */
function styleReader(folder: string): (href: string) => Promise<string> {
  const styles = new Map<string, Promise<string>>()
  return (href) => {
    const known = styles.get(href) ?? readFile(join(folder, 'assets', basename(href)), 'utf8')
    styles.set(href, known)
    return known
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
export async function sendInParts(out: Transform, { parts, draw }: InParts): Promise<void> {
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => out.write(text, (error) => (error ? reject(error) : resolve())))
  // What is asked for within the server would hold up a head that has not left.
  await write(parts.head)
  const { html, answers } = await draw()
  await write(parts.body(html))
  out.end(answers + parts.end)
}
