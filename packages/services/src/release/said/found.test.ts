import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { judge } from './evaluator.fixture.ts'
import { quarterName } from './exact.fixture.ts'
import { measures } from './measures.fixture.ts'
import { figuresOf, saidOf } from './product.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { RawCell, RawQuarter, RawScheme, RawUnit, World } from './world.fixture.ts'

/* The smallest cities of what the property found. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3')))).basis
})
afterAll(() => opened.close())

const unit = (code: string, area: RawUnit['area'] = 'suburb', isInside = false): RawUnit => ({
  code,
  name: `${code}县`,
  area,
  isInside,
})
type Cells = Readonly<Record<string, RawCell>>

function small(
  codes: readonly string[],
  quarters: Readonly<Record<string, { units: readonly RawUnit[]; cells: Cells }>>,
  more: Partial<World> = {},
): World {
  return {
    quarters: Object.entries(quarters).map(([period, { units, cells }]): RawQuarter => ({
      period,
      units,
      cells: new Map(Object.entries(cells)),
    })),
    measures: measures.filter(({ code }) => codes.includes(code)),
    cards: codes,
    people: 'HEADS',
    targets: {},
    baselines: {},
    areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
    pairs: [],
    scheme: null,
    ...more,
  }
}

/** Shares of a hundred by unit. */
const shares = (byUnit: Readonly<Record<string, number>>, [upper, lower] = ['X', 'N']): Cells =>
  Object.fromEntries(
    Object.entries(byUnit).flatMap(([code, x]) => [
      [`${upper} ${code}`, x],
      [`${lower} ${code}`, 100],
    ]),
  )

const wordsOf = (world: World): string[] => saidOf(world, figuresOf(basis, world)).map(({ words }) => words)

