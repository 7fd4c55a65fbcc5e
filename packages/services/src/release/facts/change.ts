import { sentence } from '@cg/domain/claim/claim'
import { claimSplit, splitMethod } from '@cg/domain/claim/spread'
import type { ChangeSplitFact } from '@cg/contract/release/measure'
import { coveredShare, isCovered } from '@cg/domain/figure/coverage'
import { splitChange } from '@cg/domain/figure/change-split'
import type { Share, SplitChild } from '@cg/domain/figure/change-split'
import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import { isUsable } from '@cg/domain/figure/rollup'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { scaledInteger } from '@cg/domain/number/round'
import { cityAt } from '../stored/basis.ts'
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
  const before = engine.column({ indicator: indicator.code, period })
  // Neither a carried observation nor a city that lacks a unit, which the words could not name (decision 31).
  const isOwn = (column: ResultColumn) => (column.carriedFrom?.[cityAt] ?? 0) === 0
  const isWhole = (column: ResultColumn) => column.states[cityAt] === stateCode.reported
  if (![now, before].every((column) => isOwn(column) && isWhole(column))) return null
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
  const { change, rateEffect, mixEffect, simpson } = fact
  const format = { unit: indicator.unit, decimals: indicator.decimals }
  const claim = claimSplit({ period, change, rateEffect, mixEffect, simpson, format })
  return claim === null ? null : { period, ...fact, claim, words: sentence(claim), method: splitMethod }
}

function shareOf(column: ResultColumn, unit: number): Share | null {
  if (!isUsable(must(column.states[unit]))) return null
  return { numerator: must(column.numerators[unit]), denominator: must(column.denominators[unit]) }
}
