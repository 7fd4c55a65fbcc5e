import { factName, kindOfFact } from '@cg/contract/adjustment'
import { countedMatters } from '../compute/matter-facts.ts'
import type { AppliedFact, Measure as MeasureFact, RankingFacts } from '@cg/contract/release/ranking'
import type { ValueFact } from '@cg/contract/release/fact'
import { rankingClaims } from '@cg/contract/claims/ranking'
import type { Sayable } from '@cg/contract/claims/ranking'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { dimensionDrag, dimensionScore } from '@cg/domain/score/dimension'
import { rankUnits } from '@cg/domain/rank/ranking'
import type { ItemPart, UnitScore } from '@cg/domain/score/composite'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { exactSum } from '@cg/domain/number/sum'
import { quantileOf } from '@cg/domain/statistics/quantile'
import { saidUnder } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { Figures } from '../compute/figures.ts'
import { goneUnits } from '../compute/gone-units.ts'
import { robustnessMethods } from '../compute/robustness.ts'
import { noPlaceWords } from '@cg/domain/score/no-place-words'
import { redistributionNotes, scoreMoves } from '../compute/score.ts'
import type { ScoreQuarter, ScoreTable } from '../compute/score.ts'
import { beforeOf } from './compared.ts'
import type { Before } from './compared.ts'
import { begunFacts } from './pasts.ts'
import type { Rendering } from './rendering.ts'
import { historyUnits } from '../compute/quarter.ts'

type History = RankingFacts['history']

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
    breaks: [],
  }
}

/** The ranking by composite score, not yet explained; null without an adopted scheme. */
export function scoreFacts(rendering: Rendering): RankingFacts | null {
  const facts = scoreRanking(rendering)
  return facts === null ? null : { ...facts, claims: rankingClaims(facts, saidUnder(rendering.figures.basis)) }
}

function scoreRanking({ head, figures, units }: Rendering): Sayable | null {
  const { basis, scores, ranked, robustness } = figures
  if (scores === null) return null
  const { current, history } = scores
  const nobody = ranked.map(() => null)
  return {
    release: head,
    measure: scoreMeasure(figures),
    targetYear: Number(basis.period.slice(0, 4)),
    units,
    value: [...current.totals],
    state: current.totals.map((total) => (total === null ? 'uncomputable' : 'reported')),
    light: nobody,
    target: nobody,
    expected: nobody,
    baseline: nobody,
    baselinePeriod: nobody,
    carriedFrom: nobody,
    ...scoreBefore(scores, units.code),
    rank: [...current.ranks],
    isTied: [...current.tied],
    groupRank: [...current.groupRanks],
    unrankedReason: current.noPlaces.map((reason, u) =>
      reason === null ? null : noPlaceWords(reason, must(current.scores[u]).availability),
    ),
    numerator: nobody,
    denominator: nobody,
    low: nobody,
    high: nobody,
    rankLow: [...(robustness?.low ?? nobody)],
    rankHigh: [...(robustness?.high ?? nobody)],
    closeRule: robustness?.isPaired === true ? 'weights' : null,
    closeTo: ranked.map((_, u) => [...(robustness?.closeTo[u] ?? [])]),
    groups: (robustness?.groups ?? []).map((group) => [...group]),
    notRanked: current.tooFew ? '可计分的单位不足3个，只列得分，不排名。' : null,
    city: noCityScore,
    spread: scoreSpread(figures, current),
    zeroItems: current.scores.map(zeroItems),
    history:
      ranked.length > historyUnits && !figures.isWhole
        ? { periods: [], rank: [], value: [] }
        : scoreHistory(figures, [...history, current]),
    notes: [...offNotes(basis), ...redistributionNotes(basis, units.shortName, current)],
    methods: robustnessMethods(robustness),
    ...scoreParts(figures, current),
    dimensions: scoreDimensions(figures, current),
    explanations: [],
  }
}

/** What the scheme scores and the city does not use: its weight is with the others. */
function offNotes({ scheme }: ReleaseBasis): string[] {
  const off = scheme?.off ?? []
  return off.length === 0 ? [] : [`${namesWords(off, 6, '项')}已停用，本季不计分，权重由其他指标分摊。`]
}

