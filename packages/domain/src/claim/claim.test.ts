import { describe, expect, it } from 'vitest'
import { makePeriod } from '../period.ts'
import { claimFall, claimLate, claimLost, claimZeros } from './attention.ts'
import { sentence } from './claim.ts'
import type { Claim } from './claim.ts'
import { compareHeld, comparisonWords } from './comparison.ts'
import type { Comparison, Held, Terms } from './comparison.ts'
import { claimEnds } from './ends.ts'
import type { Placed } from './ends.ts'
import { claimAreas, claimGap } from './gap.ts'
import { claimCount, claimGoal } from './goal.ts'
import type { Aim } from './goal.ts'
import { claimAllMoved, claimChange } from './movement.ts'
import { claimForecast, claimTrend } from './outlook.ts'
import { claimGroups, claimMostMoved, claimMovesSince, commonMoves } from './places.ts'
import { claimSplit, claimSpread } from './spread.ts'
import type { Interval } from '../statistics/interval.ts'
import { percentInterval } from '../certainty/rank-guidance.ts'
import { claimTurned } from './turned.ts'
import { claimUncomputable } from './uncomputable.ts'
import { claimGain, claimWhy } from './why.ts'
import { citySubject, placeSpan, placeStepWords, placeWords } from './words.ts'

const q = makePeriod
const rate = { unit: '%', decimals: 1 }
const count = { unit: '家', decimals: 0 }

const held = (value: number | null, more: Partial<Held> = {}): Held => {
  const period = more.period ?? q(2026, 3)
  return { value, period, observed: period, definition: 1, span: 'stock', units: ['A', 'B'], coverage: 1, ...more }
}
const last = { against: 'lastQuarter', coverageLimit: 2 / 3 } as const

function comparison(now: number, before: number, without: readonly string[] = []): Comparison {
  const made = compareHeld(held(now), held(before, { period: q(2026, 2) }), { ...last, without })
  if (typeof made === 'string') throw new Error(made)
  return made
}

const say = (claim: Claim | null): string | null => (claim === null ? null : sentence(claim))

const terms = (more: Partial<Terms> = {}): Terms => ({ definition: 1, span: 'stock', ...more })
/** Another definition, another length of time. */
const unlike = [
  [terms(), terms({ definition: 2 })],
  [terms({ span: 'yearToDate3' }), terms({ span: 'yearToDate2' })],
]

describe('a comparison', () => {
  it.each([
    ['no_value', held(null), held(80)],
    ['no_value', held(80), held(null)],
    ['other_definition', held(80), held(79, { definition: 2 })],
    ['other_length', held(80, { span: 'yearToDate' }), held(79)],
    ['carried', held(80, { observed: q(2025, 4) }), held(79)],
    ['carried', held(80), held(79, { period: q(2026, 2), observed: q(2025, 4) })],
    ['other_units', held(80, { units: ['A'] }), held(79)],
    ['other_units', held(80, { units: ['A', 'C'] }), held(79)],
    ['too_little_covered', held(80, { coverage: 0.6 }), held(79)],
    ['too_little_covered', held(80), held(79, { coverage: 0.1 })],
    ['same_period', held(80), held(80)],
  ] as const)('is refused: %s', (reason, now, then) => {
    expect(compareHeld(now, then, last)).toBe(reason)
  })

  it('names what both sides leave out', () => {
    expect(comparisonWords(comparison(106.1, 100, ['岚谷县']), count)).toBe('较上季同口径增长6.1%（不含岚谷县）')
    expect(comparisonWords(comparison(82.6, 80.8), rate)).toBe('较上季提高1.8个百分点')
    expect(comparisonWords(comparison(82.64, 82.6), rate)).toBe('较上季持平')
    expect(comparisonWords(comparison(3, -1), count)).toBeNull()
  })
})

const aim = (more: Partial<Aim>): Aim => ({
  value: 96,
  expected: 95.5,
  target: 96.3,
  year: 2026,
  direction: 'higher',
  isRunningTotal: false,
  light: 'met',
  format: rate,
  ...more,
})

