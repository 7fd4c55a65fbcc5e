import type { Measure as MeasureFact, RankingFacts, ValueFact } from '@cg/contract/release'
import { quotientRules } from '@cg/domain/figure/compute'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import { indicatorGuidance, percentInterval } from '@cg/domain/certainty/rank-guidance'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { exactMean } from '@cg/domain/number/sum'
import { isRanked, rankValues } from '../compute/results.ts'
import { unrankedWords } from '../words.ts'
import { comparable, comparableBaseline, indicatorNotes, previousQuarter, valueFact, valueIn } from './rendering.ts'
import { rankingClaims } from '@cg/contract/claims/ranking'
import type { Sayable } from '@cg/contract/claims/ranking'
import type { Rendering } from './rendering.ts'
import type { Figures, QuarterView } from '../compute/figures.ts'
import { carriedAt, lightAt, numberAt, placeAt, stateAt } from '../stored/result-table.ts'
import { robustnessNotes } from '../compute/robustness.ts'
import { historyQuarters, historyUnits, noPlaceWords, redistributionNotes } from '../compute/score.ts'
import type { ScoreQuarter } from '../compute/score.ts'

type History = RankingFacts['history']

function measureOf({ indicators }: Rendering, i: number): MeasureFact {
  const { code, name, unit, decimals, direction, definition, leadDepartment, source, isRunningTotal, span } = must(
    indicators[i],
  )
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
  }
}

/** The ranking of the units by one indicator. */
export function rankingFacts(rendering: Rendering, i: number): RankingFacts {
  const facts = indicatorRanking(rendering, i)
  return { ...facts, claims: rankingClaims(facts) }
}

function indicatorRanking(rendering: Rendering, i: number): Sayable {
  const { head, figures, units } = rendering
  const { basis, results, ranked } = figures
  const indicator = must(basis.indicators[i])
  const at = ranked.map((unit) => i * results.unitCount + unit)
  const numbers = (column: Float64Array): (number | null)[] => at.map((position) => numberAt(column, position))
  const places = at.map((position) => placeAt(results.ranks, position))
  const notRanked = notRankedWords(figures, i)
  const guided = guidance(figures, i, places)
  const before = previousQuarter(figures, indicator)
  const beforeRank = comparable(figures, indicator, shiftPeriod(basis.period, -1))
  const nobody = ranked.map(() => null)
  const baselines = ranked.map((unit) => comparableBaseline(basis, indicator, unit))
  return {
    release: head,
    measure: measureOf(rendering, i),
    targetYear: Number(basis.period.slice(0, 4)),
    units,
    value: numbers(results.values),
    state: at.map((position) => stateAt(results, position)),
    light: at.map((position) => lightAt(results, position)),
    target: numbers(results.targets),
    expected: numbers(results.expected),
    baseline: baselines.map((baseline) => baseline?.value ?? null),
    baselinePeriod: baselines.map((baseline) => baseline?.period ?? null),
    carriedFrom: at.map((position) => carriedAt(results, position)),
    previous: ranked.map((unit) => valueIn(before, i, unit)),
    previousRank: beforeRank === null ? nobody : quarterRanks(figures, i, beforeRank),
    rank: places,
    isTied: at.map((position) => results.tied[position] === 1),
    groupRank: at.map((position) => placeAt(results.groupRanks, position)),
    unrankedReason: places.map((place, u) =>
      place !== null || notRanked !== null ? null : unrankedWords(stateAt(results, must(at[u]))),
    ),
    numerator: numbers(results.numerators),
    denominator: numbers(results.denominators),
    ...guided,
    notRanked,
    city: valueFact(figures, i, 0),
    history: indicatorHistory(figures, i),
    notes: [...indicatorNotes(figures, i), ...(guided.rankLow.some((low) => low !== null) ? [guidanceNote] : [])],
    parts: [],
    contributions: [],
    explanations: [],
  }
}

type Guidance = Pick<RankingFacts, 'low' | 'high' | 'rankLow' | 'rankHigh' | 'bracket'>

