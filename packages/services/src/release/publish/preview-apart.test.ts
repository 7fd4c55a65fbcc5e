import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { sourceOf } from '@cg/db/reading'
import { orgUnit } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { listedUnits } from '../facts/equity.ts'
import { previewNow } from './make-answers.ts'
import { preparePreview } from './prepare.ts'
import { previewApart } from './preview-apart.ts'
import { publishPreview } from './publish.ts'

const [period, preparedAt] = [parsePeriod('2026Q2'), '2026-07-20T02:00:00.000Z']

let city: TestCity
beforeEach(async () => {
  started = 0
  subscribe('child_process', count)
  city = await openCity()
})
afterEach(() => {
  unsubscribe('child_process', count)
  city.close()
})

/** Processes that a test has started so far. */
let started = 0
const count = (): void => {
  started += 1
}

const source = (): Promise<string> => city.store.read(async (db) => sourceOf(db))

async function accept(quarter: string): Promise<void> {
  await enter(city, quarter, plainQuarter)
  await setForm(city, quarter, 'accepted')
}

it('a process of its own makes a preview of the very bytes that this one makes', async () => {
  await accept('2026Q1')
  const first = await preparePreview(city.as('publisher'), { period: '2026Q1' })
  await publishPreview(city.as('second'), { id: first.id, version: first.version })
  await accept('2026Q2')
  const here = await previewNow(city.store, { period, preparedAt })
  const apart = await previewApart({ source: await source(), period, preparedAt })
  expect(here.making.answers.size).toBeGreaterThan(20)
  expect(apart).toEqual(here)
})

it('says why there is nothing to preview', async () => {
  const refused = previewApart({ source: await source(), period, preparedAt })
  await expect(refused).rejects.toMatchObject({
    name: 'ServiceError',
    code: 'conflict',
    message: expect.stringContaining('2026Q2 还没有一张审核通过的报表'),
    detail: { reason: 'release.empty' },
  })
  await accept('2026Q2')
  expect((await previewApart({ source: await source(), period, preparedAt })).making.answers.size).toBeGreaterThan(20)
})

it('throws what made it fail, and the next preview is made', async () => {
  await expect(previewApart({ source: `${await source()}.gone`, period, preparedAt })).rejects.toThrow(/./)
  await accept('2026Q2')
  await expect(previewApart({ source: await source(), period, preparedAt })).resolves.toMatchObject({
    basis: { period },
  })
})

async function addUnits(count: number): Promise<void> {
  const districts = Array.from({ length: count }, (_, at) => ({
    code: `U${at}`,
    name: `第${at}区`,
    shortName: `第${at}区`,
    kind: 'district' as const,
    parentCode: 'CITY',
    areaType: 'remote' as const,
    assessmentGroup: '区县',
    protocolOrder: 10 + at,
    validFrom: '2021Q1',
  }))
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(orgUnit).values(districts)
  })
}

it('is how a large city is previewed, and published where another process had made the preview', async () => {
  await accept('2026Q2')
  const small = await preparePreview(city.as('publisher'), { period })
  expect(started).toBe(0)
  await addUnits(listedUnits)
  await expect(publishPreview(city.as('second'), { id: small.id, version: small.version })).rejects.toMatchObject({
    detail: { reason: 'release.input_changed' },
  })
  const { id, version } = await preparePreview(city.as('publisher'), { period })
  expect(started).toBe(1)
  // What a process remembers of a preview hangs on its store.
  const elsewhere = { ...city.as('second'), store: { ...city.store } }
  const { head } = await publishPreview(elsewhere, { id, version })
  expect(head.code).toBe('CG-2026Q2-01')
  expect(started).toBe(2)
})
