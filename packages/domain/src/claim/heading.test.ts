import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import type { Claim } from './claim.ts'
import { sentence } from './claim.ts'
import { claimCommitments } from './commitment.ts'
import { claimEnds } from './ends.ts'
import type { Placed } from './ends.ts'
import { claimGap } from './gap.ts'
import { claimCards, claimCount, claimGoal } from './goal.ts'
import type { Aim } from './goal.ts'
import { heading } from './heading.ts'
import { claimMovesSince } from './places.ts'
import { claimWeakest } from './weakest.ts'
import { claimWhy } from './why.ts'
import { claimWorkerGroup } from './worker-group.ts'

/* What stands above a slide: as true as the sentence, in at most 28 letters. */

const rate = { unit: '%', decimals: 1 }
const name = '规上工业企业技能薪酬激励机制建制率'
const aim = (more: Partial<Aim>): Aim => ({
  value: 62,
  expected: 64,
  target: 68,
  year: 2026,
  direction: 'higher',
  isRunningTotal: false,
  light: 'late',
  format: rate,
  ...more,
})
const under = (claim: Claim | null, subtitle = `全市${name}，2026年第二季度，%`, letters = 28): string | null =>
  claim === null ? 'no claim' : heading(claim, { letters, subtitle })

const placed = (unit: string, rank: number, value: number, more: Partial<Placed> = {}): Placed => ({
  name: unit,
  rank,
  value,
  rankLow: rank,
  rankHigh: rank,
  closeTo: [],
  aim: null,
  ...more,
})
const measure = { name, direction: 'higher', format: rate, isScore: false } as const

describe('a goal above a slide', () => {
  it.each([
    [{}, '全市62.0%，低于时序目标2.0个百分点'],
    [{ direction: 'lower', expected: 60, light: 'late' }, '全市62.0%，高于时序目标2.0个百分点'],
    [{ expected: 60, light: 'met' }, '全市达到时序目标，距2026年目标还差6.0个百分点'],
    [{ value: 70, light: 'met' }, '全市70.0%，已达到2026年目标68.0%'],
    [{ expected: 60, light: 'met', isRunningTotal: true }, '全市62.0%，达到时序目标60.0%'],
  ] as const)('%j', (more, words) => {
    expect(under(claimGoal(`全市${name}`, aim(more)))).toBe(words)
  })

  it('keeps the sentence that fits, and says nothing shorter of what the picture does not name', () => {
    const short = claimGoal('覆盖率', aim({ expected: 60, light: 'met', isRunningTotal: true }))
    expect(under(short)).toBe('覆盖率为62.0%，达到时序目标60.0%')
    expect(under(claimGoal(`全市${name}`, aim({})), '各指标差距')).toBeNull()
  })
})

const lights = (met: number, late: number, none = 0) => [
  ...Array.from({ length: met }, () => ({ light: 'met' as const })),
  ...Array.from({ length: late }, () => ({ light: 'late' as const })),
  ...Array.from({ length: none }, () => ({ light: null })),
]

it('counts units under a picture of their measure, and the indicators of a unit that have a light', () => {
  expect(under(claimCount('units', name, lights(6, 6)))).toBe('12个单位中有6个达到时序目标')
  expect(under(claimCount('units', name, lights(5, 6, 1)))).toBe('可与时序目标比较的11个单位中有5个达到时序目标')
  expect(under(claimCount('units', name, lights(0, 11, 1)), `${name}`)).toBe(
    '可与时序目标比较的11个单位均未达到时序目标',
  )
  expect(under(claimCount('indicators', '考核指标', lights(20, 8, 2), { holder: '东湾区' }))).toBe(
    '东湾区有评价的28项考核指标中有20项达到时序目标',
  )
})

it('tells of the cards how many reach their goals and which falls furthest short', () => {
  const cards = [
    ...[1, 2, 3].map((at) => ({ name: `指标${at}`, aim: aim({ value: 70, light: 'met' as const }) })),
    ...[1, 2].map((at) => ({ name: `率${at}`, aim: aim({ value: 63 }) })),
    { name: '失业保险参保率', aim: aim({ value: 59.6 }) },
  ]
  expect(under(claimCards(cards))).toBe('6项核心指标中3项达标，失业保险参保率差4.4个百分点')
})

