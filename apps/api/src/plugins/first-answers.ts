import { isScoreMissing } from '@cg/contract/first-ranked'
import { chooseRelease } from '@cg/contract/release/choose'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/*
 * What a page asks for first goes out with the page: a visit waits for one answer instead of four in a row. Each is fetched
 * from the API's own route with the person's own cookie, so a page can hold nothing that its reader could not ask for.
 */

/** Larger answers (thousands of units) would hold up the page they stand in. */
const largest = 400_000

const elementId = 'first-answers'

export type FirstAnswers = {
  /** An object by the addresses of the API, in JSON that may stand in a page. */
  readonly json: string
  /** The quarter of the release that the page shows, when all that it asks for is there. */
  readonly period: string | null
}

/** What a page is sent with; null for who is not signed in. */
export async function firstAnswers(app: FastifyInstance, request: FastifyRequest): Promise<FirstAnswers | null> {
  if (request.cookies[app.cookieName] === undefined) return null
  const ask = asker(app, request)
  const session = await ask('/api/v1/session')
  if (session === null) return null
  const releases = await ask('/api/v1/releases')
  const wish = releases === null ? null : wishOf(request, JSON.parse(releases))
  const answers = await Promise.all((wish?.paths ?? []).map(async (path) => [path, await ask(path)] as const))
  const all: Named[] = [['/api/v1/session', session], ['/api/v1/releases', releases], ...answers]
  const parts = all.flatMap(([path, body]) => (isSmall(body) ? [`${JSON.stringify(path)}:${body}`] : []))
  return { json: inPage(`{${parts.join()}}`), period: parts.length === all.length ? (wish?.period ?? null) : null }
}

/** The element of a page that holds them. */
export function answersElement({ json }: FirstAnswers): string {
  return `<script type="application/json" id="${elementId}">${json}</script>`
}

type Named = readonly [path: string, body: string | null]

function isSmall(body: string | null): body is string {
  return body !== null && body.length <= largest
}

/** No mark of HTML can stand in JSON but inside a text, where it may be written as its number. */
function inPage(json: string): string {
  return json.replaceAll('<', String.raw`\u003c`)
}

/** Asks a route of the API as the person does; null where it refuses. */
export function asker(app: FastifyInstance, request: FastifyRequest): (url: string) => Promise<string | null> {
  const { cookie = '', 'user-agent': agent = '' } = request.headers
  return async (url) => {
    const headers = { cookie, 'user-agent': agent, accept: 'application/json' }
    const { statusCode, body } = await app.inject({ method: 'GET', url, headers, remoteAddress: request.ip })
    return statusCode === 200 ? body : null
  }
}

/** The address of a page taken apart; what is no address (`//`) is the cockpit's. */
export function pageUrl(address: string): URL {
  const origin = 'http://page'
  return new URL(URL.canParse(address, origin) ? address : '/', origin)
}

type Wish = { readonly paths: readonly string[]; readonly period: string }

/** The answers of the release that the address means, by the page that it opens. */
function wishOf(request: FastifyRequest, { items }: { items: readonly ReleaseListItem[] }): Wish | null {
  const { pathname, searchParams } = pageUrl(request.url)
  const one = (name: string): string | undefined => searchParams.get(name) ?? undefined
  const choice = chooseRelease(items, { p: one('p'), pub: one('pub') })
  if (choice.kind !== 'found') return null
  const { code, period } = choice.head
  const named = answersOf(pathname, one('by'), choice.head).map((name) => `/api/v1/releases/${code}/${name}`)
  return { paths: pathname === '/' ? [...named, `/api/v1/maps?period=${period}`] : named, period }
}

/** As the page's router asks for them (apps/web/src/app/router.tsx). */
function answersOf(pathname: string, by: string | undefined, head: ReleaseHead): string[] {
  const [, page = '', of] = pathname.split('/')
  const object = of === undefined || !/^[A-Za-z0-9_.-]{1,60}$/.test(of) ? null : of
  switch (page) {
    case '':
      return ['overview']
    case 'rank':
      return isScoreMissing(head, by) ? ['matrix'] : [`rankings/${encodeURIComponent(by ?? 'score')}`]
    case 'compare':
      return ['matrix']
    case 'i':
      return object === null ? ['matrix'] : [`indicators/${object}`]
    case 'u':
      return object === null ? ['matrix'] : ['matrix', `units/${object}`]
    case 'equity':
      return ['equity', 'overview']
    case 'targets':
      return ['targets']
    default:
      return []
  }
}
