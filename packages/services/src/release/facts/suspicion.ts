import type { SuspicionFact } from '@cg/contract/release/measure'
import { quotientRules } from '@cg/domain/figure/compute'
import { inspectIndicator } from '@cg/domain/check/suspicion'
import type { CheckPoint, IndicatorCheckOptions } from '@cg/domain/check/suspicion'
import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import { periodRange, shiftPeriod } from '@cg/domain/period'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { isUsable } from '@cg/domain/figure/rollup'
import type { BasisIndicator } from '../stored/basis.ts'
import { partUnit } from '../words.ts'
import { comparable } from '../compute/compare-city.ts'
import { shownIn } from '../compute/quarter.ts'
import { listedUnits } from './equity.ts'
import type { Figures } from '../compute/figures.ts'
import { likeStep } from './like-quarters.ts'
import { numberAt } from '../stored/result-table.ts'

/** Quarters before this one that a figure is held against: as far back as cells are kept. */
const historyQuarters = 8

/**
 * What a reader should doubt first, as sentences by unit (B3, B7). A running total, which no earlier quarter compares
 * with, and a carried or city-only figure are held against their targets at most. Null above 200 units.
 */
export function suspicionFacts(figures: Figures, i: number): SuspicionFact[] | null {
  const { basis, ranked, results } = figures
  if (ranked.length > listedUnits) return null
  const indicator = must(basis.indicators[i])
  const scale = scaleOf(figures, indicator)
  if (scale === null || indicator.isCityOnly) return []
  const points = pointsOf(figures, i, scale)
  const series = ranked.map((unit) => ({
    unit: must(basis.units[unit]).code as string,
    name: must(basis.units[unit]).shortName,
    points: points(unit),
    target: telling(numberAt(results.targets, i * results.unitCount + unit), scale),
  }))
  return inspectIndicator(series, optionsOf(figures, indicator, scale)).map(({ unit, kind, sentence }) => ({
    unit,
    kind,
    words: `${sentence}。`,
  }))
}

/** All or none of them is where many honestly end; a target there makes nobody suspect. */
function telling(target: number | null, scale: Scale): number | null {
  return scale === 'proportion' && (target === 100 || target === 0) ? null : target
}

type Scale = IndicatorCheckOptions['scale']

function scaleOf(figures: Figures, indicator: BasisIndicator): Scale | null {
  const { formula } = indicator
  if (formula.kind === 'sum') {
    const { unit, decimals } = partUnit(figures.basis, formula.terms)
    return decimals === 0 && !unit.includes('元') ? 'count' : 'amount'
  }
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') return null
  return quotientRules(indicator).proportion ? 'proportion' : 'amount'
}

function optionsOf({ basis }: Figures, indicator: BasisIndicator, scale: Scale): IndicatorCheckOptions {
  const { name, unit, decimals, formula } = indicator
  const multiplier = 'multiplier' in formula ? formula.multiplier : 1
  const stocks = new Set(basis.items.filter((item) => item.periodKind === 'STOCK_EOQ').map((item) => item.code))
  const isQuotient = formula.kind === 'quotient' || formula.kind === 'pooled'
  const isSteady = isQuotient && formula.denominator.every((term) => stocks.has(term.item))
  // What happens anew each quarter (accidents, trainees) may double without anything being wrong.
  return { scale, name, unit, decimals, multiplier, ...(isSteady ? {} : { denominatorJump: Number.POSITIVE_INFINITY }) }
}

/** Each unit's points, oldest first, the quarter itself last; a quarter without a figure keeps its place. */
function pointsOf(figures: Figures, i: number, scale: Scale): (unit: number) => CheckPoint[] {
  const { basis, engine } = figures
  const indicator = must(basis.indicators[i])
  const isSingle = likeStep(basis, indicator) > 1 || indicator.frequency !== 'Q'
  const periods = periodRange(shiftPeriod(basis.period, isSingle ? 0 : -historyQuarters), basis.period)
  const sources = periods.map((period) => {
    const view = comparable(figures, indicator, period)
    return { period, view, column: view === null ? null : engine.column({ indicator: indicator.code, period }) }
  })
  return (unit) =>
    sources.map(({ period, view, column }): CheckPoint => {
      const isShown = view !== null && isKnown(shownIn(view, i, unit).state)
      return column === null || !isShown ? { period, ...nothing } : { period, ...pointAt(column, unit, scale) }
    })
}

/** What was not published is not hinted at; nor what a unit's predecessors had that could not be added up. */
function isKnown(state: number): boolean {
  return state !== stateCode.withheld && state !== stateCode.not_established && state !== stateCode.uncomputable
}

const nothing = { numerator: null, denominator: null } as const

function pointAt(column: ResultColumn, unit: number, scale: Scale): Omit<CheckPoint, 'period'> {
  const isNew = (column.carriedFrom?.[unit] ?? 0) === 0
  if (!isNew || !isUsable(must(column.states[unit]))) return nothing
  if (scale !== 'proportion') return { numerator: orNull(column.values[unit]), denominator: null }
  return { numerator: orNull(column.numerators[unit]), denominator: orNull(column.denominators[unit]) }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
