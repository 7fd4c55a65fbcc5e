import { funnelClass, shareFunnel } from '@cg/domain/statistics/funnel'
import type { EquityFacts, GapSeries, ResourceFacts, SwarmFacts } from '@cg/contract/release/equity'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { UnitColumns } from '@cg/contract/release/fact'
import { equityClaims } from '@cg/contract/claims/equity'
import { indicatorClaims } from '@cg/contract/claims/indicator'
import { gapClaim, overviewClaims } from '@cg/contract/claims/overview'
import { rankingClaims } from '@cg/contract/claims/ranking'
import type { SaidUnder } from '@cg/contract/claims/value'
import type { ScoreDifference, ScoreWhy } from '@cg/contract/release/why'
import type { Light } from '@cg/contract/figure-schema'
import { claimResource } from '@cg/domain/claim/resource'
import { must } from '@cg/domain/must'
import { roundHalfAway, scaledInteger } from '@cg/domain/number/round'
import { workerGroupsOf } from './worker-groups-fixture.ts'

/*
 * An invented city for tests and pictures: 12 units, one 未报, one 不适用, a tie, a long name, a weak remote county.
 */

export const release: ReleaseHead = {
  code: 'CG-2026Q3-01',
  period: '2026Q3',
  sequence: 1,
  state: 'published',
  asOf: '2026-09-30',
  preparedAt: '2026-10-27T01:00:00.000Z',
  publishedAt: '2026-10-28T01:30:00.000Z',
  reason: null,
  isDemo: true,
  scheme: { code: 'DEMO', version: 1, name: '演示方案' },
  city: '云川市',
}

const unitTable = [
  ['YC01', '江北区', '区', 'centre', '城区', 0, 0],
  ['YC02', '江东区', '区', 'centre', '城区', 0, 1],
  ['YC03', '临港区', '区', 'centre', '城区', 1, 1],
  ['YC04', '河西区', '区', 'centre', '城区', 1, 0],
  ['YC05', '高新区', '功能区', 'centre', '园区', 0, 2],
  ['YC06', '经开区', '功能区', 'suburb', '园区', 1, 2],
  ['YC07', '南屏市', '县级市', 'suburb', '县域', 2, 1],
  ['YC08', '东湖市', '县级市', 'suburb', '县域', 1, 3],
  ['YC09', '安平县', '县', 'suburb', '县域', 2, 2],
  ['YC10', '青石县', '县', 'remote', '县域', 2, 0],
  ['YC11', '丰泽县', '县', 'remote', '县域', 2, 3],
  ['YC12', '云岭满族自治县', '自治县', 'remote', '县域', 0, 3],
] as const

/** As the city's installation says it. */
export const saidUnder: SaidUnder = {
  coverageLimit: 2 / 3,
  areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
}

export const units: UnitColumns = {
  code: unitTable.map((unit) => unit[0]),
  name: unitTable.map((unit) => unit[1]),
  shortName: unitTable.map((unit) => unit[1]),
  kind: unitTable.map((unit) => unit[2]),
  areaType: unitTable.map((unit) => unit[3]),
  group: unitTable.map((unit) => unit[4]),
  countsInParent: unitTable.map((unit) => unit[0] !== 'YC05'),
  tileRow: unitTable.map((unit) => unit[5]),
  tileColumn: unitTable.map((unit) => unit[6]),
}

const periods = ['2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3']

/** A light as the product defines it: value against the expected value, 0.95 for 临近. */
function lightOf(value: number | null, expected: number): Light | null {
  if (value === null) return null
  const ratio = value / expected
  return ratio >= 1 ? 'met' : ratio >= 0.95 ? 'near' : 'late'
}

