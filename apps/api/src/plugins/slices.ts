import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/*
 * Hundreds of requests that come at once are begun by and by: between two slices of them the server looks at its
 * connections, so that whoever asks for something small, a watchdog above all, does not wait for all of them.
 */

type Begin = (request: IncomingMessage, response: ServerResponse) => void

/** Longest that one turn of the event loop begins requests; one request may last longer. */
export const sliceMs = 25

/** Asked by a watchdog, which ends what does not answer: it waits for nobody. */
const isHealth = (url: string | undefined): boolean => url === '/livez' || url === '/readyz'

/** Puts the slices before the framework. */
export function registerSlices(app: FastifyInstance): void {
  const [usual] = app.server.listeners('request')
  if (usual === undefined) throw new Error('the server has no handler yet')
  app.server.removeAllListeners('request')
  app.server.on(
    'request',
    inSlices((request, response) => void usual.call(app.server, request, response)),
  )
}

/** Begins requests in the order in which they came, those that come late in a turn in the next one. */
export function inSlices(begin: Begin): Begin {
  const waiting: (readonly [IncomingMessage, ServerResponse])[] = []
  /** When the turn began to begin requests; null: it has not yet. */
  let since: number | null = null

  const isOver = (): boolean => {
    if (since === null) {
      since = performance.now()
      setImmediate(nextTurn)
      return false
    }
    return performance.now() - since >= sliceMs
  }

  function nextTurn(): void {
    since = null
    beginNext()
  }

  /** What a request sets off at once is done before the next one begins, and counts. */
  function beginNext(): void {
    if (waiting.length === 0 || isOver()) return
    const [request, response] = waiting.shift() ?? []
    // Nobody hears the answer of one that was given up meanwhile.
    if (request !== undefined && response !== undefined && !request.socket.destroyed) begin(request, response)
    process.nextTick(beginNext)
  }

  return (request, response) => {
    if (isHealth(request.url) || (waiting.length === 0 && !isOver())) begin(request, response)
    else waiting.push([request, response])
  }
}
