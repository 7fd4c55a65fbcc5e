import { setDuty } from '@cg/services/entry/entry.fixture'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  apForm,
  expectStatus,
  fileQuarter,
  formPath,
  openTestCity,
  publishQuarter,
  refusalFault,
  rsjForm,
  save,
  skills,
  tjjForm,
  union,
  workers,
} from './city.ts'
import type { Answer, City, Login } from './city.ts'
import { openDescription } from './described.ts'
import { columns, documentation, table } from './rights.table.ts'
import type { Column, Row } from './rights.table.ts'

let city: City
let preview = ''
let previewCode = ''
let spare = ''
/** What the OpenAPI document does not say of the answers to those who asked as the table says. */
const undescribed = new Set<string>()
let describedFault: Awaited<ReturnType<typeof openDescription>>

const trained = { AP: 80, BS: 70, CX: 60 }
const total = { AP: 100, BS: 100, CX: 100 }

beforeAll(async () => {
  city = await openTestCity()
  city.setNow('2026-07-05T02:00:00.000Z')
  await fileQuarter(city, { quarter: '2026Q2', trained, total })
  await publishQuarter(city, '2026Q2')
  city.setNow('2026-10-05T02:00:00.000Z')
  const assisting = [{ department: 'ZGH', supplies: '企业名单' }]
  await setDuty(city.harness.store, '2026Q3', { items: ['P_TRAIN'], evidence: 'none', assisting })
  expectStatus(await save(city, 'tjj', tjjForm, workers(total)), 200)
  expectStatus(await save(city, 'rsj', rsjForm, skills(trained)), 200)
  expectStatus(await save(city, 'ap', apForm, union('AP')), 200)
  for (const [login, form] of [
    ['tjj', tjjForm],
    ['rsj', rsjForm],
    ['ap', apForm],
  ] as const) {
    expectStatus(await act(city, login, form, 'submit'), 200)
  }
  expectStatus(await act(city, 'reviewer', tjjForm, 'accept'), 200)
  const made = await city.ask('publisher', 'POST /api/v1/periods/2026Q3/preview', { body: {} })
  preview = String(expectStatus(made, 200).body.id)
  previewCode = encodeURIComponent(made.body.head.code)
  describedFault = await openDescription(city)
  spare = String(await city.harness.addUser('spare', [{ role: 'leader' }]))
  for (const login of columns) if (login !== null) expectStatus(await city.ask(login, 'GET /api/v1/session'), 200)
})

afterAll(() => city.close())

const real = (path: string) =>
  path.replace('PREVIEW_CODE', previewCode).replace('PREVIEW', preview).replace('SPARE', spare)
const ask = async (login: Column, path: string, row: Row): Promise<Answer> => {
  const answer = await city.ask(login, real(path), row.request)
  const fault = describedFault(row.route, answer)
  if (fault !== null) undescribed.add(`${row.route}: ${fault}`)
  return answer
}

function wanted(row: Row, login: Column): number {
  if (login === null) return row.anonymous ?? 401
  return row.may[login] ?? row.refusal ?? 403
}

function isRefused(row: Row, login: Column): boolean {
  return login === null ? row.anonymous === undefined : row.may[login] === undefined
}

/** A refusal without what is new each time. */
function words({ status, body }: Answer): unknown {
  const { requestId: _requestId, ...rest } = body
  return { status, ...rest }
}

