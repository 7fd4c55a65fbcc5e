import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { user } from '@cg/db/schema'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { actorOf, enter, people, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { Person, TestCity } from '@cg/services/release/release.fixture'
import { newToken } from '@cg/services/session/actor'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openReleaseApi } from '../routes/release-api.fixture.ts'
import type { ReleaseApi } from '../routes/release-api.fixture.ts'

let folder: string
let api: ReleaseApi
let city: TestCity
let app: FastifyInstance

/** In the place of the web's: it tells what it was given. */
const aheadModule = `export async function drawAhead({ period, answers }) {
  const { user } = answers['/api/v1/session']
  const { code } = answers['/api/v1/releases'].items[0].head
  const picture = '/api/v1/releases/' + code + '/charts/panel?kind=district-ranking&amp;measure=RATE'
  return '<b>' + user.name + ' sees ' + period + '</b><div data-picture="' + picture + '" data-heights="200 400,500 320" data-alt="A 95"></div>'
}`

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-web-'))
  mkdirSync(join(folder, 'assets'))
  const scripts =
    '<script nonce="__CSP_NONCE__"></script><script type="module" crossorigin src="/assets/main.js"></script>'
  const index = `<!doctype html><head>${scripts}</head><body><div id="root"></div></body>`
  writeFileSync(join(folder, 'index.html'), index)
  const files = { '/': { scripts: ['assets/cockpit.js'], styles: ['assets/cockpit.css'] } }
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(files))
  writeFileSync(join(folder, 'assets', 'cockpit.css'), '.cockpit{}')
  mkdirSync(join(folder, 'server'))
  writeFileSync(join(folder, 'server', 'ahead.js'), aheadModule)
  api = await openReleaseApi({ webFolder: folder })
  ;({ city, app } = api)
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
})

afterEach(async () => {
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

const prepare = (reason?: string) =>
  preparePreview(city.as('publisher'), { period: '2026Q3', ...(reason === undefined ? {} : { reason }) })

async function publish(reason?: string): Promise<string> {
  return (await publishPreview(city.as('second'), await prepare(reason))).head.code
}

const get = (who: Person | null, url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers, cookies: who === null ? {} : api.cookiesOf(who) })

/** What a page brings along: null where it brings nothing. */
async function brought(who: Person | null, url: string): Promise<Record<string, unknown> | null> {
  const { body } = await get(who, url)
  const [, text] = /<script type="application\/json" id="first-answers">(.*?)<\/script>/s.exec(body) ?? []
  return text === undefined ? null : (JSON.parse(text) as Record<string, unknown>)
}

test('a page brings the answers that its reader would ask the API for, and no others', async () => {
  const code = await publish()
  for (const who of people) {
    const answers = (await brought(who, '/')) ?? {}
    expect(Object.keys(answers)).toEqual([
      '/api/v1/session',
      '/api/v1/releases',
      `/api/v1/releases/${code}/overview`,
      '/api/v1/maps?period=2026Q3',
    ])
    for (const [url, answer] of Object.entries(answers)) expect((await get(who, url)).json(), url).toEqual(answer)
  }
})

test('each page of a release brings its own answers, of the release that its address names', async () => {
  const code = await publish()
  const of = async (url: string) =>
    Object.keys((await brought('leader', url)) ?? {}).flatMap((path) =>
      path.split(`/api/v1/releases/${code}/`).slice(1),
    )
  expect(await of('/rank')).toEqual(['rankings/score'])
  expect(await of('/rank?by=RATE')).toEqual(['rankings/RATE'])
  expect(await of('/i/RATE')).toEqual(['indicators/RATE'])
  expect(await of('/u/A?focus=A')).toEqual(['matrix', 'units/A'])
  expect(await of(`/compare?pub=${code}`)).toEqual(['matrix'])
  expect(await of('/targets?p=2026Q3')).toEqual(['targets'])
  expect(await of('/targets?p=2026Q2')).toEqual([])
  expect(await of('/u/..%2F..%2Fadmin')).toEqual(['matrix'])
  expect(await of('/audit')).toEqual([])
  expect(await brought('leader', '/share/1/rank')).toBeNull()
})

test('who is not signed in gets a page with nothing in it', async () => {
  await publish()
  for (const url of ['/', '/rank', '/signin']) {
    expect(await brought(null, url)).toBeNull()
    expect((await get(null, url)).body).not.toContain('cockpit.js')
  }
  const stranger = await app.inject({ url: '/', cookies: { [app.cookieName]: newToken() } })
  expect(stranger.body).not.toContain('first-answers')
})

test('a preview is in the page of nobody but the office, and there only by its name', async () => {
  await prepare()
  const office: readonly Person[] = ['reviewer', 'publisher', 'second']
  for (const who of people) {
    const releases = (await get(who, '/api/v1/releases')).json()
    expect(Object.keys(releases)).toEqual(office.includes(who) ? ['items', 'previews'] : ['items'])
    expect(await brought(who, '/')).toEqual({
      '/api/v1/session': (await get(who, '/api/v1/session')).json(),
      '/api/v1/releases': releases,
    })
  }
})

test('an address that is none opens the page all the same', async () => {
  await publish()
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const [[name, value] = []] = Object.entries(api.cookiesOf('leader'))
  // As it stands on the wire: fetch and inject would refuse it, or mend it.
  const statusOf = async (path: string): Promise<number | undefined> => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { cookie: `${name}=${value}` } }).end()
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
    asked.once('response', resolve)
    return (await promise).resume().statusCode
  }
  for (const path of ['//', '//:', '/\\\\:x']) expect(await statusOf(path), path).toBe(200)
})

