import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import autocannon from 'autocannon'
import { sleep } from '../bench/child.ts'
import { release, watchLife } from './busy/crowd.ts'
import { percentile } from './crash/rounds.ts'
import { signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import type { Measured, Trial } from './types.ts'

export const meetingHour: Trial = {
  id: 'L1',
  section: 'Load',
  promise: 'meeting hour: 60 connections ask for the cockpit as fast as they are answered',
  aim: '≥ 500 answers/s, p99 ≤ 250 ms, 0 errors',
  on: ['sqlite', 'postgres'],
  minutes: 5,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    const { cookie } = await signIn(city.base, 'lingdao')
    const asked = { url: `${city.base}${release}/overview`, headers: { cookie, 'accept-encoding': 'gzip' } }
    const seen = await autocannon({ ...asked, connections: 60, duration: context.isQuick ? 10 : 30 })
    await city.end('SIGTERM')
    const bad = seen.errors + seen.timeouts + seen.non2xx
    return {
      figure: `${seen.requests.average.toFixed(0)} answers/s, p99 ${seen.latency.p99} ms, ${bad} errors`,
      met: bad === 0 && seen.requests.average >= 500 && seen.latency.p99 <= 250,
    }
  },
}

const limits = { healthMs: 1000, recoveryMs: 10_000 }

/** People who ask and do not read, and posts that are begun and never ended. */
function dawdlers({ base }: City, cookie: string): Socket[] {
  const { hostname, port } = new URL(base)
  const open = (text: string): Socket => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write(text))
    // The server ends it when its patience is over: what is looked for.
    socket.on('error', () => socket.destroy())
    return socket
  }
  const head = `Host: ${hostname}:${port}\r\nCookie: ${cookie}\r\n`
  const slow = Array.from({ length: 50 }, () => open(`GET ${release}/matrix HTTP/1.1\r\n${head}\r\n`).pause())
  const halves = Array.from({ length: 200 }, (_, at) =>
    at % 2 === 0
      ? open(`POST /api/v1/session HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n{`)
      : open(`POST /api/v1/session HTTP/1.1\r\nHost: ${hostname}`),
  )
  return [...slow, ...halves]
}

export const overCapacity: Trial = {
  id: 'L5',
  section: 'Load',
  promise: 'over capacity: 500 connections at once, 50 that do not read their answer, 200 posts that never end',
  aim: 'health ≤ 1 s, no answer but 200 and 503 with Retry-After, recovered ≤ 10 s',
  on: ['sqlite', 'postgres'],
  minutes: 10,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    const { cookie, ask } = await signIn(city.base, 'lingdao')
    const waiting = dawdlers(city, cookie)
    await sleep(500)
    const life = await watchLife(city)
    const url = `${city.base}${release}/overview`
    const seen = await autocannon({ url, headers: { cookie }, connections: 500, duration: context.isQuick ? 10 : 30 })
    const health = await life.stop()
    const from = performance.now()
    const after = await ask('GET', `${release}/overview`)
    const recovery = performance.now() - from
    const stillOpen = waiting.filter(({ destroyed }) => !destroyed).length
    for (const socket of waiting) socket.destroy()
    const { code } = await city.end('SIGTERM')
    const refused = seen.statusCodeStats['503']?.count ?? 0
    const bad = seen.errors + seen.timeouts + seen.non2xx - refused
    const slowest = Math.max(...health)
    return {
      figure: `${seen.requests.average.toFixed(0)} answers/s, ${refused} told to come again, ${bad} errors; health p99 ${percentile(health, 0.99).toFixed(0)}, slowest ${slowest.toFixed(0)} ms; next answer after ${recovery.toFixed(0)} ms`,
      met:
        bad === 0 && code === 0 && slowest <= limits.healthMs && after.status === 200 && recovery <= limits.recoveryMs,
      detail: `${stillOpen} of ${waiting.length} dawdlers were still connected at the end`,
    }
  },
}
