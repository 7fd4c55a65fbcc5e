import { stateCode } from '@cg/domain/column'
import { isUsable, isWhole } from '@cg/domain/figure/rollup'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import { childrenOf } from '../compute/ground.ts'
import { unitThen } from '../compute/units-then.ts'
import { shownIn } from '../compute/quarter.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import type { Pair } from './gap-trend.ts'

/** Two sides that are held against each other, quarter by quarter. */
export type GapSource = {
  readonly indicator: BasisIndicator
  /** What the side named first is measured by; another indicator in a pair of indicators. */
  readonly upper: BasisIndicator
  readonly names: GapNames
  /** The units on either side, where units are compared; null for groups of people and firms. */
  readonly sides: { readonly high: readonly number[]; readonly low: readonly number[] } | null
  /** Who stands on either side, where that is not in the names and the city decides on it. */
  readonly members?: string
  readonly at: (period: Period) => Pair
  /** Whether a unit of either side was measured in the quarter: else its silence is none, nobody asked. */
  readonly isMeasured: (period: Period) => boolean
}

export type GapNames = { readonly name: string; readonly highName: string; readonly lowName: string }

export const noSides = { high: null, low: null, carriedFrom: null } as const

export type SideOf = { readonly value: number | null; readonly carriedFrom: Period | null }

/** Two figures measured in different quarters are no gap. */
export function pairOf(high: SideOf, low: SideOf): Pair {
  if (high.carriedFrom !== low.carriedFrom) return { ...noSides, missing: [] }
  return { high: high.value, low: low.value, carriedFrom: high.carriedFrom, missing: [] }
}

/** State numbers and, of what is carried, the period index it comes from. */
export type ShownSide = { readonly state: (unit: number) => number; readonly origin: (unit: number) => number }

export function sideOfColumn({ states, carriedFrom }: ResultColumn): ShownSide {
  return { state: (unit) => must(states[unit]), origin: (unit) => carriedFrom?.[unit] ?? 0 }
}

/** Whether both figures of the city are whole: then nobody is missing, whatever has become of the units since. */
export function isCityWhole(sides: readonly ShownSide[]): boolean {
  return sides.every(({ state }) => isWhole(state(cityAt)))
}

/** Whether a unit that counts in the city has a word of its own for the quarter on one of the sides. */
export function isAnyMeasured({ engine }: Figures, sides: readonly ShownSide[]): boolean {
  const children = Array.from(must(engine.tree.children[cityAt]))
  const isOwn = ({ state, origin }: ShownSide, unit: number): boolean =>
    state(unit) !== stateCode.not_reported && origin(unit) === 0
  return sides.some((side) => children.some((unit) => isOwn(side, unit)))
}

/**
 * Units that count in the city and have no whole figure on one of the sides, or one carried from an earlier quarter than
 * the newest of either side; none where nobody has any.
 */
export function incompleteUnits(figures: Figures, period: Period, sides: readonly ShownSide[]): number[] {
  // Who was not there yet owed nothing.
  const children = childrenOf(figures).filter((unit) => unitThen(figures.input, unit, period) !== 'new')
  const origins = sides.map(({ origin }) => origin(cityAt))
  const isOneQuarter = origins.every((origin) => origin === origins[0])
  if (isOneQuarter && sides.every(({ state }) => isWhole(state(cityAt)))) return []
  if (!children.some((unit) => sides.some(({ state }) => isUsable(state(unit))))) return []
  const newest = origins.includes(0) ? 0 : Math.max(...origins)
  const isIn = (side: ShownSide, unit: number): boolean => isWhole(side.state(unit)) && side.origin(unit) === newest
  return children.filter((unit) => !sides.every((side) => isIn(side, unit)))
}

/** As published then; what a hidden figure holds is in the city's all the same. */
export function publishedSide({ basis, engine }: Figures, quarter: QuarterView, i: number): ShownSide {
  const { code } = must(basis.indicators[i])
  const { states } = engine.column({ indicator: code, period: quarter.period })
  const state = (unit: number): number => {
    const own = shownIn(quarter, i, unit).state
    return own === stateCode.withheld ? must(states[unit]) : own
  }
  return { state, origin: (unit) => shownIn(quarter, i, unit).carried }
}