function scoreHistory(figures: Figures, quarters: readonly ScoreQuarter[]): History {
  const scored = quarters.filter((quarter) => quarter.totals.some((total) => total !== null))
  // Today's units alone are placed again: where others held places then, theirs are not those of then.
  const unlike = scored.flatMap(({ period }) => (hasGone(figures, period) ? [period] : []))
  return {
    ...(unlike.length === 0 ? {} : { unlike }),
    ...begunFacts(figures, scored[0]?.period),
    periods: scored.map((quarter) => quarter.period),
    rank: scored.map((quarter) => [...quarter.ranks]),
    value: scored.map((quarter) => [...quarter.totals]),
  }
}

function hasGone(figures: Figures, period: Period): boolean {
  const scored = new Set<string>((figures.basis.scheme?.body.items ?? []).map(({ indicator }) => indicator))
  return figures.basis.indicators.some(({ code }, i) => scored.has(code) && goneUnits(figures, i, period).length > 0)
}

function scoreBefore(scores: ScoreTable, codes: readonly string[]): Before {
  const moves = scoreMoves(scores)
  if (moves === null) return beforeOf(null, codes.length)
  const named = (places: readonly number[]) => places.map((at) => must(codes[at]))
  const compared = {
    against: 'lastQuarter' as const,
    period: moves.quarter.period,
    entered: named(moves.entered),
    left: named(moves.left),
    value: [...moves.quarter.totals],
    few: [],
    rankThen: [...moves.before],
    rankNow: [...moves.now],
  }
  return beforeOf(compared, codes.length)
}

/** A mean of units would count overlapping zones and zeros for 未报: the city has no composite score (decision 36). */
const noCityScore: ValueFact = {
  value: null,
  state: 'not_applicable',
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
  previous: null,
  lastYear: null,
  compared: { span: null, year: null },
  naiveMean: null,
  missing: [],
  possibleDoubleCount: false,
}

/** Median and range of the units with a score, and which of them lie inside another. */
function scoreSpread({ basis, ranked }: Figures, { totals }: ScoreQuarter): RankingFacts['spread'] {
  const scored = totals.flatMap((total, u) =>
    total === null ? [] : [{ total, unit: must(basis.units[must(ranked[u])]) }],
  )
  const range = rangeOf(scored.map(({ total }) => total))
  if (range === null) return null
  return {
    ...range,
    units: scored.length,
    overlapping: scored.flatMap(({ unit }) => (unit.countsInParent ? [] : [unit.shortName])),
  }
}

/** Items that count as 0 because the unit owes their figures. */
function zeroItems({ parts }: UnitScore): string[] {
  return parts.filter((part) => part.action === 'zero').map((part) => part.indicator)
}

function scoreParts(
  { basis, scores }: Figures,
  current: ScoreQuarter,
): Pick<RankingFacts, 'parts' | 'contributions' | 'partState'> {
  const items = scores?.scheme.items ?? []
  const whole = exactSum(items.map((item) => item.weight))
  return {
    parts: items.map(({ indicator, weight }) => {
      const found = basis.indicators.find((one) => one.code === indicator)
      return {
        code: indicator,
        name: found?.name ?? indicator,
        dimension: found?.dimension ?? '',
        weight: (100 * weight) / whole,
      }
    }),
    contributions: items.map((_, part) =>
      current.scores.map((score) => {
        const own = must(score.parts[part])
        return own.points === null ? null : own.contribution
      }),
    ),
    partState: items.map((_, part) => current.scores.map((score) => partState(must(score.parts[part])))),
  }
}

/** The blocks of indicators under the score, in the catalogue's order; the places are those of units that have one by the total. */
function scoreDimensions(
  { basis, scores, ranked }: Figures,
  current: ScoreQuarter,
): NonNullable<RankingFacts['dimensions']> {
  if (scores === null) return []
  const { items, rankRule, decimals } = scores.scheme
  const whole = exactSum(items.map((item) => item.weight))
  const blockOf = new Map(basis.indicators.map((one) => [one.code as string, one.dimension]))
  const blocks = [...new Set(basis.indicators.map((one) => one.dimension))]
  return blocks.flatMap((code) => {
    const own = items.flatMap(({ indicator }, at) => (blockOf.get(indicator) === code ? [at] : []))
    if (own.length === 0) return []
    const within = current.scores.map((score) =>
      score.total === null ? nothingScored : dimensionScore(own.map((at) => must(score.parts[at]))),
    )
    const places = dimensionPlaces(
      basis,
      ranked,
      { current, scores: within.map(({ score }) => score) },
      rankRule,
      decimals,
    )
    return [
      {
        code,
        weight: (100 * exactSum(own.map((at) => must(items[at]).weight))) / whole,
        items: own.length,
        score: within.map(({ score }) => score),
        points: within.map(({ points }) => points),
        rank: places.map((place) => place?.rank ?? null),
        isTied: places.map((place) => place?.tied ?? false),
        spread: rangeOf(within.flatMap(({ score }) => score ?? [])),
        drag: dragOf(basis, current, { own, decimals }),
      },
    ]
  })
}