describe('a goal', () => {
  it.each([
    [{}, '签订率为96.0%，达到时序目标95.5%，距2026年目标96.3%还差0.3个百分点'],
    [{ value: 96.3 }, '签订率为96.3%，已达到2026年目标96.3%'],
    [{ value: 90, light: 'late' }, '签订率为90.0%，低于时序目标95.5%，差5.5个百分点'],
    [{ value: 97, direction: 'lower', light: 'near' }, '签订率为97.0%，高于时序目标95.5%，差1.5个百分点'],
    [{ isRunningTotal: true }, '签订率为96.0%，达到时序目标95.5%'],
    [{ light: null }, null],
    [{ light: 'late' }, null],
    [{ expected: null }, null],
  ] as const)('%j', (more, words) => {
    expect(say(claimGoal('签订率', aim(more)))).toBe(words)
  })

  it('counts in one style and glues no name to a count', () => {
    const lights = (met: number, late: number, none = 0) => [
      ...Array.from({ length: met }, () => ({ light: 'met' as const })),
      ...Array.from({ length: late }, () => ({ light: 'late' as const })),
      ...Array.from({ length: none }, () => ({ light: null })),
    ]
    expect(say(claimCount('units', '中小企业培训率', lights(8, 4)))).toBe(
      '12个单位中有8个单位的中小企业培训率达到时序目标',
    )
    expect(say(claimCount('units', '中小企业培训率', lights(12, 0)))).toBe('12个单位的中小企业培训率均达到时序目标')
    expect(say(claimCount('indicators', '核心指标', lights(2, 3, 1)))).toBe(
      '可与时序目标比较的5项核心指标中有2项达到时序目标',
    )
    expect(claimCount('units', '中小企业培训率', lights(2, 0, 9))).toBeNull()
  })
})

const placed = (name: string, rank: number, value: number, more: Partial<Placed> = {}): Placed => ({
  name,
  rank,
  value,
  rankLow: rank,
  rankHigh: rank,
  closeTo: [],
  aim: null,
  ...more,
})
const measure = { name: '覆盖率', direction: 'higher', format: rate, isScore: false } as const

