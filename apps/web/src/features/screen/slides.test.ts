import { mapSheet } from '@cg/charts/testing/map-fixture'
import { targetsFacts } from '@cg/charts/testing/targets-fixture'
import type { GapSeries } from '@cg/contract/release/equity'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import { equityFacts, fullOverview, profileFacts, release, scoreFacts } from '../../testing/fixtures.ts'
import { slidesOf } from './slides.ts'
import type { Marked, Slide, WallFacts } from './slides.ts'

const facts = (change: Partial<WallFacts> = {}): WallFacts => ({
  head: release,
  overview: fullOverview(),
  equity: equityFacts(),
  targets: targetsFacts(),
  sheet: null,
  ...change,
})
const nobody: Marked = { unit: undefined, profile: null }

function slide<K extends Slide['key']>(
  key: K,
  given: WallFacts = facts(),
  marked = nobody,
): Extract<Slide, { key: K }> {
  return must(slidesOf(given, [key], marked).find((one): one is Extract<Slide, { key: K }> => one.key === key))
}

/** The same facts of three times as many units: every column of them, wherever it stands. */
function thrice(score: RankingFacts): RankingFacts {
  const count = score.units.code.length
  const widen = (value: unknown): unknown => {
    if (Array.isArray(value)) return (value.length === count ? [...value, ...value, ...value] : value).map(widen)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, widen(part)]))
  }
  return widen(score) as RankingFacts
}

describe('what a page of the wall shows', () => {
  test('the score leads, with its map; above 24 units the map is left out, since nobody could read it', () => {
    const ranking = slide('ranking')
    expect([ranking.isScore, ranking.place === null]).toEqual([true, false])
    const overview = { ...fullOverview(), rankings: [thrice(scoreFacts())] }
    expect(slide('ranking', facts({ overview })).place).toBeNull()
  })

  test('the city’s own map stands in place of tiles where it has one, with its 审图号, and of more units too', () => {
    const sheet = mapSheet()
    const place = must(slide('ranking', facts({ sheet })).place)
    expect([place.kind, place.lines.map]).toEqual(['map', expect.stringContaining('演示S(2026)0001号')])
    const overview = { ...fullOverview(), rankings: [thrice(scoreFacts())] }
    expect(slide('ranking', facts({ overview, sheet })).place?.kind).toBe('map')
  })

  test('what widens comes before what narrows, and its lines are the ones drawn', () => {
    const [first, second] = equityFacts().gaps
    const verdict = (gap: GapSeries | undefined, name: string, kind: 'diverging' | 'converging'): GapSeries => {
      const trend = { verdict: kind, name: '', points: 8, from: '2024Q4', to: '2026Q3' } as const
      return { ...must(gap), name, trend, gap: must(gap).periods.map(() => 4) }
    }
    const gaps = [verdict(first, '甲', 'converging'), verdict(second ?? first, '乙', 'diverging')]
    const { drawn, gaps: listed } = slide('equity', facts({ equity: { ...equityFacts(), gaps } }))
    expect(listed.map(({ name }) => name)).toEqual(['乙', '甲'])
    expect(drawn.name).toBe('乙')
  })

  test('a gap that lacks a unit is not listed', () => {
    const { gaps } = equityFacts()
    const lacking = gaps.map((gap) => ({ ...gap, gap: gap.gap.map(() => null) }))
    expect(slidesOf(facts({ equity: { ...equityFacts(), gaps: lacking } }), ['equity'], nobody)).toEqual([])
  })

  test('commitments of the last year, those that lag today first, at most seven', () => {
    const { year, rows, all } = slide('targets')
    expect(year).toBe(Math.max(...targetsFacts().years))
    expect(rows.length).toBeLessThanOrEqual(7)
    expect(all).toBeGreaterThanOrEqual(rows.length)
    const order = ['late', 'near', null, 'met']
    const places = rows.map(({ row }) => order.indexOf(row.light))
    expect(places).toEqual(places.toSorted((left, right) => left - right))
  })

  test('a marked unit without a figure keeps the word for why', () => {
    const given = targetsFacts()
    const matrix = must(given.matrix)
    const unit = must(matrix.units.code[0])
    const years = matrix.years.map((one) => ({
      ...one,
      value: one.value.map((row) => row.map(() => null)),
      light: one.light.map((row) => row.map(() => null)),
      state: one.state.map((row) => row.map(() => 'withheld' as const)),
    }))
    const { rows } = slide('targets', facts({ targets: { ...given, matrix: { ...matrix, years } } }), {
      unit,
      profile: null,
    })
    expect(rows.map((row) => row.unit)).toEqual(rows.map(() => ({ light: null, words: '不公布' })))
  })

  test('a marked unit speaks in the sentences of its profile only; nobody marked, no page', () => {
    const unit = slide('unit', facts(), { unit: 'YC10', profile: profileFacts('YC10') })
    expect(unit.title).toMatch(/青石县/)
    expect(unit.parts.every(({ sentences }) => sentences.length > 0 && sentences.length <= 3)).toBe(true)
    expect(slidesOf(facts(), ['unit'], nobody)).toEqual([])
  })
})

test('a refused answer leaves out its own page only', () => {
  const keys = slidesOf(facts({ targets: null, equity: null }), [], nobody).map(({ key }) => key)
  expect(keys).toEqual(['overview', 'ranking', 'weak'])
})
