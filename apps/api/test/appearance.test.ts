import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { expectStatus, openTestCity } from './city.ts'
import type { City } from './city.ts'

let city: City
beforeEach(async () => void (city = await openTestCity()))
afterEach(() => city.close())

const path = '/api/v1/admin/appearance'

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'ascii'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A grey picture of that size. */
function png(width: number, height: number, tail = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const rows = deflateSync(Buffer.alloc((width + 1) * height, 0x80))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0)), tail]
  return Buffer.concat(parts)
}

function upload(bytes: Buffer, name = '标识.png') {
  const form = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(form), bytes, Buffer.from('\r\n--b--\r\n')])
  return city.ask('admin', `POST ${path}/emblem`, {
    body,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  })
}

it('names and emblem stand for everybody, before they sign in too, and in the trail', async () => {
  const names = { prefix: ' 云川市', office: '云川市产改办 ' }
  const saved = expectStatus(await city.ask('admin', `PUT ${path}`, { version: 0, body: names }), 200).body
  expect(saved).toEqual({ version: 1, prefix: '云川市', office: '云川市产改办', emblem: null })
  const picture = png(120, 96)
  const hash = createHash('sha256').update(picture).digest('hex')
  expect(expectStatus(await upload(picture), 200).body.emblem).toEqual({ hash, width: 120, height: 96 })
  for (const route of ['GET /api/v1/welcome', 'GET /api/v1/session'])
    expect((await city.ask('leader', route)).body).toMatchObject({ prefix: '云川市', emblem: hash })
  const shown = await city.ask(null, `GET /api/v1/emblem/${hash}`)
  expect(shown.headers['content-type']).toBe('image/png')
  expect(shown.raw.equals(picture)).toBe(true)
  expectStatus(await city.ask('admin', `DELETE ${path}/emblem`, { version: 2 }), 200)
  expectStatus(await city.ask(null, `GET /api/v1/emblem/${hash}`), 404)
  expect((await city.ask(null, 'GET /api/v1/welcome')).body.emblem).toBeNull()
  const { items } = (await city.ask('auditor', 'GET /api/v1/audit')).body
  expect(items.filter((one: { action: string }) => one.action === 'appearance.save')).toHaveLength(3)
})

it('who has not seen the newest names does not write over them', async () => {
  const body = { prefix: '云川市', office: '' }
  expectStatus(await city.ask('admin', `PUT ${path}`, { version: 0, body }), 200)
  expect((await city.ask('admin', `PUT ${path}`, { version: 0, body })).text).toContain('刚被别人改过')
})

it.each([
  ['no picture', Buffer.from('GIF89a'), 'PNG'],
  ['a picture of no size', png(0, 0), '0×0'],
  ['a picture too small to see', png(20, 20), '20×20'],
  ['a picture too large', png(1300, 60), '1300×60'],
  ['a heavy file', png(60, 60, Buffer.alloc(210 * 1024)), '200 KB'],
])('%s is refused in words and nothing is kept', async (_name, bytes, words) => {
  const answer = await upload(bytes)
  expect(answer.status).toBe(400)
  expect(answer.text).toContain(words)
  expect((await city.ask('admin', `GET ${path}`)).body).toMatchObject({ version: 0, emblem: null })
})
