import { stateCode } from '@cg/domain/column'
import { formulaItems } from '@cg/domain/figure/formula-items'
import { suppressParts } from '@cg/domain/figure/suppression'
import { must } from '@cg/domain/must'
import { isCountedItem, isSmallCount } from '../release/compute/suppress.ts'
import { withheldCells } from '../release/read/withheld-cells.ts'
import { cityAt } from '../release/stored/basis.ts'
import type { BasisIndicator, BasisItem } from '../release/stored/basis.ts'
import { releasedCells } from '../release/stored/cell-table.ts'
import type { ColumnOf, ItemGround, WithheldFigure } from './item-ground.ts'

type Hides = (item: BasisItem, unit: number, breakdown: string) => boolean

/**
 * Which counts of people or enterprises are not told (decision 11): those that a passport of the release hides, and the
 * groups of an axis from which a small one would follow. What the city says of itself stays, its small groups do not.
 */
export function withheldItems(ground: ItemGround, columnOf: ColumnOf, isWithheld: WithheldFigure): Hides {
  const { basis, cells } = ground
  const counted = new Set(basis.items.filter(({ code }) => isCountedItem(basis, code)).map(({ code }) => code))
  const isSmall = withheldCells(basis, { cells: [...releasedCells(cells)], items: counted, withheldUnits: new Set() })
  const usersOf = itemUsers(basis.indicators)
  const tellsAxis = telling(ground, columnOf)
  const hidesWhole = (item: BasisItem, unit: number): boolean => {
    const { code } = must(basis.units[unit])
    const { above, all } = usersOf(item.code)
    return (
      isSmall({ item: item.code, unit: code }) ||
      above.some((indicator) => isWithheld(indicator, code)) ||
      (all.length > 0 && all.every((indicator) => isWithheld(indicator, code)))
    )
  }
  return (item, unit, breakdown) => {
    if (!counted.has(item.code)) return false
    if (breakdown === '') return unit !== cityAt && hidesWhole(item, unit)
    const [axis = ''] = breakdown.split(':')
    if (unit === cityAt) return hidesCityGroup(ground, columnOf, { item, axis, breakdown })
    return hidesWhole(item, unit) || tellsAxis(item, axis)
  }
}

type Users = { readonly above: readonly string[]; readonly all: readonly string[] }

/** The indicators with an item above their line, and all that use it. */
function itemUsers(indicators: readonly BasisIndicator[]): (item: string) => Users {
  const above = new Map<string, string[]>()
  const all = new Map<string, string[]>()
  const put = (map: Map<string, string[]>, item: string, indicator: string) =>
    map.set(item, [...(map.get(item) ?? []), indicator])
  for (const { code, formula } of indicators) {
    for (const item of new Set(formulaItems(formula))) put(all, item, code)
    for (const item of new Set(itemsAbove(formula))) put(above, item, code)
  }
  return (item) => ({ above: above.get(item) ?? [], all: all.get(item) ?? [] })
}

function itemsAbove(formula: BasisIndicator['formula']): string[] {
  if (formula.kind === 'sum') return formula.terms.map(({ item }) => item)
  return 'numerator' in formula && typeof formula.numerator !== 'string'
    ? formula.numerator.map(({ item }) => item)
    : []
}

type CityGroup = { readonly item: BasisItem; readonly axis: string; readonly breakdown: string }

function hidesCityGroup({ basis }: ItemGround, columnOf: ColumnOf, { item, axis, breakdown }: CityGroup): boolean {
  const keys = groupKeys(basis, axis)
  const cityOf = (key: string) => numberIn(columnOf(item, key)?.values[cityAt])
  return suppressParts(cityOf(''), keys.map(cityOf), basis.smallCellLimit)[keys.indexOf(breakdown)] === true
}

/** Whether some unit's groups of an axis point at someone: then no unit's are told, from which they would follow. */
function telling({ basis, tree }: ItemGround, columnOf: ColumnOf): (item: BasisItem, axis: string) => boolean {
  const limit = basis.smallCellLimit
  return (item, axis) => {
    const whole = columnOf(item, '')
    const groups = groupKeys(basis, axis).map((key) => columnOf(item, key))
    return tree.units.some((_, unit) => {
      const counts = groups.map((column) => numberIn(column?.values[unit]))
      const total = numberIn(whole?.values[unit])
      const known = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
      const rest = total === null || !counts.includes(null) ? null : total - known
      return (
        [...counts, rest].some((count) => isSmallCount(count, limit)) ||
        groups.some((column) => column?.states[unit] === stateCode.withheld)
      )
    })
  }
}

function groupKeys({ guide }: ItemGround['basis'], axis: string): string[] {
  const found = guide.axes.find(({ code }) => code === axis)
  return found?.groups.map(({ code }) => `${axis}:${code}`) ?? []
}

function numberIn(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