describe('the ends of a ranking', () => {
  it('names the first alone only when nothing reaches its place', () => {
    const rows = [placed('甲', 1, 98), placed('乙', 2, 90), placed('丙', 3, 80)]
    expect(say(claimEnds(measure, rows))).toBe('甲居首，与居末的丙相差18.0个百分点')
    expect(say(claimEnds({ ...measure, direction: 'lower' }, rows))).toBe('甲最低，与最高的丙相差18.0个百分点')
    const reaching = [placed('甲', 1, 98, { rankHigh: 2 }), placed('乙', 2, 90), placed('丙', 3, 80)]
    expect(say(claimEnds(measure, reaching))).toBe('丙覆盖率居末')
    const close = [
      placed('甲', 1, 98, { closeTo: ['乙'] }),
      placed('乙', 2, 97.9, { closeTo: ['甲'] }),
      placed('丙', 3, 80),
    ]
    expect(say(claimEnds(measure, close))).toBe('甲、乙覆盖率居前（差距很小，不宜据此排先后）')
  })

  it('names together only a run of places in which every pair touches', () => {
    const chain = [
      placed('甲', 1, 98, { closeTo: ['乙', '丙'] }),
      placed('乙', 2, 97.9, { closeTo: ['甲'] }),
      placed('丙', 3, 97.8, { closeTo: ['甲'] }),
      placed('丁', 4, 60),
    ]
    expect(say(claimEnds(measure, chain))).toBe('丁覆盖率居末')
    const skipping = [
      placed('甲', 1, 98, { closeTo: ['丙'] }),
      placed('乙', 2, 97.9),
      placed('丙', 3, 97.8, { closeTo: ['甲'] }),
      placed('丁', 4, 60),
    ]
    expect(say(claimEnds(measure, skipping))).toBe('丁覆盖率居末')
    const every = [
      placed('甲', 1, 98, { closeTo: ['乙', '丙'] }),
      placed('乙', 2, 97.9, { closeTo: ['甲', '丙'] }),
      placed('丙', 3, 97.8, { closeTo: ['甲', '乙'] }),
      placed('丁', 4, 60),
    ]
    expect(say(claimEnds(measure, every))).toBe('甲、乙、丙覆盖率居前（差距很小，不宜据此排先后）')
  })

  it('names nobody first whose place another may hold', () => {
    const rows = [placed('甲', 1, 98), placed('乙', 2, 97, { rankLow: 1 }), placed('丙', 3, 80)]
    expect(say(claimEnds(measure, rows))).toBe('丙覆盖率居末')
  })

  it('says of the least where lower is better that it is least, shared and close too', () => {
    const fewest = { ...measure, name: '未落实企业数', direction: 'lower', format: count } as const
    const tied = [placed('甲', 1, 3), placed('乙', 1, 3), placed('丙', 3, 8, { closeTo: ['丁'] }), placed('丁', 4, 9)]
    expect(say(claimEnds(fewest, tied))).toBe('甲、乙未落实企业数并列最少')
    const lowest = { ...measure, name: '困难反映率', direction: 'lower' } as const
    expect(say(claimEnds(lowest, tied))).toBe('甲、乙困难反映率并列最低')
    const close = [
      placed('甲', 1, 3, { closeTo: ['乙'] }),
      placed('乙', 2, 3.1, { closeTo: ['甲'] }),
      placed('丙', 3, 9, { closeTo: ['丁'] }),
      placed('丁', 4, 9.1, { closeTo: ['丙'] }),
    ]
    expect(say(claimEnds(lowest, close))).toBe('甲、乙困难反映率较低（差距很小，不宜据此排先后）')
    expect(say(claimEnds(fewest, [placed('甲', 1, 3), placed('乙', 2, 5), placed('丙', 3, 9)]))).toBe(
      '甲未落实企业数最少',
    )
  })

  it('asks the same test of the last', () => {
    const rows = [
      placed('甲', 1, 98),
      placed('乙', 2, 81, { closeTo: ['丙'] }),
      placed('丙', 3, 80, { closeTo: ['乙'] }),
    ]
    expect(say(claimEnds(measure, rows))).toBe('甲覆盖率居首')
  })

  it('names the measure where nothing else says it, and the quarter that figures are carried from', () => {
    const rows = [placed('甲', 1, 98), placed('乙', 2, 81), placed('丙', 3, 80)]
    const amounts = { ...measure, name: '培训场次', format: count }
    expect(say(claimEnds(amounts, rows))).toBe('甲培训场次居首')
    expect(say(claimEnds({ ...amounts, direction: 'lower' }, rows))).toBe('甲培训场次最少')
    expect(say(claimEnds(measure, rows, q(2025, 4)))).toBe('2025年第四季度，甲居首，与居末的丙相差18.0个百分点')
  })

  it('speaks of shortfall by the light its chip was judged by', () => {
    const late = placed('丙', 3, 60, { aim: aim({ value: 60, light: 'late' }) })
    expect(say(claimEnds(measure, [placed('甲', 1, 98), placed('乙', 2, 90), late]))).toBe(
      '甲居首，居末的丙低于时序目标35.5个百分点',
    )
    expect(say(claimEnds(measure, [placed('甲', 1, 98), placed('乙', 1, 98), placed('丙', 3, 60)]))).toBe(
      '甲、乙覆盖率并列第1位',
    )
  })
})