test('a first password opens no answer but who it is', async () => {
  await publish()
  const { userId } = actorOf('leader')
  await city.store.write(
    { unaudited: 'fixture' },
    async (tx) => void (await tx.update(user).set({ mustChangePassword: true }).where(eq(user.id, userId))),
  )
  app.sessions.forgetAll()
  expect(Object.keys((await brought('leader', '/')) ?? {})).toEqual(['/api/v1/session'])
})

test('a text that looks like markup stays a text', async () => {
  await publish()
  const reason = '更正</script><script>alert(1)</script><!--'
  const code = await publish(reason)
  const { body } = await get('leader', '/')
  expect(body).not.toContain('</script><script>alert')
  expect(body).not.toContain('<!--')
  expect(await brought('leader', '/')).toMatchObject({
    '/api/v1/releases': { items: [{ head: { code, reason } }, {}] },
  })
})

test('a page is kept nowhere, names its files with its nonce and goes packed to who takes gzip', async () => {
  await publish()
  // A phone's page is never drawn ahead, however quick the thread is.
  const phone = { 'sec-ch-ua-mobile': '?1' }
  const { headers, body } = await get('leader', '/', phone)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'accept-encoding' })
  const [, nonce = ''] =
    /script-src 'self' 'nonce-([0-9a-f]{32})'/.exec(String(headers['content-security-policy'])) ?? []
  expect(body).toContain(`<script nonce="${nonce}">`)
  expect(body).toContain(`<link rel="modulepreload" crossorigin href="/assets/cockpit.js" nonce="${nonce}">`)
  expect(body).toContain(`<link rel="stylesheet" crossorigin href="/assets/cockpit.css" nonce="${nonce}">`)
  const packed = await get('leader', '/', { ...phone, 'accept-encoding': 'gzip, br' })
  expect(packed.headers['content-encoding']).toBe('gzip')
  const strip = (text: string) => text.replaceAll(/[0-9a-f]{32}/g, '')
  expect(strip(gunzipSync(packed.rawPayload).toString('utf8'))).toBe(strip(body))
})

