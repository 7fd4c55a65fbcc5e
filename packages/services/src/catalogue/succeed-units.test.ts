import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PublicAnswer } from '../release/facts/answers.ts'
import { readAnswer } from '../release/read/releases.ts'
import { openCity, plainQuarter } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { mergeUnits, publishQuarter } from './succeed-units.fixture.ts'

/* Merged units: what was published keeps them to the byte, and the one that follows is nowhere ranked in the past. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const publish = (period: string, entries: typeof plainQuarter) => publishQuarter(city, period, entries)

async function pageOf(code: string, answer: PublicAnswer): Promise<string> {
  return (await readAnswer(city.as('leader'), code, answer)).body.toString()
}

it('leaves what was published as it was, and begins with figures of its own', async () => {
  const pages = ['overview', 'matrix', 'ranking/RATE', 'unit/C', 'indicator/RATE'] as const
  const before = await publish('2026Q1', plainQuarter)
  const was = await Promise.all(pages.map((page) => pageOf(before, page)))
  await mergeUnits(city)
  const { 'X C': _a, 'N C': _b, 'ACC C': _c, 'X D': _d, 'N D': _e, 'ACC D': _f, ...others } = plainQuarter
  const after = await publish('2026Q2', { ...others, 'X M': 15_000, 'N M': 20_000, 'ACC M': 3 })
  expect(await Promise.all(pages.map((page) => pageOf(before, page)))).toEqual(was)
  const ranking = JSON.parse(await pageOf(after, 'ranking/RATE'))
  expect(ranking.units.code).toEqual(['A', 'B', 'M', 'Z'])
  expect(ranking.value).toEqual([95, 70, 75, 90])
  expect([ranking.previous, ranking.previousRank]).toEqual([
    [95, 70, null, 90],
    [1, 3, null, 2],
  ])
  // Places are compared among those that were there in both quarters.
  expect(ranking.compared).toMatchObject({ entered: ['M'], left: ['C', 'D'], rankThen: [1, 3, null, 2] })
  const { unitSeries, citySeries } = JSON.parse(await pageOf(after, 'indicator/RATE'))
  // 7 000 and 8 000 of 10 000 each: reckoned again, and said so.
  expect(unitSeries[2]).toEqual({ value: [75, 75], state: ['reported', 'reported'], restated: [true, false] })
  // The sum of the parts is the same city, printed to one place: 112 800 of 124 000 in both quarters.
  expect(citySeries.denominator).toEqual([124_000, 124_000])
})
