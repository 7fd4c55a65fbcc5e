import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { UnitTree } from '@cg/domain/unit-tree'
import { cityAt } from '../stored/basis.ts'
import type { Figures } from './figures.ts'
import { goneUnits } from './gone-units.ts'
import { unitThen, unitsOnGround } from './units-then.ts'

/** The city's own units of today that were something then. */
export function childrenOf({ engine: { tree } }: Pick<Figures, 'engine'>): readonly number[] {
  const known = childrenIn.get(tree)
  if (known !== undefined) return known
  const made = Array.from(must(tree.children[cityAt]))
  childrenIn.set(tree, made)
  return made
}

const childrenIn = new WeakMap<UnitTree, readonly number[]>()

/** Whether a unit of the city was then a part of what nobody can take apart: no sum over today's units is the city's. */
export function hasUnknownUnit(figures: Figures, period: Period): boolean {
  return childrenOf(figures).some((unit) => unitThen(figures.input, unit, period) === 'unknown')
}

/** Whether the city's figure as published in an earlier quarter covers the ground that it covers today. */
export function isSameGround(figures: Figures, i: number, period: Period): boolean {
  const { basis, input } = figures
  if (period === basis.period) return true
  const series = input.earlier.find((one) => one.period === period)?.series
  if (series === undefined) return false
  const ended = new Set(
    (basis.successions ?? [])
      .filter(({ from }) => from > period)
      .flatMap((one) => one.predecessors.map(({ code }) => code)),
  )
  if (goneUnits(figures, i, period).some((code) => !ended.has(code as never))) return false
  const asking = { series, indicator: must(basis.indicators[i]).code, period }
  return childrenOf(figures).every((unit) => unitsOnGround(basis, asking, must(basis.units[unit])) !== null)
}

/** Whether a unit of the city was another one then, or is no longer there. */
export function isRedrawn(figures: Figures, i: number, period: Period): boolean {
  const isOther = childrenOf(figures).some((unit) => unitThen(figures.input, unit, period) !== 'there')
  return isOther || goneUnits(figures, i, period).length > 0
}

/** Of the units that are gone those whose figure no merged unit of today has in its own. */
export function lostUnits(figures: Figures, i: number, period: Period): string[] {
  const { basis, input } = figures
  const kept = new Set<string>(
    (basis.successions ?? [])
      .filter(({ successors }) =>
        basis.units.some((unit, at) => successors.includes(unit.code) && unitThen(input, at, period) === 'merged'),
      )
      .flatMap(({ predecessors }) => predecessors.map(({ code }) => code)),
  )
  return goneUnits(figures, i, period).filter((code) => !kept.has(code))
}
