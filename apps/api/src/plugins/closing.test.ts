import { Agent, get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { registerClosing } from './closing.ts'
import { registerErrors } from './errors.ts'

/** A server with a route that answers when it is told to. */
async function serve() {
  const app = Fastify({ return503OnClosing: false, keepAliveTimeout: 72_000 })
  registerErrors(app)
  registerClosing(app)
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: wanted, resolve: answer } = Promise.withResolvers<void>()
  app.get('/slow', async () => {
    begin()
    await wanted
    return { done: true }
  })
  app.get('/quick', async () => ({ done: true }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (path: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path, agent, host: '127.0.0.1' }, resolve).on('error', reject)
    })
  return { app, ask, begun, answer }
}

it('a stop waits for what was begun and for no connection behind it', async () => {
  const { app, ask, begun, answer } = await serve()
  const slow = ask('/slow')
  await begun
  const from = performance.now()
  const closed = app.close()
  await new Promise(setImmediate)
  answer()
  const reply = await slow
  expect(reply.statusCode).toBe(200)
  expect(reply.headers.connection).toBe('close')
  expect(await text(reply)).toBe('{"done":true}')
  await closed
  // A connection that is kept would hold it for 72 seconds.
  expect(performance.now() - from).toBeLessThan(10_000)
})

it('a request that comes in whole during a stop is refused in words, and its connection ends', async () => {
  const { app, ask, begun, answer } = await serve()
  const slow = ask('/slow')
  await begun
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /quick HTTP/1.1\r\nhost: city\r\n')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const closed = app.close()
  await new Promise(setImmediate)
  socket.write('\r\n')
  const told = await text(socket)
  expect(told).toMatch(/^HTTP\/1.1 503 /)
  expect(told).toMatch(/^connection: close\r$/im)
  expect(told).toMatch(/^retry-after: 5\r$/im)
  expect(told).toContain('服务正在停止或重新启动')
  answer()
  await text(await slow)
  await closed
})
