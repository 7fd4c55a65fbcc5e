import rateLimit from '@fastify/rate-limit'
import type { CallCounter } from '@cg/db/call-counter'
import { must } from '@cg/domain/must'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sharedCalls } from './shared-calls.ts'

/** What a database counts, for one window. */
function counter(): CallCounter {
  const calls = new Map<string, number>()
  return async ({ caller, route, windowMs }) => {
    const key = `${caller} ${route}`
    calls.set(key, (calls.get(key) ?? 0) + 1)
    return { calls: calls.get(key) ?? 0, endsInMs: windowMs }
  }
}

const processes: FastifyInstance[] = []
beforeEach(async () => {
  const count = counter()
  for (let at = 0; at < 2; at++) processes.push(await another(count))
})
afterEach(async () => {
  for (const one of processes.splice(0)) await one.close()
})

/** A process that answers two limited routes. */
async function another(count: CallCounter): Promise<FastifyInstance> {
  const app = Fastify()
  const now = () => new Date('2026-10-20T02:00:00.000Z')
  await app.register(rateLimit, {
    global: false,
    store: sharedCalls(count, now),
    keyGenerator: ({ headers }) => String(headers['x-who']),
  })
  const config = { rateLimit: { max: 3, timeWindow: '1 minute' } }
  for (const url of ['/a', '/b/:id']) app.get(url, { config }, () => 'done')
  return app
}

async function ask(at: number, url: string, who = 'A'): Promise<[number, unknown]> {
  const { statusCode, headers } = await must(processes[at]).inject({ url, headers: { 'x-who': who } })
  return [statusCode, headers['x-ratelimit-remaining']]
}

it('calls through either process count towards one limit, by caller and route', async () => {
  expect(await ask(0, '/a')).toEqual([200, '2'])
  expect(await ask(1, '/a')).toEqual([200, '1'])
  expect(await ask(0, '/a')).toEqual([200, '0'])
  expect((await ask(1, '/a'))[0]).toBe(429)
  expect((await ask(0, '/a'))[0]).toBe(429)
  expect(await ask(1, '/a', 'B')).toEqual([200, '2'])
  expect(await ask(0, '/b/1')).toEqual([200, '2'])
  expect(await ask(1, '/b/2')).toEqual([200, '1'])
})
