import { tryScore } from '@cg/contract/score-trial'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Figures } from './compute/figures.ts'
import { prepareRendering } from './facts/rendering.ts'
import { scoreFacts, weighedFacts } from './facts/score.ts'
import { loadInput } from './input/load-input.ts'
import { openCity } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'
import { figuresOf } from './said/product.fixture.ts'
import { randomCity } from './said/random.fixture.ts'
import type { ReleaseBasis } from './stored/basis.ts'
import { releaseHead } from './stored/head.ts'

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

const untouched = { blocks: {}, items: {} }

/** As frozen and read again: what goes through the answer's bytes. */
function frozen(figures: Figures): RankingFacts | null {
  const head = releaseHead(figures.basis, { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }, null)
  const facts = scoreFacts(prepareRendering(head, figures))
  return facts === null ? null : JSON.parse(JSON.stringify({ ...facts, ...weighedFacts(figures) }))
}

/** Scores and places of a random city, with adjustments that look at nothing left out. */
function scoredCities(count: number): RankingFacts[] {
  return Array.from({ length: count }, (_, seed) => {
    const { world, first } = randomCity(seed + 1)
    return world.scheme === null ? null : frozen(figuresOf(basis, world, first))
  }).filter((facts) => facts !== null)
}

describe('a trial of weights', () => {
  it('that touches none is the published score and ranking of every unit, bit for bit', { timeout: 120_000 }, () => {
    const cities = scoredCities(4000)
    expect(cities.length).toBeGreaterThan(150)
    for (const facts of cities) {
      const tried = must(tryScore(facts, untouched))
      expect(tried.map(({ total }) => total)).toEqual(facts.value)
      expect(tried.map(({ overall }) => overall?.rank ?? null)).toEqual(facts.rank)
      expect(tried.map(({ overall }) => overall?.tied ?? false)).toEqual(facts.isTied)
      expect(tried.map(({ inGroup }) => inGroup?.rank ?? null)).toEqual(facts.groupRank)
      const isScored = facts.notRanked === null
      expect(tried.map(({ reason }) => reason)).toEqual(
        isScored ? facts.unrankedReason : tried.map(({ reason }) => reason),
      )
    }
  })

  it('of one item alone ranks by its points', () => {
    const facts = must(
      scoredCities(60).find(({ parts, rank }) => parts.length > 1 && rank.filter((one) => one !== null).length > 2),
    )
    const [kept, ...others] = facts.parts
    const items = Object.fromEntries(others.map(({ code }) => [code, 0]))
    const tried = must(tryScore(facts, { blocks: {}, items }))
    const points = must(must(facts.weighed).points[facts.parts.findIndex(({ code }) => code === must(kept).code)])
    for (const [at, { total }] of tried.entries())
      if (total !== null) expect(total).toBeCloseTo(points[at] ?? Number.NaN, 9)
  })

  it('of a block divides it as the scheme does, and moves nothing when all are doubled', () => {
    const facts = must(scoredCities(60).find(({ parts }) => parts.length > 2))
    const whole = Object.fromEntries(facts.parts.map(({ dimension }) => [dimension, 0]))
    const weights = must(facts.weighed).weights
    for (const [at, { dimension }] of facts.parts.entries())
      whole[dimension] = (whole[dimension] ?? 0) + 2 * must(weights[at])
    const tried = must(tryScore(facts, { blocks: whole, items: {} }))
    expect(tried.map(({ overall }) => overall?.rank ?? null)).toEqual(facts.rank)
  })

  it('is not offered for an indicator, nor by a release that holds no points', () => {
    const facts = must(scoredCities(60)[0])
    const { weighed: _weighed, ...older } = facts
    expect(tryScore(older, untouched)).toBeNull()
    expect(tryScore({ ...facts, measure: { ...facts.measure, kind: 'indicator' } }, untouched)).toBeNull()
  })
})