describe('places', () => {
  it('are said as 第几位', () => {
    expect([placeWords(2), placeWords(2, true), placeSpan(6, 8)]).toEqual(['第2位', '并列第2位', '第6—8位'])
    expect([placeStepWords(5, 2), placeStepWords(2, 3), placeStepWords(4, 4)]).toEqual([
      '上升3位',
      '下降1位',
      '位次不变',
    ])
  })

  const move = (name: string, before: number | null, now: number | null, [nowLow, nowHigh] = [now, now]) => {
    return { name, before, now, nowLow, nowHigh }
  }
  const since = q(2025, 3)
  const alike = { quarters: [terms(), terms()] }

  it('tells a way from a named quarter', () => {
    expect(say(claimMovesSince(since, [move('安平县', 8, 7)], alike))).toBe(
      '与2025年第三季度相比，安平县由第8位升至第7位',
    )
    expect(say(claimMovesSince(since, [move('安平县', 7, 7)], alike))).toBe('与2025年第三季度相比，安平县仍居第7位')
    const shared = { ...move('安平县', 1, 1), isTied: true }
    expect(say(claimMovesSince(since, [shared], alike))).toBe('与2025年第三季度相比，安平县仍并列第1位')
    expect(claimMovesSince(since, [move('安平县', null, 7)], alike)).toBeNull()
  })

  it.each(unlike)('tells no way between places by another definition or length of time', (...quarters) => {
    const moves = [move('甲', 6, 3), move('乙', 1, 1), move('丙', 2, 2)]
    expect(claimMovesSince(since, moves, { quarters })).toBeNull()
    expect(claimMostMoved(since, moves, { quarters })).toBeNull()
  })

  it('says of places that were never published that they were reckoned again', () => {
    const terms = { ...alike, isRestated: true }
    expect(say(claimMovesSince(since, [move('东湾区', 2, 4)], terms))).toBe(
      '按本期方案重算，与2025年第三季度相比，东湾区由第2位降至第4位',
    )
    const others = [move('乙', 1, 1), move('丙', 2, 2)]
    expect(say(claimMostMoved(since, [move('甲', 6, 3), ...others], terms))).toBe(
      '按本期方案重算，较上季位次变动最大的是甲，由第6位升至第3位',
    )
  })

  it('says of a shared place that it is shared', () => {
    const columns = {
      names: ['甲', '乙', '丙'],
      before: [3, 1, 2],
      now: [1, 1, 3],
      nowLow: [1, 1, 3],
      nowHigh: [1, 1, 3],
    }
    const { moves } = commonMoves(columns)
    expect(say(claimMostMoved(since, moves, alike))).toBe('较上季位次变动最大的是甲，由第3位升至并列第1位')
  })

  it('announces no move that uncertainty covers', () => {
    const others = [move('乙', 1, 1), move('丙', 2, 2)]
    expect(say(claimMostMoved(since, [move('甲', 6, 3), ...others], { ...alike, without: ['岚谷县'] }))).toBe(
      '较上季位次变动最大的是甲，由第6位升至第3位（不含岚谷县）',
    )
    expect(claimMostMoved(since, [move('甲', 6, 3, [2, 6]), ...others], alike)).toBeNull()
    expect(claimFall(move('甲', 3, 6, [3, 7]), 3, [])).toBeNull()
    expect(say(claimFall(move('甲', 3, 6), 3, []))).toBe('甲综合得分由第3位降至第6位')
  })

  it('groups only where every pair touches', () => {
    const row = (name: string, rank: number, groups: number[]) => ({
      name,
      rank,
      rankLow: rank,
      rankHigh: rank,
      groups,
    })
    expect(say(claimGroups([row('甲', 1, []), row('乙', 2, [1]), row('丙', 3, [1])]))).toBe(
      '第2—3位之间差距很小，不宜据此排先后',
    )
    const tied = [row('甲', 1, []), row('乙', 2, []), row('丙', 3, []), row('丁', 4, [1]), row('戊', 4, [1])]
    expect(say(claimGroups(tied))).toBe('前三位位次稳定')
    const open = tied.map((one) =>
      one.rank === 4 && one.name === '戊' ? { ...one, rank: 5, rankLow: 5, rankHigh: 5 } : one,
    )
    expect(say(claimGroups(open))).toBe('前三位位次稳定；第4—5位之间差距很小，不宜据此排先后')
    expect(claimGroups([row('甲', 1, [1]), row('乙', 1, [1]), row('丙', 3, [])])).toBeNull()
    expect(claimGroups([{ ...row('甲', 1, []), rankLow: null }, row('乙', 2, []), row('丙', 3, [])])).toBeNull()
  })
})

