import { once } from 'node:events'
import { createServer, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asksRaw } from './raw.fixture.ts'
import { keptHead } from './kept-head.ts'

/* A head that goes out again is the one that node would write, to whoever asks. */

const lines = ['X-One', '1', 'content-length', '2', 'vary', 'accept', 'x-one', 'two']
let moment = 0
const whole = () => keptHead(200, lines, () => moment)
const unchanged = () => keptHead(304, ['etag', '"x"'], () => moment)
let writeHead = vi.spyOn(ServerResponse.prototype, 'writeHead')

beforeEach(() => {
  moment = 0
  writeHead = vi.spyOn(ServerResponse.prototype, 'writeHead')
})
afterEach(() => writeHead.mockRestore())

/** What two answers in a row are, byte by byte but for the date, and how many heads node wrote for them. */
async function twice(head: ReturnType<typeof keptHead>, body: string | undefined, text: string) {
  const server = createServer((_request, response) => {
    head(response)
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  writeHead.mockClear()
  const answers = [await asksRaw(port, text), await asksRaw(port, text)]
  server.close()
  server.closeAllConnections()
  return {
    answers: answers.map((one) => one.replace(/^Date: .*$/m, 'Date: then')),
    written: writeHead.mock.calls.length,
  }
}

const asked = (version: string, more = '') => `GET / HTTP/${version}\r\nHost: x\r\n${more}\r\n`
const keptOpen = 'Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n'
const said = 'X-One: 1\r\ncontent-length: 2\r\nvary: accept\r\nx-one: two\r\nDate: then\r\n'

it('is written once, and goes out again to the last byte', async () => {
  const answer = `HTTP/1.1 200 OK\r\n${said}${keptOpen}\r\nok`
  expect(await twice(whole(), 'ok', asked('1.1'))).toEqual({ answers: [answer, answer], written: 1 })
  const known = `HTTP/1.1 304 Not Modified\r\netag: "x"\r\nDate: then\r\n${keptOpen}\r\n`
  expect(await twice(unchanged(), undefined, asked('1.1'))).toEqual({ answers: [known, known], written: 1 })
})

it('is node’s own again to who ends the connection, and to who speaks HTTP/1.0', async () => {
  const close = `HTTP/1.1 200 OK\r\n${said}Connection: close\r\n\r\nok`
  const head = whole()
  await twice(head, 'ok', asked('1.1'))
  expect(await twice(head, 'ok', asked('1.1', 'Connection: close\r\n'))).toEqual({
    answers: [close, close],
    written: 2,
  })
  expect(await twice(head, 'ok', asked('1.0'))).toEqual({ answers: [close, close], written: 2 })
  const known = unchanged()
  await twice(known, undefined, asked('1.1'))
  const closed = 'HTTP/1.1 304 Not Modified\r\netag: "x"\r\nDate: then\r\nConnection: close\r\n\r\n'
  expect(await twice(known, undefined, asked('1.0', 'Connection: keep-alive\r\n'))).toEqual({
    answers: [closed, closed],
    written: 2,
  })
  // What was written for those is kept for nobody.
  const open = `HTTP/1.1 200 OK\r\n${said}${keptOpen}\r\nok`
  const other = whole()
  await twice(other, 'ok', asked('1.0'))
  expect((await twice(other, 'ok', asked('1.1'))).answers).toEqual([open, open])
})

it('is written anew after a tenth of a second, with the date of then', async () => {
  const head = whole()
  expect((await twice(head, 'ok', asked('1.1'))).written).toBe(1)
  moment = 99.9
  expect((await twice(head, 'ok', asked('1.1'))).written).toBe(0)
  moment = 100
  expect((await twice(head, 'ok', asked('1.1'))).written).toBe(1)
})