/** Competition ranks of the printed values; null stays null. */
function ranksOf(values: readonly (number | null)[], decimals: number): { rank: (number | null)[]; isTied: boolean[] } {
  const printed = values.map((value) => (value === null ? null : scaledInteger(value, decimals)))
  const rank = printed.map((value) =>
    value === null ? null : 1 + printed.filter((other) => other !== null && other > value).length,
  )
  const isTied = rank.map((place) => place !== null && rank.filter((other) => other === place).length > 1)
  return { rank, isTied }
}

const coverage = [85.1, 88.04, 81.3, 85.12, 91.8, 92.4, 66.1, 76.9, 70.2, 63.8, null, null]
const coverageBase = [63, 66, 58, 61.5, 69, 71, 47, 55.2, 49, 44, null, 38]

/** Value history that ends with `now`, climbing unevenly; a unit that never reports stays null. */
function historyOf(now: readonly (number | null)[], decimals: number): (number | null)[][] {
  return periods.map((_, back) =>
    now.map((value, unit) => {
      if (value === null) return null
      if (unit === 8 && back === 2) return null
      const wobble = ((unit * 7 + back * 5) % 11) - 5
      return roundHalfAway(
        value -
          (periods.length - 1 - back) * (1.1 + (unit % 4) * 0.35) +
          (back === periods.length - 1 ? 0 : wobble * 0.4),
        decimals,
      )
    }),
  )
}