describe('gaps and areas', () => {
  const before = {
    against: 'lastQuarter',
    period: q(2026, 2),
    high: 80,
    low: 45.7,
    quarters: [terms(), terms()],
  } as const
  const high = { name: '规上企业', value: 82.6 }

  it('says to what a gap widened, and nothing without one side', () => {
    const gap = { topic: '培训覆盖率', high, low: { name: '中小微企业', value: 45.1 }, before, format: rate }
    expect(say(claimGap(gap))).toBe('规上企业与中小微企业的培训覆盖率差距扩大至37.5个百分点，较上季扩大3.2个百分点')
    expect(claimGap({ ...gap, low: { name: '中小微企业', value: null } })).toBeNull()
    expect(say(claimGap({ ...gap, before: { ...before, low: null } }))).toBe(
      '规上企业与中小微企业的培训覆盖率相差37.5个百分点',
    )
  })

  it.each(unlike)('holds a gap against none of another definition or length of time', (...quarters) => {
    const gap = { topic: '培训覆盖率', high, low: { name: '中小微企业', value: 45.1 }, format: rate }
    expect(say(claimGap({ ...gap, before: { ...before, quarters } }))).toBe(
      '规上企业与中小微企业的培训覆盖率相差37.5个百分点',
    )
  })

  it('compares areas only when every unit reported', () => {
    const centre = { name: '中心城区', values: [90, 91] }
    const remote = { name: '偏远地区', values: [80, 82] }
    expect(say(claimAreas('覆盖率', [centre, remote], rate))).toBe('中心城区各单位的覆盖率均高于偏远地区各单位')
    expect(claimAreas('覆盖率', [centre, { name: '偏远地区', values: [80, null] }], rate)).toBeNull()
  })

  it.each([
    ['家', 0, '多于'],
    ['人次', 0, '多于'],
    ['亿元', 2, '高于'],
    ['起/万人', 2, '高于'],
  ])('of figures in %s says %3$s', (unit, decimals, word) => {
    const areas = [
      { name: '中心城区', values: [90, 91] },
      { name: '偏远地区', values: [80, 82] },
    ] as const
    expect(say(claimAreas('某项', areas, { unit, decimals }))).toBe(`中心城区各单位的某项均${word}偏远地区各单位`)
  })
})

describe('a comparison that cannot be made', () => {
  it('names who is missing, and is not said of a value', () => {
    expect(say(claimUncomputable('培训场次比', null, ['岚谷县']))).toBe('缺岚谷县数据，培训场次比本季不可计算')
    expect(claimUncomputable('培训场次比', 53.1, ['岚谷县'])).toBeNull()
    expect(claimUncomputable('培训场次比', null, [])).toBeNull()
  })
})

describe('changes', () => {
  it('prints a value of common units as no published value', () => {
    expect(say(claimChange('覆盖率', comparison(82.6, 80.8), rate))).toBe('覆盖率为82.6%，较上季提高1.8个百分点')
    expect(say(claimChange('培训场次', comparison(106.1, 100, ['岚谷县']), count))).toBe(
      '培训场次较上季同口径增长6.1%（不含岚谷县）',
    )
    expect(claimChange('覆盖率', null, rate)).toBeNull()
  })

  it('widens and narrows a gap, and adds 全市 to no name with a scope of its own', () => {
    const points = { unit: '百分点', decimals: 1 }
    expect(comparisonWords(comparison(4.9, 4.6), points)).toBe('较上季扩大0.3个百分点')
    expect(comparisonWords(comparison(4.6, 4.9), points)).toBe('较上季缩小0.3个百分点')
    const names = [
      '失业保险参保率',
      '偏远地区与中心城区培训场次比',
      '产业工人占全市就业人员比重',
      '市级劳模中产业工人占比',
    ]
    const areas = { centre: '中心城区', suburb: '近郊', remote: '偏远地区' }
    expect(names.map((name) => citySubject(name, areas))).toEqual([`全市${names[0]}`, ...names.slice(1)])
    const others = { centre: '主城区', suburb: '近郊区', remote: '远郊区县' }
    expect(citySubject('远郊区县与主城区培训场次比', others)).toBe('远郊区县与主城区培训场次比')
    expect(citySubject('中心城区停车位', others)).toBe('全市中心城区停车位')
  })

  it('says a small count in counts, never as a percentage, and its value once', () => {
    const accidents = { unit: '起', decimals: 0 }
    expect(say(claimChange('生产安全事故起数', comparison(7, 14), accidents))).toBe(
      '生产安全事故起数较上季由14起减至7起',
    )
    expect(say(claimChange('生产安全事故起数', comparison(7, 14, ['岚谷县']), accidents))).toBe(
      '生产安全事故起数较上季同口径由14起减至7起（不含岚谷县）',
    )
    expect(say(claimChange('生产安全事故起数', comparison(14, 14), accidents))).toBe(
      '生产安全事故起数为14起，较上季持平',
    )
    const rows = [
      [100, 80],
      [30, 10],
      [90, 60],
    ].map(([now = 0, then = 0], at) => ({ name: `单位${at}`, comparison: comparison(now, then) }))
    expect(say(claimAllMoved('场次', rows, count))).toBe('3个单位的场次较上季均增加')
  })

  it('says of all only what holds of all', () => {
    const rows = [5, 6, 9].map((size, at) => ({ name: `单位${at}`, comparison: comparison(80 + size, 80) }))
    expect(say(claimAllMoved('覆盖率', rows, rate))).toBe('3个单位的覆盖率较上季均提高，单位2提高9.0个百分点，幅度最大')
    expect(claimAllMoved('覆盖率', [...rows, { name: '未报单位', comparison: null }], rate)).toBeNull()
  })
})

