import { stateCode } from '@cg/domain/column'
import { resultAt } from '@cg/domain/figure/compute'
import { isWhole } from '@cg/domain/figure/rollup'
import { must } from '@cg/domain/must'
import { periodAt } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import { unitThen, unitsOnGround } from '../compute/units-then.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { cityAt } from '../stored/basis.ts'
import { numberAt, stateAt } from '../stored/result-table.ts'

/** Units that the city's figure lacks: of a comparison of areas those it cannot be made without, of a sum those left out. */
export function missingUnits({ basis, engine, results }: Figures, i: number): readonly number[] {
  const { code } = must(basis.indicators[i])
  const start = i * results.unitCount
  const now = engine.column({ indicator: code, period: basis.period })
  const { missing } = resultAt(now, cityAt)
  if (missing.length > 0 || stateAt(results, start + cityAt) !== 'partial') return missing
  // A carried figure lacks those who were silent in the quarter that it was observed in, whatever they said since.
  const from = must(results.carried[start + cityAt])
  const observed = from === 0 ? null : engine.column({ indicator: code, period: periodAt(from) })
  const isSilent = (unit: number): boolean =>
    observed === null
      ? // What is withheld of a unit is in the sum all the same.
        !isWhole(must(now.states[unit])) || must(results.carried[start + unit]) !== 0
      : !isWhole(must(observed.states[unit])) || (observed.carriedFrom?.[unit] ?? 0) !== 0
  return Array.from(must(engine.tree.children[cityAt])).filter(isSilent)
}

/** What is drawn as not computable: no value, and a unit to blame. */
export function isUncomputable(figures: Figures, i: number): boolean {
  const { results } = figures
  return numberAt(results.values, i * results.unitCount + cityAt) === null && missingUnits(figures, i).length > 0
}

/**
 * Short names of the units that the city's figure of each quarter lacks, as it was published: left out of a sum, or missing
 * for a comparison of areas. Empty for a whole figure, and where what became of those that are missing is not known.
 */
export function lackingSeries(figures: Figures, i: number): string[][] {
  const last = figures.quarters.at(-1)
  return figures.quarters.map((quarter) => {
    const units = quarter === last ? missingUnits(figures, i) : missingThen(figures, i, quarter)
    return [...new Set(units.flatMap((unit) => namesThen(figures, { i, unit, period: quarter.period })))]
  })
}

type Place = { readonly i: number; readonly unit: number; readonly period: Period }

/** A unit by its name; before a merge or split those on its ground who had no whole figure, and nobody before it began. */
function namesThen({ basis, input }: Figures, { i, unit, period }: Place): string[] {
  const own = must(basis.units[unit])
  if (unitThen(input, unit, period) === 'there') return [own.shortName]
  const series = input.earlier.find((one) => one.period === period)?.series
  if (series === undefined) return []
  const then = unitsOnGround(basis, { series, indicator: must(basis.indicators[i]).code, period }, own) ?? []
  const isIn = (state: number): boolean => isWhole(state) || state === stateCode.withheld
  return then.filter(({ state }) => !isIn(state)).map(({ shortName }) => shortName)
}

function missingThen({ basis, engine, input }: Figures, i: number, quarter: QuarterView): readonly number[] {
  if (quarter.state(i, cityAt) === stateCode.partial && quarter.carried(i, cityAt) === 0) {
    const children = Array.from(must(engine.tree.children[cityAt]))
    const { states } = engine.column({ indicator: must(basis.indicators[i]).code, period: quarter.period })
    const stateOf = (unit: number): number => {
      const shown = quarter.state(i, unit)
      return shown === stateCode.withheld ? must(states[unit]) : shown
    }
    return children.filter((unit) => !isWhole(stateOf(unit)) || quarter.carried(i, unit) !== 0)
  }
  const hasCells = input.earlier.some((one) => one.period === quarter.period && one.cells !== null)
  if (!hasCells || !Number.isNaN(quarter.value(i, cityAt))) return []
  return resultAt(engine.column({ indicator: must(basis.indicators[i]).code, period: quarter.period }), cityAt).missing
}
