import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { inSlices, sliceMs } from './slices.ts'

function work(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** A server each of whose requests takes 10 ms of the processor at once, and what it has begun. */
async function serve() {
  const begun: string[] = []
  const server = createServer(
    inSlices((request, response) => {
      begun.push(request.url ?? '')
      work(10)
      response.end(request.url)
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async (path: string) => (await fetch(base + path)).text()
  return { begun, ask, close: () => server.close().closeAllConnections() }
}

const many = Array.from({ length: 40 }, (_, at) => `/work/${at}`)

describe('requests that come at once', () => {
  it('are all answered, each with its own answer', async () => {
    const { ask, begun, close } = await serve()
    expect(await Promise.all(many.map(ask))).toEqual(many)
    expect(begun.toSorted()).toEqual(many.toSorted())
    close()
  })

  it('are begun in the order in which they came, a slice in a turn', async () => {
    const { begun, send } = heard()
    send('/0')
    send('/1')
    send('/2')
    expect(begun).toEqual(['/0'])
    await new Promise(setImmediate)
    expect(begun).toEqual(['/0', '/1'])
    await new Promise(setImmediate)
    expect(begun).toEqual(['/0', '/1', '/2'])
  })

  it('hold up nobody who asks whether the server lives', () => {
    const { begun, send } = heard()
    send('/0')
    send('/1')
    send('/livez')
    send('/readyz')
    expect(begun).toEqual(['/0', '/livez', '/readyz'])
  })

  it('are not begun when their senders have gone meanwhile', async () => {
    const { begun, send } = heard()
    send('/0')
    send('/1').socket.destroyed = true
    send('/2')
    await vi.waitFor(() => expect(begun).toEqual(['/0', '/2']))
  })
})

/** Slices in which each request takes a whole one, given what they look at of requests that nobody sent. */
function heard() {
  const begun: (string | undefined)[] = []
  const begin = inSlices(({ url }) => {
    begun.push(url)
    if (url !== '/livez') work(sliceMs)
  })
  const send = (url: string) => {
    const request = { url, socket: { destroyed: false } }
    begin(request as IncomingMessage, {} as ServerResponse)
    return request
  }
  return { begun, send }
}
