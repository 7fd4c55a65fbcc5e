import { isDefinedAlike } from '../stored/basis.ts'
import { roundHalfAway } from '@cg/domain/number/round'
import { factName } from '@cg/contract/adjustment'
import type { AppliedAdjustment } from '@cg/domain/score/adjustment'
import { stateName } from '@cg/domain/column'
import { computeComposite } from '@cg/domain/score/composite'
import type { Composite, CompositeInput, ItemPart, ScoreFigure, UnitScore } from '@cg/domain/score/composite'
import type { NoPlace } from '@cg/domain/score/weigh'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import { periodIndex, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Ranking } from '@cg/domain/rank/ranking'
import { rankUnits } from '@cg/domain/rank/ranking'
import type { MissingState, SchemeBody } from '@cg/domain/score/scheme'
import { expectedValue } from '@cg/domain/target/target-path'
import type { TargetPath } from '@cg/domain/target/target-path'
import type { BasisForm, BasisIndicator, BasisMatter, ReleaseBasis } from '../stored/basis.ts'
import { isOfYear, observedIn, targetPaths } from './results.ts'
import { formFacts } from './form-facts.ts'
import { countedMatters, matterFacts } from './matter-facts.ts'
import { historyQuarters, historyUnits } from './quarter.ts'
import type { QuarterView } from './quarter.ts'

/** The composite of one quarter; every list runs over the ranked units. */
export type ScoreQuarter = {
  readonly period: Period
  readonly totals: readonly (number | null)[]
  readonly ranks: readonly (number | null)[]
  readonly tied: readonly boolean[]
  readonly groupRanks: readonly (number | null)[]
  readonly noPlaces: readonly (NoPlace | null)[]
  readonly scores: readonly UnitScore[]
  readonly ranking: Ranking
  readonly tooFew: boolean
}

export type ScoreTable = {
  readonly scheme: SchemeBody
  /** What this quarter's scores are made from, to try other values on. */
  readonly given: CompositeInput
  readonly current: ScoreQuarter
  /** Earlier quarters restated under this scheme, oldest first, up to seven; none from before a new definition. */
  readonly history: readonly ScoreQuarter[]
}

export type ScoreInput = {
  readonly basis: ReleaseBasis
  readonly ranked: readonly number[]
  /** Oldest first; values carried forward are taken from those before. */
  readonly quarters: readonly QuarterView[]
  /** All earlier quarters of a history however many units there are; absent: not. */
  readonly isWhole?: boolean
  /** The forms of a quarter, which bonuses, deductions and vetoes look at. */
  readonly forms: (period: Period) => readonly BasisForm[]
  /** The accepted matters of a quarter's year up to its end. */
  readonly matters: (period: Period) => readonly BasisMatter[]
}

/** Scores this quarter and restates the ones before under the same scheme version. Null without a scheme. */
export function computeScores(input: ScoreInput): ScoreTable | null {
  const scheme = input.basis.scheme?.body
  if (scheme === undefined) return null
  const count = input.ranked.length > historyUnits && input.isWhole !== true ? 2 : historyQuarters
  const given = compositeInput(input, scheme, must(input.quarters.at(-1)))
  const current = scoredFrom(input.basis.period, given)
  const history = input.quarters
    .slice(-count, -1)
    .filter((quarter) => isScoredAlike(input.basis, scheme, quarter.period))
    .map((quarter) => scoreQuarter(input, scheme, quarter))
  return { scheme, given, current, history }
}

/** Whether every scored indicator had today's definition: else an earlier score is of something else. */
function isScoredAlike({ indicators, period }: ReleaseBasis, { items }: SchemeBody, then: Period): boolean {
  return items.every(({ indicator }) => {
    const found = must(
      indicators.find((one) => one.code === indicator),
      `the scheme scores the unknown indicator ${indicator}`,
    )
    return isDefinedAlike(found, then, period)
  })
}

/** One quarter under a scheme; the scheme's items are all indicators of the basis. */
export function scoreQuarter(input: ScoreInput, scheme: SchemeBody, quarter: QuarterView): ScoreQuarter {
  return scoredFrom(quarter.period, compositeInput(input, scheme, quarter))
}

function scoredFrom(period: Period, given: CompositeInput): ScoreQuarter {
  const units = given.units.map(({ unit }) => unit)
  return readComposite(period, units, computeComposite(given))
}

