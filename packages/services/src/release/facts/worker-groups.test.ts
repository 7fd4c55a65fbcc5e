import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { figuresOf } from '../said/product.fixture.ts'
import { shares, small, unit } from '../said/small.fixture.ts'
import type { Cells } from '../said/small.fixture.ts'
import { everybody, groups } from '../said/worker-groups.fixture.ts'
import { releaseHead } from '../stored/head.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { indicatorFacts } from './indicator.ts'
import { prepareRendering } from './rendering.ts'

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

const units = ['A', 'B', 'C', 'D'].map((code) => unit(code))
const codes = ['RATE', 'MIGR', 'YOUN', 'HEADS']

/** The page of an indicator of a city whose everybody is `shares` of 100 in each unit. */
function factsOf(code: string, cells: Cells, more: Parameters<typeof small>[2] = {}): IndicatorFacts {
  const world = small(codes, { '2026Q3': { units, cells } }, { groups, ...more })
  const figures = figuresOf(basis, world)
  const head = releaseHead(figures.basis, { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }, null)
  const i = figures.basis.indicators.findIndex((one) => one.code === code)
  return indicatorFacts(prepareRendering(head, figures), i)
}

const all = shares({ A: 80, B: 70, C: 60, D: 90 })
const migrants: Cells = {
  'XM A': 30,
  'NM A': 50,
  'XM B': 20,
  'NM B': 40,
  'XM C': 12,
  'NM C': 20,
  'XM D': 36,
  'NM D': 40,
}
const said = ({ claims }: IndicatorFacts) =>
  claims.filter(({ kind }) => kind === 'worker_group' || kind === 'group_units').map(sentence)

describe('a group of workers beside everybody', () => {
  it('stands on the page of either, with what is under the line', () => {
    const whole = must(factsOf('RATE', { ...all, ...migrants }).workerGroups)
    expect(whole).toMatchObject({ own: '', topic: '覆盖率', whole: { name: everybody, indicator: 'RATE', value: 75 } })
    expect(whole.groups[0]).toMatchObject({
      group: 'migr',
      indicator: 'MIGR',
      base: '数据项NM',
      isSameBase: true,
      state: 'reported',
      numerator: 98,
      denominator: 150,
      units: { value: [60, 50, 60, 90] },
    })
    const part = must(factsOf('MIGR', { ...all, ...migrants }).workerGroups)
    expect([part.own, part.whole, part.groups[0]]).toEqual(['migr', whole.whole, whole.groups[0]])
    expect(factsOf('HEADS', { ...all, ...migrants }).workerGroups).toBeNull()
  })

  it('is said of the city and counted over the units, the same on both pages', () => {
    const words = [
      '外来工的覆盖率为65.3%，低于全体工人（含外来工）9.7个百分点',
      '4个单位中有2个单位的外来工覆盖率低于本单位全体工人',
    ]
    expect(said(factsOf('RATE', { ...all, ...migrants }))).toEqual(words)
    expect(said(factsOf('MIGR', { ...all, ...migrants }))).toEqual(words)
    const further = { ...all, ...migrants, 'XM B': 19 }
    expect(said(factsOf('MIGR', further))[1]).toBe(
      '4个单位中有2个单位的外来工覆盖率低于本单位全体工人，B县相差最大（22.5个百分点）',
    )
  })

  it('keeps each kind of absence apart, and says nothing of the city without a unit', () => {
    const silent: Cells = { ...all, ...migrants, 'XM A': 'not_reported', 'XM B': 'not_available', 'XM C': 'withheld' }
    const facts = factsOf('MIGR', silent)
    expect(must(facts.workerGroups?.groups[0])).toMatchObject({
      state: 'partial',
      missing: ['A', 'B', 'C'],
      units: { state: ['not_reported', 'not_available', 'withheld', 'reported'], value: [null, null, null, 90] },
    })
    expect(said(facts)).toEqual([])
    const nobody = factsOf('MIGR', { ...all, ...migrants, 'XM D': 'not_applicable', 'NM D': 'not_applicable' })
    expect(said(nobody)[1]).toBe('3个单位中有2个单位的外来工覆盖率低于本单位全体工人')
    const empty = factsOf('MIGR', { ...all, ...migrants, 'XM D': 0, 'NM D': 0 })
    expect(empty.workerGroups?.groups[0]?.units.state[3]).toBe('zero_denominator')
    expect(said(empty)[1]).toMatch(/^可比的3个单位/)
  })

  it('is withheld where the others would be one or two, with the unit from which that would follow', () => {
    // All but one of the trained workers of A are migrants.
    const few: Cells = { ...all, ...migrants, 'XM A': 79, 'NM A': 80 }
    const facts = factsOf('MIGR', few, { small: 3 })
    expect(facts.workerGroups?.groups[0]?.units.state).toEqual(['withheld', 'reported', 'withheld', 'reported'])
    expect(facts.workerGroups?.whole.units.state).toEqual(['reported', 'reported', 'reported', 'reported'])
    expect(factsOf('MIGR', few, { small: 0 }).workerGroups?.groups[0]?.units.state[0]).toBe('reported')
    expect(facts.current.state).toEqual(facts.workerGroups?.groups[0]?.units.state)
  })

  it('is watched as a gap of the city’s, which says who is among whom', () => {
    const facts = factsOf('YOUN', {
      ...all,
      ...migrants,
      'XY A': 30,
      'NY A': 50,
      'XY B': 20,
      'NY B': 40,
      'XY C': 1,
      'NY C': 20,
      'XY D': 3,
      'NY D': 40,
    })
    expect(facts.workerGroups?.groups[1]).toMatchObject({ isSameBase: false, base: '数据项NY' })
    expect(said(facts)[0]).toMatch(/，两者分母口径不同$/)
  })
})

describe('groups of a breakdown', () => {
  const sizes = (above: number, msme: number): Cells => ({
    'X A size:above': above,
    'N A size:above': 50,
    'X A size:msme': msme,
    'N A size:msme': 50,
  })
  const one = shares({ A: 40 })

  it('hide each other where one is small: the city’s figure would give it away', () => {
    const only = [must(units[0])]
    const facts = (small_: number) => {
      const world = small(
        ['RATE'],
        { '2026Q3': { units: only, cells: { ...one, ...sizes(2, 38) } } },
        { small: small_ },
      )
      const figures = figuresOf(basis, world)
      const head = releaseHead(
        figures.basis,
        { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null },
        null,
      )
      return indicatorFacts(prepareRendering(head, figures), 0).breakdowns[0]?.groups.map(({ state }) => state)
    }
    expect(facts(3)).toEqual(['withheld', 'withheld'])
    expect(facts(0)).toEqual(['reported', 'reported'])
  })

  it('name the units that one of them lacks', () => {
    const facts = factsOf('RATE', {
      ...all,
      ...sizes(30, 10),
      'X B size:above': 30,
      'N B size:above': 50,
      'X B size:msme': 'not_reported',
      'N B size:msme': 50,
    })
    const [above, msme] = must(facts.breakdowns[0]).groups
    expect(above).toMatchObject({ state: 'partial', lacking: ['C县', 'D县'] })
    expect(msme).toMatchObject({ state: 'partial', lacking: ['B县', 'C县', 'D县'] })
  })
})
