import { Agent, get } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { must } from '@cg/domain/must'
import { plainQuarter } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* Real sockets and the real drawing thread: what a hundred people at one moment meet. */

let api: ReleaseApi
let base: string
const agent = new Agent({ keepAlive: true, maxSockets: 150 })

beforeEach(async () => {
  api = await openReleaseApi()
  await api.publish(plainQuarter)
  base = await api.app.listen({ host: '127.0.0.1', port: 0 })
})

afterEach(async () => {
  agent.destroy()
  await api.close()
})

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly bytes: Buffer }

/** Rejects when the connection is dropped. */
function ask(person: Person, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const [cookie = ''] = Object.entries(api.cookiesOf(person)).map((pair) => pair.join('='))
    const headers = { cookie }
    get(`${base}/api/v1${path}`, { agent, headers }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('error', reject)
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, bytes: Buffer.concat(parts) }),
      )
    }).on('error', reject)
  })
}

const chart = '/releases/CG-2026Q3-01/charts/export?kind=district-ranking&measure=RATE'

it('a hundred exports at once are drawn or told when to come again, none is dropped, and pages and others are served meanwhile', async () => {
  const order: string[] = []
  const titled = (at: number) => `${chart}&format=png&title=${encodeURIComponent(`第${at}张图`)}`
  const greedy = Array.from({ length: 99 }, async (_, at) => {
    const answer = await ask('leader', titled(at))
    if (answer.status === 200) order.push('greedy')
    return answer
  })
  const other = ask('second', titled(99)).then((answer) => {
    order.push('other')
    return answer
  })
  const page = ask('publisher', '/releases/CG-2026Q3-01/overview').then((answer) => {
    order.push('page')
    return answer
  })
  const answers = await Promise.all(greedy)
  const drawn = answers.filter(({ status }) => status === 200)
  const refused = answers.filter(({ status }) => status === 503)
  expect(drawn.length + refused.length).toBe(99)
  expect(drawn.length).toBeGreaterThanOrEqual(5)
  expect(refused.length).toBeGreaterThan(0)
  for (const { bytes } of drawn) expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  for (const { headers, bytes } of refused) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(bytes.toString()).toMatch(/您已有5个文件正在生成，请待其完成后再导出/)
  }
  expect((await other).status).toBe(200)
  expect((await page).status).toBe(200)
  for (const mark of ['other', 'page']) expect(order.indexOf(mark), mark).toBeLessThan(order.lastIndexOf('greedy'))
  expect((await ask('leader', titled(must(answers.findIndex(({ status }) => status === 503))))).status).toBe(200)
})

it('books that are asked for at once are made one after the other, however long that takes; none is dropped', async () => {
  // Far longer than a connection may lie still for any other reason.
  api.app.server.setTimeout(100)
  const people: Person[] = ['leader', 'second', 'publisher', 'reviewer']
  const answers = await Promise.all(
    people.flatMap((person) => [1, 2, 3].map(() => ask(person, '/releases/CG-2026Q3-01/book'))),
  )
  const [made, refused] = [200, 503].map((status) => answers.filter((one) => one.status === status))
  expect(must(made).length + must(refused).length).toBe(12)
  // One is made and six wait.
  expect(must(made).length).toBeGreaterThanOrEqual(3)
  expect(must(refused).length).toBeGreaterThanOrEqual(5)
  for (const { bytes } of must(made)) expect(bytes.toString()).toMatch(/<\/html>\s*$/)
  for (const { headers, bytes } of must(refused)) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(bytes.toString()).toMatch(/请几秒后再导出/)
  }
})
