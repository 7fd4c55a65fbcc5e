import type { IndicatorFacts, MatrixFacts, OverviewFacts, RankingFacts } from '@cg/contract/release'
import {
  IndicatorFacts as IndicatorSchema,
  MatrixFacts as MatrixSchema,
  OverviewFacts as OverviewSchema,
  RankingFacts as RankingSchema,
} from '@cg/contract/release'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from './prepare.ts'
import { publishPreview } from './publish.ts'
import { listReleases, readAnswer } from './read.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  const done = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  return done.head.code
}

async function answer<T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> {
  const { body } = await readAnswer(city.as('leader'), code, name)
  return JSON.parse(body.toString('utf8')) as T
}

describe('a release', () => {
  it('answers every question in the shapes of the contract', async () => {
    const code = await publish('2026Q3', plainQuarter)
    expect(code).toBe('CG-2026Q3-01')
    const checks = [
      [OverviewSchema, await answer<OverviewFacts>(code, 'overview')],
      [RankingSchema, await answer<RankingFacts>(code, 'ranking/RATE')],
      [RankingSchema, await answer<RankingFacts>(code, 'ranking/score')],
      [IndicatorSchema, await answer<IndicatorFacts>(code, 'indicator/ACCR')],
      [MatrixSchema, await answer<MatrixFacts>(code, 'matrix')],
    ] as const
    for (const [schema, facts] of checks) expect([...Value.Errors(schema, facts)]).toEqual([])
    const { items } = await listReleases(city.as('leader'))
    expect(items.map((item) => [item.head.code, item.isCurrent])).toEqual([['CG-2026Q3-01', true]])
  })

  it('gives the city Σ ÷ Σ, with the mean of the rates beside it, and counts a zone inside a district once', async () => {
    const code = await publish('2026Q3', {
      'X A': 95_000,
      'N A': 100_000,
      'X B': 2_800,
      'N B': 4_000,
      'X Z': 500,
      'N Z': 1_000,
    })
    const { city: total } = await answer<IndicatorFacts>(code, 'indicator/RATE')
    expect(total.numerator).toBe(97_800)
    expect(total.denominator).toBe(104_000)
    expect(total.value).toBeCloseTo(94.038, 3)
    expect(total.naiveMean).toBe(82.5)
    expect(total.state).toBe('partial')
  })
})