export function rankingFacts(change: Partial<RankingFacts> = {}): RankingFacts {
  const history = historyOf(coverage, 1)
  const { rank, isTied } = ranksOf(coverage, 1)
  const ranks = history.map((values) => ranksOf(values, 1).rank)
  const facts: Omit<RankingFacts, 'claims'> = {
    release,
    measure: {
      kind: 'indicator',
      code: 'JN03',
      name: '技能培训覆盖率',
      unit: '%',
      decimals: 1,
      direction: 'higher',
      definition: '年内接受过技能培训的产业工人数（去重）占产业工人总数（期末）的比重。',
      leadDepartment: '市人力资源和社会保障局',
      source: '市人力资源和社会保障局、各区县总工会',
      isRunningTotal: false,
      span: { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
      breaks: [],
    },
    targetYear: 2026,
    units,
    value: coverage,
    state: coverage.map((value, at) => (value !== null ? 'reported' : at === 10 ? 'not_applicable' : 'not_reported')),
    light: coverage.map((value) => lightOf(value, 85)),
    target: coverage.map(() => 85),
    expected: coverage.map(() => 85),
    baseline: coverageBase,
    baselinePeriod: coverageBase.map((value) => (value === null ? null : '2021Q4')),
    carriedFrom: coverage.map(() => null),
    ...lastQuarter(must(history.at(-2)), must(ranks.at(-2)), rank),
    rank,
    isTied,
    groupRank: rank,
    unrankedReason: coverage.map((value, at) =>
      value !== null ? null : at === 10 ? '不适用，不参与排名' : '未报，不参与排名',
    ),
    numerator: coverage.map((value, at) => (value === null ? null : Math.round(value * (300 + at * 20)))),
    denominator: coverage.map((value, at) => (value === null ? null : (300 + at * 20) * 100)),
    low: coverage.map((value) => (value === null ? null : value - 0.6)),
    high: coverage.map((value) => (value === null ? null : value + 0.6)),
    rankLow: coverage.map(() => null),
    rankHigh: coverage.map(() => null),
    closeRule: 'intervals',
    closeTo: coverage.map(() => []),
    groups: [],
    notRanked: null,
    city: {
      value: 82.6,
      state: 'partial',
      numerator: 330_412,
      denominator: 400_015,
      coverage: 0.93,
      carriedFrom: null,
      target: 85,
      expected: 84,
      light: 'near',
      progress: 'on_time',
      baseline: 58.4,
      baselinePeriod: '2021Q4',
      previous: 80.8,
      lastYear: 77.2,
      naiveMean: 79.9,
      missing: [],
      compared: { span: null, year: null },
      possibleDoubleCount: false,
    },
    history: { periods, rank: ranks, value: history },
    notes: ['云岭满族自治县本季未报送，未计入全市值', '丰泽县本指标不适用'],
    methods: ['位次区间与“差距很小”按各单位数值的95%区间（威尔逊法）推算'],
    parts: [],
    partState: [],
    zeroItems: coverage.map(() => []),
    spread: null,
    contributions: [],
    explanations: [],
    ...change,
  }
  return { ...facts, claims: change.claims ?? rankingClaims(facts, saidUnder) }
}

const scores = [84.2, 86.31, 78.45, 80.02, 90.1, 92.36, 68.2, 71.5, 70.24, 64.1, 62.75, null]

const partNames = [
  ['JN03', '技能培训覆盖率', 'SKILLS', 20],
  ['QY01', '劳动合同签订率', 'RIGHTS', 18],
  ['QY09', '养老保险参保率', 'RIGHTS', 14],
  ['QY11', '工伤保险参保率', 'RIGHTS', 14],
  ['QY12', '失业保险参保率', 'RIGHTS', 12],
  ['QY03', '集体合同签订率', 'RIGHTS', 12],
  ['JN08', '高技能人才占比', 'SKILLS', 10],
] as const

/** What stood a quarter ago. */
function lastQuarter(value: (number | null)[], rankThen: (number | null)[], rank: (number | null)[]) {
  const rankNow = rank.map((place, at) => (rankThen[at] === null ? null : place))
  return {
    compared: {
      against: 'lastQuarter' as const,
      period: must(periods.at(-2)),
      entered: [],
      left: [],
      value,
      few: [],
      rankThen,
      rankNow,
    },
    previous: value,
    previousRank: rankThen,
    rankAmongCommon: rankNow,
  }
}

const isClose = (place: number | null): boolean => place !== null && place >= 7 && place <= 9

/** A difference of two scores in parts that add up to it. */
function difference(own: number, reference: number): ScoreDifference {
  const all = roundHalfAway(own - reference, 2)
  const parts = [
    { code: 'QY11', points: roundHalfAway(all * 0.75, 2) },
    { code: 'JN03', points: roundHalfAway(all * 0.5, 2) },
    { code: 'QY03', points: roundHalfAway(all * -0.3, 2) },
  ].filter(({ points }) => points !== 0)
  const rest = roundHalfAway(
    parts.reduce((left, { points }) => left - points, all),
    2,
  )
  return { difference: all, parts, adjustment: 0, rest }
}

function explained(
  history: readonly (readonly (number | null)[])[],
  rank: readonly (number | null)[],
  at: number,
): ScoreWhy {
  const own = must(scores[at])
  const ahead = rank.findIndex((place) => place !== null && place === (rank[at] ?? 0) - 1)
  const group = units.group.flatMap((other, unit) => (other === units.group[at] ? (scores[unit] ?? []) : []))
  const mean = group.reduce((sum, score) => sum + score, 0) / group.length
  const before = history.at(-2)?.[at] ?? null
  return {
    unreported: null,
    ahead: ahead < 0 ? null : { unit: must(units.code[ahead]), against: difference(own, must(scores[ahead])) },
    groupAhead: null,
    group: group.length < 3 ? null : { units: group.length, mean, withZeros: [], against: difference(own, mean) },
    lastQuarter: before === null ? null : difference(own, before),
    gain: null,
  }
}

/** The composite: rank intervals, groups, score parts. */
export function scoreFacts(change: Partial<RankingFacts> = {}): RankingFacts {
  const base = rankingFacts()
  const history = historyOf(scores, 2)
  const { rank, isTied } = ranksOf(scores, 2)
  const widths = [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0]
  const ranks = history.map((values) => ranksOf(values, 2).rank)
  const facts: Omit<RankingFacts, 'claims'> = {
    ...base,
    measure: {
      ...base.measure,
      kind: 'score',
      code: 'score',
      name: '综合得分',
      unit: '分',
      decimals: 2,
      definition: '按《演示方案》第1版，30项考核指标完成率加权合成，满分100分。',
      source: '各成员单位',
    },
    value: scores,
    state: scores.map((value) => (value === null ? 'not_reported' : 'reported')),
    light: scores.map(() => null),
    target: scores.map(() => null),
    expected: scores.map(() => null),
    baseline: scores.map((value) => (value === null ? null : roundHalfAway(value - 9.3, 2))),
    ...lastQuarter(must(history.at(-2)), must(ranks.at(-2)), rank),
    rank,
    isTied,
    unrankedReason: scores.map((value) => (value === null ? '已报指标权重不足三分之二，不参与排名' : null)),
    numerator: scores.map(() => null),
    denominator: scores.map(() => null),
    rankLow: rank.map((place, at) => (place === null ? null : Math.max(place === 1 ? 1 : 2, place - must(widths[at])))),
    rankHigh: rank.map((place, at) => (place === null ? null : Math.min(11, place + must(widths[at])))),
    closeRule: 'weights',
    closeTo: rank.map((place, at) =>
      isClose(place) ? rank.flatMap((other, position) => (position !== at && isClose(other) ? [position] : [])) : [],
    ),
    groups: [
      rank.flatMap((place, at) => (isClose(place) ? [at] : [])).toSorted((a, b) => must(rank[a]) - must(rank[b])),
    ],
    history: { periods, rank: ranks, value: history },
    notes: ['云岭满族自治县已报指标权重不足三分之二，不参与排名'],
    methods: ['位次区间：各指标权重在±25%内随机变动2000次（种子20270101），取5%至95%的位次'],
    partState: partNames.map(() =>
      scores.map((score) => (score === null ? ('not_reported' as const) : ('reported' as const))),
    ),
    zeroItems: scores.map(() => []),
    spread: { median: 88.5, low: 80.2, high: 95.1, units: 11, overlapping: ['云川高新区'] },
    parts: partNames.map(([code, name, dimension, weight]) => ({ code, name, dimension, weight })),
    explanations: scores.map((score, at) => (score === null ? null : explained(history, rank, at))),
    contributions: partNames.map(([, , , weight], part) =>
      scores.map((score, at) =>
        score === null
          ? null
          : roundHalfAway(Math.min(weight, weight * (score / 100 + (((at + part) % 5) - 2) * 0.03)), 2),
      ),
    ),
    dimensions: ['SKILLS', 'RIGHTS'].map((code, block) => ({
      code,
      weight: block === 0 ? 30 : 70,
      items: block === 0 ? 2 : 5,
      score: scores.map((score) => (score === null ? null : roundHalfAway(Math.min(100, score + 3 - 6 * block), 2))),
      points: scores.map((score) => (score === null ? null : roundHalfAway(score * (block === 0 ? 0.3 : 0.7), 2))),
      rank: [...rank],
      isTied: rank.map(() => false),
      spread: { median: 88.5 - block, low: 80.2 - block, high: 95.1 },
      drag: block === 0 ? { code: 'JN03', name: '技能培训覆盖率', lost: 1.25 } : null,
    })),
    ...change,
  }
  return { ...facts, claims: change.claims ?? rankingClaims(facts, saidUnder) }
}

/** One indicator over eleven quarters: a gap, a new definition, a corrected quarter. */
/** The funnel around 82.6 %, by the limits of the domain. */
function funnelOf({ numerator, denominator }: RankingFacts): NonNullable<IndicatorFacts['funnel']> {
  const centre = 0.826
  const classes = numerator.map((own, at) => {
    const of = denominator[at] ?? null
    const limits = own === null || of === null ? null : shareFunnel(centre, of)
    return own === null || of === null || limits === null ? null : funnelClass(own / of, limits, 'higher', of)
  })
  return {
    kind: 'share',
    multiplier: 100,
    centre,
    level: classes.map((one) => one?.level ?? null),
    side: classes.map((one) => one?.side ?? null),
  }
}

export function indicatorFacts(change: Partial<IndicatorFacts> = {}): IndicatorFacts {
  const ranking = rankingFacts()
  const all = ['2024Q1', '2024Q2', '2024Q3', ...periods]
  const city = [69.2, 70.1, null, 71.8, 72.9, 74.1, 75.2, 77.2, 78.8, 80.8, 82.6]
  const span = { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 } as const
  const indicator = { ...cardIndicator('JN03', '技能培训覆盖率'), span }
  const facts: Omit<IndicatorFacts, 'claims'> = {
    release,
    indicator,
    periods: all,
    revised: ['2025Q4'],
    breaks: ['2025Q1'],
    city: ranking.city,
    citySeries: {
      value: city,
      state: city.map((value) => (value === null ? 'not_available' : 'reported')),
      numerator: city.map((value) => (value === null ? null : Math.round(value * 4000))),
      denominator: city.map(() => 400_000),
      expected: city.map((_, at) => roundHalfAway(68 + at * 1.6, 1)),
      lacking: city.map(() => []),
    },
    targets: [
      { year: 2025, value: 80, source: '演示目标' },
      { year: 2026, value: 85, source: '演示目标' },
      { year: 2027, value: 90, source: '演示目标' },
    ],
    units,
    unitSeries: units.code.map((_, unit) => ({
      value: all.map((_period, at) =>
        coverage[unit] === null ? null : roundHalfAway(must(coverage[unit]) - (all.length - 1 - at) * 1.2, 1),
      ),
      state: all.map(() => (coverage[unit] === null ? (unit === 10 ? 'not_applicable' : 'not_reported') : 'reported')),
    })),
    current: {
      value: ranking.value,
      state: ranking.state,
      numerator: ranking.numerator,
      denominator: ranking.denominator,
      light: ranking.light,
      progress: ranking.value.map(() => null),
      target: ranking.target,
      expected: ranking.expected,
      rank: ranking.rank,
      isTied: ranking.isTied,
      carriedFrom: ranking.value.map(() => null),
    },
    funnel: funnelOf(ranking),
    breakdowns: [
      {
        axis: 'size',
        axisName: '企业规模',
        groups: [
          {
            key: 'above',
            name: '规模以上',
            value: 85.7,
            state: 'reported',
            numerator: 245_100,
            denominator: 285_998,
            carriedFrom: null,
          },
          {
            key: 'msme',
            name: '中小微',
            value: 48.2,
            state: 'reported',
            numerator: 54_955,
            denominator: 114_017,
            carriedFrom: null,
          },
        ],
      },
      {
        axis: 'cluster',
        axisName: '产业集群',
        groups: [
          {
            key: 'auto',
            name: '汽车',
            value: 88.3,
            state: 'reported',
            numerator: 10_600,
            denominator: 12_005,
            carriedFrom: null,
          },
          {
            key: 'equipment',
            name: '装备制造',
            value: 84.9,
            state: 'reported',
            numerator: 72_160,
            denominator: 85_001,
            carriedFrom: null,
          },
          {
            key: 'materials',
            name: '新材料',
            value: 79.5,
            state: 'reported',
            numerator: 30_210,
            denominator: 38_000,
            carriedFrom: null,
          },
          {
            key: 'other',
            name: '其他',
            value: null,
            state: 'withheld',
            numerator: null,
            denominator: null,
            carriedFrom: null,
          },
        ],
      },
    ],
    workerGroups: workerGroupsOf(ranking),
    quality: { unitsDue: 12, unitsReported: 10, revisions: 1, explanations: 2 },
    notes: ['云岭满族自治县本季未报送，未计入全市值'],
    ...change,
  }
  return { ...facts, claims: change.claims ?? indicatorClaims(facts, saidUnder) }
}

function cardIndicator(code: string, name: string): IndicatorFacts['indicator'] {
  return {
    code,
    name,
    dimension: 'SKILLS',
    unit: '%',
    decimals: 1,
    direction: 'higher',
    periodKind: 'YTD_UNIQUE',
    frequency: 'Q',
    definition: `${name}：年内相应产业工人数占产业工人总数（期末）的比重。`,
    formula: '分子 ÷ 分母 × 100%',
    leadDepartment: '市人力资源和社会保障局',
    source: '市人力资源和社会保障局',
    isAssessed: true,
    weight: 4,
    version: 1,
    validFrom: '2021Q4',
    isRunningTotal: false,
    span: { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
    breaks: [],
  }
}

const matrixColumns = [
  ['JN03', '技能培训覆盖率', 85, 0],
  ['QY01', '劳动合同签订率', 96, 8],
  ['QY03', '集体合同签订率', 88, 3],
  ['QY09', '养老保险参保率', 95, 9],
  ['QY11', '工伤保险参保率', 95, 4],
  ['QY12', '失业保险参保率', 90, 1],
  ['MZ02', '职代会建制率', 86, 5],
  ['JN08', '高技能人才占比', 31, -48],
] as const

export function matrixFacts(change: Partial<MatrixFacts> = {}): MatrixFacts {
  const base = rankingFacts()
  const value = matrixColumns.map(([, , , shift], column) =>
    units.code.map((_, unit) => {
      if (unit === 11 || (unit === 10 && column === 0)) return null
      if (unit === 9 && column === 5) return 0
      const level = coverage[unit] ?? 62
      return roundHalfAway(
        Math.min(
          99.9,
          level * (column === 7 ? 0.36 : 1) + (column === 7 ? 0 : shift) + (((unit * 5 + column * 3) % 9) - 4),
        ),
        1,
      )
    }),
  )
  const facts: Omit<MatrixFacts, 'claims'> = {
    release,
    targetYear: 2026,
    units,
    indicators: matrixColumns.map(([code, name]) => cardIndicator(code, name)),
    city: matrixColumns.map(([, , target]) => ({ ...base.city, target })),
    value,
    state: value.map((row) =>
      row.map((cell, unit) => (cell !== null ? 'reported' : unit === 11 ? 'not_reported' : 'not_applicable')),
    ),
    light: value.map((row, column) => row.map((cell) => lightOf(cell, must(matrixColumns[column])[2]))),
    rank: value.map((row) => ranksOf(row, 1).rank),
    ...change,
  }
  return { ...facts, claims: change.claims ?? [] }
}

export function overviewFacts(change: Partial<OverviewFacts> = {}): OverviewFacts {
  const base = rankingFacts()
  const card = (
    code: string,
    name: string,
    value: number,
    target: number,
    baseline: number,
    light: Light,
    step: number,
  ): OverviewFacts['cards'][number] => ({
    indicator: cardIndicator(code, name),
    fact: {
      ...base.city,
      state: 'reported',
      value,
      target,
      expected: target,
      baseline,
      light,
      previous: roundHalfAway(value - step, 1),
    },
    periods,
    values: periods.map((_, at) => roundHalfAway(value - (periods.length - 1 - at) * step, 1)),
  })
  const facts: Omit<OverviewFacts, 'claims'> = {
    release,
    targetYear: 2026,
    cards: [
      card('JN03', '技能培训覆盖率', 82.6, 85, 71, 'near', 1.8),
      card('QY01', '劳动合同签订率', 96.3, 96, 92, 'met', 0.4),
      card('QY11', '工伤保险参保率', 88.1, 95, 83, 'late', 0.6),
      card('JN08', '高技能人才占比', 31.4, 31, 25, 'met', 0.5),
    ],
    rankings: [scoreFacts(), rankingFacts()],
    lights: { met: 18, near: 7, late: 5, unlit: [{ standing: 'not_reported', count: 1 }], withoutTarget: 39 },
    gaps: [
      {
        name: '城区—县域',
        indicator: 'JN03',
        indicatorName: '技能培训覆盖率',
        measureName: '技能培训覆盖率',
        unit: '%',
        decimals: 1,
        span: { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
        breaks: [],
        highName: '城区',
        lowName: '县域',
        high: 88.4,
        low: 64.9,
        gap: 23.5,
        carriedFrom: null,
        missing: [],
        before: { against: 'lastQuarter', period: '2026Q2', high: 88.0, low: 63.4, gap: 24.6 },
        previousGap: 24.6,
      },
      {
        name: '规上—中小微',
        indicator: 'JN03',
        indicatorName: '技能培训覆盖率',
        measureName: '技能培训覆盖率',
        unit: '%',
        decimals: 1,
        span: { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
        breaks: [],
        highName: '规上',
        lowName: '中小微',
        high: 85.7,
        low: 48.2,
        gap: 37.5,
        carriedFrom: null,
        missing: [],
        before: { against: 'lastQuarter', period: '2026Q2', high: 85.0, low: 44.3, gap: 40.7 },
        previousGap: 40.7,
      },
      {
        name: '重点50家—其他',
        indicator: 'JN03',
        indicatorName: '技能培训覆盖率',
        measureName: '技能培训覆盖率',
        unit: '%',
        decimals: 1,
        span: { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
        breaks: [],
        highName: '重点50家',
        lowName: '其他',
        high: 93.1,
        low: 71.5,
        gap: 21.6,
        carriedFrom: null,
        missing: [],
        before: { against: 'lastQuarter', period: '2026Q2', high: 92.0, low: 70.4, gap: 21.6 },
        previousGap: 21.6,
      },
    ],
    alerts: [],
    owners: [],
    reporting: {
      due: 33,
      accepted: 31,
      late: 2,
      missing: 1,
      overdue: [
        { form: '技能培训情况表', reporter: '岚谷县', state: 'missing' },
        { form: '社会保险情况表', reporter: '北渡区', state: 'late' },
      ],
    },
    notes: [],
    ...change,
  }
  return { ...facts, claims: change.claims ?? overviewClaims(facts, 2 / 3) }
}

const gapPeriods = ['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3']

type Sides = { readonly high: readonly number[]; readonly low: readonly number[]; readonly missingAt: number }

/** A gap of 技能培训覆盖率 over seven quarters, one of them without 安平县. */
function gapSeries(
  gap: OverviewFacts['gaps'][number],
  { high, low, missingAt }: Sides,
  trend: GapSeries['trend'],
): GapSeries {
  const known = (values: readonly number[]) => values.map((value, at) => (at === missingAt ? null : value))
  return {
    name: gap.name,
    indicator: gap.indicator,
    indicatorName: gap.indicatorName,
    measureName: gap.measureName,
    definition: '年内参加技能培训的产业工人数÷产业工人总数',
    source: '市人社局',
    unit: gap.unit,
    decimals: gap.decimals,
    highName: gap.highName,
    lowName: gap.lowName,
    periods: gapPeriods,
    high: known(high),
    low: known(low),
    gap: known(high.map((value, at) => roundHalfAway(value - must(low[at]), 1))),
    missing: gapPeriods.map((_, at) => (at === missingAt ? ['安平县'] : [])),
    missingCount: gapPeriods.map((_, at) => (at === missingAt ? 1 : 0)),
    isSameQuarter: false,
    sides: gap.name.includes('偏远') ? { high: ['YC01', 'YC02'], low: ['YC10', 'YC11'] } : null,
    members: null,
    trend,
    claim: gapClaim(release, gap),
  }
}

/** Sessions of eleven counties against their workers: the remote ones get less than their share. */
function resourceFacts(): ResourceFacts {
  const sessions = [180, 150, 120, 110, 90, 80, 60, 30, 18, 12, 10]
  const workers = [60_000, 52_000, 48_000, 40_000, 30_000, 32_000, 36_000, 28_000, 24_000, 22_000, 18_000]
  const names = units.shortName.filter((_, at) => at !== 4)
  const own = { definition: '', source: '市人力资源和社会保障局', decimals: 0 }
  const span = { kind: 'quarter', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 } as const
  return {
    resource: {
      ...own,
      span,
      name: '技能培训场次',
      indicator: 'JN01',
      indicatorName: '技能培训场次',
      unit: '场',
      value: sessions,
    },
    need: {
      ...own,
      span,
      name: '产业工人',
      indicator: 'BF01',
      indicatorName: '产业工人总数',
      unit: '人',
      value: workers,
    },
    units: names.map((name) => {
      const at = units.shortName.indexOf(name)
      return { code: must(units.code[at]), name, shortName: name, area: areaWord(units.areaType[at] ?? null) }
    }),
    missing: [],
    missingCount: 0,
    theil: 0.145,
    between: 0.102,
    within: 0.043,
    gini: 0.27,
    claim: claimResource(
      { resource: '技能培训场次', need: '产业工人' },
      names.map((name, at) => ({ name, resource: must(sessions[at]), need: must(workers[at]) })),
    ),
  }
}

function areaWord(area: UnitColumns['areaType'][number]): string | null {
  return area === null ? null : saidUnder.areas[area]
}

function swarmFacts(name: string, indicator: string, value: (number | null)[]): SwarmFacts {
  return {
    name,
    indicator,
    indicatorName: `${name}产改推进率`,
    definition: `推进产改的${name}数÷${name}数`,
    source: '市工业和信息化局',
    unit: '%',
    decimals: 1,
    direction: 'higher',
    value,
    state: value.map((one, at) => (one !== null ? 'reported' : at === 8 ? 'withheld' : 'not_reported')),
    carriedFrom: value.map(() => null),
    base: value.map((one, at) => (one === null ? null : 40 - at * 3)),
  }
}

export function equityFacts(change: Partial<EquityFacts> = {}): EquityFacts {
  const [areas, sizes, key] = overviewFacts().gaps
  const facts: Omit<EquityFacts, 'claims'> = {
    release,
    gaps: [
      gapSeries(
        must(sizes),
        { high: [83, 83.4, 84, 84.2, 84.6, 85, 85.7], low: [38, 39.6, 41, 42, 43.2, 44.3, 48.2], missingAt: 2 },
        { verdict: 'converging', name: '2025年第一季度以来差距收敛', points: 6, from: '2025Q1', to: '2026Q3' },
      ),
      gapSeries(
        must(areas),
        { high: [84, 85, 85.4, 86.6, 87, 88, 88.4], low: [60, 60.4, 61.6, 62, 62.8, 63.4, 64.9], missingAt: -1 },
        {
          verdict: 'no_clear_change',
          name: '2025年第一季度以来差距没有明显变化',
          points: 7,
          from: '2025Q1',
          to: '2026Q3',
        },
      ),
      gapSeries(
        must(key),
        { high: [90, 90.4, 90.8, 91, 91.6, 92, 93.1], low: [69, 69.2, 69.6, 69.9, 70.1, 70.4, 71.5], missingAt: -1 },
        null,
      ),
    ],
    resources: [resourceFacts()],
    units: units.code.map((code, at) => ({ code, name: must(units.name[at]), shortName: must(units.shortName[at]) })),
    swarm: [
      swarmFacts('重点企业', 'CX04', [96, 95, 88.5, 91, 100, 97.4, 80, 82.5, null, 62.5, 75, null]),
      swarmFacts('规上工业企业', 'TJ01', [84, 83.2, 75.1, 78, 90.2, 91, 66.4, 69.5, 64.8, 51.2, 58.3, null]),
    ],
    notes: [],
    ...change,
  }
  return { ...facts, claims: change.claims ?? equityClaims(facts) }
}
