import { gunzipSync } from 'node:zlib'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { enter, people, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { Person, TestCity } from '@cg/services/release/release.fixture'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

let api: ReleaseApi
let city: TestCity
let app: FastifyInstance

beforeEach(async () => {
  api = await openReleaseApi()
  ;({ city, app } = api)
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
})

afterEach(() => api.close())

async function ask(who: Person | null, options: InjectOptions) {
  const cookies = who === null ? {} : api.cookiesOf(who)
  const { statusCode, headers, body } = await app.inject({ ...options, cookies })
  const json: unknown = body === '' ? null : JSON.parse(body)
  return { status: statusCode, headers, json: json as Record<string, unknown> }
}

const get = (who: Person | null, url: string, headers: Record<string, string> = {}) =>
  ask(who, { method: 'GET', url, headers })

async function publish(reason?: string): Promise<string> {
  const preview = await preparePreview(city.as('publisher'), {
    period: '2026Q3',
    ...(reason === undefined ? {} : { reason }),
  })
  return (await publishPreview(city.as('second'), preview)).head.code
}

describe('published answers over HTTP', () => {
  it('go packed to who takes gzip, under an ETag of their own', async () => {
    const url = `/api/v1/releases/${await publish()}/overview`
    const fetch = (headers: Record<string, string>) => app.inject({ url, headers, cookies: api.cookiesOf('leader') })
    const plain = await fetch({})
    const packed = await fetch({ 'accept-encoding': 'gzip, deflate' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept, accept-encoding' })
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
    const etag = String(packed.headers['etag'])
    expect(etag).not.toBe(plain.headers['etag'])
    expect((await fetch({ 'accept-encoding': 'gzip', 'if-none-match': etag })).statusCode).toBe(304)
    const refused = await fetch({ 'accept-encoding': 'gzip;q=0, identity' })
    expect(refused.headers['content-encoding']).toBeUndefined()
  })

  it('go out once with a strong ETag, and as 304 to who has them', async () => {
    const code = await publish()
    for (const path of [
      'overview',
      'matrix',
      'quality',
      'equity',
      'rankings/score',
      'rankings/RATE',
      'indicators/RATE',
    ]) {
      const first = await get('leader', `/api/v1/releases/${code}/${path}`)
      expect([path, first.status]).toEqual([path, 200])
      expect(first.headers['cache-control']).toBe('private, no-cache')
      const etag = String(first.headers['etag'])
      expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
      const again = await get('leader', `/api/v1/releases/${code}/${path}`, { 'if-none-match': etag })
      expect([path, again.status, again.json]).toEqual([path, 304, null])
      const weak = await get('leader', `/api/v1/releases/${code}/${path}`, { 'if-none-match': `"x", W/${etag}` })
      expect(weak.status).toBe(304)
    }
  })

  it('are for everybody who is signed in, and for nobody else', async () => {
    const code = await publish()
    const paths = [
      '/api/v1/releases',
      `/api/v1/releases/${code}/overview`,
      `/api/v1/releases/${code}/passport?indicator=RATE&unit=A`,
      `/api/v1/releases/${code}/difference?from=${code}`,
    ]
    for (const path of paths) {
      for (const who of people) expect([path, who, (await get(who, path)).status]).toEqual([path, who, 200])
      expect((await get(null, path)).status).toBe(401)
    }
  })

  it('say in Chinese what was not found', async () => {
    const code = await publish()
    const unknown = [
      '/api/v1/releases/CG-2030Q1-01/overview',
      `/api/v1/releases/${code}/rankings/NONE`,
      `/api/v1/releases/${code}/indicators/NONE`,
      `/api/v1/releases/${code}/passport?indicator=NONE`,
      `/api/v1/releases/${code}/passport?indicator=RATE&unit=NONE`,
    ]
    for (const path of unknown) {
      const { status, json } = await get('leader', path)
      expect([path, status, json['code']]).toEqual([path, 404, 'not_found'])
      expect(String(json['detail'])).toMatch(/没有找到/)
    }
    expect((await get('leader', `/api/v1/releases/${encodeURIComponent('<b>')}/overview`)).status).toBe(400)
  })
})

describe('a panel of a published chart', () => {
  const panel = (code: string, query: string) => `/api/v1/releases/${code}/charts/panel?${query}`

  it('is SVG of the size asked for, kept under an ETag, the same bytes every time', async () => {
    const code = await publish()
    const fetch = (query: string, headers: Record<string, string> = {}) =>
      app.inject({ url: panel(code, query), headers, cookies: api.cookiesOf('leader') })
    const query = 'kind=district-ranking&measure=RATE&width=420&height=200'
    const first = await fetch(query)
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(first.body).toMatch(/^<svg width="420" height="200" /)
    const etag = String(first.headers['etag'])
    expect((await fetch(query, { 'if-none-match': etag })).statusCode).toBe(304)
    expect((await fetch(query)).body).toBe(first.body)
    const dark = await fetch(`${query}&theme=dark`)
    expect([dark.statusCode, dark.headers['etag'] === etag]).toEqual([200, false])
  })

  it('is refused in Chinese when it cannot be drawn, to guests, and at impossible sizes', async () => {
    const code = await publish()
    const size = 'width=420&height=200'
    expect((await get(null, panel(code, `kind=trend&measure=RATE&${size}`))).status).toBe(401)
    const unknown = await get('leader', panel(code, `kind=trend&measure=NONE&${size}`))
    expect([unknown.status, String(unknown.json['detail'])]).toEqual([404, expect.stringMatching(/没有找到/)])
    const nameless = await get('leader', panel(code, `kind=trend&${size}`))
    expect([nameless.status, nameless.json['reason']]).toEqual([400, 'chart.no_measure'])
    expect((await get('leader', panel(code, 'kind=trend&measure=RATE&width=9&height=99999'))).status).toBe(400)
  })
})

describe('publication over HTTP', () => {
  it('takes two people and the version that was seen', async () => {
    const made = await ask('publisher', {
      method: 'POST',
      url: '/api/v1/periods/2026Q3/preview',
      payload: { reason: '首次发布本季数据' },
    })
    expect([made.status, made.json['mayPublish'], made.json['version']]).toEqual([200, false, 1])
    const url = `/api/v1/previews/${String(made.json['id'])}/publish`
    const payload = { closing: '' }
    const send = (who: Person, headers: Record<string, string>) => ask(who, { method: 'POST', url, headers, payload })
    expect((await send('second', {})).status).toBe(428)
    expect((await send('second', { 'if-match': '"9"' })).status).toBe(412)
    expect((await send('publisher', { 'if-match': '"1"' })).status).toBe(409)
    const done = await send('second', { 'if-match': '"1"' })
    expect([done.status, (done.json['head'] as { code: string }).code]).toEqual([200, 'CG-2026Q3-01'])
    const check = await get('auditor', '/api/v1/releases/CG-2026Q3-01/verification')
    expect([check.status, check.json['isSound']]).toEqual([200, true])
  })

  it('shows a preview to reviewers and publishers only', async () => {
    const { id, head } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const base = `/api/v1/releases/${encodeURIComponent(head.code)}`
    const paths = [
      '/api/v1/previews',
      `/api/v1/previews/${id}`,
      `${base}/overview`,
      `${base}/matrix`,
      `${base}/rankings/score`,
    ]
    const more = [`${base}/rankings/RATE`, `${base}/indicators/RATE`, `${base}/passport?indicator=RATE`]
    for (const path of [...paths, ...more]) {
      for (const who of people) {
        const mayRead = who === 'reviewer' || who === 'publisher' || who === 'second'
        expect([path, who, (await get(who, path)).status]).toEqual([path, who, mayRead ? 200 : 403])
      }
    }
  })

  it('reopens a published form cell by cell, by a reviewer only, and refuses unknown properties', async () => {
    await publish()
    const payload = {
      form: 'F1',
      reporter: 'RSJ',
      reasonClass: 'error',
      reason: '漏填了两家企业',
      cells: [{ item: 'X', unit: 'A' }],
    }
    const url = '/api/v1/periods/2026Q3/corrections'
    const send = (who: Person, more: object = {}) => ask(who, { method: 'POST', url, payload: { ...payload, ...more } })
    expect((await send('publisher')).status).toBe(403)
    expect((await send('reviewer', { extra: 1 })).status).toBe(400)
    const done = await send('reviewer')
    expect([done.status, done.json['state'], done.json['reopenedCells']]).toEqual([200, 'returned', 1])
    expect((await send('reviewer')).status).toBe(409)
  })
})

describe('a chart of a superseded release', () => {
  it('says in its file which release corrected it', async () => {
    const old = await publish()
    const file = async (code: string) => {
      const cookies = api.cookiesOf('leader')
      const url = `/api/v1/releases/${code}/charts/export?kind=district-ranking&measure=RATE&format=csv`
      return (await app.inject({ method: 'GET', url, cookies })).body
    }
    expect(await file(old)).not.toContain('已被')
    await reopenForCorrection(city.as('reviewer'), {
      period: '2026Q3',
      form: 'F1',
      reporter: 'RSJ',
      reasonClass: 'error',
      reason: '漏填了两家企业',
      cells: [{ item: 'X', unit: 'A' }],
    })
    await enter(city, '2026Q3', { ...plainQuarter, 'X A': 90_000 })
    await setForm(city, '2026Q3', 'accepted')
    const corrected = await publish('更正A区签订人数')
    expect(await file(old)).toContain(`本发布已被 ${corrected} 更正`)
    expect(await file(corrected)).not.toContain('已被')
  })
})

describe('a file of a preview', () => {
  it('is for the office alone and says 试看 in its name and its lines', async () => {
    const { head } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const of = `/api/v1/releases/${encodeURIComponent(head.code)}`
    const url = `${of}/charts/export?kind=district-ranking&measure=RATE&format=csv`
    const take = (who: Person) => app.inject({ url, cookies: api.cookiesOf(who) })
    for (const who of ['reviewer', 'publisher'] as const) {
      const { statusCode, headers, body } = await take(who)
      expect([statusCode, body.includes('状态,试看 · 未发布')]).toEqual([200, true])
      expect(decodeURIComponent(String(headers['content-disposition']))).toContain(head.code)
    }
    for (const who of ['leader', 'filler', 'admin', 'auditor'] as const) expect((await take(who)).statusCode).toBe(403)
  })
})
