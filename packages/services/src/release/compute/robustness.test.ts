import type { RankingFacts } from '@cg/contract/release/ranking'
import { release } from '@cg/db/schema'
import { computeComposite } from '@cg/domain/score/composite'
import type { IndicatorCode, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { readAnswer } from '../read/releases.ts'
import { loadFrozenScores } from '../stored/frozen-rows.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import { robustnessOf } from './robustness.ts'
import { redistributionNotes } from './score.ts'
import type { ScoreQuarter } from './score.ts'
import type { ReleaseBasis } from '../stored/basis.ts'

const codes = ['ONE', 'TWO'] as IndicatorCode[]
const scheme: SchemeBody = {
  items: codes.map((indicator) => ({
    indicator,
    weight: 50,
    rule: { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } },
  })),
  missing: defaultMissingPolicy,
  availability: 0.4,
  decimals: 2,
  rankRule: 'competition',
}

/** A quarter whose values are the points themselves; null: 未报. */
function quarterOf(points: Record<string, (number | null)[]>): ScoreQuarter {
  const { scores, ranking } = computeComposite({
    scheme,
    indicators: new Map(codes.map((code) => [code, { direction: 'higher', decimals: 1 }])),
    units: Object.entries(points).map(([unit, values], at) => ({
      unit: unit as UnitCode,
      group: null,
      protocolOrder: at,
      figures: values.map((value) => ({
        state: value === null ? ('not_reported' as const) : ('reported' as const),
        value,
        target: null,
      })),
    })),
  })
  const rows = new Map<string, (typeof ranking.rows)[number]>(ranking.rows.map((row) => [row.unit, row]))
  const places = scores.map((score) => must(rows.get(score.unit)))
  return {
    period: parsePeriod('2026Q3'),
    totals: scores.map((score) => score.total),
    ranks: places.map((row) => row.overall?.rank ?? null),
    tied: places.map((row) => row.overall?.tied === true),
    groupRanks: places.map(() => null),
    noPlaces: scores.map((score) => score.noPlace),
    scores,
    ranking,
    tooFew: ranking.tooFew,
  }
}

describe('the places of an indicator', () => {
  it('are grouped where the intervals of small numbers touch, and clear where they do not', async () => {
    const city = await openCity()
    try {
      // C and D stand at 70 % and 80 % of ten thousand; A and B at 90 % and 88 % of fifty.
      await enter(city, '2026Q1', { ...plainQuarter, 'X A': 45, 'N A': 50, 'X B': 44, 'N B': 50 })
      await setForm(city, '2026Q1', 'accepted')
      const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
      const { body } = await readAnswer(city.as('reviewer'), preview.head.code, 'ranking/RATE')
      const facts = JSON.parse(body.toString()) as RankingFacts
      const of = (unit: string) => {
        const at = facts.units.code.indexOf(unit)
        return [facts.rankLow[at], facts.rank[at], facts.rankHigh[at], facts.closeTo[at]]
      }
      const position = (unit: string) => facts.units.code.indexOf(unit)
      expect(of('A')[3]).toContain(position('B'))
      expect(facts.groups.some((group) => group.includes(position('A')) && group.includes(position('B')))).toBe(true)
      expect(of('C')).toEqual([5, 5, 5, []])
      expect(facts.closeRule).toBe('intervals')
      const ends = facts.claims.find((claim) => claim.kind === 'ends')
      expect([ends?.first?.manner === 'alone', ends?.last?.manner]).toEqual([false, 'alone'])
      expect(facts.methods.some((words) => words.includes('威尔逊'))).toBe(true)
      const read = async (code: string): Promise<RankingFacts> =>
        JSON.parse((await readAnswer(city.as('reviewer'), preview.head.code, `ranking/${code}`)).body.toString())
      const counts = await read('SURV')
      expect(counts.rankLow.every((low) => low === null)).toBe(true)
      // Two accidents and one among ten thousand cannot be told apart; five among fifty can.
      const events = await read('ACCR')
      expect(events.methods.some((words) => words.includes('泊松'))).toBe(true)
      expect(events.closeTo[position('C')]).toContain(position('D'))
      expect(events.closeTo[position('A')]).not.toContain(position('C'))
    } finally {
      city.close()
    }
  })
})