describe('outlook', () => {
  const forecast = {
    current: 79,
    points: 8,
    year: 2027,
    now: q(2026, 3),
    target: 84,
    direction: 'higher',
    value: 84.1,
    low: 82,
    high: 86.1,
    confidence: 0.9,
    arrival: q(2027, 2),
    due: q(2027, 4),
    isMet: false,
    format: rate,
  } as const

  it('says no percentage that was not calibrated, and looks no further than its history', () => {
    expect(say(claimForecast({ ...forecast, low: 84 }, [terms()]))).toBe(
      '按最近8期走势推算，2027年末约为84.1%（90%的可能在84.0%—86.1%之间）。照此走势可望在2027年第二季度达到2027年目标84.0%。推算不是统计数据。',
    )
    expect(say(claimForecast({ ...forecast, confidence: null }, [terms()]))).toContain('（可能在82.0%—86.1%之间）')
    expect(claimForecast({ ...forecast, now: q(2025, 1) }, [terms()])).toBeNull()
    const short = { ...forecast, value: 83, high: 83.9 }
    expect(say(claimForecast({ ...short, arrival: q(2029, 1) }, [terms()]))).toContain(
      '照此走势到期达不到2027年目标84.0%',
    )
    expect(claimForecast({ ...forecast, low: 86.1 }, [terms()])).toBeNull()
  })

  it('decides nothing of a target that lies within the interval', () => {
    const open = '2027年目标84.0%在此范围之内，到期能否达到尚难断定'
    expect(say(claimForecast(forecast, [terms()]))).toContain(open)
    expect(say(claimForecast({ ...forecast, value: 83, arrival: q(2028, 1) }, [terms()]))).toContain(open)
    expect(say(claimForecast({ ...forecast, value: 83, isMet: true }, [terms()]))).toContain(
      '目前已达到2027年目标84.0%，届时能否保持尚难断定',
    )
  })

  it('gives no numbers for a line whose interval is wider than the way to the target and a tenth of the value', () => {
    const words = '按最近8期走势，2027年末能否达到目标84.0%尚不足以判断。'
    expect(say(claimForecast({ ...forecast, low: 42.4, high: 98.2 }, [terms()]))).toBe(words)
    // Wider than the five points to go, but less than a tenth of 84.1.
    expect(say(claimForecast({ ...forecast, low: 80, high: 86.1 }, [terms()]))).toContain('80.0%—86.1%')
    // A tenth of the value, but not the whole way from 60.
    expect(say(claimForecast({ ...forecast, current: 60, low: 74, high: 86.1 }, [terms()]))).toContain('74.0%—86.1%')
  })

  it.each(unlike)('draws no line through quarters of another definition or length of time', (...quarters) => {
    const trend = { verdict: 'improving', points: 8, isSameQuarter: false, p: 0.003, now: q(2026, 3) } as const
    expect(claimTrend({ ...trend, from: q(2024, 4), to: q(2026, 3) }, quarters)).toBeNull()
    expect(claimForecast(forecast, quarters)).toBeNull()
  })

  it('keeps the test out of the sentence', () => {
    const trend = { verdict: 'improving', points: 8, isSameQuarter: false, p: 0.003, now: q(2026, 3) } as const
    expect(say(claimTrend({ ...trend, from: q(2024, 4), to: q(2026, 3) }, [terms()]))).toBe(
      '2024年第四季度—2026年第三季度的8期数据总体向好。',
    )
  })

  it('says through when, where the trend ends before the release’s quarter', () => {
    const trend = { verdict: 'worsening', points: 8, isSameQuarter: false, p: 0.003, now: q(2026, 2) } as const
    const span = { from: q(2024, 2), to: q(2026, 1) }
    expect(say(claimTrend({ ...trend, ...span }, [terms()]))).toBe(
      '截至2026年第一季度，2024年第二季度以来的8期数据总体变差。',
    )
    expect(say(claimTrend({ ...trend, ...span, verdict: 'too_few', points: 3 }, [terms()]))).toBe(
      '截至2026年第一季度，可比数据仅3期，不足5期，不作走势判断。',
    )
  })
})