const guidanceNote =
  '位次区间与“差距不显著”按各单位数值的95%区间（威尔逊法）推算，区间相接即视为分不出先后，供判断小基数数值是否可靠。'

/**
 * Wilson's 95 % interval of a proportion, and the places and brackets that the intervals leave open, as guidance for
 * small numbers; null for anything else, and places for more units than a page shows.
 */
function guidance({ basis, results, ranked }: Figures, i: number, ranks: readonly (number | null)[]): Guidance {
  const nobody = ranked.map(() => null)
  const indicator = must(basis.indicators[i])
  if (!quotientRules(indicator).proportion)
    return { low: nobody, high: nobody, rankLow: nobody, rankHigh: nobody, bracket: nobody }
  const intervals = ranked.map((unit) => {
    const at = i * results.unitCount + unit
    return percentInterval(numberAt(results.numerators, at), numberAt(results.denominators, at))
  })
  const rows = ranks.map((rank, at) => ({ rank, interval: intervals[at] ?? null }))
  const direction = indicator.direction === 'lower' ? 'lower' : 'higher'
  const places = ranked.length > historyUnits ? [] : indicatorGuidance(rows, direction)
  return {
    low: intervals.map((interval) => interval?.low ?? null),
    high: intervals.map((interval) => interval?.high ?? null),
    rankLow: ranks.map((_, at) => places[at]?.rankLow ?? null),
    rankHigh: ranks.map((_, at) => places[at]?.rankHigh ?? null),
    bracket: ranks.map((_, at) => places[at]?.bracket ?? null),
  }
}

function notRankedWords({ basis, results, ranked }: Figures, i: number): string | null {
  const indicator = must(basis.indicators[i])
  if (indicator.isCityOnly) return '该指标仅按全市计算，不作区县排名。'
  if (!isRanked(indicator)) return '该指标没有优劣方向，按行政区划顺序列出，不排名。'
  const withValue = ranked.filter((unit) => numberAt(results.values, i * results.unitCount + unit) !== null)
  return withValue.length < 3 ? '有数据的单位不足3个，只列数值，不排名。' : null
}

function quarterRanks({ basis, ranked }: Figures, i: number, quarter: QuarterView): (number | null)[] {
  const indicator = must(basis.indicators[i])
  if (!isRanked(indicator)) return ranked.map(() => null)
  const ranking = rankValues(basis, indicator, {
    units: ranked,
    value: (unit) => quarter.value(i, unit),
    state: (unit) => quarter.state(i, unit),
  })
  if (ranking.tooFew) return ranked.map(() => null)
  const places = new Map<string, number>(
    ranking.rows.flatMap((row) => (row.overall === null ? [] : [[row.unit, row.overall.rank]])),
  )
  return ranked.map((unit) => places.get(must(basis.units[unit]).code) ?? null)
}

function indicatorHistory(figures: Figures, i: number): History {
  const { quarters, ranked } = figures
  if (ranked.length > historyUnits) return { periods: [], rank: [], value: [] }
  const recent = quarters.slice(-historyQuarters)
  return {
    periods: recent.map((quarter) => quarter.period),
    rank: recent.map((quarter) => quarterRanks(figures, i, quarter)),
    value: recent.map((quarter) => ranked.map((unit) => valueIn(quarter, i, unit))),
  }
}

function scoringWords({ items }: SchemeBody): string {
  return items.every((item) => item.rule.kind === 'target_ratio') ? '对时序目标的完成情况' : '按各自的计分规则得分后'
}