function rangeOf(values: readonly number[]): { median: number; low: number; high: number } | null {
  const median = quantileOf(values, 0.5)
  return median === null ? null : { median, low: Math.min(...values), high: Math.max(...values) }
}

function dragOf(
  { indicators }: Figures['basis'],
  { scores }: ScoreQuarter,
  { own, decimals }: { readonly own: readonly number[]; readonly decimals: number },
): NonNullable<RankingFacts['dimensions']>[number]['drag'] {
  const scored = scores.filter(({ total }) => total !== null)
  const drag = dimensionDrag(
    scored.map(({ parts }) => own.map((at) => must(parts[at]))),
    decimals,
  )
  const found = indicators.find(({ code }) => code === drag?.indicator)
  return drag === null || found === undefined ? null : { code: found.code, name: found.name, lost: drag.lost }
}

const nothingScored = { points: null, score: null }

function dimensionPlaces(
  { units }: Figures['basis'],
  ranked: readonly number[],
  { current, scores }: { readonly current: ScoreQuarter; readonly scores: readonly (number | null)[] },
  rule: SchemeBody['rankRule'],
  decimals: number,
) {
  const entries = ranked.map((at, u) => {
    const { code, protocolOrder } = must(units[at])
    const value = must(current.ranks)[u] === null ? null : (scores[u] ?? null)
    return { unit: code, value, state: 'reported' as const, group: null, protocolOrder }
  })
  const { rows } = rankUnits(entries, { rule, direction: 'higher', decimals })
  const found = new Map(rows.map((row) => [row.unit, row.overall]))
  return entries.map(({ unit }) => found.get(unit) ?? null)
}

/** The state of an item's figure, whatever the scheme makes of it: 未报 stays 未报 though it counts as 0. */
function partState({ reason, points }: ItemPart): RankingFacts['partState'][number][number] {
  return reason ?? (points === null ? 'no_points' : 'reported')
}

/** What the scores were weighed from, for trials of other weights; nothing without a scheme and above 200 units. */
export function weighedFacts({ scores }: Figures): Pick<RankingFacts, 'weighed'> {
  if (scores === null || scores.current.scores.length > historyUnits) return {}
  const { scheme, current, given } = scores
  return {
    weighed: {
      weights: scheme.items.map(({ weight }) => weight),
      points: scheme.items.map((_, at) => current.scores.map(({ parts }) => must(parts[at]).points)),
      blocks: current.scores.map(({ parts }) =>
        parts.flatMap(({ action, indicator }) => (action === 'block' ? [indicator] : [])),
      ),
      availability: scheme.availability,
      rankRule: scheme.rankRule,
      adjustments: [...(scheme.adjustments ?? [])],
      facts: (scheme.adjustments ?? []).length === 0 ? [] : given.units.map(({ facts }) => ({ ...facts })),
    },
  }
}

/** What was added, taken or vetoed, by unit; nothing where nothing was. */
export function adjustedFacts({ basis, ranked, scores }: Figures): Pick<RankingFacts, 'adjusted'> {
  if (scores === null || ranked.length > historyUnits) return {}
  const counted = countedMatters(basis.guide.matterKinds, basis.matters, basis.period)
  const adjusted = scores.current.scores.map((score, u) => {
    const { code } = must(basis.units[must(ranked[u])])
    return (score.adjusted?.applied ?? []).map(({ adjustment, amount }): AppliedFact => ({
      kind: adjustment.kind,
      fact: adjustment.fact,
      name: factName(adjustment.fact, basis.guide.matterKinds),
      amount,
      matters: counted
        .filter(({ unit, kind }) => unit === code && kind === kindOfFact(adjustment.fact))
        .map(({ id, happenedOn, what, evidence, department, enteredBy, acceptedBy, acceptedAt }) => ({
          id,
          happenedOn,
          what,
          evidence,
          department: basis.departments[department] ?? department,
          enteredBy,
          acceptedBy,
          acceptedAt,
        })),
    }))
  })
  return adjusted.every((own) => own.length === 0) ? {} : { adjusted }
}
