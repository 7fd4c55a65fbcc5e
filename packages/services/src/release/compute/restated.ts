import { stateCode } from '@cg/domain/column'
import type { Measure } from '@cg/domain/figure/compute'
import { worseState } from '@cg/domain/figure/item-column'
import { isWhole } from '@cg/domain/figure/rollup'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { EarlierQuarter, ReleaseInput } from '../input/input.ts'
import { isDefinedAlike } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { unitsOnGround } from './units-then.ts'
import type { UnitOfThen } from './units-then.ts'
import type { RestatedFigure, Restating } from './quarter.ts'
import { engineOver } from './results.ts'

/*
 * Quarters before a merge, for the unit that came of it: Σ numerators ÷ Σ denominators of its predecessors, as their
 * releases held them. Only where every predecessor had its whole figure; else the state of one that had not.
 */

/** Whether figures of several units add up to the figure of the ground they have between them. */
export function isSummable({ formula }: Pick<BasisIndicator, 'formula'>): boolean {
  return formula.kind === 'sum' || formula.kind === 'quotient' || formula.kind === 'pooled'
}

/** Reckons on demand; null where nothing can be: no merge, another definition, a figure that cannot be summed. */
export function restatingOf({ basis, earlier }: ReleaseInput): Restating {
  const merged = earlier.flatMap(({ period, restated }) => (restated === null ? [] : [[period, restated] as const]))
  if (merged.length === 0) return () => null
  const cells = new Map<string, CellTable>(merged)
  const engine = engineOver(basis, cells)
  const quarters = new Map<string, EarlierQuarter>(earlier.map((one) => [one.period, one]))
  return (period, i, unit) => {
    const indicator = must(basis.indicators[i])
    const { code } = must(basis.units[unit])
    const series = quarters.get(period)?.series
    if (series === undefined || cells.get(period)?.units.includes(code) !== true) return null
    if (!isSummable(indicator) || !isDefinedAlike(indicator, period, basis.period)) return null
    const parts = unitsOnGround(basis, { series, indicator: indicator.code, period }, must(basis.units[unit]))
    return parts === null ? null : settled(parts, { engine, indicator, period, unit })
  }
}

type Settling = {
  readonly engine: Measure
  readonly indicator: BasisIndicator
  readonly period: Period
  readonly unit: number
}

function settled(parts: readonly UnitOfThen[], { engine, indicator, period, unit }: Settling): RestatedFigure {
  const without = (state: number): RestatedFigure => ({ value: Number.NaN, state, carried: 0 })
  const lacking = parts.filter(({ state }) => !isWhole(state)).map(({ state }) => state)
  // What is only partly there is no figure to add, and no word of a unit's own.
  if (lacking.includes(stateCode.partial)) return without(stateCode.uncomputable)
  if (lacking.length > 0) return without(lacking.reduce(worseState))
  const asked = parts.filter(({ state }) => state !== stateCode.not_applicable)
  if (asked.length === 0) return without(stateCode.not_applicable)
  const column = engine.column({ indicator: indicator.code, period })
  const [state, carried] = [must(column.states[unit]), column.carriedFrom?.[unit] ?? 0]
  // Figures of different quarters are no sum, nor what comes out otherwise than it was published.
  if (!isWhole(state) || asked.some((part) => part.carried !== carried)) return without(stateCode.uncomputable)
  return { value: must(column.values[unit]), state, carried }
}
