import rateLimit from '@fastify/rate-limit'
import { openCity } from '@cg/services/release/release.fixture'
import type { TestCity } from '@cg/services/release/release.fixture'
import { must } from '@cg/domain/must'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sharedCalls } from './shared-calls.ts'

let city: TestCity
const processes: FastifyInstance[] = []
beforeEach(async () => {
  city = await openCity()
  for (let at = 0; at < 2; at++) processes.push(await another())
})
afterEach(async () => {
  for (const one of processes.splice(0)) await one.close()
  city.close()
})

/** A process that answers two limited routes. */
async function another(): Promise<FastifyInstance> {
  const app = Fastify()
  const services = { store: city.store, now: () => new Date('2026-10-20T02:00:00.000Z') }
  await app.register(rateLimit, {
    global: false,
    store: sharedCalls(services),
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
