import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from './input/load-input.ts'
import { openCity } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'
import { figuresOf, measures, randomCity, reckon, saidOf } from './said.city.fixture.ts'
import type { Said } from './said.city.fixture.ts'
import { formNames, judge } from './said.evaluator.fixture.ts'
import type { RawCell, RawQuarter, RawUnit, World } from './said.world.fixture.ts'
import type { ReleaseBasis } from './stored/basis.ts'

/* Whatever a city reports, no sentence of its release is false: read and reckoned again by said.evaluator.fixture.ts. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3')))).basis
})
afterAll(() => opened.close())

const cities = 10_000

describe('whatever a city reports', () => {
  it('no printed sentence is false, and every one is understood', { timeout: 600_000 }, () => {
    const met = new Map<string, number>()
    for (let seed = 1; seed <= cities; seed++) {
      const { world, first } = randomCity(seed)
      const city = reckon(world)
      for (const { words, spot, on } of saidOf(world, figuresOf(basis, world, first))) {
        const verdict = judge(words, city, spot)
        if (!verdict.holds) expect.fail(`city ${seed}, ${on}: ${words} — ${verdict.why}`)
        met.set(verdict.form, (met.get(verdict.form) ?? 0) + 1)
      }
    }
    for (const form of formNames) expect([form, (met.get(form) ?? 0) >= 100]).toEqual([form, true])
  })
})

type Sample = Said & { readonly world: World }
let samples: readonly Sample[]

/** The first true sentence that looks like this. */
function sampleOf(looks: RegExp): Sample {
  return must(
    samples.find(({ words }) => looks.test(words)),
    `no sentence like ${looks.source}`,
  )
}

const bump = (digit: string): string => String((Number(digit) + 1) % 10)
/** The last digit of what matches is another. */
const other = (before: RegExp) => (words: string) => words.replace(before, (found) => found.replace(/\d(?=\D*$)/, bump))
const swap = (from: string | RegExp, to: string) => (words: string) => words.replace(from, to)

/** The newest quarter with some of its cells unreported. */
const silence =
  (isMeant: (key: string, city: World) => boolean) =>
  (world: World): World => {
    const last = must(world.quarters.at(-1))
    const cells = new Map(
      [...last.cells].map(([key, cell]) => [key, isMeant(key, world) ? 'not_reported' : cell] as const),
    )
    return { ...world, quarters: [...world.quarters.slice(0, -1), { ...last, cells }] }
  }
const nobody = silence(() => true)
/** Every unit but the first says nothing. */
const oneOnly = silence((key, world) => !key.includes(must(must(world.quarters.at(-1)).units[0]).code))

type Broken = { readonly words: (words: string) => string } | { readonly world: (world: World) => World }