describe('scores and attention', () => {
  const format = { unit: '分', decimals: 2 }

  it('lets parts be named only when they add up', () => {
    const points = { difference: 2.1, parts: [{ name: '参保率', points: 1.2 }], adjustment: 0, rest: 0.9 }
    const ahead = { kind: 'ahead', unit: { name: '东湾区', rank: 3, isTied: false } } as const
    expect(say(claimWhy(ahead, points, format))).toBe('与第3位东湾区相差2.10分：参保率 +1.20、其他指标 +0.90。')
    expect(claimWhy(ahead, { ...points, rest: 0.8 }, format)).toBeNull()
    const adjustments = [
      { name: '市级以上通报批评', points: -2 },
      { name: '省级以上推广经验', points: 1 },
    ]
    const adjusted = { ...points, difference: 1.1, adjustment: -1, adjustments }
    expect(say(claimWhy(ahead, adjusted, format))).toBe(
      '与第3位东湾区相差1.10分。其中：参保率 +1.20、市级以上通报批评 −2.00、省级以上推广经验 +1.00、其他指标 +0.90。',
    )
    expect(claimWhy(ahead, { ...adjusted, adjustments: adjustments.slice(1) }, format)).toBeNull()
  })

  it('parts an explanation into sentences of sixty characters: what does not fit joins the rest, and all still adds up', () => {
    const names = ['规上工业企业思政工作联络员覆盖率', '中小微企业思政工作联络员覆盖率', '农民工产业工人失业保险参保率']
    const parts = names.map((name, at) => ({ name, points: -1.2 + at / 10 }))
    const points = { difference: -3.2, parts, adjustment: 0, rest: 0.1 }
    const ahead = { kind: 'ahead', unit: { name: '东湾区', rank: 3, isTied: false } } as const
    expect(say(claimWhy(ahead, points, format))).toBe(
      '与第3位东湾区相差3.20分。其中：规上工业企业思政工作联络员覆盖率 −1.20、中小微企业思政工作联络员覆盖率 −1.10、其他指标 −0.90。',
    )
    expect(say(claimZeros('岚谷县', names, { rank: 9, reachable: 5 }))).toBe(
      '岚谷县有3项指标未报（规上工业企业思政工作联络员覆盖率等），按0分计入得分；如补报并得满分，位次最多可升至第5位',
    )
  })

  it('names zeros, losses, gains and laggards', () => {
    expect(say(claimZeros('岚谷县', ['培训率'], { rank: 9, reachable: 5 }))).toBe(
      '岚谷县有1项指标未报（培训率），按0分计入得分；如补报并得满分，位次最多可升至第5位',
    )
    const parts = [6.25, 4.1, 1].map((lost, at) => ({ name: `指标${at}`, lost }))
    expect(say(claimLost('青石县', parts, 2))).toBe('青石县失分最多的两项是指标0（失6.25分）、指标1（失4.10分）')
    expect(say(claimLost('青石县', parts, 1))).toBe('青石县失分最多的两项是指标0（失6.3分）、指标1（失4.1分）')
    expect(claimLost('青石县', [...parts, { name: '未报', lost: null }], 2)).toBeNull()
    const small = [0.16, 0.06, 0.02].map((lost, at) => ({ name: `指标${at}`, lost }))
    expect(claimLost('青石县', small, 2)).toBeNull()
    const gain = { indicator: '参保率', from: 80.1, to: 83.4, passes: { name: '东湾区', rank: 5, isTied: false } }
    expect(say(claimGain({ ...gain, isTie: false, among: 'all', format: rate }))).toBe(
      '其他条件不变，把“参保率”由80.1%提高到83.4%，可超过第5位东湾区。',
    )
    expect(say(claimGain({ ...gain, isTie: true, among: 'group', format: rate }))).toBe(
      '其他条件不变，把“参保率”由80.1%提高到83.4%，可与考核组内第5位东湾区并列。',
    )
    const late = aim({ value: 88.6, light: 'late' })
    expect(say(claimLate('参保率', late, { owner: '市人社局', lateUnits: [] }))).toBe('参保率低于时序目标6.9个百分点')
    expect(claimLate('参保率', aim({}), { owner: '市人社局', lateUnits: [] })).toBeNull()
  })

  const intervalOf = ({ interval }: { readonly interval: Interval | null }): Interval | null => interval

  it('tells no spread between ends that cannot be told apart', () => {
    const handful = [1, 0, 1].map((x, at) => ({ name: `单位${at}`, value: 100 * x, interval: percentInterval(x, 1) }))
    expect(claimSpread(handful, { format: rate, intervalOf })).toBeNull()
    const many = [90, 10, 90].map((x, at) => ({ name: `单位${at}`, value: x, interval: percentInterval(x, 100) }))
    expect(say(claimSpread(many, { format: rate, intervalOf }))).toContain('相差80.0个百分点')
  })

  it('names all that share an end of a spread', () => {
    const units = [98.1, 98.1, 60.4].map((value, at) => ({ name: `单位${at}`, value, interval: null }))
    expect(say(claimSpread(units, { format: rate, intervalOf }))).toBe(
      '3个单位中最高的是单位0、单位1（98.1%），最低的是单位2（60.4%），相差37.7个百分点。',
    )
    expect(say(claimSpread(units, { format: rate, inside: ['高新区'], intervalOf }))).toContain(
      '3个单位（不含与行政区重叠的高新区）中最高的是',
    )
  })
})

