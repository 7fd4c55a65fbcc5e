import type { Adjusted } from './adjustment.ts'
import type { ResultState } from '../cell.ts'
import type { Direction, IndicatorCode, UnitCode } from '../indicator.ts'
import { type ItemRuleInput, type ItemScores, needsTarget, scoreItem } from './scoring-rule.ts'
import { must } from '../must.ts'
import { type Ranking, rankUnits } from '../rank/ranking.ts'
import { openPoints, type PointLimits } from './point-limits.ts'
import { boundsOf, type ScoreBounds } from './score-bounds.ts'
import { missingAction, type MissingAction, type MissingState, type SchemeBody, type SchemeItem } from './scheme.ts'
import { exactSum } from '../number/sum.ts'
import {
  asksNothing,
  contributionOf,
  effectiveWeight,
  type NoPlace,
  type WeighedItem,
  type WeighOptions,
  weighTrials,
  weighUnit,
} from './weigh.ts'

/** One indicator of one unit as the scheme sees it. `earlier` is the last known value, for carrying forward. */
export type ScoreFigure = {
  readonly state: ResultState
  readonly value: number | null
  readonly target: number | null
  /** The value was measured in an earlier year, so that this year's target says nothing of it. */
  readonly isOfEarlierYear?: boolean
  readonly earlier?: { readonly value: number; readonly ageQuarters: number }
}

export type ScoreUnit = {
  readonly unit: UnitCode
  readonly group: string | null
  readonly protocolOrder: number
  /** In the order of the scheme's items. */
  readonly figures: readonly ScoreFigure[]
  /** Numbers that adjustments look at. */
  readonly facts?: Readonly<Record<string, number>>
}

/** What became of an item: scored from its own value, or the missing policy's action. */
export type ItemAction = 'scored' | MissingAction['kind']

/**
 * The trace of one item. `points` of 100 (null: not scored), `nominalWeight` its share of all weights,
 * `effectiveWeight` its share after redistribution (0 when its weight went elsewhere), `contribution` their product:
 * contributions add up to the total before adjustments. `reason` says why a missing policy acted.
 */
export type ItemPart = {
  readonly indicator: IndicatorCode
  readonly value: number | null
  readonly target: number | null
  readonly points: number | null
  readonly uncapped: number | null
  readonly nominalWeight: number
  readonly effectiveWeight: number
  readonly contribution: number
  readonly action: ItemAction
  readonly reason: MissingState | null
}

/** `total` 0..100 plus adjustments, unrounded; null without any weight. `availability` is the reported share of the weight. */
export type UnitScore = {
  readonly unit: UnitCode
  readonly total: number | null
  readonly availability: number
  readonly noPlace: NoPlace | null
  readonly parts: readonly ItemPart[]
  readonly adjusted: Adjusted | null
  readonly bounds: ScoreBounds | null
}

export type Composite = { readonly scores: readonly UnitScore[]; readonly ranking: Ranking }

type ItemMeaning = { readonly direction: Direction; readonly decimals: number }

export type CompositeInput = {
  readonly scheme: SchemeBody
  readonly indicators: ReadonlyMap<IndicatorCode, ItemMeaning>
  readonly units: readonly ScoreUnit[]
  /** Values of all periods per indicator, where relative rules shall take minimum and maximum from them. */
  readonly pools?: ReadonlyMap<IndicatorCode, readonly (number | null)[]>
}

/** The weighted composite of a scheme for all units, with a full trace and the ranking (decisions 5 to 7, 12). */
export function computeComposite({ scheme, indicators, units, pools }: CompositeInput): Composite {
  const columns = scheme.items.map((item, at) =>
    scoreColumn(item, at, {
      scheme,
      units,
      meaning: must(indicators.get(item.indicator), `unknown indicator ${item.indicator}`),
      pool: pools?.get(item.indicator) ?? null,
    }),
  )
  const weightSum = exactSum(scheme.items.map((item) => item.weight))
  const scores = units.map((unit, row) =>
    scoreUnit({ scheme, unit, cells: columns.map((column) => must(column[row])), weightSum }),
  )
  const ranking = rankUnits(
    scores.map((score, row) => rankEntry(score, must(units[row]))),
    { rule: scheme.rankRule, direction: 'higher', decimals: scheme.decimals },
  )
  return { scores, ranking }
}