const planted: readonly (readonly [string, RegExp, Broken])[] = [
  ['change: a digit', /为[\d.]+%，较上季提高/, { words: other(/提高[\d.]+/) }],
  ['change: the value', /为[\d.]+%，较上季提高/, { words: other(/为[\d.]+/) }],
  ['change: the direction', /为[\d.]+%，较上季提高/, { words: swap('提高', '下降') }],
  ['change: growth for points', /为[\d.]+%，较上季提高[\d.]+个百分点$/, { words: swap(/个百分点$/, '%') }],
  ['change: another quarter', /为[\d.]+%，较上季提高/, { words: swap('较上季', '较上年同期') }],
  ['change: a running total against last quarter', /起\/万人，较上年同期下降/, { words: swap('较上年同期', '较上季') }],
  ['change: last survey called last quarter', /较上次调查提高/, { words: swap('较上次调查', '较上季') }],
  ['change: level', /较上季提高[\d.]+个百分点$/, { words: swap(/提高.+$/, '持平') }],
  ['change: a carried figure', /^全市.*为[^，]*，较上次调查/, { world: silence((key) => /^(YES|ASK)/.test(key)) }],
  ['change: a missing unit ignored', /同口径.*（不含.+）/, { words: swap(/（不含.+）/, '') }],
  ['change: not said to be like for like', /较上季同口径.*（不含.+）/, { words: swap(/同口径(.*)（.+）/, '$1') }],
  ['change: another unit left out', /同口径.*（不含[^、等]+）/, { words: swap(/不含.+）/, '不含城郊县）') }],
  ['change: too little of the city', /^全市.*为[^，]*，较上季/, { world: oneOnly }],
  ['change: another base year', /较2021年(提高|下降)/, { words: swap('较2021年', '较2020年') }],
  ['goal: the shortfall', /为[\d.]+%，低于时序目标/, { words: other(/差[\d.]+个/) }],
  ['goal: what is expected', /为[\d.]+%，低于时序目标/, { words: other(/目标[\d.]+/) }],
  ['goal: met for missed', /为[\d.]+%，低于时序目标/, { words: swap('低于', '达到') }],
  ['goal: the wrong side', /起\/万人，高于时序目标/, { words: swap('高于', '低于') }],
  ['goal: what is left of the year', /还差/, { words: other(/还差[\d.]+/) }],
  ['goal: the year', /已达到2026年目标/, { words: swap('2026', '2027') }],
  ['goal: too little of the city', /^全市.*时序目标/, { world: oneOnly }],
  ['count: how many', /个单位中有\d+个单位/, { words: other(/有\d+/) }],
  ['count: of how many', /^\d+个单位中有/, { words: other(/^\d+/) }],
  ['count: all for some', /个单位中有\d+个单位的/, { words: swap(/中有\d+个单位的(.+?)达到/, '的$1均达到') }],
  ['count: some are not judged', /^可与时序目标比较的\d+个单位/, { words: swap('可与时序目标比较的', '') }],
  ['cards: how many', /项核心指标中有/, { words: other(/有\d+项/) }],
  ['cards: the worst', /核心指标.*，.+低于时序目标/, { words: other(/目标[\d.]+个/) }],
  ['all moved: the direction', /均提高/, { words: swap('均提高', '均下降') }],
  ['all moved: who most', /均.*，.+幅度最大/, { words: swap(/，[^，]+?(?=提高|下降|增长)/, '，城郊县') }],
  ['all moved: a unit without a figure', /均(提高|下降)/, { world: oneOnly }],
  ['move: the place before', /位次变动最大/, { words: other(/由第\d+/) }],
  ['move: the place now', /位次变动最大/, { words: other(/至第\d+/) }],
  ['move: up and down', /位次变动最大.*升至/, { words: swap('升至', '降至') }],
  ['move: a unit that left', /位次变动最大.*（不含/, { words: swap(/（.+）/, '') }],
  ['move: nobody moved', /位次变动最大/, { words: swap(/^.*$/, '各单位位次与上季相同') }],
  [
    'areas: turned',
    /^中心城区各单位的.*均高于偏远地区各单位/,
    { words: swap(/^(.*)各单位的(.*)均高于(.*)各单位$/, '$3各单位的$2均高于$1各单位') },
  ],
  ['areas: a unit without a figure', /各单位的.*均高于/, { world: oneOnly }],
  ['gap: a digit', /与.*的.*相差[\d.]+个百分点$/, { words: other(/相差[\d.]+/) }],
  ['gap: the sides', /^中心城区与偏远地区的.*相差/, { words: swap('中心城区与偏远地区', '偏远地区与中心城区') }],
  ['gap: a missing unit', /^(中心城区|偏远地区)与.*相差/, { world: oneOnly }],
  ['gap: closer for wider', /差距扩大至.*扩大/, { words: swap(/扩大/g, '收窄') }],
  ['gap: the step', /差距扩大至.*扩大/, { words: other(/扩大[\d.]+个百分点$/) }],
  [
    'gap: of sizes whose units differ',
    /^规上企业与中小微企业.*相差/,
    { world: silence((key) => /U0 size:above/.test(key)) },
  ],
  ['gap detail: a side', /^中心城区.*%，.*%；.*牵头$/, { words: other(/%，.*%/) }],
  ['gap trend: the verdict', /以来差距没有明显变化/, { words: swap('差距没有明显变化', '差距收敛') }],
  ['groups: a wider span', /^第1—2位之间差距很小/, { words: swap('第1—2位', '第1—4位') }],
  ['groups: a stable top', /^第1—\d+位之间差距很小/, { words: swap(/^/, '前三位位次稳定；') }],
  ['ends: who leads', /居首，与居末/, { words: swap(/^[^居]+/, '城郊县') }],
  ['ends: how far apart', /居首，与居末/, { words: other(/相差[\d.]+/) }],
  [
    'ends: first for last',
    /居首，与居末的.+相差/,
    { words: swap(/^(.+)居首，与居末的(.+)相差/, '$2居首，与居末的$1相差') },
  ],
  ['ends: the word where lower is better', /^[^，、]+最低，/, { words: swap('最低', '居首') }],
  [
    'ends: alone for close',
    /^[^、]+、[^、]+居前（差距很小/,
    { words: swap(/^([^、]+)、[^、]+居前（[^）]+）/, '$1居首') },
  ],
  ['ends: one of those who are close', /^[^、]+、[^、]+、[^、]+居前（差距很小/, { words: swap(/^[^、]+、/, '') }],
  ['ends: tied for alone', /^[^、]+、[^、]+并列第1位$/, { words: swap(/、[^、]+并列第1位/, '居首') }],
  ['ends: all reach it', /参与排名的\d+个单位均达到/, { words: other(/\d+个单位/) }],
  ['ends: the last one’s shortfall', /居(首|前).*，[^，]+低于时序目标/, { words: other(/目标[\d.]+/) }],
  ['trend: the verdict', /的\d+期数据没有明显升降/, { words: swap('没有明显升降', '总体向好') }],
  ['trend: worse for better', /的\d+期数据总体变差/, { words: swap('总体变差', '总体向好') }],
  ['trend: how many quarters', /的\d+期数据没有明显升降/, { words: other(/\d+期/) }],
  ['trend: from when', /的\d+期数据没有明显升降/, { words: swap(/^\d{4}/, '2019') }],
  ['trend: quarters of other lengths', /^可比各年同季数据仅/, { words: swap('各年同季', '') }],
  ['trend: too few, of how many', /^可比数据仅/, { words: other(/仅\d/) }],
  ['forecast: the year', /走势推算/, { words: swap(/2026年末|2027年末/, '2031年末') }],
  ['forecast: outside its range', /走势推算.*约为[\d.]+%/, { words: swap(/约为[\d.]+/, '约为0.01') }],
  ['forecast: on how many quarters', /走势推算/, { words: other(/最近\d+/) }],
  ['forecast: whether it arrives', /照此走势到期达不到/, { words: swap('照此走势到期达不到', '目前已达到') }],
  ['spread: who', /中最高的是/, { words: swap(/最高的是[^（]+/, '最高的是城郊县') }],
  ['spread: how far', /中最高的是/, { words: other(/相差[\d.]+/) }],
  ['spread: of how many', /中最高的是/, { words: other(/^\d+/) }],
  ['split: the units’ own part', /按未舍入的数计算/, { words: other(/自身变化[−+]?[\d.]+/) }],
  ['split: the mix', /按未舍入的数计算/, { words: other(/结构变化[−+]?[\d.]+/) }],
  ['split: a unit on one side only', /按未舍入的数计算/, { world: silence((key) => /^(N|ACC) U0$/.test(key)) }],
  ['late: by how much', /低于时序目标.*牵头/, { words: other(/目标[\d.]+/) }],
  ['late: who lags', /低于时序目标.*滞后单位/, { words: swap(/滞后单位：.*/, '滞后单位：城郊县') }],
  ['late: who owns it', /时序目标.*牵头/, { words: swap(/市[^；]+牵头/, '市教育局牵头') }],
  ['silent: how many', /项考核指标未报/, { words: other(/有\d+/) }],
  ['silent: what', /有1项考核指标未报；/, { words: swap(/；[^；]+；/, '；体检率；') }],
  ['state note: who', /^未报：/, { words: swap(/：[^，]+/, '：城郊县') }],
  ['state note: which state', /^未报：/, { words: swap('未报', '无法提供') }],
  ['carried note: from when', /^沿用/, { words: swap(/\d{4}/, '2019') }],
  ['partial note: how much', /已报部分占分母的\d/, { words: swap(/[\d.]+%/, '99.9%') }],
  ['partial note: nothing is missing', /已报部分占分母的/, { world: nobody }],
  ['inside note: who', /位于其他区县内/, { words: swap(/^[^位]+/, '城郊县') }],
  ['partial count: how many', /项指标的全市数据按已报单位汇总/, { words: other(/^\d+/) }],
]