describe('the ends of a ranking above a slide', () => {
  const late = placed('云岭县', 4, 59.8, { aim: aim({ value: 59.8 }) })

  it('leaves to the brackets who cannot be told apart, and names the last only by its shortfall', () => {
    const rows = [
      placed('高新区', 1, 98, { closeTo: ['经开区'] }),
      placed('经开区', 2, 97.9, { closeTo: ['高新区'] }),
      placed('东湾区', 3, 80),
      late,
    ]
    expect(under(claimEnds(measure, rows))).toBe('高新区、经开区居前，云岭县低于时序目标4.2个百分点')
    expect(under(claimEnds(measure, rows.slice(0, 3)))).toBe('高新区、经开区居前（差距很小，不宜据此排先后）')
  })

  it('keeps the quarter that its figures are carried from', () => {
    const rows = [placed('高新区', 1, 98), placed('东湾区', 2, 90), placed('云岭县', 3, 86)]
    expect(under(claimEnds(measure, rows, parsePeriod('2025Q4')))).toBe(
      '2025年第四季度，高新区居首，首末相差12.0个百分点',
    )
    const tied = ['高新区', '东湾区', '云岭县'].map((unit) => placed(unit, 1, 98))
    expect(under(claimEnds(measure, [...tied, placed('澄阳市', 4, 60)]))).toBe('高新区、东湾区、云岭县并列第1位')
  })
})

it('names the weakest, or how many share it', () => {
  const count = (own: string, count_: number) => ({ name: own, late: count_, judged: 12 })
  const one = claimWeakest([count('每万名产业工人贯通职称人数', 10), count('甲', 1), count('乙', 1)])
  expect(under(one)).toBe('每万名产业工人贯通职称人数有10个单位滞后')
  const two = claimWeakest([count(name, 5), count('发展产业工人党员计划完成率', 5), count('乙', 1)])
  expect(under(two)).toBe('所列指标中，滞后最多的2项各有5个单位滞后')
})

it('leaves 按本期方案重算 to the picture that says so', () => {
  const quarters = [{ codes: [1], span: 'quarter' }] as never
  const moves = [{ name: '岚谷县', before: 8, now: 12, nowLow: null, nowHigh: null }]
  const claim = claimMovesSince(parsePeriod('2025Q1'), moves, { quarters, isRestated: true })
  expect(under(claim, '各区县综合得分位次（按本期方案重算）')).toBe('与2025年第一季度相比，岚谷县由第8位降至第12位')
  expect(under(claim, '各区县综合得分位次')).toBeNull()
})

it('tells of a gap how it moved, and of a group of workers that its base is another', () => {
  const sides = { high: { name: '全体产业工人', value: 79.1 }, low: { name: '农民工', value: 56.2 } }
  const gap = claimGap({ topic: '失业保险参保率', ...sides, before: null, format: rate })
  expect(under(gap, '失业保险参保率差距', 24)).toBe('全体产业工人与农民工相差22.9个百分点')
  const group = claimWorkerGroup({
    group: '农民工',
    whole: '全体产业工人',
    topic: '失业保险参保率',
    value: 56.2,
    wholeValue: 79.1,
    isSameBase: false,
    format: rate,
  })
  expect(under(group, '全市失业保险参保率（按用工形式）')).toBe('农民工低于全体产业工人22.9个百分点（分母口径不同）')
})

it('tells of a difference in points its largest part, else the whole alone', () => {
  const points = { difference: -0.08, parts: [{ name: '数据报送及时率', points: -0.31 }], adjustment: 0, rest: 0.23 }
  const against = { kind: 'last_quarter', period: parsePeriod('2026Q1') } as const
  const made = claimWhy(against, points, { unit: '分', decimals: 2 })
  const claim: Claim | null = made === null ? null : { ...made, subject: '东湾区' }
  expect(claim === null ? '' : sentence(claim)).toBe(
    '东湾区得分较上季下降0.08分：数据报送及时率 −0.31、其余各项 +0.23。',
  )
  expect(under(claim)).toBe('东湾区得分较上季下降0.08分，数据报送及时率−0.31')
  expect(under(claim, '', 20)).toBe('东湾区得分较上季下降0.08分')
})

it('tells of commitments the met and the late, as parts', () => {
  const rows = [
    ...Array.from({ length: 7 }, () => ({ standing: 'met' as const, owner: '甲' })),
    ...Array.from({ length: 4 }, () => ({ standing: 'near' as const, owner: '甲' })),
    { standing: 'late' as const, owner: '市人社局' },
    ...Array.from({ length: 2 }, () => ({ standing: 'uncomputable' as const, owner: '甲' })),
  ]
  const claim = claimCommitments({ scope: '技能提升', year: 2026, isCurrent: true }, rows)
  expect(under(claim)).toBe('技能提升2026年目标14项中达标7项、滞后1项')
})
