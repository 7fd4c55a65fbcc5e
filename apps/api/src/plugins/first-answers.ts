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

/** The element that holds them, ready to stand in a page; empty for who is not signed in. */
export async function firstAnswers(app: FastifyInstance, request: FastifyRequest): Promise<string> {
  if (request.cookies[app.cookieName] === undefined) return ''
  const ask = asker(app, request)
  const session = await ask('/api/v1/session')
  if (session === null) return ''
  const releases = await ask('/api/v1/releases')
  const paths = releases === null ? [] : pathsOf(request, JSON.parse(releases))
  const answers = await Promise.all(paths.map(async (path) => [path, await ask(path)] as const))
  return element([['/api/v1/session', session], ['/api/v1/releases', releases], ...answers])
}

type Named = readonly [path: string, body: string | null]

/** No mark of HTML can stand in JSON but inside a text, where it may be written as its number. */
function element(answers: readonly Named[]): string {
  const parts = answers.flatMap(([path, body]) =>
    body === null || body.length > largest ? [] : [`${JSON.stringify(path)}:${body}`],
  )
  return `<script type="application/json" id="${elementId}">{${parts.join().replaceAll('<', String.raw`\u003c`)}}</script>`
}

/** Asks a route of the API as the person does; null where it refuses. */
function asker(app: FastifyInstance, request: FastifyRequest): (url: string) => Promise<string | null> {
  const { cookie = '', 'user-agent': agent = '' } = request.headers
  return async (url) => {
    const headers = { cookie, 'user-agent': agent, accept: 'application/json' }
    const { statusCode, body } = await app.inject({ method: 'GET', url, headers, remoteAddress: request.ip })
    return statusCode === 200 ? body : null
  }
}

/** The answers of the release that the address means, by the page that it opens. */
function pathsOf(request: FastifyRequest, { items }: { items: readonly ReleaseListItem[] }): string[] {
  const { pathname, searchParams } = new URL(request.url, 'http://page')
  const one = (name: string): string | undefined => searchParams.get(name) ?? undefined
  const choice = chooseRelease(items, { p: one('p'), pub: one('pub') })
  if (choice.kind !== 'found') return []
  const { head } = choice
  const named = answersOf(pathname, one('by'), head)
  const period = `/api/v1/maps?period=${head.period}`
  return [...named.map((name) => `/api/v1/releases/${head.code}/${name}`), ...(pathname === '/' ? [period] : [])]
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
