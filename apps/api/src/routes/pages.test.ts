import { createHash } from 'node:crypto'
import { pageNames } from '@cg/contract/page-choices'
import { auditEvent, session } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { partText } from '@cg/export/testing/zip'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { actorOf, enter, openCity, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { TestCity } from '@cg/services/release/release.fixture'
import { hashToken } from '@cg/services/session/actor'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildApp } from '../app.ts'

/* Pages as files, as their taker gets them from a published release. */

const now = '2026-10-20T02:00:00.000Z'
const code = 'CG-2026Q3-01'

let city: TestCity
let app: FastifyInstance

beforeEach(async () => {
  city = await openCity()
  app = await buildApp({
    services: { store: city.store, now: () => new Date(now) },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: '' },
    webFolder: null,
  })
  const row = { userId: actorOf('leader').userId, createdAt: now, lastSeenAt: now, address: '' }
  await city.store.write(
    { unaudited: 'fixture' },
    async (tx) =>
      void (await tx
        .insert(session)
        .values({ ...row, tokenHash: hashToken('leader-token'), expiresAt: '2026-10-20T12:00:00.000Z' })),
  )
})

afterEach(async () => {
  await app.close()
  city.close()
})

async function publish(quarter: Parameters<typeof enter>[2], reason?: string): Promise<void> {
  await enter(city, '2026Q3', quarter)
  await setForm(city, '2026Q3', 'accepted')
  const asked = { period: '2026Q3', ...(reason === undefined ? {} : { reason }) }
  await publishPreview(city.as('second'), await preparePreview(city.as('publisher'), asked))
}

function get(path: string, release = code) {
  return app.inject({ url: `/api/v1/releases/${release}${path}`, cookies: { [app.cookieName]: 'leader-token' } })
}

const own: Partial<Record<string, string>> = { indicator: '&i=RATE', unit: '&unit=A' }

/** One unit silent, one without such a thing, one that cannot know, and a true zero. */
const states = {
  ...plainQuarter,
  'X A': 0,
  'X B': 'not_reported',
  'X C': 'not_applicable',
  'X D': 'not_available',
} as const

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', states],
])('makes every page as PDF and as deck, without a scheme: %s', async (_, quarter) => {
  await publish(quarter)
  for (const page of pageNames) {
    const pdf = await get(`/pages/${page}?format=pdf${own[page] ?? ''}`)
    if (pdf.statusCode === 422 || pdf.statusCode === 400) {
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
  await publish(plainQuarter)
  const reply = await get('/pages/unit?format=pdf&unit=A')
  const name = decodeURIComponent(String(reply.headers['content-disposition']))
  expect(name).toMatch(/2026Q3_区县画像_.+_CG-2026Q3-01\.pdf$/u)
  const events = await city.store.read((db) => db.select().from(auditEvent))
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
  await publish(plainQuarter)
  const stranger = await app.inject({ url: `/api/v1/releases/${code}/pages/overview?format=pdf` })
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
    (await city.store.read((db) => db.select().from(auditEvent))).some(({ action }) => action === 'release.take_page'),
  ).toBe(false)
})

it('says on its cover of a superseded release which one corrected it', async () => {
  await publish(plainQuarter)
  const cover = async () =>
    await partText((await get('/pages/overview?format=pptx')).rawPayload, 'ppt/slides/slide1.xml')
  expect(await cover()).toContain(`发布编号：${code}`)
  expect(await cover()).not.toContain('更正')
  await reopenForCorrection(city.as('reviewer'), {
    period: '2026Q3',
    form: 'F1',
    reporter: 'RSJ',
    reasonClass: 'error',
    reason: '漏填了两家企业',
    cells: [{ item: 'X', unit: 'A' }],
  })
  await publish({ ...plainQuarter, 'X A': 95_100 }, '更正漏填')
  expect(await cover()).toContain('本发布已被 CG-2026Q3-02 更正')
})