describe('a planted falsehood is caught', () => {
  beforeAll(() => {
    samples = Array.from({ length: 900 }, (_, at) => {
      const { world, first } = randomCity(at + 1)
      return saidOf(world, figuresOf(basis, world, first)).map((said) => ({ ...said, world }))
    }).flat()
  })

  it.each(planted)('%s', (_name, looks, broken) => {
    const { words, spot, world } = sampleOf(looks)
    expect(judge(words, reckon(world), spot)).toMatchObject({ holds: true })
    const [said, city] = 'words' in broken ? [broken.words(words), world] : [words, broken.world(world)]
    expect('words' in broken && said === words).toBe(false)
    const verdict = judge(said, reckon(city), spot)
    expect([said, verdict]).toMatchObject([said, { holds: false, why: expect.not.stringContaining('not understood') }])
  })

  it('of every form that can be false', () => {
    const covered = new Set(planted.map(([name]) => name.split(':')[0]?.replace('all moved', 'all_moved')))
    expect(formNames.filter((form) => form !== 'method note' && !covered.has(form))).toEqual([])
  })

  it('as is a sentence of no known form', () => {
    const { world, spot } = must(samples[0])
    expect(judge('全市形势一片大好', reckon(world), spot)).toEqual({ holds: false, why: 'not understood' })
  })
})

/* The smallest cities of what the property found. */

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
    pairs: [],
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
    expect(said.filter((words) => words.includes('按未舍入的数计算'))).toEqual([])
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
})
