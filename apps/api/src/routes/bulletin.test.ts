import { auditEvent, issuedFile } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { printedStampCode } from '@cg/domain/stamp-code'
import type { BulletinModel } from '@cg/contract/bulletin'
import { partText } from '@cg/export/testing/zip'
import { everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* The 通报 of a published release, as the office asks for it. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

const url = `/api/v1/releases/${code}/bulletin`

function take(payload: object) {
  return api.app.inject({ method: 'POST', url: `${url}/file`, payload, cookies: api.cookiesOf('publisher') })
}

async function draft(): Promise<BulletinModel> {
  const reply = await api.app.inject({ url, cookies: api.cookiesOf('leader') })
  expect(reply.statusCode).toBe(200)
  return reply.json()
}

it.each([
  ['a plain quarter', plainQuarter, '5个单位有综合得分'],
  ['a quarter with every state', everyStateQuarter, '可计分的单位不足3个，只列得分，不排名。'],
])('drafts the first release of a city, which has nothing to compare with: %s', async (_, quarter, scored) => {
  await api.publish(quarter)
  const model = await draft()
  const text = model.paragraphs.flatMap(({ runs }) => runs.map((run) => run.text)).join('')
  expect(text).toContain(scored)
  expect(text).not.toMatch(/较上|undefined|null|NaN/u)
  for (const format of ['docx', 'pdf'] as const) {
    const file = await take({ format })
    expect([format, file.statusCode]).toEqual([format, 200])
    expect(file.rawPayload.subarray(0, 2).toString('latin1')).toBe(format === 'docx' ? 'PK' : '%P')
  }
})

it('writes what was rewritten, keeps what was left out away, and leaves both in the audit trail', async () => {
  await api.publish(plainQuarter)
  const edits = [
    { id: 'opening', text: '现将有关情况通报如下。' },
    { id: 'general-reporting', text: null },
  ]
  const file = await take({ format: 'docx', edits })
  const words = (await partText(file.rawPayload, 'word/document.xml')).replaceAll(/<[^>]+>/gu, '')
  expect([words.includes('已经审定发布'), words.includes('现将有关情况通报如下'), words.includes('应报报表')]).toEqual([
    false,
    true,
    false,
  ])
  expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(`2026Q3_情况通报_${code}.docx`)
  const events = await api.city.store.read((db) => db.select().from(auditEvent))
  const taken = must(events.findLast(({ action }) => action === 'release.take_bulletin'))
  // The code in its foot finds it again.
  const [issued] = await api.city.store.read((db) => db.select().from(issuedFile))
  expect(issued).toMatchObject({ kind: 'bulletin', format: 'docx', releaseCode: code, period: '2026Q3' })
  expect(words).toContain(`，核验码 ${printedStampCode(must(issued).code)}`)
  expect(await partText(file.rawPayload, 'docProps/custom.xml')).toContain(printedStampCode(must(issued).code))
  expect(JSON.parse(taken.detail)).toMatchObject({ format: 'DOCX', edited: 2, fileSize: file.rawPayload.byteLength })
})

it('refuses an edit of a paragraph that is not there, in words', async () => {
  await api.publish(plainQuarter)
  const reply = await take({ format: 'docx', edits: [{ id: 'next-NOPE', text: 'x' }] })
  expect([reply.statusCode, reply.json<{ detail: string }>().detail]).toEqual([
    400,
    '改写过的一段在这份通报里已经没有了。请刷新页面，核对后重新下载。',
  ])
})
