import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { runLoad } from './load.ts'

/* The load generator counts answers that are whole and as they were asked for, and nothing else. */

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.closeAllConnections()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=1`
}

it('counts every answer once, as the server does, over as many connections as were asked for', async () => {
  const seen = new Set<unknown>()
  let answered = 0
  const url = await serve((request, response) => {
    expect([request.url, request.headers['x-who']]).toEqual(['/a?b=1', 'me'])
    seen.add(request.socket)
    answered += 1
    response.end('x'.repeat(200_000))
  })
  const load = await runLoad({ url, headers: { 'x-who': 'me' }, status: 200 }, 3, 0.3)
  expect([load.requests, seen.size]).toEqual([answered, 3])
  expect(load.perSecond).toBeLessThanOrEqual(load.requests / 0.3)
  expect(load.p50).toBeGreaterThan(0)
  expect(load.p99).toBeGreaterThanOrEqual(load.p50)
})

it('says how long answers take', async () => {
  const url = await serve((_request, response) => void setTimeout(() => response.writeHead(304).end(), 40))
  const { p50, p99, requests } = await runLoad({ url, headers: {}, status: 304 }, 2, 0.2)
  expect(p50).toBeGreaterThanOrEqual(38)
  expect(p99).toBeGreaterThanOrEqual(p50)
  expect(requests).toBeLessThanOrEqual(12)
})

it('takes no refusal for an answer, and no half of one', async () => {
  const refused = await serve((_request, response) => void response.writeHead(401).end('no'))
  await expect(runLoad({ url: refused, headers: {}, status: 200 }, 2, 0.1)).rejects.toThrow('answered no 200')
  await expect(runLoad({ url: refused, headers: {}, status: 304 }, 2, 0.1)).rejects.toThrow('answered no 304')
  const half = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half')
    setTimeout(() => response.destroy(), 20)
  })
  await expect(runLoad({ url: half, headers: {}, status: 200 }, 2, 0.1)).rejects.toThrow('ended a connection')
  const unknown = await serve((_request, response) => {
    response.write('of a length that nobody said')
    response.end()
  })
  await expect(runLoad({ url: unknown, headers: {}, status: 200 }, 2, 0.1)).rejects.toThrow('announced no length')
})