function inText(attribute: string): string {
  return attribute.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

describe('a cockpit drawn ahead', () => {
  const phone = { 'sec-ch-ua-mobile': '?1' }

  /** The page once the thread has drawn it: the first visits go out without. */
  async function drawn(who: Person, url = '/', cookie = ''): Promise<string> {
    for (let round = 0; round < 100; round++) {
      const cookies = { ...api.cookiesOf(who), ...(cookie === '' ? {} : { 'cg-first': cookie }) }
      const { body } = await app.inject({ url, cookies })
      if (body.includes('id="first-page"')) return body
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('no page was drawn ahead')
  }

  it('is drawn from its reader’s own answers, and leaves program and files to the page', async () => {
    await publish()
    const body = await drawn('leader')
    expect(body).toContain('>leader甲 sees 2026Q3<')
    expect(body).not.toContain('<script type="module"')
    expect(body).not.toContain('rel="stylesheet"')
    expect(body).toContain(
      'data-program="/assets/main.js" data-files="/assets/cockpit.js" data-styles="/assets/cockpit.css"',
    )
    expect(body).toMatch(/<style nonce="[0-9a-f]{32}" id="first-style">\.cockpit\{\}<\/style>/)
    expect(await drawn('auditor')).toContain('>auditor甲 sees 2026Q3<')
  })

  it('brings the pictures that a browser of its width asked for before', async () => {
    const code = await publish()
    const pictures = (body: string) =>
      [...body.matchAll(/data-address="([^"]+)" alt="[^"]*" src="([^"]+)"/g)].map(([, address = '', src = '']) => ({
        address: inText(address),
        svg: decodeURIComponent(inText(src).replace('data:image/svg+xml;charset=utf-8,', '')),
      }))
    expect(pictures(await drawn('leader'))).toEqual([])
    expect(pictures(await drawn('leader', '/', 'light.600.700'))).toEqual([])
    const address = `/api/v1/releases/${code}/charts/panel?kind=district-ranking&measure=RATE&width=600&theme=dark&height=320`
    const body = await drawn('leader', '/', 'dark.600')
    expect(pictures(body)).toEqual([{ address, svg: (await get('leader', address)).body }])
    expect(body).toContain('style="height:320px"><img')
  })

  it('is sent in parts to a browser that saw one before: its head at once, what the program is told last', async () => {
    await publish()
    await drawn('leader')
    const cookie = Object.entries({ ...api.cookiesOf('leader'), 'cg-first': 'light.600' })
      .map((pair) => pair.join('='))
      .join('; ')
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const chunksOf = async (accept: string): Promise<Buffer[]> => {
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
      request({ host: '127.0.0.1', port, headers: { cookie, 'accept-encoding': accept } })
        .end()
        .once('response', resolve)
      const response = await promise
      expect(response.headers['content-encoding']).toBe(accept === 'gzip' ? 'gzip' : undefined)
      return (await response.toArray()) as Buffer[]
    }
    const chunks = (await chunksOf('identity')).map(String)
    expect(chunks[0]).toContain('id="first-style">.cockpit{}</style>')
    expect(chunks[0]).not.toContain('<body')
    const whole = chunks.join('')
    const order = ['</head><body><div id="first-page"', 'leader甲 sees 2026Q3', 'id="first-answers">{"', '</body>']
    const at = order.map((mark) => whole.indexOf(mark))
    expect(at.every((place) => place > 0)).toBe(true)
    expect(at).toEqual(at.toSorted((left, right) => left - right))
    const strip = (text: string) => text.replaceAll(/[0-9a-f]{32}/g, '')
    expect(strip(gunzipSync(Buffer.concat(await chunksOf('gzip'))).toString('utf8'))).toBe(strip(whole))
    const inOne = await drawn('leader', '/', 'light.600')
    expect(strip(inOne)).toBe(strip(whole))
  })

  it('leaves all to the program where such a browser gets nothing drawn, and tells it what it may know', async () => {
    const cookies = { 'cg-first': 'light.600' }
    const empty = /<div id="first-page" data-program="\/assets\/main\.js"[^>]*><\/div><div id="root"><\/div>/
    const unpublished = await app.inject({ url: '/', cookies: { ...api.cookiesOf('leader'), ...cookies } })
    expect(unpublished.body).toMatch(empty)
    expect(unpublished.body).toContain('id="first-answers">{"/api/v1/session"')
    const stranger = await app.inject({ url: '/', cookies: { [app.cookieName]: newToken(), ...cookies } })
    expect(stranger.statusCode).toBe(200)
    expect(stranger.body).toMatch(empty)
    expect(stranger.body).not.toContain('first-answers')
    expect((await app.inject({ url: '/', cookies })).body).not.toContain('first-page')
  })

  it('is the new one as soon as the web was built anew', async () => {
    await publish()
    await drawn('leader')
    const index = '<!doctype html><head><title>new</title></head><body><div id="root"></div></body>'
    writeFileSync(join(folder, 'index.html'), index)
    expect(await drawn('leader')).toContain('<title>new</title>')
  })

  it('is for nobody who is not signed in, for no phone and for no other page', async () => {
    await publish()
    await drawn('leader')
    expect((await get(null, '/')).body).not.toContain('first-page')
    expect((await get('leader', '/', phone)).body).not.toContain('first-page')
    expect((await get('leader', '/rank')).body).not.toContain('first-page')
  })
})