/** What tells a unit's place: its total and whether it has a place at all; `points`: of the item tried. */
export type TrialScore = Pick<UnitScore, 'total' | 'noPlace'> & { readonly points: number | null }

/**
 * A unit's score with another value of one figure, by the figure's place, where no rule looks at other units: only that
 * item is scored again, and of the score only what a place depends on. The same as the whole scheme computed over this unit
 * alone.
 */
export function scoreTrial(
  { scheme, indicators, pools }: Omit<CompositeInput, 'units'>,
  unit: ScoreUnit,
): (at: number, value: number) => TrialScore {
  const columns = scheme.items.map(({ indicator }): Omit<ColumnInput, 'units'> => {
    const meaning = must(indicators.get(indicator), `unknown indicator ${indicator}`)
    return { scheme, meaning, pool: pools?.get(indicator) ?? null }
  })
  const cellOf = (one: ScoreUnit, at: number): Scored =>
    must(scoreColumn(must(scheme.items[at]), at, { ...must(columns[at]), units: [one] })[0])
  const cells = scheme.items.map((_, at) => cellOf(unit, at))
  const weighed = cells.map(weighedItem)
  const weigh = weighTrials(weighed, weighOptions(scheme, unit))
  return (at, value) => {
    const { item, figure, reason } = must(cells[at])
    if (reason !== null || !Number.isFinite(value)) {
      const cell = cellOf({ ...unit, figures: unit.figures.with(at, { ...figure, value }) }, at)
      const { total, noPlace } = weigh(at, weighedItem(cell))
      return { total, noPlace, points: cell.points }
    }
    // Another figure of a unit that has its own: only its points are others.
    const { points } = scoreItem(item.rule, ruleInput(item, [value], [figure.target], must(columns[at])))
    const own = points[0] ?? null
    const { total, noPlace } = weigh(at, { ...must(weighed[at]), points: own })
    return { total, noPlace, points: own }
  }
}

function rankEntry({ unit, total, noPlace }: UnitScore, { group, protocolOrder }: ScoreUnit) {
  const entry = { unit, value: total, state: 'reported' as const, group, protocolOrder }
  return noPlace === null ? entry : { ...entry, excluded: noPlace }
}

/** One item of one unit before its weight is settled. */
type Scored = {
  readonly item: SchemeItem
  readonly figure: ScoreFigure
  readonly points: number | null
  readonly uncapped: number | null
  readonly action: ItemAction
  readonly reason: MissingState | null
  /** Points that the other units typically have, to tell whether silence would pay. */
  readonly median: number | null
  readonly open: PointLimits
  readonly counts: boolean
}

type ColumnInput = {
  readonly scheme: SchemeBody
  readonly units: readonly ScoreUnit[]
  readonly meaning: ItemMeaning
  readonly pool: readonly (number | null)[] | null
}

function ruleInput(
  { indicator }: SchemeItem,
  values: readonly (number | null)[],
  targets: readonly (number | null)[],
  { meaning: { direction, decimals }, pool }: Pick<ColumnInput, 'meaning' | 'pool'>,
): ItemRuleInput {
  if (direction === 'neutral') throw new Error(`an indicator without direction cannot be scored: ${indicator}`)
  const input = { values, targets, direction, decimals }
  return pool === null ? input : { ...input, pool }
}

function scoreColumn(item: SchemeItem, at: number, { scheme, units, meaning, pool }: ColumnInput): Scored[] {
  const figures = units.map((unit) => must(unit.figures[at], 'a figure for every item of the scheme'))
  const reasons = figures.map((figure) => missingReason(item, figure))
  const actions = reasons.map((reason) => (reason === null ? null : missingAction(scheme, item, reason)))
  const values = figures.map((figure, row) => valueToScore(figure, reasons[row] ?? null, actions[row] ?? null))
  const targets = figures.map((figure) => figure.target)
  const scores = scoreItem(item.rule, ruleInput(item, values, targets, { meaning, pool }))
  const median = medianOf(scores.points.filter((points, row) => reasons[row] === null && points !== null))
  const open = openPoints(item.rule, scores.points)
  return figures.map((figure, row) =>
    settleItem({ item, figure, scores, row, reason: reasons[row] ?? null, action: actions[row] ?? null, median, open }),
  )
}

