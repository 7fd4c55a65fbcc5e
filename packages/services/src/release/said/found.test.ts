import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { judge } from './evaluator.fixture.ts'
import { quarterName } from './exact.fixture.ts'
import { figuresOf } from './product.fixture.ts'
import { saidOf } from './said.fixture.ts'
import { shares, small, unit } from './small.fixture.ts'
import type { Cells } from './small.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { RawUnit, World } from './world.fixture.ts'

/* The smallest cities of what the property found. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

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
    expect(wordsOf(world).filter((words) => /(全市|单位).*较2021年/.test(words))).toHaveLength(2)
    expect(wordsOf(broken).filter((words) => words.includes('较2021年'))).toEqual([])
  })

  it('nothing is expected on the way from a baseline of the old definition to a target of the new one', () => {
    const quarters = { '2026Q2': { units: [a, b, c], cells: shares({ A: 55, B: 60, C: 65 }) } }
    const more = {
      targets: { RATE: Object.fromEntries(['CITY', 'A', 'B', 'C'].map((code) => [code, { 2026: 80 }])) },
      baselines: {
        RATE: Object.fromEntries(['CITY', 'A', 'B', 'C'].map((code) => [code, { period: '2021Q4', value: 10 }])),
      },
    }
    const world = small(['RATE'], quarters, more)
    const broken = { ...world, measures: world.measures.map((measure) => ({ ...measure, breaks: ['2024Q1'] })) }
    const goals = (one: World) =>
      wordsOf(one).filter((words) => words.startsWith('全市技能培训覆盖率为60.0%，低于时序目标'))
    // Eighteen of twenty quarters from 10 to 80; under the new definition the year's own target stands.
    expect(goals(world)).toEqual(['全市技能培训覆盖率为60.0%，低于时序目标73.0%，差13.0个百分点'])
    expect(goals(broken)).toEqual(['全市技能培训覆盖率为60.0%，低于时序目标80.0%，差20.0个百分点'])
    for (const one of [world, broken])
      for (const words of goals(one))
        expect(judge(words, reckon(one), { measure: one.measures[0] ?? null })).toMatchObject({ holds: true })
  })

  it('a city that lost a unit is not compared without the other that is missing as if that were all', () => {
    const quarters = {
      '2026Q2': { units: [a, b, c, d], cells: shares({ A: 55, B: 60, C: 65, D: 5 }) },
      '2026Q3': { units: [a, b, c], cells: { ...shares({ A: 56, B: 61 }), 'N C': 50 } },
    }
    expect(wordsOf(small(['RATE'], quarters)).filter((words) => /率.*较上季/.test(words))).toEqual([])
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
    expect(wordsOf(small(['SURV'], quarters)).join()).not.toMatch(/规上企业[^,]*(相差|差距)/)
  })

  it('no count is forecast below nothing', () => {
    const talks = [900, 700, 520, 350, 160, 20]
    const quarters = Object.fromEntries(
      talks.map((count, at) => [quarterName(2025 * 4 + 1 + at), { units: [a], cells: { 'T A': count } }]),
    )
    const said = wordsOf(small(['TALKS'], quarters, { targets: { TALKS: { CITY: { 2026: 800 } } } }))
    expect(said.find((words) => words.includes('走势推算'))).toMatch(/2026年末约为0家（可能在0家—\d+家之间）/)
  })

  const survey = (byUnit: Readonly<Record<string, number>>) => shares(byUnit, ['YES', 'ASK'])

  it('a place that rests on a carried figure is not announced as kept', () => {
    const units = [a, b, c]
    const quarters = {
      '2026Q1': { units, cells: { 'T A': 1 } },
      '2026Q2': { units, cells: survey({ A: 50, B: 60, C: 70 }) },
      '2026Q3': { units, cells: { 'T A': 1 } },
      '2026Q4': { units, cells: survey({ A: 50, B: 60, C: 70 }) },
    }
    const since = (...periods: (keyof typeof quarters)[]) =>
      wordsOf(small(['SURV'], Object.fromEntries(periods.map((period) => [period, quarters[period]])))).filter(
        (words) => words.startsWith('与'),
      )
    expect(since('2026Q2', '2026Q4')).toEqual(['与2026年第二季度相比，A县仍居第3位，C县仍居第1位'])
    expect(since('2026Q2', '2026Q3')).toEqual([])
    expect(since('2026Q2', '2026Q3', '2026Q4')).toHaveLength(1)
  })

  it('nobody’s way is told since a quarter in which a unit stood that is gone, or below three units', () => {
    const quarter = (units: readonly RawUnit[], counts: readonly number[]) => ({
      units,
      cells: Object.fromEntries(units.map(({ code }, at) => [`T ${code}`, counts[at] ?? 0])),
    })
    const since = (then: readonly RawUnit[], now: readonly RawUnit[]) => {
      const quarters = { '2026Q2': quarter(then, [10, 20, 30, 40]), '2026Q3': quarter(now, [35, 20, 30, 40]) }
      return wordsOf(small(['TALKS'], quarters)).filter((words) => words.startsWith('与'))
    }
    expect(since([a, b, c, d], [a, b, c, d])).toEqual(['与2026年第二季度相比，A县由第4位升至第2位，D县仍居第1位'])
    expect(since([a, b, c, d], [a, b, c])).toEqual([])
    expect(since([a, b], [a, b])).toEqual([])
  })

  const groups = (code: string, cells: Readonly<Record<string, number>>): Cells =>
    Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key.replace('-', ` ${code} size:`), cell]))
  const large = { 'YES-above': 40, 'ASK-above': 50 }
  const both = { ...large, 'YES-msme': 20, 'ASK-msme': 50 }
  const all = { units: [a, b], cells: { ...groups('A', both), ...groups('B', both) } }
  const lacking = (quarters: Parameters<typeof small>[1]) =>
    wordsOf(small(['SURV'], quarters)).filter((words) => words.includes('不可计算'))

  it('nobody is missing from a gap of a quarter in which nobody was asked', () => {
    const quarters = {
      '2025Q4': all,
      '2026Q2': { units: [a, b], cells: { ...groups('A', both), ...groups('B', large) } },
      '2026Q3': { units: [a, b], cells: { 'T A': 1 } },
      '2026Q4': all,
    }
    expect(lacking(quarters)).toEqual(['规上企业与中小微企业的满意率2026年第二季度缺B县，不可计算'])
  })

  it('a gap lacks every unit that was not measured in the newest quarter of either side', () => {
    const quarters = {
      '2025Q4': all,
      '2026Q2': { units: [a, b], cells: { ...groups('A', both), ...groups('B', large) } },
      '2026Q4': { units: [a, b], cells: groups('A', large) },
    }
    expect(lacking(quarters)).toEqual([
      '规上企业与中小微企业的满意率2026年第二季度缺B县，不可计算',
      '规上企业与中小微企业的满意率2026年第四季度缺A县、B县，不可计算',
    ])
  })

  it('a place that moved names also those who are left out because their figure is carried', () => {
    const units = [a, b, c, d]
    const quarters = {
      '2025Q4': { units, cells: survey({ A: 10, B: 20, C: 90, D: 50 }) },
      '2026Q2': { units, cells: survey({ A: 95, B: 20, C: 30 }) },
    }
    expect(wordsOf(small(['SURV'], quarters))).toContain(
      '问卷满意率较上次调查提高85.0个百分点，位次由第3位升至第1位（位次不含D县）',
    )
  })
})
