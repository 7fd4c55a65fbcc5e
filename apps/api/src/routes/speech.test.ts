import type { SpeechCheck } from '@cg/contract/speech'
import { auditEvent } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { plainQuarter } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* 讲话稿核对: a draft goes in, findings come out, and nothing of it stays. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
  await api.publish(plainQuarter)
})

afterEach(() => api.close())

const base = `/api/v1/releases/${code}/speech`
const check = async (text: string) => {
  const reply = await api.app.inject({ method: 'POST', url: base, cookies: api.cookiesOf('leader'), payload: { text } })
  expect(reply.statusCode).toBe(200)
  return reply.json<SpeechCheck>()
}
const boundary = 'speech-test'
const upload = (bytes: Buffer, name: string) =>
  api.app.inject({
    method: 'POST',
    url: `${base}/text`,
    cookies: api.cookiesOf('leader'),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })

describe('a draft', () => {
  it('is held against the figures of its release', async () => {
    const first = await check('全市指标RATE达到*%。')
    const [blank] = first.findings
    expect(blank).toMatchObject({ mark: 'fill', isSure: true, indicator: 'RATE', place: 'CITY' })
    const right = must(blank?.expected)
    const text = `全市指标RATE达到${right}。全市指标RATE达到1${right}。某区指标RATE达到${right}。`
    expect((await check(text)).findings.map(({ mark }) => mark)).toEqual(['equal', 'differs', 'unclear'])
    expect(first.release.code).toBe(code)
  })

  it('leaves nothing behind but that it was checked, and its length', async () => {
    await check('内部材料：全市指标RATE达到*%。')
    const events = await api.city.store.read((db) => db.select().from(auditEvent))
    const told = must(events.findLast(({ action }) => action === 'speech.check'))
    expect(told.object).toBe(`release:${code}`)
    expect(told.detail).toBe('{"characters":18}')
    expect(JSON.stringify(events)).not.toContain('内部材料')
  })

  it('keeps the server answering, and takes a second at most for 5,000 characters', async () => {
    const sentence = '全市产业工人培训覆盖率达到85.1%，较上季提高0.2个百分点，位居全省第二，共开展培训1.2万场次。\n'
    const text = sentence.repeat(Math.ceil(5_000 / sentence.length))
    await check('全市指标RATE达到*%。')
    const begun = performance.now()
    await check(text)
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})

describe('a file of a draft', () => {
  const take = (changes: object[]) =>
    api.app.inject({
      method: 'POST',
      url: `${base}/file`,
      cookies: api.cookiesOf('leader'),
      payload: { text: '全市指标RATE达到*%。', changes },
    })

  it('is a Word file under a name of its own', async () => {
    const reply = await take([{ start: 10, end: 12, text: '5%' }])
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-disposition']).toContain(encodeURIComponent(`讲话稿核对_${code}.docx`))
    expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  it('is refused where what was put in is no part of it', async () => {
    for (const changes of [[{ start: 10, end: 40, text: '5%' }], [{ start: 4, end: 4, text: '5%' }]]) {
      const reply = await take(changes)
      expect(reply.statusCode).toBe(400)
      expect(reply.json<{ detail: string }>().detail).toBe('要改的地方和稿子对不上。请重新核对后再下载。')
    }
  })
})

describe('a file', () => {
  it('is read as text, whatever Chinese it is written in', async () => {
    const gbk = Buffer.from([0xc8, 0xab, 0xca, 0xd0, 0x0d, 0x0a, 0x35, 0x25])
    expect((await upload(gbk, '讲话.txt')).json()).toEqual({ text: '全市\n5%' })
  })

  it('that is none of a draft is refused with what to do', async () => {
    const old = await upload(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '讲话.doc')
    expect(old.statusCode).toBe(400)
    expect(old.json<{ detail: string }>().detail).toContain('另存为 .docx')
    const long = await upload(Buffer.from('一'.repeat(30_001)), '长.txt')
    expect(long.json<{ detail: string }>().detail).toBe('长.txt有30001字，一次最多核对30000字。请分成几份核对。')
  })
})
