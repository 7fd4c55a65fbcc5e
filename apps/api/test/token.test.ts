import { Writable } from 'node:stream'
import { hashToken } from '@cg/services/session/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../src/app.ts'
import {
  act,
  expectStatus,
  fileQuarter,
  openTestCity,
  publishQuarter,
  refusalFault,
  save,
  tjjForm,
  workers,
} from './city.ts'
import type { City, Login, Request } from './city.ts'
import { naughtyStrings } from './naughty.ts'
import { table } from './rights.table.ts'

/* What a program reaches with a token (I7, J1): of all routes those listed here, and nothing else by any account. */

const reached = [
  'GET /api/v1/releases',
  'GET /api/v1/releases/:code/archive',
  'GET /api/v1/releases/:code/book',
  'GET /api/v1/releases/:code/bulletin',
  'GET /api/v1/releases/:code/charts/export',
  'GET /api/v1/releases/:code/data',
  'GET /api/v1/releases/:code/departments',
  'GET /api/v1/releases/:code/difference',
  'GET /api/v1/releases/:code/equity',
  'GET /api/v1/releases/:code/indicators/:indicator',
  'GET /api/v1/releases/:code/matrix',
  'GET /api/v1/releases/:code/overview',
  'GET /api/v1/releases/:code/pages/:page',
  'GET /api/v1/releases/:code/plan',
  'GET /api/v1/releases/:code/quality',
  'GET /api/v1/releases/:code/rankings/:measure',
  'GET /api/v1/releases/:code/rankings/:measure/whole',
  'GET /api/v1/releases/:code/registers',
  'GET /api/v1/releases/:code/registers/:kind',
  'GET /api/v1/releases/:code/talk',
  'GET /api/v1/releases/:code/targets',
  'GET /api/v1/releases/:code/targets/:unit',
  'GET /api/v1/releases/:code/units/:unit',
]

let city: City
let preview = ''
let previewCode = ''
const release = '/api/v1/releases/CG-2026Q2-01'

beforeAll(async () => {
  // Calls are counted in each process.
  city = await openTestCity({ isAlone: true })
  city.setNow('2026-07-05T02:00:00.000Z')
  const figures = { trained: { AP: 80, BS: 70, CX: 60 }, total: { AP: 100, BS: 100, CX: 100 } }
  await fileQuarter(city, { quarter: '2026Q2', ...figures })
  await publishQuarter(city, '2026Q2')
  city.setNow('2026-10-05T02:00:00.000Z')
  expectStatus(await save(city, 'tjj', tjjForm, workers(figures.total)), 200)
  expectStatus(await act(city, 'tjj', tjjForm, 'submit'), 200)
  expectStatus(await act(city, 'reviewer', tjjForm, 'accept'), 200)
  const made = await city.ask('publisher', 'POST /api/v1/periods/2026Q3/preview', { body: {} })
  preview = String(expectStatus(made, 200).body.id)
  previewCode = encodeURIComponent(made.body.head.code)
})

afterAll(() => city.close())

let made = 0
async function tokenOf(login: Login): Promise<{ id: number; secret: string; prefix: string }> {
  const body = { name: `程序${++made}`, scope: 'release.read', days: 90 }
  const answer = expectStatus(await city.ask(login, 'POST /api/v1/tokens', { body }), 200)
  return { id: answer.body.token.id, prefix: answer.body.token.prefix, secret: answer.body.secret }
}

/** Asks by token alone, or beside the sign-in of somebody. */
const by = (secret: string, route: string, { headers, ...request }: Request = {}, login: Login | null = null) =>
  city.ask(login, route, { ...request, headers: { ...headers, authorization: `Bearer ${secret}` } })