describe('a change taken apart', () => {
  it('rounds a half of the last digit up, whatever floats left of it', () => {
    const parts = { change: -10.5, rateEffect: -9.374999999999993, mixEffect: -1.125 }
    const claim = claimSplit({ period: q(2025, 3), ...parts, simpson: null, format: rate })
    expect(say(claim)).not.toContain('舍入')
    expect(say(claim)).toContain('各单位自身变化−9.38个百分点，单位结构变化−1.13个百分点')
  })
})

describe('the cards of a cockpit together', () => {
  const card = (now: number | null, before: number, direction: 'higher' | 'lower' | 'neutral' = 'higher') => ({
    direction,
    comparison: now === null ? null : comparison(now, before),
    format: rate,
  })

  it('says how many moved for the better, by the direction that is better', () => {
    expect(say(claimTurned([card(82.6, 80), card(3, 4, 'lower'), card(71, 72), card(50, 50)]))).toBe(
      '4项核心指标与上季相比，2项好转、1项变差、1项持平',
    )
    expect(say(claimTurned([card(82.6, 80), card(3, 4, 'lower')]))).toBe('2项核心指标与上季相比，均好转')
    expect(say(claimTurned([card(82.6, 84), card(5, 4, 'lower')]))).toBe('2项核心指标与上季相比，均变差')
  })

  it('takes what prints alike for level', () => {
    expect(say(claimTurned([card(80.01, 80.04), card(80.04, 80.01)]))).toBe('2项核心指标与上季相比，均持平')
  })

  it('takes a gap whose sides changed places for neither smaller nor better', () => {
    const gap = { ...card(-10, 6.5, 'lower'), format: { unit: '百分点', decimals: 1 } }
    expect(say(claimTurned([card(82.6, 80), card(71, 70), gap]))).toBe('可比的2项核心指标与上季相比，均好转')
  })

  it('names every quarter that they are held against', () => {
    const made = compareHeld(held(60), held(55, { period: q(2025, 3) }), {
      against: 'sameQuarterLastYear',
      coverageLimit: 2 / 3,
    })
    if (typeof made === 'string') throw new Error(made)
    const yearly = { direction: 'higher', comparison: made, format: rate } as const
    expect(say(claimTurned([yearly, card(82.6, 80), yearly]))).toBe('3项核心指标与上年同期或上季相比，均好转')
  })

  it('counts none without a better direction, says when some do not compare, and is silent below two', () => {
    expect(say(claimTurned([card(82.6, 80), card(90, 91), card(7, 6, 'neutral'), card(null, 1)]))).toBe(
      '可比的2项核心指标与上季相比，1项好转、1项变差',
    )
    expect(claimTurned([card(82.6, 80), card(null, 1)])).toBeNull()
    expect(claimTurned([card(82.6, 80), card(7, 6, 'neutral')])).toBeNull()
  })
})
