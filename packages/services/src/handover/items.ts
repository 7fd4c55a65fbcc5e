import type { Handover } from '@cg/contract/handover'
import { stateName } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import { periodKindWords } from '@cg/domain/period-kind-words'
import { cityAt } from '../release/stored/basis.ts'
import type { BasisItem, ReleaseBasis } from '../release/stored/basis.ts'
import type { CellTable } from '../release/stored/cell-table.ts'
import type { Measure, OwnFigure } from './figure.ts'
import { hasCity, itemColumns, itemGround } from './item-ground.ts'
import type { ItemGround, WithheldFigure } from './item-ground.ts'
import { withheldItems } from './withheld-items.ts'

/** A data item as the units report it. */
export type OwnItem = {
  readonly code: string
  readonly name: string
  readonly measure: Measure
  readonly time: string
  readonly groups: Handover['items'][number]['groups']
  /** Why the release has no figure of it at all; null: it has. */
  readonly lacks: string | null
  /** Of the city there is a figure: its own, or the sum of its units'. */
  readonly hasCity: boolean
}

export type ItemFigures = {
  readonly items: readonly OwnItem[]
  /** Null where there is no such figure: a mean of the city that nobody entered. */
  readonly figure: (item: string, unit: string, breakdown: string) => OwnFigure | null
}

/**
 * The accepted cells that a release froze, and what the city adds up of them; nothing is read from entry. Counts that the
 * release does not tell are withheld here too.
 */
export function itemFigures(basis: ReleaseBasis, cells: CellTable, isWithheld: WithheldFigure): ItemFigures {
  const ground = itemGround(basis, cells)
  const columnOf = itemColumns(ground)
  const hides = withheldItems(ground, columnOf, isWithheld)
  const byCode = new Map<string, BasisItem>(basis.items.map((item) => [item.code, item]))
  const unitAt = new Map<string, number>(basis.units.map(({ code }, at) => [code, at]))
  return {
    items: basis.items.map((item) => ownItem(ground, item)),
    figure: (code, unitCode, breakdown) => {
      const item = byCode.get(code)
      const unit = unitAt.get(unitCode)
      if (item === undefined || unit === undefined || (unit === cityAt && !hasCity(ground, item))) return null
      if (hides(item, unit, breakdown)) return figureOf('withheld', null)
      const column = columnOf(item, breakdown)
      if (column === null) return figureOf('not_reported', null)
      const value = must(column.values[unit])
      return {
        ...figureOf(
          stateName(must(column.states[unit])),
          Number.isNaN(value) ? null : roundHalfAway(value, item.decimals),
        ),
        isDoubleCount: column.doubleCount?.[unit] === 1,
      }
    },
  }
}

function figureOf(state: OwnFigure['state'], value: number | null): OwnFigure {
  return { state, values: { value, numerator: null, denominator: null }, carriedFrom: null, isDoubleCount: false }
}

function ownItem(ground: ItemGround, item: BasisItem): OwnItem {
  const { basis, asked } = ground
  const axes = basis.guide.axes.filter(({ code }) => item.breakdowns.includes(code))
  const isAsked = asked.has(`${item.code}|`)
  return {
    code: item.code,
    name: item.name,
    measure: { name: item.name, unit: item.unit, decimals: item.decimals },
    time: periodKindWords[item.periodKind],
    groups: axes.flatMap((axis) =>
      axis.groups
        .map((group) => ({ code: `${axis.code}:${group.code}`, name: `${axis.name}：${group.name}` }))
        .filter(({ code }) => asked.has(`${item.code}|${code}`)),
    ),
    lacks: isAsked ? null : '本季没有报表收取，本次发布里没有它的数',
    hasCity: hasCity(ground, item),
  }
}
