import { describe, expect, it } from 'vitest'
import { makePeriod } from '../period.ts'
import { sentence } from './claim.ts'
import type { Claim } from './claim.ts'
import { compareHeld } from './comparison.ts'
import type { Aim } from './goal.ts'
import { claimCount } from './goal.ts'
import type { PlaceMove } from './places.ts'
import { claimProfile, claimReach, claimUnitPlace, claimUnitShift, claimWithinReach, unmetWords } from './profile.ts'
import type { HeldPlace, UnitPlaceFacts } from './profile.ts'
import { claimWhy, shortWhy } from './why.ts'

const rate = { unit: '%', decimals: 1 }
const firms = { unit: '家', decimals: 0 }
const quarter = makePeriod(2026, 3)

const aim = (value: number | null, more: Partial<Aim> = {}): Aim => ({
  value,
  expected: 89.3,
  target: 95,
  year: 2026,
  direction: 'higher',
  isRunningTotal: false,
  light: value !== null && value >= 89.3 ? 'met' : 'late',
  format: rate,
  ...more,
})

const place = (rank: number, more: Partial<HeldPlace> = {}): HeldPlace => ({
  rank,
  isTied: false,
  of: 12,
  low: rank,
  high: rank,
  ...more,
})

const facts = (more: Partial<UnitPlaceFacts> = {}): UnitPlaceFacts => ({
  subject: '集体合同签订率',
  place: place(1),
  aim: aim(92.1),
  city: 88.9,
  observed: null,
  ...more,
})

const say = (claim: Claim | null): string | null => (claim === null ? null : sentence(claim))

function change(now: number, before: number) {
  const common = { definition: 1, span: '', units: ['A'], coverage: null }
  const then = makePeriod(2026, 2)
  const made = compareHeld(
    { ...common, value: now, period: quarter, observed: quarter },
    { ...common, value: before, period: then, observed: then },
    { against: 'lastQuarter' },
  )
  if (typeof made === 'string') throw new Error(made)
  return made
}

describe('a unit among the units', () => {
  it('is told with its place, the city and what it falls short of', () => {
    expect(say(claimUnitPlace(facts()))).toBe('集体合同签订率92.1%，在12个单位中居第1位，高于全市3.2个百分点')
    expect(say(claimUnitPlace(facts({ place: place(9, { low: 8, high: 11 }), aim: aim(82) })))).toBe(
      '集体合同签订率82.0%，在12个单位中居第9位（位次区间第8—11位），低于全市6.9个百分点，低于时序目标7.3个百分点',
    )
    expect(say(claimUnitPlace(facts({ place: place(2, { isTied: true }), city: 92.14 })))).toBe(
      '集体合同签订率92.1%，在12个单位中并列第2位，与全市相同',
    )
  })

  it('says which way is better where lower is, and of when a carried figure is', () => {
    const lower = aim(2, { direction: 'lower', expected: 1.5, light: 'late' })
    expect(say(claimUnitPlace(facts({ aim: lower, city: null, observed: makePeriod(2025, 4) })))).toBe(
      '2025年第四季度，集体合同签订率2.0%，在12个单位中居第1位（数值越低位次越前），高于时序目标0.5个百分点',
    )
  })

  it('is not held against the city’s sum', () => {
    expect(say(claimUnitPlace(facts({ aim: aim(12, { format: firms, expected: 10, light: 'met' }), city: 240 })))).toBe(
      '集体合同签订率12家，在12个单位中居第1位',
    )
  })

  it('is not placed without a place, a value or a direction, nor among two', () => {
    expect(claimUnitPlace(facts({ place: { ...place(1), rank: null } }))).toBeNull()
    expect(claimUnitPlace(facts({ aim: aim(null) }))).toBeNull()
    expect(claimUnitPlace(facts({ aim: aim(90, { direction: 'neutral' }) }))).toBeNull()
    expect(claimUnitPlace(facts({ place: place(1, { of: 2 }) }))).toBeNull()
  })

  it('stands in front or behind only when every place left open does', () => {
    const manner = (rank: number, low: number | null, high: number | null, of = 12) =>
      claimUnitPlace(facts({ place: place(rank, { low, high, of }) }))?.manner
    expect([manner(6, 5, 6), manner(6, 5, 7), manner(6, null, null)]).toEqual(['front', 'middle', 'front'])
    expect([manner(7, 7, 9), manner(7, 6, 8), manner(9, null, null)]).toEqual(['back', 'middle', 'back'])
    expect([manner(6, 6, 6, 11), manner(5, 5, 5, 11), manner(7, 7, 7, 11)]).toEqual(['middle', 'front', 'back'])
  })
})