function compositeInput(input: ScoreInput, scheme: SchemeBody, quarter: QuarterView): CompositeInput {
  const { basis, ranked } = input
  const reach = carryReach(scheme)
  const before = reach === 0 ? [] : input.quarters.filter((one) => one.period < quarter.period).toReversed()
  const forms = Map.groupBy(
    (scheme.adjustments ?? []).length === 0 ? [] : input.forms(quarter.period),
    (form) => form.reporter,
  )
  const matters = Map.groupBy(
    countedMatters(basis.guide.matterKinds, input.matters(quarter.period), quarter.period),
    (matter) => matter.unit,
  )
  const columns = scheme.items.map(({ indicator }) => {
    const at = basis.indicators.findIndex((one) => one.code === indicator)
    const found = must(basis.indicators[at], `the scheme scores the unknown indicator ${indicator}`)
    return { at, indicator: found, pathOf: targetPaths(basis, found) }
  })
  return {
    scheme,
    indicators: new Map(columns.map(({ indicator }) => [indicator.code, indicator])),
    units: ranked.map((unit) => {
      const { code, assessmentGroup, protocolOrder } = must(basis.units[unit])
      const figures = columns.map(({ at, indicator, pathOf }) => {
        const figure = figureOf(quarter, { at, unit, path: pathOf(unit) })
        if (reach === 0) return figure
        return { ...figure, ...lastKnown(before, { at, unit, indicator, period: quarter.period, reach }) }
      })
      return {
        unit: code,
        group: assessmentGroup,
        protocolOrder,
        figures,
        facts: { ...formFacts(forms.get(code) ?? []), ...matterFacts(matters.get(code) ?? []) },
      }
    }),
  }
}

/** What is aimed at is the value expected today (decision 4): a first quarter is not measured by the whole year. */
function figureOf(
  quarter: QuarterView,
  { at, unit, path }: { at: number; unit: number; path: TargetPath | null },
): ScoreFigure {
  const value = quarter.value(at, unit)
  const carried = quarter.carried(at, unit)
  const figure = {
    state: stateName(quarter.state(at, unit)),
    value: Number.isNaN(value) ? null : value,
    target: path === null ? null : expectedValue(path, observedIn(quarter.period, carried)),
  }
  return isOfYear(quarter.period, carried) ? figure : { ...figure, isOfEarlierYear: true }
}

/** The oldest age in quarters at which the scheme lets a value stand in; 0: never. */
function carryReach({ missing, items }: SchemeBody): number {
  const actions = [missing, ...items.map((item) => item.missing ?? {})].flatMap((policy) => Object.values(policy))
  return Math.max(0, ...actions.map((action) => (action.kind === 'carry_forward' ? action.maxAge : 0)))
}

type Looking = { at: number; unit: number; indicator: BasisIndicator; period: Period; reach: number }

/** The newest value before the quarter under its definition, for items that may carry it forward. */
function lastKnown(
  before: readonly QuarterView[],
  { at, unit, indicator, period, reach }: Looking,
): Pick<ScoreFigure, 'earlier'> {
  for (const view of before) {
    const ageQuarters = periodIndex(period) - periodIndex(view.period)
    const observed = observedIn(view.period, view.carried(at, unit))
    if (ageQuarters > reach || !isDefinedAlike(indicator, observed, period)) return {}
    const value = view.value(at, unit)
    if (!Number.isNaN(value)) return { earlier: { value, ageQuarters } }
  }
  return {}
}

function readComposite(period: Period, units: readonly string[], { scores, ranking }: Composite): ScoreQuarter {
  const rows = new Map<string, (typeof ranking.rows)[number]>(ranking.rows.map((row) => [row.unit, row]))
  const places = units.map((unit) => must(rows.get(unit)))
  const { tooFew } = ranking
  return {
    period,
    totals: scores.map((score) => score.total),
    ranks: places.map((row) => (tooFew ? null : (row.overall?.rank ?? null))),
    tied: places.map((row) => !tooFew && row.overall?.tied === true),
    groupRanks: places.map((row) => (tooFew ? null : (row.inGroup?.rank ?? null))),
    noPlaces: scores.map((score) => score.noPlace),
    scores,
    ranking,
    tooFew,
  }
}

/** Places of two quarters under one scheme among the units with a place in both; lists run over the ranked units. */
export type ScoreMoves = {
  readonly quarter: ScoreQuarter
  readonly before: readonly (number | null)[]
  readonly now: readonly (number | null)[]
  /** Positions in the lists of units with a place in one of the quarters only. */
  readonly entered: readonly number[]
  readonly left: readonly number[]
}

/** Who moved since the quarter before, restated; null when that one was not published. */
export function scoreMoves({ current, history, scheme }: ScoreTable): ScoreMoves | null {
  const before = history.find((quarter) => quarter.period === previousPeriod(current.period))
  if (before === undefined) return null
  const has = (quarter: ScoreQuarter, at: number): boolean => (quarter.ranks[at] ?? null) !== null
  const all = [...current.ranks.keys()]
  const common = new Set(all.filter((at) => has(current, at) && has(before, at)))
  return {
    quarter: before,
    before: placesAmong(before, scheme, common),
    now: placesAmong(current, scheme, common),
    entered: all.filter((at) => has(current, at) && !common.has(at)),
    left: all.filter((at) => has(before, at) && !common.has(at)),
  }
}

