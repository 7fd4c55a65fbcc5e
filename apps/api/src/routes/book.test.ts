import { createHash } from 'node:crypto'
import { auditEvent } from '@cg/db/schema'
import type { ReleaseListItem } from '@cg/contract/release/head'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { Verification } from '@cg/contract/publish'
import { must } from '@cg/domain/must'
import { formatResult } from '@cg/domain/number/number-format'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* The offline book as its taker gets it, held against the answers of the same release. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

function get(path: string, who: Person = 'leader') {
  return api.app.inject({ url: `/api/v1/releases${path}`, cookies: api.cookiesOf(who) })
}

async function takeBook(): Promise<string> {
  const reply = await get(`/${code}/book`)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  return reply.body
}

/** The cells of a passport's row: unit, figure, light, working. */
function wordsOf(book: string, id: string): string[] {
  const row = must(new RegExp(`<tr id="${id}">(.*?)</tr>`).exec(book)?.[1])
  return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, words]) => must(words))
}

const headOf = (book: string): string => must(/<header>.*?<\/header>/.exec(book)?.[0])

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', everyStateQuarter],
])('prints of each unit and indicator the frozen figure, or the word of its state: %s', async (_, quarter) => {
  await api.publish(quarter)
  const book = await takeBook()
  let figures = 0
  for (const indicator of ['RATE', 'ACCR']) {
    const facts = (await get(`/${code}/indicators/${indicator}`)).json<IndicatorFacts>()
    for (const [u, unit] of facts.units.code.entries()) {
      const printed = formatResult(
        { state: must(facts.current.state[u]), value: facts.current.value[u] ?? null },
        facts.indicator,
      )
      expect(wordsOf(book, `f-${indicator}-${unit}`)[1], `${indicator} ${unit}`).toBe(printed)
      figures += 1
    }
  }
  expect(figures).toBeGreaterThanOrEqual(8)
  // What has no figure says so and no more: on paper nothing can be chosen instead.
  expect(book.match(/<p class="none">[^<]*<\/p>/g)).not.toBeNull()
  expect(book).not.toMatch(/<p class="none">[^<]*请[^<]*<\/p>/)
})

it('is the same bytes twice, names release, date and seal, and reaches for nothing outside', async () => {
  await api.publish(plainQuarter)
  const [first, second] = [await takeBook(), await takeBook()]
  expect(second).toBe(first)
  const { items } = (await get('')).json<{ items: ReleaseListItem[] }>()
  const seal = must(items[0]).contentHash
  for (const words of ['2026年9月30日', code, seal]) expect(headOf(first)).toContain(words)
  expect((await get(`/${code}/verification`, 'auditor')).json<Verification>().recomputedHash).toBe(seal)
  expect(/https?:|\bsrc=|@import|url\((?!#)|<link|<img|<iframe/.exec(first)).toBeNull()
  const links = [...first.matchAll(/ href="([^"]*)"/g)].map(([, link]) => must(link))
  expect(links.length).toBeGreaterThan(20)
  for (const link of links) expect(first).toContain(` id="${link.slice(1)}"`)
})

it('tells of a district what its profile says, and of a superseded release that it is', async () => {
  await api.publish(plainQuarter)
  const book = await takeBook()
  expect(book.match(/<section id="u-/g)).toHaveLength(5)
  expect(headOf(book)).not.toContain('更正')
  await reopenForCorrection(api.city.as('reviewer'), {
    period: '2026Q3',
    form: 'F1',
    reporter: 'RSJ',
    reasonClass: 'error',
    reason: '漏填了两家企业',
    cells: [{ item: 'X', unit: 'A' }],
  })
  await api.publish({ ...plainQuarter, 'X A': 95_100 }, '更正漏填')
  expect(headOf(await takeBook())).toContain('本发布已被 CG-2026Q3-02 更正')
})

it('is for whoever is signed in, and leaves its digest in the audit trail', async () => {
  await api.publish(plainQuarter)
  expect((await api.app.inject({ url: `/api/v1/releases/${code}/book` })).statusCode).toBe(401)
  const book = await takeBook()
  const events = await api.city.store.read((db) => db.select().from(auditEvent))
  const taken = must(events.findLast(({ action }) => action === 'release.take_book'))
  expect(JSON.parse(taken.detail)).toMatchObject({ fileHash: createHash('sha256').update(book).digest('hex') })
})
