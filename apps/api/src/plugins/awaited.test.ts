import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { registerAwaited } from './awaited.ts'

const quietMs = 150
const app = () => Fastify({ connectionTimeout: quietMs, keepAliveTimeout: quietMs })

let server: ReturnType<typeof app>
let port = 0
beforeEach(async () => {
  server = app()
  registerAwaited(server)
  server.get('/slow', async () => {
    await sleep(quietMs * 4)
    return 'done'
  })
  server.post('/body', async () => 'read')
  server.get('/long', async () => Buffer.alloc(64 * 2 ** 20))
  await server.listen({ host: '127.0.0.1', port: 0 })
  ;({ port } = server.server.address() as AddressInfo)
})
afterEach(() => server.close())

/** Sends a text and answers what came until the connection ended; node waits a second longer than it was told. */
async function talk(text: string, { isRead = true } = {}): Promise<{ answer: string; hasEnded: boolean }> {
  const connected = once(server.server, 'connection')
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  if (isRead) socket.on('data', (piece: Buffer) => (answer += piece.subarray(0, 200).toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(text)
  const ended = connected.then(([own]) => once(own as typeof socket, 'close'))
  const hasEnded = await Promise.race([ended.then(() => true), sleep(10_000, false, { ref: false })])
  socket.destroy()
  return { answer, hasEnded }
}

it('who waits for an answer keeps the connection until it is there, and loses it when nothing moves after that', async () => {
  const { answer, hasEnded } = await talk('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answer).toMatch(/done$/)
  expect(hasEnded).toBe(true)
})

it.each([
  ['asks nothing', ''],
  [
    'does not end what it sends',
    'POST /body HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf',
  ],
])('who %s loses it', async (_, text) => {
  expect(await talk(text)).toEqual({ answer: '', hasEnded: true })
})

it('who does not read the answer loses it', async () => {
  expect(await talk('GET /long HTTP/1.1\r\nHost: x\r\n\r\n', { isRead: false })).toEqual({ answer: '', hasEnded: true })
})