function placesAmong(
  { scores }: ScoreQuarter,
  { rankRule, decimals }: SchemeBody,
  units: ReadonlySet<number>,
): (number | null)[] {
  const entries = [...scores.entries()].flatMap(([at, { unit, total }]) =>
    units.has(at) ? [{ unit, value: total, state: 'reported' as const, group: null, protocolOrder: at }] : [],
  )
  const { rows, tooFew } = rankUnits(entries, { rule: rankRule, direction: 'higher', decimals })
  const places = new Map(rows.map((row) => [row.unit, row.overall?.rank ?? null]))
  return scores.map(({ unit }) => (tooFew ? null : (places.get(unit) ?? null)))
}

/** Where weight went, in words: decision 5 and 7 want it said. */
export function redistributionNotes(basis: ReleaseBasis, names: readonly string[], quarter: ScoreQuarter): string[] {
  const indicatorName = (code: string): string => basis.indicators.find((one) => one.code === code)?.name ?? code
  const itemNames = (codes: readonly string[]): string => namesWords(codes.map(indicatorName), 6, '项')
  const notes: string[] = []
  const withoutTarget = everywhere(quarter, (part) => part.reason === 'no_target')
  if (withoutTarget.length > 0) notes.push(`${itemNames(withoutTarget)}没有目标值，不计分，权重由其他指标分摊。`)
  const carried = everywhere(quarter, (part) => part.reason === 'carried')
  if (carried.length > 0) notes.push(`${itemNames(carried)}沿用往年数据，不计入本年得分，权重由其他指标分摊。`)
  const movedOf = ({ parts }: UnitScore): readonly ItemPart[] =>
    parts.filter(
      ({ action, reason, indicator }) =>
        action === 'redistribute' && reason !== 'no_target' && !carried.includes(indicator),
    )
  for (const { names: alike, items } of unitsAlike(names, quarter.scores, movedOf))
    notes.push(`${namesWords(alike)}：${itemNames(items)}不计分，权重由其他指标分摊。`)
  const zeros = quarter.scores.flatMap(({ parts }) => parts.filter((part) => part.action === 'zero'))
  for (const state of new Set(zeros.map(({ reason }) => reason))) {
    const zeroOf = ({ parts }: UnitScore): readonly ItemPart[] =>
      parts.filter((part) => part.action === 'zero' && part.reason === state)
    for (const { names: alike, items } of unitsAlike(names, quarter.scores, zeroOf))
      notes.push(`${namesWords(alike)}：${itemNames(items)}${missingWords(must(state))}，按0分计。`)
  }
  for (const [unit, score] of quarter.scores.entries())
    for (const one of score.adjusted?.applied ?? [])
      notes.push(`${names[unit] ?? ''}：${adjustmentWords(basis, one)}。`)
  return notes
}

/** What kept an item from being scored by its own figure; the five states keep their names. */
function missingWords(reason: MissingState): string {
  if (reason === 'carried') return '沿用往年数据'
  return reason === 'no_target' ? '没有目标值' : formatState(reason)
}

type Alike = { readonly names: string[]; readonly items: readonly string[] }

/** Units of which the same items are to be told, one line for them together. */
function unitsAlike(
  names: readonly string[],
  scores: readonly UnitScore[],
  partsOf: (score: UnitScore) => readonly ItemPart[],
): Alike[] {
  const found = new Map<string, Alike>()
  for (const [unit, score] of scores.entries()) {
    // Without a score nothing counts as 0, and no weight goes anywhere.
    if (score.total === null) continue
    const items = partsOf(score).map((part) => part.indicator)
    const key = items.join(' ')
    if (items.length === 0) continue
    const alike = found.get(key) ?? { names: [], items }
    alike.names.push(names[unit] ?? '')
    found.set(key, alike)
  }
  return [...found.values()]
}

function adjustmentWords({ guide }: ReleaseBasis, { adjustment, amount }: AppliedAdjustment): string {
  const fact = factName(adjustment.fact, guide.matterKinds)
  if (adjustment.kind === 'veto') return `${fact}触发一票否决`
  const points = roundHalfAway(amount ?? 0, 2)
  return points < 0 ? `因${fact}扣${-points}分` : `因${fact}加${points}分`
}

function everywhere({ scores }: ScoreQuarter, holds: (part: ItemPart) => boolean): string[] {
  const first = scores[0]?.parts ?? []
  return first.filter((_, at) => scores.every((score) => holds(must(score.parts[at])))).map((part) => part.indicator)
}