describe('what is still to gain', () => {
  it('is told in points for rates and in things for counts, in the direction that is better', () => {
    expect(say(claimReach('工伤保险参保率', aim(88.1)))).toBe('工伤保险参保率88.1%，再提高1.2个百分点达到时序目标89.3%')
    const reach = claimReach('工伤保险参保率', aim(88.1))
    expect(unmetWords(reach === null ? [] : [reach, reach])).toBe('2项指标未达到时序目标')
    const count = aim(8, { format: firms, expected: 12, light: 'late' })
    expect(say(claimReach('培育企业', count))).toBe('培育企业8家，再增加4家达到时序目标12家')
    const lower = aim(2, { direction: 'lower', expected: 1.5, light: 'late' })
    expect(say(claimReach('争议率', lower))).toBe('争议率2.0%，再降低0.5个百分点达到时序目标1.5%')
    expect(say(claimReach('满意率', aim(88.1), makePeriod(2026, 2)))).toBe(
      '2026年第二季度，满意率88.1%，再提高1.2个百分点达到时序目标89.3%',
    )
  })

  it('is nothing when the goal is met, prints as met, or does not judge', () => {
    expect(claimReach('工伤保险参保率', aim(89.3))).toBeNull()
    expect(claimReach('工伤保险参保率', aim(89.26, { light: 'near' }))).toBeNull()
    expect(claimReach('工伤保险参保率', aim(80, { light: null }))).toBeNull()
    expect(claimReach('工伤保险参保率', aim(80, { expected: null }))).toBeNull()
  })
})

describe('a place that moved', () => {
  const move = (before: number, now: number, more: Partial<PlaceMove> = {}): PlaceMove => ({
    name: '安平县',
    before,
    now,
    nowLow: now,
    nowHigh: now,
    ...more,
  })
  const shift = (moved: PlaceMove, more: { without?: string[]; isCompared?: boolean } = {}) =>
    say(
      claimUnitShift({
        subject: '工伤保险参保率',
        since: makePeriod(2026, 2),
        move: moved,
        comparison: more.isCompared === false ? null : change(88.1, 86.3),
        without: more.without ?? [],
        format: rate,
      }),
    )

  it('is told with the change of the figure and who is not counted', () => {
    expect(shift(move(8, 6))).toBe('工伤保险参保率较上季提高1.8个百分点，位次由第8位升至第6位')
    expect(shift(move(6, 9, { isTied: true }), { without: ['岚谷县'] })).toBe(
      '工伤保险参保率较上季提高1.8个百分点，位次由第6位降至并列第9位（位次不含岚谷县）',
    )
    expect(shift(move(8, 6), { isCompared: false })).toBe('工伤保险参保率与2026年第二季度相比，位次由第8位升至第6位')
  })

  it('is nothing below two places or within what is unsure', () => {
    expect(shift(move(8, 7))).toBeNull()
    expect(shift(move(8, 6, { nowLow: 5, nowHigh: 8 }))).toBeNull()
  })
})