describe('how sure places are', () => {
  it('groups neighbours that a small change of the weights turns round, and nobody who dominates', () => {
    const quarter = quarterOf({ A: [80, 40], B: [40, 79], C: [20, 20], D: [10, 10] })
    expect(robustnessOf(quarter, scheme)).toEqual({
      low: [1, 1, 3, 4],
      high: [2, 2, 3, 4],
      closeTo: [[1], [0], [], []],
      groups: [[0, 1]],
      isDrawn: true,
      isPaired: true,
    })
  })

  it('keeps neighbours apart whom only a large change of the weights would turn round', () => {
    const quarter = quarterOf({ A: [90, 40], B: [40, 60], C: [20, 20] })
    const found = robustnessOf(quarter, scheme)
    expect([found.closeTo, found.groups]).toEqual([[[], [], []], []])
    expect([found.low, found.high]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  it('widens the interval by what a figure that is owed could still change', () => {
    const sure = robustnessOf(quarterOf({ A: [80, 80], B: [70, 70], C: [20, 20], D: [15, 0] }), scheme)
    const owing = robustnessOf(quarterOf({ A: [80, 80], B: [70, 70], C: [20, 20], D: [15, null] }), scheme)
    expect([sure.low[3], sure.high[2]]).toEqual([4, 3])
    expect([owing.low[3], owing.high[2]]).toEqual([3, 4])
    expect([owing.low[0], owing.high[0]]).toEqual([1, 1])
  })

  it('tells of units that owe the same items in one line', () => {
    const quarter = quarterOf({ A: [80, 80], B: [70, null], C: [20, null], D: [null, 5] })
    const basis = { indicators: [] } as unknown as ReleaseBasis
    const notes = redistributionNotes(basis, ['甲', '乙', '丙', '丁'], quarter)
    expect(notes).toEqual([expect.stringMatching(/^乙、丙：TWO/), expect.stringMatching(/^丁：ONE/)])
  })

  it('says nothing of units without a place', () => {
    const found = robustnessOf(quarterOf({ A: [80, 80], B: [70, 70], C: [20, 20], D: [null, null] }), scheme)
    expect([found.low[3], found.high[3], found.closeTo[3]]).toEqual([null, null, []])
  })

  it('is published, stored with the score, and explained', async () => {
    const city = await openCity()
    try {
      await enter(city, '2026Q1', plainQuarter)
      await setForm(city, '2026Q1', 'accepted')
      const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
      const { head } = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
      const { body } = await readAnswer(city.as('leader'), head.code, 'ranking/score')
      const facts = JSON.parse(body.toString()) as RankingFacts
      expect(facts.rank.some((rank) => rank !== null)).toBe(true)
      for (const [at, rank] of facts.rank.entries()) {
        if (rank === null) continue
        expect(facts.rankLow[at]).toBeLessThanOrEqual(rank)
        expect(facts.rankHigh[at]).toBeGreaterThanOrEqual(rank)
      }
      expect(facts.methods.some((words) => words.includes('2000次'))).toBe(true)
      const rows = await city.store.read(async (db) => {
        const [row] = await db.select({ id: release.id }).from(release).where(eq(release.state, 'published'))
        return [...(await loadFrozenScores(db, must(row).id))]
      })
      expect(rows).toHaveLength(facts.units.code.length)
      for (const row of rows) {
        const at = facts.units.code.indexOf(row.unitCode)
        expect(JSON.parse(row.detail)).toMatchObject({
          rankLow: facts.rankLow[at],
          rankHigh: facts.rankHigh[at],
          closeTo: facts.closeTo[at]?.map((other) => facts.units.code[other]),
        })
      }
    } finally {
      city.close()
    }
  })
})