function missingReason(item: SchemeItem, { state, value, target, isOfEarlierYear }: ScoreFigure): MissingState | null {
  if (state !== 'reported' && state !== 'partial') return state
  if (value === null || !Number.isFinite(value)) return 'invalid'
  if (isOfEarlierYear === true) return 'carried'
  return target === null && needsTarget(item.rule) ? 'no_target' : null
}

function valueToScore(figure: ScoreFigure, reason: MissingState | null, action: MissingAction | null): number | null {
  if (reason === null) return figure.value
  const mayCarry = action?.kind === 'carry_forward' && figure.earlier !== undefined
  return mayCarry && figure.earlier.ageQuarters <= action.maxAge ? figure.earlier.value : null
}

type Settling = {
  readonly item: SchemeItem
  readonly figure: ScoreFigure
  readonly scores: ItemScores
  readonly row: number
  readonly reason: MissingState | null
  readonly action: MissingAction | null
  readonly median: number | null
  readonly open: PointLimits
}

function settleItem({ item, figure, scores, row, reason, action, median, open }: Settling): Scored {
  const own = scores.points[row] ?? null
  const base = {
    item,
    figure,
    reason,
    median,
    open,
    counts: !asksNothing(reason),
    uncapped: scores.uncapped[row] ?? null,
  }
  // A rule that cannot tell the units apart gives no points to anybody; its weight goes to the other items.
  if (action === null) return { ...base, points: own, action: own === null ? 'redistribute' : 'scored' }
  switch (action.kind) {
    case 'zero':
      return { ...base, points: 0, action: 'zero' }
    case 'impute_median':
      return median === null
        ? { ...base, points: null, action: 'redistribute' }
        : { ...base, points: median, action: 'impute_median' }
    case 'carry_forward':
      return own === null ? { ...base, points: 0, action: 'zero' } : { ...base, points: own, action: 'carry_forward' }
    case 'redistribute':
    case 'block':
      return { ...base, points: null, action: action.kind }
  }
}

function medianOf(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? must(sorted[middle]) : (must(sorted[middle - 1]) + must(sorted[middle])) / 2
}

type UnitInput = {
  readonly scheme: SchemeBody
  readonly unit: ScoreUnit
  readonly cells: readonly Scored[]
  readonly weightSum: number
}

function scoreUnit({ scheme, unit, cells, weightSum }: UnitInput): UnitScore {
  const { total, availability, noPlace, carried, plain, adjusted } = weighUnit(
    cells.map(weighedItem),
    weighOptions(scheme, unit),
  )
  return {
    unit: unit.unit,
    total,
    availability,
    noPlace,
    parts: cells.map((cell) => partOf(cell, weightSum, carried)),
    adjusted,
    bounds: adjusted === null ? null : boundsOf(cells, scheme, adjusted.total - plain),
  }
}

function weighOptions({ availability, adjustments = [] }: SchemeBody, { facts = {} }: ScoreUnit): WeighOptions {
  return { availability, adjustments, facts }
}

function weighedItem({ item, points, reason, counts, action }: Scored): WeighedItem {
  const { indicator, weight } = item
  return { indicator, weight, points, isMissing: reason !== null, counts, blocks: action === 'block' }
}

function partOf(cell: Scored, weightSum: number, carried: number): ItemPart {
  const own = { weight: cell.item.weight, points: cell.points }
  return {
    indicator: cell.item.indicator,
    value: cell.figure.value,
    target: cell.figure.target,
    points: cell.points,
    uncapped: cell.uncapped,
    nominalWeight: weightSum === 0 ? 0 : cell.item.weight / weightSum,
    effectiveWeight: effectiveWeight(own, carried),
    contribution: contributionOf(own, carried),
    action: cell.action,
    reason: cell.reason,
  }
}
