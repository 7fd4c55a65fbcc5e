import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi } from '../routes/release-api.fixture.ts'
import type { ReleaseApi } from '../routes/release-api.fixture.ts'
import { asksRaw } from './raw.fixture.ts'

/* Who sends no body is answered at once, whatever is said of the body's kind. */

let api: ReleaseApi
let port = 0

beforeEach(async () => {
  api = await openReleaseApi()
  await api.app.listen({ host: '127.0.0.1', port: 0 })
  ;({ port } = api.app.server.address() as AddressInfo)
})
afterEach(() => api.close())

async function ask(method: string, path: string, lines: string[] = []): Promise<{ status: number; reason: unknown }> {
  const cookie = `Cookie: ${api.app.cookieName}=admin-token`
  const head = [`${method} ${path} HTTP/1.1`, 'Host: x', cookie, ...lines].join('\r\n')
  const answer = await asksRaw(port, `${head}\r\n\r\n`)
  const { reason } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as { reason?: string }
  return { status: Number(answer.split(' ')[1]), reason }
}

it('of JSON, of text, of no kind, and of a file', async () => {
  const json = 'Content-Type: application/json'
  expect(await ask('POST', '/api/v1/session', [json])).toEqual({ status: 400, reason: 'body.not_json' })
  expect(await ask('POST', '/api/v1/session', [json, 'Content-Length: 0'])).toEqual({
    status: 400,
    reason: 'body.not_json',
  })
  const empty = { status: 400, reason: 'validation' }
  expect(await ask('POST', '/api/v1/session', ['Content-Type: text/plain'])).toEqual(empty)
  expect(await ask('POST', '/api/v1/session')).toEqual(empty)
  expect(await ask('GET', '/api/v1/session', [json])).toMatchObject({ status: 200 })
  const file = ['Content-Type: multipart/form-data; boundary=x']
  const missing = { status: 400, reason: 'upload.missing' }
  expect(await ask('POST', '/api/v1/admin/catalogue/file', file)).toEqual(missing)
  expect(await ask('POST', '/api/v1/admin/catalogue/file', [...file, 'Content-Length: 0'])).toEqual(missing)
})
