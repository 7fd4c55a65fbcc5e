import type { IncomingMessage, ServerResponse } from 'node:http'
import { publishedOf } from '@cg/services/release/stored/published'
import type { FastifyInstance } from 'fastify'
import { takesColumns } from '../columns.ts'
import { encodingFor } from '../packing.ts'
import { isKnown } from '../ready-bytes.ts'
import { keyAt } from '../ready-answers.ts'
import type { KeptAnswer, KnownPlace } from '../ready-answers.ts'
import { keptHead } from './kept-head.ts'
import type { KeptHead } from './kept-head.ts'
import { securityHeaders } from './security-headers.ts'

/*
 * Published answers before the framework: what a signed-in person asked for once lies ready, and is handed out here when
 * somebody asks again. Who asks is looked up for every request, in what is known of sessions at this moment; whatever is not
 * known for sure goes the usual way, which refuses in words. PostgreSQL is asked which moment it is, once for all requests
 * that come together, and they are answered by what holds then. What goes out is byte for byte what would go out there
 * (test/fast-lane.test.ts asks both ways).
 */

declare module 'fastify' {
  interface FastifyInstance {
    fastLane: FastLane
  }
}

type FastLane = {
  /** How many requests were answered here. */
  readonly answered: () => number
}

/** Puts the lane before the framework. With `isLogged` requests are written to the log, which the usual way does. */
export function registerFastLane(app: FastifyInstance, isLogged: boolean): void {
  let answered = 0
  app.decorate('fastLane', { answered: () => answered })
  if (isLogged) return
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  const { find, isWorthAsking } = finder(app)
  const { moment } = app.services.store
  const [usual] = app.server.listeners('request')
  if (usual === undefined) throw new Error('the server has no handler yet')
  app.server.removeAllListeners('request')
  const answer = (request: IncomingMessage, response: ServerResponse, at: string | null): void => {
    const ready = isClosing ? undefined : find(request, at)
    if (ready === undefined) {
      usual.call(app.server, request, response)
      return
    }
    answered += 1
    send(request, response, ready)
  }
  app.server.on('request', (request, response) => {
    if (moment === null) answer(request, response, null)
    else if (isClosing || !isWorthAsking(request)) usual.call(app.server, request, response)
    else
      moment().then(
        (at) => answer(request, response, at),
        // It asks the database itself, and says in words that it is away.
        () => usual.call(app.server, request, response),
      )
  })
}

type Lines = {
  readonly ready: KeptAnswer
  readonly whole: KeptHead
  readonly unchanged: KeptHead
  /** A small body as a text of bytes: node sends it in one piece with its head. */
  readonly text: string | null
}

const smallBytes = 16 * 1024

type Finder = {
  /** What answers a request here, at a moment that the database has just named; undefined: nothing does. */
  readonly find: (request: IncomingMessage, moment: string | null) => Lines | undefined
  /** Whether anything could answer it here. */
  readonly isWorthAsking: (request: IncomingMessage) => boolean
}

function finder(app: FastifyInstance): Finder {
  const { sessions, readyAnswers, services } = app
  const published = publishedOf(services.store)
  const tokenIn = remembered((cookies: string) => app.parseCookie(cookies)[app.cookieName])
  const encodingIn = remembered(encodingFor)
  const columnsIn = remembered(takesColumns)
  const linesOf = linesWith(securityHeaders(app.isSecure))
  const placeOf = ({ method, url = '', headers }: IncomingMessage): KnownPlace | undefined =>
    method !== 'GET' || headers.cookie === undefined || isUnusual(headers) ? undefined : readyAnswers.placeOf(url)
  const isWorthAsking = (request: IncomingMessage): boolean => placeOf(request) !== undefined

  function find(request: IncomingMessage, moment: string | null): Lines | undefined {
    const { headers } = request
    const place = placeOf(request)
    if (place === undefined || published.peek(place.code, moment) !== place.mark) return undefined
    const token = tokenIn(headers.cookie ?? '')
    const session = token === undefined ? undefined : sessions.peek(token, moment)
    if (session === undefined || session.actor.mustChangePassword) return undefined
    const { accept, 'accept-encoding': packings } = headers
    const encoding = packings === undefined ? null : encodingIn(packings)
    const columns = accept !== undefined && place.hasColumns && columnsIn(accept)
    const ready = readyAnswers.peek(keyAt(place, { encoding, columns }))
    return ready === undefined ? undefined : linesOf(ready)
  }

  return { find, isWorthAsking }
}

/** A token or a proxy's password, or a body: for the usual way. */
function isUnusual(headers: IncomingMessage['headers']): boolean {
  return (
    headers.authorization !== undefined ||
    headers['content-length'] !== undefined ||
    headers['transfer-encoding'] !== undefined
  )
}

/** What an answer is sent with is made once. */
function linesWith(constant: Readonly<Record<string, string>>): (ready: KeptAnswer) => Lines {
  const known = new WeakMap<KeptAnswer, Lines>()
  return (ready) => {
    const found = known.get(ready)
    if (found !== undefined) return found
    const whole = { ...constant, ...ready.headers, 'content-length': String(ready.body.byteLength) }
    const unchanged = { ...constant, ...ready.headersUnchanged }
    const text = ready.body.byteLength <= smallBytes ? ready.body.toString('latin1') : null
    const head = (status: number, headers: Record<string, string>) => keptHead(status, Object.entries(headers).flat())
    const made = { ready, whole: head(200, whole), unchanged: head(304, unchanged), text }
    known.set(ready, made)
    return made
  }
}

function send(request: IncomingMessage, response: ServerResponse, { ready, whole, unchanged, text }: Lines): void {
  if (isKnown(request.headers['if-none-match'], ready.etag)) {
    unchanged(response)
    response.end()
    return
  }
  whole(response)
  if (text === null) response.end(ready.body)
  else response.end(text, 'latin1')
}

const mostRemembered = 5_000

/** What a header says is worked out once for all who send the same. */
function remembered<T>(read: (header: string) => T): (header: string) => T {
  const known = new Map<string, T>()
  return (header) => {
    const found = known.get(header)
    if (found !== undefined) return found
    const made = read(header)
    if (known.size >= mostRemembered) known.clear()
    known.set(header, made)
    return made
  }
}