/** Every route that the router holds, hidden ones too. */
function registeredRoutes(): string[] {
  const stack: string[] = []
  return city.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^(.*?)── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line)
      if (found === null) return []
      const [, indent = '', segment = '', methods = ''] = found
      const depth = Math.floor(indent.length / 4)
      stack.length = depth
      stack.push(segment)
      const path = stack.join('')
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${path}`)
    })
}

describe('the table of rights', () => {
  it('names every registered route, and no other', ({ task }) => {
    const known = new Set(table.map((row) => row.route))
    const routes = registeredRoutes().filter((route) => !documentation.test(route) && !route.startsWith('HEAD '))
    expect(routes.length).toBeGreaterThan(50)
    task.meta.counted = { routes: routes.length }
    expect(routes.filter((route) => !known.has(route))).toEqual([])
    expect([...known].filter((route) => !routes.includes(route))).toEqual([])
  })

  it('lists what the OpenAPI document describes', async () => {
    const { body } = expectStatus(await city.ask(null, 'GET /api/docs/json'), 200)
    const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.toSorted()).toEqual([...new Set(table.map((row) => row.route))].toSorted())
  })

  it('refuses strangers alike whether or not the thing exists, and writes nothing', async ({ task }) => {
    const faults: string[] = []
    let refusals = 0
    for (const row of table) {
      for (const login of columns.filter((one) => isRefused(row, one))) {
        const before = city.trace()
        const answer = await ask(login, row.path, row)
        const name = `${login ?? 'nobody'} ${row.path}`
        if (answer.status !== wanted(row, login)) faults.push(`${name}: ${answer.status}, not ${wanted(row, login)}`)
        refusals += 1
        const fault = refusalFault(answer)
        if (fault !== null) faults.push(`${name}: ${fault}`)
        const isInsider = login !== null && row.insiders?.includes(login) === true
        if (row.absent !== undefined && !isInsider) {
          const other = await ask(login, row.absent, row)
          if (JSON.stringify(words(other)) !== JSON.stringify(words(answer)))
            faults.push(`${name} tells what exists: ${answer.text} / ${other.text}`)
        }
        if (JSON.stringify(city.trace()) !== JSON.stringify(before)) faults.push(`${name} wrote something`)
      }
    }
    expect(faults).toEqual([])
    task.meta.counted = { refusals }
  })

  it('is not passed by another spelling, method or header', async ({ task }) => {
    const faults: string[] = []
    let tricks = 0
    const before = JSON.stringify(city.trace())
    for (const row of table) {
      for (const login of [null, 'leader'] as const) {
        if (!isRefused(row, login)) continue
        for (const [trick, route, headers] of tricksOf(real(row.path))) {
          tricks += 1
          const answer = await city.ask(login, route, { ...row.request, headers })
          // Asked as a GET it may only ever be the GET of that address, which has its own row.
          const isReading = trick.startsWith('override') && route.startsWith('GET ') && answer.status === 200
          const plain = isReading ? await city.ask(login, `GET ${real(row.path).split(' ')[1]}`) : null
          if (plain !== null && plain.text === answer.text) continue
          if (answer.status < 400 || answer.status >= 500)
            faults.push(`${login ?? 'nobody'} ${trick} ${route}: ${answer.status}`)
        }
      }
    }
    expect(faults).toEqual([])
    task.meta.counted = { tricks }
    expect(JSON.stringify(city.trace())).toBe(before)
  })

  it('refuses every write that another site sends, from those who may as from nobody', async ({ task }) => {
    const faults: string[] = []
    let foreign = 0
    const before = JSON.stringify(city.trace())
    const signs = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost.evil.example' },
    ]
    for (const row of table.filter((one) => !one.route.startsWith('GET '))) {
      const [may] = columns.filter((login) => !isRefused(row, login))
      for (const headers of signs) {
        foreign += 1
        const answer = await city.ask(may ?? null, real(row.path), {
          ...row.request,
          headers: headers as Record<string, string>,
        })
        if (answer.status !== 403 || answer.body.reason !== 'origin.foreign')
          faults.push(`${row.route} ${JSON.stringify(headers)}: ${answer.status}`)
      }
    }
    expect(faults).toEqual([])
    task.meta.counted = { 'writes from another site': foreign }
    expect(JSON.stringify(city.trace())).toBe(before)
  })

  it('keeps the office’s and the reporters’ drafts from everybody else', async () => {
    const bs = formPath('U-ZGH/BS')
    const before = city.trace()
    expectStatus(await save(city, 'bs', 'U-ZGH/BS', union('BS')), 200)
    expect(city.trace()).not.toMatchObject({ version: before.version })
    expect(city.trace()).not.toMatchObject({ audit: before.audit })
    for (const tail of ['', '/sheet', '/history?item=E_OPEN&unit=BS']) {
      expectStatus(await city.ask('bs', `GET ${bs}${tail}`), 200)
      for (const login of ['zgh', 'reviewer', 'publisher', 'ap', 'leader', 'admin', 'auditor'] as const) {
        expectStatus(await city.ask(login, `GET ${bs}${tail}`), 403)
      }
    }
  })

  it('shows a reviewer or publisher of a part of the city the forms of that part alone', async () => {
    const formsOf = async (login: Login, list: 'queue?state=submitted' | 'reminders' | 'matrix') => {
      const { body } = expectStatus(await city.ask(login, `GET /api/v1/review/${list}`), 200)
      const found: { form: string; reporter: string }[] = list === 'matrix' ? body.cells : body.items
      return found.map(({ form, reporter }) => `${form}/${reporter}`).toSorted()
    }
    const unions = ['U-ZGH/AP', 'U-ZGH/BS', 'U-ZGH/CX']
    for (const [login, matrix, waiting, owed] of [
      ['reviewer', [rsjForm, tjjForm, ...unions], [rsjForm, apForm], unions.slice(1)],
      ['reviewerRsj', [rsjForm], [rsjForm], []],
      ['reviewerZgh', unions, [apForm], unions.slice(1)],
      ['reviewerAp', [apForm], [apForm], []],
    ] as const) {
      expect([login, await formsOf(login, 'matrix')]).toEqual([login, matrix])
      expect([login, await formsOf(login, 'queue?state=submitted')]).toEqual([login, waiting])
      expect([login, await formsOf(login, 'reminders')]).toEqual([login, owed])
    }
    expect(await formsOf('publisherRsj', 'matrix')).toEqual([rsjForm])
    expect(await formsOf('publisherAp', 'matrix')).toEqual([apForm])
    const { body } = await city.ask('reviewerRsj', 'GET /api/v1/review/queue')
    expect([body.due, body.counts.find((one: { state: string }) => one.state === 'accepted').count]).toEqual([1, 0])
  })

  it('tells a reviewer of one department whom to ask for what concerns the whole city', async () => {
    const { body } = expectStatus(await city.ask('reviewerRsj', 'GET /api/v1/previews'), 403)
    expect(body.reason).toBe('grant.not_city')
    expect(body.detail).toContain('需要全市范围的审核人或发布人办理')
  })

  it('takes a right away at once', async () => {
    const change = (isActive: boolean, version: number) =>
      city.ask('admin', `PATCH /api/v1/admin/users/${city.id('tjj')}`, { version, body: { isActive } })
    expectStatus(await city.ask('tjj', `GET ${formPath(tjjForm)}`), 200)
    expectStatus(await change(false, 1), 200)
    expectStatus(await city.ask('tjj', `GET ${formPath(tjjForm)}`), 401)
    expectStatus(await change(true, 2), 200)
  })

  it('lets those in who may, with the status it names', async () => {
    city.setNow('2026-10-05T03:00:00.000Z')
    const faults: string[] = []
    for (const row of table) {
      for (const login of columns.filter((one) => !isRefused(row, one))) {
        const answer = await ask(login, row.path, row)
        if (answer.status !== wanted(row, login))
          faults.push(`${login ?? 'nobody'} ${row.path}: ${answer.status}, not ${wanted(row, login)}: ${answer.text}`)
      }
    }
    expect(faults).toEqual([])
    expect([...undescribed]).toEqual([])
  })
})

type Trick = readonly [name: string, route: string, headers: Record<string, string>]

function tricksOf(route: string): Trick[] {
  const [method = '', url = ''] = route.split(' ')
  const [path = '', query] = url.split('?')
  const rest = query === undefined ? '' : `?${query}`
  const last = path.lastIndexOf('/')
  const other = method === 'GET' ? 'POST' : 'GET'
  const plain: [string, string][] = [
    ['double slash', `${method} /${path}${rest}`],
    ['inner double slash', `${method} ${path.replace('/v1/', '/v1//')}${rest}`],
    ['trailing slash', `${method} ${path}/${rest}`],
    ['upper case', `${method} ${path.toUpperCase()}${rest}`],
    ['encoded slash', `${method} ${path.slice(0, last)}%2F${path.slice(last + 1)}${rest}`],
    ['encoded letter', `${method} ${path.replace('/api/', '/%61pi/')}${rest}`],
    ['dot segment', `${method} /api/v1/welcome/..${path.slice('/api/v1'.length)}${rest}`],
    ['encoded dots', `${method} /api/v1/welcome/%2e%2e${path.slice('/api/v1'.length)}${rest}`],
    ['matrix parameter', `${method} ${path};a=1${rest}`],
    ['null byte', `${method} ${path}%00${rest}`],
    ['extension', `${method} ${path}.json${rest}`],
    ['backslash', `${method} ${path.replace('/v1/', '/v1\\')}${rest}`],
    ['override in the query', `${other} ${path}?_method=${method}`],
    ['OPTIONS', `OPTIONS ${path}${rest}`],
  ]
  if (method === 'GET') plain.push(['HEAD', `HEAD ${path}${rest}`])
  const headers: [string, string, Record<string, string>][] = [
    ['override header', `${other} ${path}${rest}`, { 'x-http-method-override': method, 'x-method-override': method }],
    ['rewritten address', 'GET /api/v1/none', { 'x-original-url': url, 'x-rewrite-url': url }],
    ['trusted proxy', route, { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' }],
    ['named user', route, { 'x-user': 'admin', 'x-remote-user': 'admin', authorization: 'Bearer admin' }],
    ['other site', route, { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }],
  ]
  return [...plain.map(([name, to]): Trick => [name, to, {}]), ...headers]
}

it('a login of the table is never signed in by a made-up cookie', async () => {
  const who: Login = 'admin'
  for (const cookie of ['cg=admin', `cg=${'0'.repeat(64)}`, 'cg=', 'cg=%00', "cg=' OR 1=1 --", `cg=${city.id(who)}`]) {
    const answer = await city.ask(null, 'GET /api/v1/admin/users', { headers: { cookie } })
    expectStatus(answer, 401)
  }
})