describe('the head of a profile', () => {
  const places = [claimUnitPlace(facts())].filter((claim) => claim !== null)
  const reaches = [claimReach('工伤保险参保率', aim(82.4)), claimReach('失业保险参保率', aim(88))].filter(
    (claim) => claim !== null,
  )

  it('names the place by score, an indicator that it leads beyond doubt, and the rate furthest behind', () => {
    expect(say(claimProfile({ unit: '安平县', place: place(7, { low: 6, high: 8 }), places, reaches }))).toBe(
      '安平县综合得分在12个单位中居第7位（位次区间第6—8位），集体合同签订率居首，工伤保险参保率低于时序目标6.9个百分点',
    )
  })

  it('leaves out a first place that is shared or unsure, and a shortfall that another equals', () => {
    const unsure = [claimUnitPlace(facts({ place: place(1, { high: 3 }) }))].filter((claim) => claim !== null)
    const equal = [...reaches, claimReach('养老保险参保率', aim(82.4))].filter((claim) => claim !== null)
    expect(say(claimProfile({ unit: '安平县', place: place(7), places: unsure, reaches: equal }))).toBe(
      '安平县综合得分在12个单位中居第7位',
    )
  })

  it('is nothing when none of the three can be said', () => {
    expect(claimProfile({ unit: '安平县', place: null, places: [], reaches: [] })).toBeNull()
    expect(claimProfile({ unit: '安平县', place: place(1, { of: 2 }), places: [], reaches: [] })).toBeNull()
  })

  it('counts the indicators of the unit by name', () => {
    const lights = (['met', 'late', null] as const).map((light) => ({ light }))
    expect(say(claimCount('indicators', '考核指标', lights, { holder: '安平县' }))).toBe(
      '安平县可与时序目标比较的2项考核指标中有1项达到时序目标',
    )
  })
})

describe('whether the next place is near', () => {
  const near = (others: (number | null)[], to = 83.4) =>
    say(
      claimWithinReach({
        unit: '安平县',
        indicator: '工伤保险参保率',
        from: 80.1,
        to,
        others,
        comparison: change(80.1, 79.6),
        format: rate,
      }),
    )

  it('says who has the value already and how the own one moved', () => {
    expect(near([90, 84, 83.4, 83.3, null])).toBe(
      '“工伤保险参保率”其他4个单位中已有3个单位达到83.4%；安平县该指标较上季提高0.5个百分点。',
    )
    expect(near([80, 81, 82])).toMatch(/^“工伤保险参保率”其他3个单位中尚无单位达到83.4%/)
    expect(near([90, 84])).toMatch(/^“工伤保险参保率”其他2个单位均已达到83.4%/)
  })

  it('counts downwards where lower is better, and is nothing for no change', () => {
    expect(near([90, 70, 60], 75)).toMatch(/其他3个单位中已有2个单位达到75.0%/)
    expect(near([90, 84], 80.1)).toBeNull()
    expect(near([90, null])).toBeNull()
  })
})

describe('why a score differs', () => {
  const points = { unit: '分', decimals: 2 }
  const parts = [
    { name: '工伤保险参保率', points: -1.2 },
    { name: '集体合同签订率', points: 0.5 },
  ]
  const difference = { difference: -1.1, parts, adjustment: 0, rest: -0.4 }

  it('is told against the mean of the group and the unit ahead in it', () => {
    const group = { kind: 'group', group: '县域', units: 4, withZeros: ['岚谷县'] } as const
    expect(say(claimWhy(group, difference, points))).toBe(
      '低于县域4个单位的平均得分（其中岚谷县含按0分计的未报指标）1.10分。其中：工伤保险参保率 −1.20、集体合同签订率 +0.50、其他指标 −0.40。',
    )
    const ahead = { kind: 'group_ahead', unit: { name: '东湖市', rank: 1, isTied: false } } as const
    expect(say(claimWhy(ahead, difference, points))).toMatch(/^与考核组内第1位东湖市相差1.10分：/)
  })

  it('is shortened for a title so that the parts still add up', () => {
    const period = makePeriod(2026, 2)
    const claim = claimWhy({ kind: 'last_quarter', period }, difference, points)
    expect(say(claim === null ? null : shortWhy(claim, '安平县', 1))).toBe(
      '安平县得分较上季下降1.10分：工伤保险参保率 −1.20、其余各项 +0.10。',
    )
  })
})