describe('of all routes, a token', () => {
  it('reaches the listed ones as its account does, is refused by the others before they look, and is given no cookie', async () => {
    const faults: string[] = []
    const opened = new Set<string>()
    for (const login of ['publisher', 'admin'] as const) {
      const { secret } = await tokenOf(login)
      for (const row of table) {
        const before = JSON.stringify(city.trace())
        const path = row.path.replace('PREVIEW_CODE', previewCode).replace('PREVIEW', preview).replace('SPARE', '1')
        const answer = await by(secret, path, row.request, login)
        const name = `${login} ${path}: ${answer.status}`
        const isSigningIn = row.route === 'POST /api/v1/session'
        if (answer.headers['set-cookie'] !== undefined) faults.push(`${name} sets a cookie`)
        if (row.anonymous !== undefined) {
          // Open to everybody: the token is not read, and so opens no more than none does.
          if (!isSigningIn && answer.status !== (await city.ask(null, path, row.request)).status) faults.push(name)
        } else if (reached.includes(row.route) && row.path.includes('PREVIEW')) {
          // A file that nobody is given of a preview is refused as it is to everybody.
          const isEverybodys = answer.status === 400 && (await city.ask('publisher', path, row.request)).status === 400
          if (!isEverybodys && (answer.status !== 403 || answer.body.reason !== 'token.preview')) faults.push(name)
        } else if (reached.includes(row.route)) {
          opened.add(row.route)
          if (answer.status !== (await city.ask(login, path, row.request)).status) faults.push(name)
        } else {
          if (answer.status !== 403 || answer.body.reason !== 'token.scope') faults.push(name)
          if (!String(answer.body.detail).includes('“读取已发布的数据”（release.read）')) faults.push(`${name} words`)
          if (answer.headers['www-authenticate'] !== 'Bearer error="insufficient_scope"') faults.push(`${name} header`)
          if (JSON.stringify(city.trace()) !== before) faults.push(`${name} wrote`)
        }
        const fault = answer.status < 400 ? null : refusalFault(answer)
        if (fault !== null) faults.push(`${name}: ${fault}`)
      }
    }
    expect(faults).toEqual([])
    expect([...opened].toSorted()).toEqual(reached)
  })

  it('is described for the listed ones and for no other', async () => {
    const { body } = expectStatus(await city.ask(null, 'GET /api/docs/json'), 200)
    const described = Object.entries<Record<string, { security: object[] }>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security.some((one) => 'bearer' in one))
        .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.toSorted()).toEqual(reached)
    expect(body.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' })
  })
})

describe('a bearer', () => {
  it('is refused where the token is unknown, expired, revoked or its account disabled, and told which', async () => {
    const refusal = async (secret: string) => {
      const { status, body, headers } = await by(secret, 'GET /api/v1/releases')
      return [status, body.reason, headers['www-authenticate']]
    }
    const invalid = 'Bearer error="invalid_token"'
    const live = await tokenOf('tjj')
    expectStatus(await by(live.secret, 'GET /api/v1/releases'), 200)
    for (const text of naughtyStrings.slice(0, 12)) {
      expect(refusalFault(expectStatus(await by(text, 'GET /api/v1/releases'), 401)), text).toBe(null)
    }
    for (const wrong of ['', 'x', `${live.secret}x`, live.secret.slice(0, -1), live.prefix, `${live.secret} x`]) {
      expect(await refusal(wrong)).toEqual([401, 'token.unknown', invalid])
    }
    const patch = (isActive: boolean, version: number) =>
      city.ask('admin', `PATCH /api/v1/admin/users/${city.id('tjj')}`, { version, body: { isActive } })
    expectStatus(await patch(false, 1), 200)
    expect(await refusal(live.secret)).toEqual([401, 'token.disabled', invalid])
    expectStatus(await patch(true, 2), 200)
    expectStatus(await by(live.secret, 'GET /api/v1/releases'), 200)
    expectStatus(await city.ask('admin', `POST /api/v1/admin/users/${city.id('tjj')}/password`), 200)
    expect(await refusal(live.secret)).toEqual([403, 'password.must_change', undefined])
    const gone = await tokenOf('leader')
    expectStatus(await city.ask('leader', `POST /api/v1/tokens/${gone.id}/revoke`), 200)
    expect(await refusal(gone.secret)).toEqual([401, 'token.revoked', invalid])
    const old = await tokenOf('leader')
    city.setNow('2027-01-03T02:00:00.000Z')
    expect(await refusal(old.secret)).toEqual([401, 'token.expired', invalid])
    city.setNow('2026-10-05T02:00:00.000Z')
  })

  it('takes the place of a cookie that came along, and another scheme is left to the proxy that asked for it', async () => {
    const { secret } = await tokenOf('leader')
    expectStatus(await by('wrong', 'GET /api/v1/releases', {}, 'leader'), 401)
    expectStatus(await by(secret, 'GET /api/v1/work', {}, 'rsj'), 403)
    const basic = { headers: { authorization: 'Basic bGVhZGVyOng=' } }
    expectStatus(await city.ask('leader', 'GET /api/v1/releases', basic), 200)
    expectStatus(await city.ask(null, 'GET /api/v1/releases', basic), 401)
    const lower = { headers: { authorization: `bearer ${secret}` } }
    expectStatus(await city.ask(null, 'GET /api/v1/releases', lower), 200)
  })

  it('opens no preview, not even one of an account that may, and is named where it takes a file', async () => {
    const path = `GET /api/v1/releases/${previewCode}/overview`
    expectStatus(await city.ask('publisher', path), 200)
    const { secret, prefix } = await tokenOf('publisher')
    const refused = expectStatus(await by(secret, path), 403)
    expect(refused.body).toMatchObject({ reason: 'token.preview', detail: expect.stringContaining('不能读取试看') })
    expect(expectStatus(await by(secret, 'GET /api/v1/releases'), 200).body.previews).toBe(undefined)
    expectStatus(await by(secret, `GET ${release}/data?format=csv`), 200)
    const trail = expectStatus(await city.ask('auditor', 'GET /api/v1/audit?action=release.take_data'), 200)
    expect(trail.body.items[0].lines).toContain(`所用令牌：${prefix}`)
  })

  it('is counted where it is wrong: after thirty, too many, with a time to wait', async () => {
    let answer = await by('wrong', 'GET /api/v1/releases')
    for (let call = 0; call < 40 && answer.status === 401; call++) answer = await by('wrong', 'GET /api/v1/releases')
    expect(refusalFault(expectStatus(answer, 429))).toBe(null)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    for (const text of naughtyStrings) {
      const rubbish = await by(text, 'GET /api/v1/releases')
      expect(refusalFault(expectStatus(rubbish, 429)), text).toBe(null)
    }
    // Who signs in is not held up.
    expectStatus(await city.ask('leader', 'GET /api/v1/releases'), 200)
  })
})

