import type { PreviewItem } from '@cg/contract/publish'
import { openByHand } from '@cg/db/by-hand.fixture'
import { releaseAnswer } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { readAnswer } from '../read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { headBytes, lacksHead, ownBytes, wholeBytes } from './own-bytes.ts'
import { sha256 } from './sha256.ts'

const head = {
  code: 'CG-2026Q3-01',
  period: '2026Q3',
  sequence: 1,
  state: 'published',
  asOf: '2026-09-30',
  preparedAt: '2026-10-20T02:00:00.000Z',
  publishedAt: '2026-10-21T02:00:00.000Z',
  reason: null,
  isDemo: false,
  scheme: null,
  city: '甲市',
} as const

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
})
afterEach(() => city.close())

it('an answer is served as it would be written in one piece', () => {
  for (const own of [{}, { value: [1, null], name: '乙' }]) {
    const whole = wholeBytes(headBytes(head), ownBytes(head, { release: head, ...own }))
    expect(whole.toString()).toBe(JSON.stringify({ release: head, ...own }))
  }
  expect(() => ownBytes(head, { release: { ...head } })).toThrow('another release')
})

it('what all answers of a release begin with is stored once, and every answer is served with it', async () => {
  const { id, version } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  const done = await publishPreview(city.as('second'), { id, version })
  const rows = await city.store.read((db) => db.select().from(releaseAnswer).where(eq(releaseAnswer.releaseId, id)))
  const answers = rows.filter(lacksHead)
  expect(answers.length).toBeGreaterThan(10)
  for (const { name, body: stored } of answers) {
    expect([name, JSON.parse(stored.toString())]).not.toHaveProperty('1.release')
    const { body, etag } = await readAnswer(city.as('leader'), done.head.code, name as 'overview')
    expect([name, JSON.parse(body.toString()).release]).toEqual([name, done.head])
    expect(etag).toBe(`"${sha256(body)}"`)
  }
})

it('a preview made again serves its new head, and leaves what came out as before where it lies', async () => {
  const reader = city.as('second')
  const read = ({ head }: PreviewItem) => readAnswer(reader, head.code, 'matrix')
  const prepareAt = (at?: string) => preparePreview(city.as('publisher', at), { period: '2026Q3' })
  const before = await read(await prepareAt())
  const after = await read(await prepareAt('2026-11-01T00:00:00.000Z'))
  expect(after.etag).not.toBe(before.etag)
  expect(JSON.parse(after.body.toString())).toMatchObject({ release: { preparedAt: '2026-11-01T00:00:00.000Z' } })

  const written = await answersWrittenBy(() => prepareAt('2026-11-02T00:00:00.000Z'))
  expect(written).toContain('head')
  expect(written).not.toContain('matrix')
  await enter(city, '2026Q3', { ...plainQuarter, 'X A': 12 })
  const last = await prepareAt('2026-11-03T00:00:00.000Z')
  expect((await read(last)).etag).not.toBe(after.etag)
})

/** The answers that `work` wrote over. */
async function answersWrittenBy(work: () => Promise<unknown>): Promise<string[]> {
  const raw = openByHand(city.folder)
  raw.exec('create table written (name text)')
  const note = 'insert into written values (new.name);'
  if (raw.file === null) {
    raw.exec(`create function note() returns trigger language plpgsql as $$ begin ${note} return null; end $$`)
    raw.exec('create trigger note_touched after update on release_answer for each row execute function note()')
  } else raw.exec(`create trigger note_touched after update on release_answer begin ${note} end`)
  await work()
  const names = raw.prepare('select name from written').pluck().all() as string[]
  raw.exec(
    `drop trigger note_touched${raw.file === null ? ' on release_answer; drop function note()' : ''}; drop table written`,
  )
  raw.close()
  return names
}
