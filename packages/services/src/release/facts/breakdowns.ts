import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { resultAt } from '@cg/domain/figure/compute'
import { isWhole } from '@cg/domain/figure/rollup'
import { suppressParts } from '@cg/domain/figure/suppression'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import { countedParts } from '../compute/suppress.ts'
import { cityAt } from '../stored/basis.ts'

type Breakdown = IndicatorFacts['breakdowns'][number]

/** A group's figure in a quarter; `key` names it with its axis: size:above. */
type GroupFact = Omit<Breakdown['groups'][number], 'carriedFrom'> & { readonly carriedFrom: Period | null }

/** The city's value by group of each axis that the indicator is broken down by. */
export function breakdownsOf(figures: Figures, i: number): Breakdown[] {
  const { basis } = figures
  const { code: indicator } = must(basis.indicators[i])
  const { breakdowns } = must(basis.indicators[i])
  const axes = breakdowns.flatMap((code) => basis.guide.axes.filter((axis) => axis.code === code))
  return axes.map(({ code, name }) => ({
    axis: code,
    axisName: name,
    groups: groupFacts(figures, i, { axis: code }).map((group) => ({
      ...group,
      ...lackingOf(figures, indicator, group),
    })),
  }))
}

/**
 * The city's figure of each group of an axis in a quarter (default: the release's), Σ ÷ Σ within the group. Withheld are
 * groups that rest on one or two people, and those from which they would follow: the city's figure stands beside them.
 */
export function groupFacts(
  { basis, engine }: Figures,
  i: number,
  { axis, period = basis.period }: { readonly axis: string; readonly period?: Period },
): GroupFact[] {
  const indicator = must(basis.indicators[i])
  const { groups } = must(basis.guide.axes.find(({ code }) => code === axis))
  const resultOf = (breakdown?: string): ReturnType<typeof resultAt> =>
    resultAt(
      engine.column({ indicator: indicator.code, period, ...(breakdown === undefined ? {} : { breakdown }) }),
      cityAt,
    )
  const found = groups.map(({ code, name }) => ({ key: `${axis}:${code}`, name, ...resultOf(`${axis}:${code}`) }))
  const city = resultOf()
  const counted = countedParts(basis, indicator)
  const hiddenBy = (part: 'numerator' | 'denominator'): boolean[] =>
    suppressParts(
      city[part],
      found.map((group) => group[part]),
      basis.smallCellLimit,
    )
  const none = found.map(() => false)
  const [upper, lower] = [
    counted.numerator ? hiddenBy('numerator') : none,
    counted.denominator ? hiddenBy('denominator') : none,
  ]
  return found.map(({ key, name, value, state, numerator, denominator, carriedFrom }, at) =>
    upper[at] === true || lower[at] === true
      ? { key, name, value: null, state: 'withheld', numerator: null, denominator: null, carriedFrom: null }
      : { key, name, value, state, numerator, denominator, carriedFrom },
  )
}

/** Of a figure of some units: who is missing. */
function lackingOf(
  { basis, engine }: Figures,
  indicator: IndicatorCode,
  { key, state, carriedFrom }: GroupFact,
): Pick<Breakdown['groups'][number], 'lacking'> {
  if (state !== 'partial') return {}
  const { states, carriedFrom: origins } = engine.column({
    indicator,
    period: carriedFrom ?? basis.period,
    breakdown: key,
  })
  const isSilent = (unit: number): boolean => !isWhole(must(states[unit])) || (origins?.[unit] ?? 0) !== 0
  const silent = Array.from(must(engine.tree.children[cityAt])).filter(isSilent)
  return { lacking: silent.map((unit) => must(basis.units[unit]).shortName) }
}