it('stands in no line of the log, whatever comes of it', async () => {
  const lines: string[] = []
  const logStream = new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) })
  const logged = await buildApp({
    services: { store: city.harness.store, now: () => new Date('2026-10-05T02:00:00.000Z') },
    config: { publicUrl: null, trustProxy: false, logLevel: 'trace', dataDir: '' },
    webFolder: null,
    logStream,
  })
  const { secret } = await tokenOf('auditor')
  const headers = { authorization: `Bearer ${secret}` }
  const statuses = ['releases', 'work', 'none'].map(async (path) => {
    const answer = await logged.inject({ url: `/api/v1/${path}`, headers })
    return answer.statusCode
  })
  expect(await Promise.all(statuses)).toEqual([200, 403, 404])
  await logged.close()
  expect(lines.join('')).toContain('/api/v1/releases')
  expect(lines.join('')).not.toContain(secret)
  expect(lines.join('')).not.toContain(hashToken(secret))
})

it('shows a secret once, and no list, trail or second try shows it again', async () => {
  const request = {
    body: { name: '只此一次', scope: 'release.read', days: 365 },
    headers: { 'idempotency-key': 'k'.repeat(20) },
  }
  const made = expectStatus(await city.ask('auditor', 'POST /api/v1/tokens', request), 200)
  const again = expectStatus(await city.ask('auditor', 'POST /api/v1/tokens', request), 409)
  expect(again.body.reason).toBe('token.name_taken')
  // Its own letters may be underlines.
  const secret: string = made.body.secret.split('_').slice(2).join('_')
  for (const [login, route] of [
    ['auditor', 'GET /api/v1/tokens'],
    ['admin', 'GET /api/v1/admin/tokens'],
    ['auditor', 'GET /api/v1/audit?action=token.create'],
  ] as const) {
    const { text } = expectStatus(await city.ask(login, route), 200)
    expect(text).toContain(made.body.token.prefix)
    expect(text).not.toContain(secret)
  }
  for (const days of [0, 366, 1.5]) {
    const body = { name: '太久', scope: 'release.read', days }
    expectStatus(await city.ask('auditor', 'POST /api/v1/tokens', { body }), 400)
  }
  const body = { name: '范围', scope: 'entry.write', days: 30 }
  expectStatus(await city.ask('auditor', 'POST /api/v1/tokens', { body }), 400)
})
