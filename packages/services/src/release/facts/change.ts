import type { ChangeSplitFact } from '@cg/contract/release-measure'
import { coveredShare, isCovered } from '@cg/domain/figure/coverage'
import { splitChange } from '@cg/domain/figure/change-split'
import type { Share, SplitChild } from '@cg/domain/figure/change-split'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { shiftPeriod } from '@cg/domain/period'
import { isUsable } from '@cg/domain/figure/rollup'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { scaledInteger } from '@cg/domain/number/round'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { comparable } from '../compute/compare-city.ts'
import type { Figures } from '../compute/figures.ts'

/**
 * The city's change against the same quarter last year as the units' own changes and their shifting weights (scoring
 * 1.2). Null where the units' figures do not add up to what is printed of both quarters, and for a carried observation.
 */
export function changeSplitFact(figures: Figures, i: number): ChangeSplitFact | null {
  const { basis, engine, input } = figures
  const indicator = must(basis.indicators[i])
  const { formula, decimals } = indicator
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') return null
  const period = shiftPeriod(basis.period, -4)
  const then = comparable(figures, indicator, period)
  if (then === null || !input.earlier.some((one) => one.period === period && one.cells !== null)) return null
  const now = engine.column({ indicator: indicator.code, period: basis.period })
  if ((now.carriedFrom?.[cityAt] ?? 0) !== 0) return null
  const before = engine.column({ indicator: indicator.code, period })
  const children = Array.from(must(engine.tree.children[cityAt]), (unit): SplitChild => {
    return { unit: must(basis.units[unit]).code, before: shareOf(before, unit), after: shareOf(now, unit) }
  })
  // A unit on one side only would show as a change of structure that never happened (decision 31).
  if (children.some((child) => (child.before === null) !== (child.after === null))) return null
  if (!isCovered(coveredShare(now, cityAt), basis.coverageLimit)) return null
  const split = splitChange(children, formula.multiplier)
  if (split === null) return null
  const same = (left: number, right: number): boolean =>
    scaledInteger(left, decimals) === scaledInteger(right, decimals)
  const printed = figures.results.values[i * figures.results.unitCount + cityAt] ?? Number.NaN
  const published = then.value(i, cityAt)
  if (!(same(split.after, printed) && same(split.before, published))) return null
  const { parts: _parts, ...fact } = split
  return { period, ...fact, words: splitWords({ period, ...fact }, indicator) }
}

function shareOf(column: ResultColumn, unit: number): Share | null {
  if (!isUsable(must(column.states[unit]))) return null
  return { numerator: must(column.numerators[unit]), denominator: must(column.denominators[unit]) }
}

function splitWords(split: Omit<ChangeSplitFact, 'words' | 'period'> & { period: string }, indicator: BasisIndicator) {
  const { unit, decimals } = indicator
  const measured = unit === '%' ? '个百分点' : unit
  const finer = { unit: '', decimals: decimals + 1 }
  const signed = (value: number): string =>
    `${signOf(scaledInteger(value, finer.decimals))}${formatValue(Math.abs(value), finer)}${measured}`
  const parts = `各单位自身变化${signed(split.rateEffect)}，单位结构变化${signed(split.mixEffect)}`
  return `较上年同期${signed(split.change)}（按未舍入的数计算），其中${parts}。${simpsonWords(split.simpson)}`
}

function signOf(printed: number): string {
  if (printed === 0) return ''
  return printed < 0 ? '−' : '+'
}

function simpsonWords(simpson: ChangeSplitFact['simpson']): string {
  if (simpson === null) return ''
  return simpson === 'falls_though_all_rise'
    ? '各单位都在上升而全市下降（辛普森现象），原因是单位结构变化，不宜据此判断各单位退步。'
    : '各单位都在下降而全市上升（辛普森现象），原因是单位结构变化，不宜据此判断各单位进步。'
}
