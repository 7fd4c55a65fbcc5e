import type { Measure as MeasureFact, RankingFacts } from '@cg/contract/release/ranking'
import { rankingClaims } from '@cg/contract/claims/ranking'
import type { Sayable } from '@cg/contract/claims/ranking'
import { indicatorGuidance } from '@cg/domain/certainty/rank-guidance'
import { quotientRules } from '@cg/domain/figure/compute'
import { must } from '@cg/domain/must'
import type { Figures } from '../compute/figures.ts'
import { goneUnits } from '../compute/gone-units.ts'
import { isRanked } from '../compute/results.ts'
import { intervalRule } from '../compute/share.ts'
import { numberAt, placeAt } from '../stored/result-table.ts'
import { unrankedWords } from '../words.ts'
import { isDefinedAlike, saidUnder } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { placedIn } from './compared.ts'
import { unitLapses } from './lapses.ts'
import { begunFacts } from './pasts.ts'
import { columnsOf, comparableBaseline, nothingOf, valueIn } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { historyQuarters, historyUnits } from '../compute/quarter.ts'
import type { QuarterView } from '../compute/quarter.ts'

type History = RankingFacts['history']

function measureOf({ indicators }: Rendering, i: number): MeasureFact {
  const { code, name, unit, decimals, direction, definition, leadDepartment, source, isRunningTotal, span, breaks } =
    must(indicators[i])
  return {
    kind: 'indicator',
    code,
    name,
    unit,
    decimals,
    direction,
    definition,
    leadDepartment,
    source,
    isRunningTotal,
    span,
    breaks,
  }
}

/** The ranking of the units by one indicator. */
export function rankingFacts(rendering: Rendering, i: number): RankingFacts {
  const facts = indicatorRanking(rendering, i)
  return { ...facts, claims: rankingClaims(facts, saidUnder(rendering.figures.basis)) }
}

function indicatorRanking(rendering: Rendering, i: number): Sayable {
  const { head, figures, units } = rendering
  const { basis, results, ranked } = figures
  const indicator = must(basis.indicators[i])
  const own = columnsOf(figures, i)
  const notRanked = notRankedWords(figures, i)
  const guided = guidance(figures, i)
  const hasBaselines = basis.baselines[indicator.code] !== undefined
  const baselines = hasBaselines ? ranked.map((unit) => comparableBaseline(basis, indicator, unit)) : []
  const nobody = nothingOf(figures).nulls
  return {
    release: head,
    measure: measureOf(rendering, i),
    targetYear: Number(basis.period.slice(0, 4)),
    units,
    value: own.value,
    state: own.state,
    light: own.light,
    target: own.target,
    expected: own.expected,
    baseline: hasBaselines ? baselines.map((baseline) => baseline?.value ?? null) : nobody,
    baselinePeriod: hasBaselines ? baselines.map((baseline) => baseline?.period ?? null) : nobody,
    carriedFrom: own.carriedFrom,
    ...rendering.beforeOf(i),
    rank: own.rank,
    isTied: own.isTied,
    groupRank: ranked.map((unit) => placeAt(results.groupRanks, i * results.unitCount + unit)),
    unrankedReason:
      notRanked === null && own.rank.includes(null)
        ? own.rank.map((place, u) => (place !== null ? null : unrankedWords(must(own.state[u]))))
        : nobody,
    numerator: own.numerator,
    denominator: own.denominator,
    ...guided,
    notRanked,
    city: rendering.cityOf(i),
    history: indicatorHistory(figures, i),
    lapses: unitLapses(figures, i),
    notes: [...rendering.notesOf(i)],
    methods: guided.rankLow.some((low) => low !== null) ? [guidanceMethod(indicator)] : [],
    parts: [],
    contributions: [],
    partState: [],
    zeroItems: nothingOf(figures).lists,
    spread: null,
    explanations: [],
  }
}

type Guidance = Pick<RankingFacts, 'low' | 'high' | 'rankLow' | 'rankHigh' | 'closeRule' | 'closeTo' | 'groups'>

const guidanceMethod = (indicator: BasisIndicator): string => {
  const method = quotientRules(indicator).proportion ? '威尔逊法' : '泊松分布，10起以下用精确法，以上用拜尔法'
  return `位次区间与“差距很小”按各单位数值的95%区间（${method}）推算，两个单位的区间相接即视为分不出先后，供判断小基数数值是否可靠。`
}

