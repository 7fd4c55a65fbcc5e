import { createHash } from 'node:crypto'
import { pageNames } from '@cg/contract/page-choices'
import { auditEvent } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { partText } from '@cg/export/testing/zip'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* Pages as files, as their taker gets them from a published release. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

function get(path: string, release = code) {
  return api.app.inject({ url: `/api/v1/releases/${release}${path}`, cookies: api.cookiesOf('leader') })
}

const own: Partial<Record<string, string>> = { indicator: '&i=RATE', unit: '&unit=A' }

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', everyStateQuarter],
])('makes every page as PDF and as deck, without a scheme: %s', async (_, quarter) => {
  await api.publish(quarter)
  for (const page of pageNames) {
    const pdf = await get(`/pages/${page}?format=pdf${own[page] ?? ''}`)
    if (pdf.statusCode === 400) {
      // A city without targets or gaps has no such page: it says so in words.
      expect(pdf.json<{ detail: string }>().detail, page).toMatch(/。$/u)
      continue
    }
    expect([page, pdf.statusCode, pdf.headers['content-type']]).toEqual([page, 200, 'application/pdf'])
    expect(pdf.rawPayload.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    const deck = await get(`/pages/${page}?format=pptx${own[page] ?? ''}`)
    expect([page, deck.statusCode, deck.rawPayload.subarray(0, 2).toString('latin1')]).toEqual([page, 200, 'PK'])
  }
})

it('names the file in Chinese by quarter, page and release, and leaves its digest in the audit trail', async () => {
  await api.publish(plainQuarter)
  const reply = await get('/pages/unit?format=pdf&unit=A')
  const name = decodeURIComponent(String(reply.headers['content-disposition']))
  expect(name).toMatch(/2026Q3_区县画像_.+_CG-2026Q3-01\.pdf$/u)
  const events = await api.city.store.read((db) => db.select().from(auditEvent))
  const taken = must(events.findLast(({ action }) => action === 'release.take_page'))
  expect([taken.object, JSON.parse(taken.detail)]).toEqual([
    `release:${code}`,
    {
      page: '区县画像',
      unit: 'A',
      format: 'PDF',
      fileSize: reply.rawPayload.byteLength,
      fileHash: createHash('sha256').update(reply.rawPayload).digest('hex'),
    },
  ])
})

it('is for whoever is signed in, and refuses in words what the release does not have', async () => {
  await api.publish(plainQuarter)
  const stranger = await api.app.inject({ url: `/api/v1/releases/${code}/pages/overview?format=pdf` })
  expect(stranger.statusCode).toBe(401)
  const refusals = [
    ['/pages/unit?format=pdf&unit=NOWHERE', '没有代码为 NOWHERE 的单位'],
    ['/pages/unit?format=pdf', '请指明单位'],
    ['/pages/indicator?format=pdf', '请指明指标'],
    ['/pages/indicator?format=pptx&i=NONE', 'NONE'],
    ['/pages/passwords?format=pdf', ''],
    ['/pages/overview?format=exe', ''],
  ] as const
  for (const [path, words] of refusals) {
    const reply = await get(path)
    expect(reply.statusCode, path).toBeGreaterThanOrEqual(400)
    expect(reply.statusCode, path).toBeLessThan(500)
    expect(reply.json<{ detail: string }>().detail).toContain(words)
  }
  expect(
    (await api.city.store.read((db) => db.select().from(auditEvent))).some(
      ({ action }) => action === 'release.take_page',
    ),
  ).toBe(false)
})

it('says on its cover of a superseded release which one corrected it', async () => {
  await api.publish(plainQuarter)
  const cover = async () =>
    await partText((await get('/pages/overview?format=pptx')).rawPayload, 'ppt/slides/slide1.xml')
  expect(await cover()).toContain(`发布编号：${code}`)
  expect(await cover()).not.toContain('更正')
  await reopenForCorrection(api.city.as('reviewer'), {
    period: '2026Q3',
    form: 'F1',
    reporter: 'RSJ',
    reasonClass: 'error',
    reason: '漏填了两家企业',
    cells: [{ item: 'X', unit: 'A' }],
  })
  await api.publish({ ...plainQuarter, 'X A': 95_100 }, '更正漏填')
  expect(await cover()).toContain('本发布已被 CG-2026Q3-02 更正')
})
