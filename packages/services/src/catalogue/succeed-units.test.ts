import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs } from '@cg/contract/parse'
import { orgUnit } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PublicAnswer } from '../release/facts/answers.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { succeedUnits } from './succeed-units.ts'

/* Merged units: what was published keeps them to the byte, and no past is invented for the one that follows. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: typeof plainQuarter): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

async function pageOf(code: string, answer: PublicAnswer): Promise<string> {
  return (await readAnswer(city.as('leader'), code, answer)).body.toString()
}

async function merge(): Promise<void> {
  const rows = await city.store.read((db) => db.select().from(orgUnit))
  const seed = (code: string, more: object) => {
    const { parentCode: parent, isDemo: _isDemo, ...unit } = must(rows.find((row) => row.code === code))
    return parseAs(UnitSeed, { ...unit, parent, ...more }, 'unit')
  }
  await succeedUnits(city.as('admin'), async () => ({
    write: {
      kind: 'merge',
      from: parsePeriod('2026Q2'),
      ended: [seed('C', { validTo: '2026Q1' }), seed('D', { validTo: '2026Q1' })],
      begun: [seed('C', { code: 'M', name: '丙丁区', shortName: '丙丁', validFrom: '2026Q2' })],
      moved: [],
      grantsTo: null,
      basis: '国函〔2026〕9号',
      isDemo: false,
    },
  }))
}

it('leaves what was published as it was, and begins with figures of its own', async () => {
  const pages = ['overview', 'matrix', 'ranking/RATE', 'unit/C', 'indicator/RATE'] as const
  const before = await publish('2026Q1', plainQuarter)
  const was = await Promise.all(pages.map((page) => pageOf(before, page)))
  await merge()
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
  expect(unitSeries[2].value).toEqual([null, 75])
  // The sum of the parts is the same city, printed to one place: 112 800 of 124 000 in both quarters.
  expect(citySeries.denominator).toEqual([124_000, 124_000])
})