describe('found by it', () => {
  const [a, b, c, d] = [unit('A'), unit('B'), unit('C'), unit('D')]

  it('groups of firms whose units differ are not held against each other', () => {
    const sizes = {
      'X A size:above': 45,
      'N A size:above': 50,
      'X A size:msme': 10,
      'N A size:msme': 50,
      'X B size:above': 25,
      'N B size:above': 50,
    }
    const cells = { ...shares({ A: 55, B: 60 }), ...sizes }
    const said = (more: Cells) =>
      wordsOf(small(['RATE'], { '2026Q3': { units: [a, b], cells: { ...cells, ...more } } }))
    expect(said({}).join()).not.toContain('规上企业')
    expect(said({ 'X B size:msme': 35, 'N B size:msme': 50 })).toContain(
      '规上企业与中小微企业的技能培训覆盖率相差25.0个百分点',
    )
  })

  it('a figure under a new definition is not held against a baseline of the old one', () => {
    const quarters = { '2026Q3': { units: [a, b, c], cells: shares({ A: 55, B: 60, C: 65 }) } }
    const baselines = {
      RATE: Object.fromEntries(['CITY', 'A', 'B', 'C'].map((code) => [code, { period: '2021Q4', value: 50 }])),
    }
    const world = small(['RATE'], quarters, { baselines })
    const broken = { ...world, measures: world.measures.map((measure) => ({ ...measure, breaks: ['2026Q1'] })) }
    expect(wordsOf(world).filter((words) => words.includes('较2021年'))).toHaveLength(2)
    expect(wordsOf(broken).filter((words) => words.includes('较2021年'))).toEqual([])
  })

  it('a city that lost a unit is not compared without the other that is missing as if that were all', () => {
    const quarters = {
      '2026Q2': { units: [a, b, c, d], cells: shares({ A: 55, B: 60, C: 65, D: 5 }) },
      '2026Q3': { units: [a, b, c], cells: { ...shares({ A: 56, B: 61 }), 'N C': 50 } },
    }
    expect(wordsOf(small(['RATE'], quarters)).join()).not.toContain('较上季')
  })

  it('a place gained because a unit left the city is no gain', () => {
    const quarters = {
      '2026Q2': { units: [a, b, c, d], cells: { 'T A': 10, 'T B': 20, 'T C': 30, 'T D': 40 } },
      '2026Q3': { units: [a, b, c], cells: { 'T A': 40, 'T B': 20, 'T C': 30 } },
    }
    expect(wordsOf(small(['TALKS'], quarters)).join()).not.toContain('位次变动最大')
  })

  it('a gap of areas is not held against one with a unit that is gone', () => {
    const [near, far, gone] = [unit('A', 'centre'), unit('B', 'remote'), unit('C', 'remote')]
    const quarters = {
      '2026Q2': { units: [near, far, gone], cells: shares({ A: 80, B: 60, C: 20 }) },
      '2026Q3': { units: [near, far], cells: shares({ A: 80, B: 50 }) },
    }
    const said = wordsOf(small(['RATE'], quarters))
    expect(said).toContain('中心城区与偏远地区的覆盖率相差30.0个百分点')
    expect(said.join()).not.toContain('扩大')
  })

  it('a gap of two indicators is not held against one of fewer units', () => {
    const both = (byUnit: Readonly<Record<string, number>>) => ({
      ...shares(byUnit),
      ...Object.fromEntries(Object.keys(byUnit).map((code) => [`M ${code}`, 50])),
    })
    const quarters = {
      '2026Q2': { units: [a], cells: both({ A: 60 }) },
      '2026Q3': { units: [a, b], cells: both({ A: 60, B: 90 }) },
    }
    const pairs = [{ high: 'RATE', low: 'MEMB', highName: '受训工人', lowName: '入会工人' }]
    const said = wordsOf(small(['RATE', 'MEMB'], quarters, { pairs }))
    expect(said).toContain('受训工人与入会工人的入会率相差25.0个百分点')
    expect(said.join()).not.toContain('扩大')
  })

  it('a change of a city that lacks a unit is not taken apart', () => {
    const quarters = {
      '2025Q3': { units: [a, b, c], cells: { ...shares({ A: 50, B: 60 }), 'N C': 50 } },
      '2026Q3': { units: [a, b, c], cells: { ...shares({ A: 55, B: 70 }), 'N C': 50 } },
    }
    const said = wordsOf(small(['RATE'], quarters))
    expect(said.filter((words) => words.includes('单位结构变化'))).toEqual([])
    expect(said).toContain('全市技能培训覆盖率较上年同期同口径提高7.5个百分点（不含C县）')
  })

  it('不适用 carried from an earlier survey does not make a city whole', () => {
    const survey = (byUnit: Readonly<Record<string, number>>) => shares(byUnit, ['YES', 'ASK'])
    const quarters = {
      '2025Q4': {
        units: [a, b, c],
        cells: { ...survey({ A: 50, B: 60 }), 'YES C': 'not_applicable', 'ASK C': 'not_applicable' } as Cells,
      },
      '2026Q2': { units: [a, b, c], cells: { ...survey({ A: 55, B: 60 }), 'ASK C': 20 } },
    }
    expect(wordsOf(small(['SURV'], quarters))).toContain('全市问卷满意率较上次调查同口径提高2.5个百分点（不含C县）')
  })

  it('two that can be told apart are not named together because the first touches both', () => {
    // 90 % of fifty reaches from 78.6 to 95.7; 88 % and 80 % of ten thousand are told apart.
    const cells = { 'X A': 45, 'N A': 50, 'X B': 8800, 'N B': 10000, 'X C': 8000, 'N C': 10000, 'X D': 10, 'N D': 100 }
    const world = small(['RATE'], { '2026Q3': { units: [a, b, c, d], cells } })
    expect(wordsOf(world).join()).not.toContain('居前')
    const three = 'A县、B县、C县技能培训覆盖率居前（差距很小，不宜据此排先后）'
    const spot = { measure: world.measures[0] ?? null }
    expect(judge(three, reckon(world), spot)).toMatchObject({ holds: false })
    expect(judge(three.replace('、C县', ''), reckon(world), spot)).toMatchObject({ holds: false })
  })

  it('the fewest are called fewest, not first', () => {
    const cells = { 'T A': 3, 'T B': 3, 'T C': 8, 'T D': 9 }
    const counts = small(['TALKS'], { '2026Q3': { units: [a, b, c, d], cells } })
    const world = {
      ...counts,
      measures: counts.measures.map((measure) => ({ ...measure, name: '未协商企业数', direction: 'lower' as const })),
    }
    expect(wordsOf(world)).toContain('A县、B县未协商企业数并列最少')
    const spot = { measure: world.measures[0] ?? null }
    expect(judge('A县、B县未协商企业数并列最少', reckon(world), spot)).toMatchObject({ holds: true })
    expect(judge('A县、B县未协商企业数并列第1位', reckon(world), spot)).toMatchObject({ holds: false })
  })

  it('a unit’s carried survey is not on one side of a gap and off the other', () => {
    const survey = (code: string, [large, lesser]: readonly [number, number]): Cells => ({
      ...shares({ [code]: large + lesser }, ['YES', 'ASK']),
      [`YES ${code} size:above`]: large,
      [`ASK ${code} size:above`]: 50,
      [`YES ${code} size:msme`]: lesser,
      [`ASK ${code} size:msme`]: 50,
    })
    const quarters = {
      '2025Q4': { units: [a, b], cells: { ...survey('A', [40, 20]), ...survey('B', [30, 30]) } },
      '2026Q2': { units: [a, b], cells: { ...survey('A', [40, 20]), 'YES B size:above': 10, 'ASK B size:above': 50 } },
    }
    expect(wordsOf(small(['SURV'], quarters)).join()).not.toContain('规上企业')
  })

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

  it('no count is forecast below nothing', () => {
    const talks = [900, 700, 520, 350, 160, 20]
    const quarters = Object.fromEntries(
      talks.map((count, at) => [quarterName(2025 * 4 + 1 + at), { units: [a], cells: { 'T A': count } }]),
    )
    const said = wordsOf(small(['TALKS'], quarters, { targets: { TALKS: { CITY: { 2026: 800 } } } }))
    expect(said.find((words) => words.includes('走势推算'))).toMatch(/2026年末约为0家（可能在0家—\d+家之间）/)
  })
})