/** Nothing is close to anything, or nobody asked. */
function nobodyClose(figures: Figures): Pick<RankingFacts, 'closeRule' | 'closeTo' | 'groups'> {
  return { closeRule: null, closeTo: nothingOf(figures).lists, groups: [] }
}

/**
 * The 95 % interval of a share or a rate, and the places and groups that the intervals leave open, as guidance for
 * small numbers; null for anything else, and places for more units than a page shows.
 */
function guidance(figures: Figures, i: number): Guidance {
  const { basis, results, ranked, isWhole } = figures
  const ranks = columnsOf(figures, i).rank
  const nobody = nothingOf(figures).nulls
  const indicator = must(basis.indicators[i])
  const intervalOf = intervalRule(basis, indicator)
  if (intervalOf === null)
    return { low: nobody, high: nobody, rankLow: nobody, rankHigh: nobody, ...nobodyClose(figures) }
  const intervals = ranked.map((unit) => {
    const at = i * results.unitCount + unit
    return intervalOf(numberAt(results.numerators, at), numberAt(results.denominators, at))
  })
  const rows = ranks.map((rank, at) => ({ rank, interval: intervals[at] ?? null }))
  const direction = indicator.direction === 'lower' ? 'lower' : 'higher'
  const withPairs = ranked.length <= historyUnits
  const isAsked = withPairs || isWhole
  const { rows: places, groups } = isAsked
    ? indicatorGuidance(rows, direction, { withPairs })
    : { rows: [], groups: [] }
  return {
    low: intervals.map((interval) => interval?.low ?? null),
    high: intervals.map((interval) => interval?.high ?? null),
    rankLow: isAsked ? ranks.map((_, at) => places[at]?.rankLow ?? null) : nobody,
    rankHigh: isAsked ? ranks.map((_, at) => places[at]?.rankHigh ?? null) : nobody,
    closeRule: withPairs ? 'intervals' : null,
    closeTo: isAsked ? ranks.map((_, at) => [...(places[at]?.closeTo ?? [])]) : nothingOf(figures).lists,
    groups: groups.map((group) => [...group]),
  }
}

function notRankedWords({ basis, results, ranked }: Figures, i: number): string | null {
  const indicator = must(basis.indicators[i])
  if (indicator.isCityOnly) return '该指标仅按全市计算，不作区县排名。'
  if (!isRanked(indicator)) return '该指标没有优劣方向，按行政区划顺序列出，不排名。'
  const withValue = ranked.filter((unit) => numberAt(results.values, i * results.unitCount + unit) !== null)
  return withValue.length < 3 ? '有数据的单位不足3个，只列数值，不排名。' : null
}

/** None by an earlier definition: places by two measures are no way from one to the other. */
function quarterRanks(figures: Figures, i: number, quarter: QuarterView): (number | null)[] {
  const { basis, ranked } = figures
  if (!isDefinedAlike(must(basis.indicators[i]), quarter.period, basis.period)) return ranked.map(() => null)
  const places = placedIn(figures, i, quarter, ranked)
  return ranked.map((_, u) => placeAt(places, u))
}

/** Every place by a figure of the quarter itself, and none held by a unit that is no longer there. */
function isAlike(figures: Figures, i: number, quarter: QuarterView): boolean {
  const isCarried = (unit: number): boolean => valueIn(quarter, i, unit) !== null && quarter.carried(i, unit) !== 0
  return !figures.ranked.some(isCarried) && goneUnits(figures, i, quarter.period).length === 0
}

function indicatorHistory(figures: Figures, i: number): History {
  const { quarters, ranked, isWhole } = figures
  if (ranked.length > historyUnits && !isWhole) return { periods: [], rank: [], value: [] }
  const recent = quarters.slice(-historyQuarters)
  const unlike = recent.filter((quarter) => !isAlike(figures, i, quarter)).map(({ period }) => period)
  return {
    ...(unlike.length === 0 ? {} : { unlike }),
    ...begunFacts(figures, recent[0]?.period),
    periods: recent.map((quarter) => quarter.period),
    rank: recent.map((quarter) => quarterRanks(figures, i, quarter)),
    value: recent.map((quarter) => ranked.map((unit) => valueIn(quarter, i, unit))),
  }
}
