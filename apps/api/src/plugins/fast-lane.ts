import type { IncomingMessage, ServerResponse } from 'node:http'
import { publishedOf } from '@cg/services/release/stored/published'
import type { FastifyInstance } from 'fastify'
import { takesColumns } from '../columns.ts'
import { encodingFor } from '../packing.ts'
import { isKnown } from '../ready-bytes.ts'
import { keyAt } from '../ready-answers.ts'
import type { KeptAnswer } from '../ready-answers.ts'
import { keptHead } from './kept-head.ts'
import type { KeptHead } from './kept-head.ts'
import { securityHeaders } from './security-headers.ts'

/*
 * Published answers before the framework: what a signed-in person asked for once lies ready, and is handed out here when
 * somebody asks again. Who asks is looked up for every request, in what is known of sessions at this moment; whatever is not
 * known for sure goes the usual way, which refuses in words. What goes out is byte for byte what would go out there
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
  const find = finder(app)
  const [usual] = app.server.listeners('request')
  if (usual === undefined) throw new Error('the server has no handler yet')
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    const ready = isClosing ? undefined : find(request)
    if (ready === undefined) {
      usual.call(app.server, request, response)
      return
    }
    answered += 1
    send(request, response, ready)
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

/** Finds what answers a request here; undefined: nothing does. */
function finder(app: FastifyInstance): (request: IncomingMessage) => Lines | undefined {
  const { sessions, readyAnswers, services } = app
  const published = publishedOf(services.store)
  const tokenIn = remembered((cookies: string) => app.parseCookie(cookies)[app.cookieName])
  const encodingIn = remembered(encodingFor)
  const columnsIn = remembered(takesColumns)
  const linesOf = linesWith(securityHeaders(app.isSecure))
  return ({ method, url = '', headers }) => {
    const place = method === 'GET' ? readyAnswers.placeOf(url) : undefined
    if (place === undefined || published.peek(place.code) !== place.mark) return undefined
    if (headers.cookie === undefined || isUnusual(headers)) return undefined
    const token = tokenIn(headers.cookie)
    const session = token === undefined ? undefined : sessions.peek(token)
    if (session === undefined || session.actor.mustChangePassword) return undefined
    const { accept, 'accept-encoding': packings } = headers
    const encoding = packings === undefined ? null : encodingIn(packings)
    const columns = accept !== undefined && place.hasColumns && columnsIn(accept)
    const ready = readyAnswers.peek(keyAt(place, { encoding, columns }))
    return ready === undefined ? undefined : linesOf(ready)
  }
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