/** The composite's measure; its definition names the scheme, so that no score stands without it. */
function scoreMeasure({ basis }: Figures): MeasureFact {
  const scheme = must(basis.scheme)
  return {
    kind: 'score',
    code: 'score',
    name: '综合得分',
    unit: '分',
    decimals: scheme.body.decimals,
    direction: 'higher',
    definition: `按《${scheme.name}》第${scheme.version}版，${scheme.body.items.length}项指标${scoringWords(scheme.body)}加权计算，满分100分。`,
    leadDepartment: basis.coordinator,
    source: '各牵头部门报送数据汇总',
    isRunningTotal: false,
    span: { kind: 'quarter', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
  }
}

/** The ranking by composite score, not yet explained; null without an adopted scheme. */
export function scoreFacts(rendering: Rendering): RankingFacts | null {
  const facts = scoreRanking(rendering)
  return facts === null ? null : { ...facts, claims: rankingClaims(facts) }
}

function scoreRanking({ head, figures, units }: Rendering): Sayable | null {
  const { basis, scores, ranked, robustness } = figures
  if (scores === null) return null
  const { current, history } = scores
  const nobody = ranked.map(() => null)
  const before = history.findLast((quarter) => quarter.period === shiftPeriod(basis.period, -1))
  return {
    release: head,
    measure: scoreMeasure(figures),
    targetYear: Number(basis.period.slice(0, 4)),
    units,
    value: [...current.totals],
    state: current.totals.map((total) => (total === null ? 'not_reported' : 'reported')),
    light: nobody,
    target: nobody,
    expected: nobody,
    baseline: nobody,
    baselinePeriod: nobody,
    carriedFrom: nobody,
    previous: before === undefined ? nobody : [...before.totals],
    previousRank: before === undefined ? nobody : [...before.ranks],
    rank: [...current.ranks],
    isTied: [...current.tied],
    groupRank: [...current.groupRanks],
    unrankedReason: current.noPlaces.map((reason, u) =>
      reason === null ? null : noPlaceWords(reason, must(current.scores[u])),
    ),
    numerator: nobody,
    denominator: nobody,
    low: nobody,
    high: nobody,
    rankLow: [...(robustness?.low ?? nobody)],
    rankHigh: [...(robustness?.high ?? nobody)],
    bracket: [...(robustness?.bracket ?? nobody)],
    notRanked: current.tooFew ? '可计分的单位不足3个，只列得分，不排名。' : null,
    city: cityScore(current, before),
    history: ranked.length > historyUnits ? { periods: [], rank: [], value: [] } : scoreHistory([...history, current]),
    notes: [...redistributionNotes(basis, units.shortName, current), ...robustnessNotes(robustness)],
    ...scoreParts(figures, current),
    explanations: [],
  }
}

function scoreHistory(quarters: readonly ScoreQuarter[]): History {
  const scored = quarters.filter((quarter) => quarter.totals.some((total) => total !== null))
  return {
    periods: scored.map((quarter) => quarter.period),
    rank: scored.map((quarter) => [...quarter.ranks]),
    value: scored.map((quarter) => [...quarter.totals]),
  }
}

/** The city has no score of its own; beside the units stands their plain mean, marked by having no parts. */
function cityScore(current: ScoreQuarter, before: ScoreQuarter | undefined): ValueFact {
  const mean = (quarter: ScoreQuarter | undefined): number | null =>
    exactMean((quarter?.totals ?? []).filter((total) => total !== null))
  const value = mean(current)
  return {
    value,
    state: value === null ? 'not_reported' : 'reported',
    numerator: null,
    denominator: null,
    coverage: null,
    carriedFrom: null,
    target: null,
    expected: null,
    light: null,
    progress: null,
    baseline: null,
    baselinePeriod: null,
    previous: mean(before),
    lastYear: null,
    naiveMean: null,
    missing: [],
    possibleDoubleCount: false,
  }
}

function scoreParts({ basis, scores }: Figures, current: ScoreQuarter): Pick<RankingFacts, 'parts' | 'contributions'> {
  const items = scores?.scheme.items ?? []
  return {
    parts: items.map(({ indicator, weight }) => {
      const found = basis.indicators.find((one) => one.code === indicator)
      return { code: indicator, name: found?.name ?? indicator, dimension: found?.dimension ?? '', weight }
    }),
    contributions: items.map((_, part) =>
      current.scores.map((score) => {
        const own = must(score.parts[part])
        return own.points === null ? null : own.contribution
      }),
    ),
  }
}
