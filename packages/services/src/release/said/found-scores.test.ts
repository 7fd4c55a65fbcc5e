import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { measures } from './measures.fixture.ts'
import { figuresOf } from './product.fixture.ts'
import { saidOf } from './said.fixture.ts'
import { shares, small, unit } from './small.fixture.ts'
import type { Cells } from './small.fixture.ts'
import type { RawCell, RawScheme, RawUnit, World } from './world.fixture.ts'

/* The smallest cities of what the property found of scores. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

const wordsOf = (world: World): string[] => saidOf(world, figuresOf(basis, world)).map(({ words }) => words)

describe('found of scores', () => {
  const [a, b, c] = [unit('A'), unit('B'), unit('C')]

  const scored = (codes: readonly string[], weights: readonly number[] = codes.map(() => 50)): RawScheme => ({
    items: codes.map((code, at) => ({
      code,
      weight: weights[at] ?? 0,
      rule: code === 'TALKS' ? { kind: 'power' } : { kind: 'posts', low: 0, high: 100 },
      missing: {},
    })),
    missing: { not_reported: 'zero', not_available: 'zero', invalid: 'zero' },
    availability: 0,
    decimals: 2,
  })
  const atStart = (units: readonly RawUnit[]) =>
    Object.fromEntries(units.map(({ code }) => [code, { period: '2021Q4', value: 50 }]))
  const members = (byUnit: Readonly<Record<string, RawCell>>): Cells =>
    Object.fromEntries(Object.entries(byUnit).map(([code, cell]) => [`M ${code}`, cell]))

  it('what a unit cannot provide is not called 未报 where it counts as 0', () => {
    const cells = { ...shares({ A: 50, B: 60, C: 70 }), ...members({ A: 50, B: 'not_available', C: 'not_reported' }) }
    const quarters = { '2026Q3': { units: [a, b, c], cells } }
    const said = wordsOf(small(['RATE', 'MEMB'], quarters, { scheme: scored(['RATE', 'MEMB']) }))
    expect(said).toContain('B县：建会率无法提供，按0分计。')
    expect(said).toContain('C县：建会率未报，按0分计。')
    expect(said.filter((words) => words.includes('按0分计入得分')).map((words) => words.slice(0, 2))).toEqual(['C县'])
  })

  it('scores on both sides of a new definition are not held against each other', () => {
    const quarters = {
      '2026Q2': { units: [a, b, c], cells: shares({ A: 50, B: 60, C: 70 }) },
      '2026Q3': { units: [a, b, c], cells: shares({ A: 80, B: 60, C: 70 }) },
    }
    const scheme = scored(['RATE'])
    const changed = measures.filter(({ code }) => code === 'RATE').map((one) => ({ ...one, breaks: ['2026Q3'] }))
    const said = (more: Partial<World>) => wordsOf(small(['RATE'], quarters, { scheme, ...more }))
    expect(said({})).toContain('较上季提高30.00分：技能培训覆盖率 +30.00。')
    expect(said({ measures: changed }).filter((words) => /^较上季.*分|位次变动|位次与上季/.test(words))).toEqual([])
  })

  it('points lost are of a hundred, whatever the weights add up to', () => {
    const cells = {
      ...shares({ A: 50, B: 60, C: 70 }),
      ...members({ A: 20, B: 90, C: 90 }),
      'T A': 9,
      'T B': 5,
      'T C': 1,
    }
    const codes = ['RATE', 'MEMB', 'TALKS']
    const quarters = { '2026Q3': { units: [a, b, c], cells } }
    const said = wordsOf(small(codes, quarters, { scheme: scored(codes, [1, 1, 2]) }))
    expect(said).toContain('A县失分最多的两项是建会率（失20.00分）、技能培训覆盖率（失12.50分）')
  })

  it('without a score no weight goes anywhere', () => {
    const cells = {
      ...shares({ A: 50, B: 60, C: 70 }),
      ...members({ A: 20, B: 90, C: 'not_reported' }),
      'X C': 'withheld',
    }
    const scheme = scored(['RATE', 'MEMB'])
    const blocked: RawScheme = { ...scheme, missing: { not_reported: 'block', withheld: 'redistribute' } }
    const said = wordsOf(
      small(['RATE', 'MEMB'], { '2026Q3': { units: [a, b, c], cells: cells as Cells } }, { scheme: blocked }),
    )
    expect(said).toContain('缺少必报指标，不参与排名')
    expect(said.filter((words) => words.includes('分摊'))).toEqual([])
  })

  it('nobody leads a score alone whom an owed figure could still pass with more than a hundred points', () => {
    const ratio = { kind: 'ratio', cap: 1.2 } as const
    const scheme = (rule: RawScheme['items'][number]['rule']): RawScheme => ({
      ...scored(['RATE', 'MEMB']),
      items: scored(['RATE', 'MEMB']).items.map((item) => ({ ...item, rule })),
    })
    const units = [a, b, c]
    const aims = Object.fromEntries(units.map(({ code }) => [code, { 2026: 50 }]))
    const cells = { ...shares({ A: 50, B: 45, C: 10 }), ...members({ A: 50, B: 'not_reported', C: 10 }) }
    const said = (rule: RawScheme['items'][number]['rule']) => {
      const targets = { RATE: aims, MEMB: aims }
      const baselines = { RATE: atStart(units), MEMB: atStart(units) }
      return wordsOf(
        small(['RATE', 'MEMB'], { '2026Q3': { units, cells } }, { scheme: scheme(rule), targets, baselines }),
      )
    }
    const leads = /(^|\n)A县[^，\n]*居首，与居末的C县相差[\d.]+分/
    expect(said({ kind: 'ratio', cap: 1 }).join('\n')).toMatch(leads)
    expect(said(ratio).join('\n')).not.toMatch(leads)
  })

  it('a figure under an old definition does not stand in for one that is owed', () => {
    const quarters = {
      '2026Q2': { units: [a, b, c], cells: shares({ A: 90, B: 60, C: 70 }) },
      '2026Q3': { units: [a, b, c], cells: shares({ B: 60, C: 70 }) },
    }
    const scheme: RawScheme = { ...scored(['RATE']), missing: { not_reported: { carry: 2 } } }
    const zero = 'A县：技能培训覆盖率未报，按0分计。'
    const said = (more: Partial<World>) => wordsOf(small(['RATE'], quarters, { scheme, ...more }))
    expect(said({})).not.toContain(zero)
    const changed = measures.filter(({ code }) => code === 'RATE').map((one) => ({ ...one, breaks: ['2026Q3'] }))
    expect(said({ measures: changed })).toContain(zero)
  })

  it('points lost have the decimals of their scheme', () => {
    const cells = {
      ...shares({ A: 55, B: 60, C: 70 }),
      ...members({ A: 20, B: 90, C: 90 }),
      'T A': 9,
      'T B': 5,
      'T C': 1,
    }
    const codes = ['RATE', 'MEMB', 'TALKS']
    const scheme: RawScheme = { ...scored(codes, [1, 1, 2]), decimals: 1 }
    const said = wordsOf(small(codes, { '2026Q3': { units: [a, b, c], cells } }, { scheme }))
    expect(said.filter((words) => words.includes('失分最多'))).toContain(
      'A县失分最多的两项是建会率（失20.0分）、技能培训覆盖率（失11.3分）',
    )
  })
})
