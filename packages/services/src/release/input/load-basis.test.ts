import { submission, target } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { inputHash } from '../publish/digest.ts'
import { publishPreview } from '../publish/publish.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { loadBasis } from './load-basis.ts'
import { loadCurrent } from './load-input.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

/** The quarter's form is due on 1 March 2027 at 18:00 in Beijing. */
const [before, after] = ['2027-03-01T09:59:59.000Z', '2027-03-01T10:00:01.000Z']
const quarter = parsePeriod('2026Q3')
const formAt = async (at: string) => (await city.store.read((db) => loadBasis(db, quarter, at))).basis.forms[0]

it('a form that is not there is missing once its deadline is over, and not due before', async () => {
  expect(await formAt(before)).toMatchObject({ state: 'missing', open: 'not_due' })
  expect(await formAt(after)).not.toHaveProperty('open')
})

it('a form that was sent waits for the office, whatever the day; an accepted one is in', async () => {
  await setForm(city, quarter, 'submitted')
  expect(await formAt(before)).toMatchObject({ state: 'missing', open: 'undecided' })
  expect(await formAt(after)).toMatchObject({ state: 'missing', open: 'undecided' })
  await setForm(city, quarter, 'accepted')
  expect(await formAt(after)).toMatchObject({ state: 'on_time' })
  expect(await formAt(after)).not.toHaveProperty('open')
})

it('that a deadline passes makes no preview stale', async () => {
  const hashAt = async (at: string) => {
    const { basis, cells } = await city.store.read((db) => loadCurrent(db, quarter, at))
    return inputHash(basis.basis, cells)
  }
  expect(await hashAt(before)).toBe(await hashAt(after))
})

it('targets of all years are there, whichever unit has them', async () => {
  const rows = [
    { unitCode: 'B', year: 2027, value: 91.5, source: '乙的方案' },
    { unitCode: 'D', year: 2025, value: 88, source: '丁的方案' },
    { unitCode: 'B', year: 2025, value: 87, source: '乙的方案' },
  ].map((one) => ({ indicatorCode: 'RATE', ...one }))
  await city.store.write({ unaudited: 'fixture' }, (tx) => tx.insert(target).values(rows))
  const { basis } = await city.store.read((db) => loadBasis(db, quarter, before))
  expect(basis.units.map(({ code }) => code)).toEqual(['CITY', 'A', 'B', 'C', 'D', 'Z'])
  expect(basis.targets['RATE']).toEqual([
    { year: 2025, values: [null, null, 87, null, 88, null], source: '乙的方案' },
    { year: 2026, values: [90, 90, 90, 90, 90, 90], source: '实施方案' },
    { year: 2027, values: [null, null, 91.5, null, null, null], source: '乙的方案' },
  ])
  expect(basis.targets['ACCR']).toEqual([{ year: 2026, values: [4, 4, 4, 4, 4, 4], source: '实施方案' }])
})

it('a correction looks at a form as it was when the quarter was first published', async () => {
  await enter(city, quarter, plainQuarter)
  await setForm(city, quarter, 'accepted')
  const { id, version } = await preparePreview(city.as('publisher', before), { period: quarter })
  await publishPreview(city.as('second', before), { id, version })
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx.update(submission).set({ state: 'draft', firstSubmittedAt: null }).where(eq(submission.period, quarter)),
  )
  expect(await formAt(after)).toMatchObject({ state: 'missing', open: 'not_due' })
})
