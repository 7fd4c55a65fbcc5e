import type { BaselineSeed, IndicatorSeed, ItemSeed, UnitSeed } from '@cg/contract/catalogue'
import { stateCode } from '@cg/domain/column'
import { measure } from '@cg/domain/figure/compute'
import type { CellColumn } from '@cg/domain/column'
import { emptyColumn } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import { unitTree } from '@cg/domain/unit-tree'
import { clampToScale } from '../scale.ts'
import type { DemoCell } from './generate.ts'
import { firstPeriod } from './profile.ts'

export type BaselineInput = {
  readonly items: readonly ItemSeed[]
  readonly indicators: readonly IndicatorSeed[]
  readonly units: readonly UnitSeed[]
  /** The first quarter's figures. */
  readonly cells: readonly DemoCell[]
}

/** The base of 2021: what the first demo quarter says of every rate, computed as a release computes it. */
export function demoBaselines({ items, indicators, units, cells }: BaselineInput): BaselineSeed[] {
  const tree = unitTree(units)
  const columns = new Map<string, CellColumn>()
  for (const cell of cells) {
    const key = `${cell.item}|${cell.breakdown}`
    const column = columns.get(key) ?? emptyColumn(units.length)
    columns.set(key, column)
    const at = units.findIndex((unit) => unit.code === cell.unit)
    column.values[at] = cell.value ?? Number.NaN
    column.states[at] = stateCode[cell.state]
  }
  const engine = measure({
    tree,
    items: new Map(items.map((item) => [item.code, item])),
    indicators: new Map(indicators.map((indicator) => [indicator.code, indicator])),
    source: (item, period, breakdown) =>
      period === firstPeriod ? (columns.get(`${item}|${breakdown}`) ?? null) : null,
  })
  return indicators.filter(hasBase).flatMap((indicator) => {
    const column = engine.column({ indicator: indicator.code, period: firstPeriod })
    return units.flatMap((unit, at) => {
      if (unit.kind === 'town' || column.states[at] !== stateCode.reported) return []
      const value = clampToScale(must(column.values[at]), indicator)
      return [
        { indicator: indicator.code, unit: unit.code, period: firstPeriod, value, source: '演示基期（2021年末）' },
      ]
    })
  })
}

/** Rates have a base; counts of a single quarter and the neutral do not. */
function hasBase({ direction, formula, flowForm }: IndicatorSeed): boolean {
  return direction !== 'neutral' && formula.kind !== 'sum' && flowForm !== 'ytd'
}
