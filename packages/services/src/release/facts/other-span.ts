import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { quarterPartsOver, runningTotalsOver } from '@cg/domain/figure/cumulate'
import { must } from '@cg/domain/must'
import type { Figures } from '../compute/figures.ts'

type OtherSpan = NonNullable<IndicatorFacts['otherSpan']>
type Series = IndicatorFacts['unitSeries'][number]
type Shown = Pick<IndicatorFacts, 'indicator' | 'periods' | 'citySeries' | 'unitSeries'>

/**
 * 累计 beside 本季, or 本季 beside 累计, from the published figures themselves. Only for counts of a flow: a rate's year is
 * not the sum of its quarters, and people counted once a year cannot be taken apart by quarter. What is measured every
 * half year has no quarter of its own: in between stands the figure carried from before.
 */
export function otherSpanFact({ basis }: Figures, i: number, shown: Shown): OtherSpan | null {
  const { formula, periodKind, frequency } = must(basis.indicators[i])
  const { kind } = shown.indicator.span
  if (formula.kind !== 'sum' || frequency !== 'Q' || (periodKind !== 'FLOW_Q' && periodKind !== 'YTD_CUM')) return null
  if (kind === 'quarter') return spanned('yearToDate', shown, soFar(shown.periods))
  return kind === 'yearToDate' ? spanned('quarter', shown, alone(shown.periods)) : null
}

function spanned(kind: OtherSpan['kind'], shown: Shown, turn: (series: Series) => Series) {
  return {
    kind,
    city: { ...turn(shown.citySeries), lacking: lackingOf(kind, shown) },
    units: shown.unitSeries.map(turn),
  }
}

/** The year so far lacks whom any of its quarters lacks; a quarter alone is taken from whole figures only. */
function lackingOf(kind: OtherSpan['kind'], { periods, citySeries }: Shown): string[][] {
  return periods.map((_, at) => {
    if (kind === 'quarter') return []
    return [...new Set(yearSoFar(periods, at).flatMap((quarter) => citySeries.lacking[quarter] ?? []))]
  })
}

/** A sum with an incomplete quarter in it is incomplete. */
function soFar(periods: readonly string[]): (series: Series) => Series {
  const totalOf = runningTotalsOver(periods)
  const years = periods.map((_, at) => yearSoFar(periods, at))
  return ({ value, state, restated = [] }) => {
    const total = totalOf(value)
    const inYear = (at: number, holds: (quarter: number) => boolean): boolean => must(years[at]).some(holds)
    const stateIn = (at: number): Series['state'][number] =>
      inYear(at, (quarter) => state[quarter] === 'partial') ? 'partial' : 'reported'
    return {
      value: total,
      state: total.map((figure, at) => (figure === null ? withoutFigure(must(years[at]), state, at) : stateIn(at))),
      ...restatedBy(total, (at) => inYear(at, (quarter) => restated[quarter] === true)),
    }
  }
}

/** A figure that holds a quarter reckoned again is so itself. */
function restatedBy(value: Series['value'], isSo: (at: number) => boolean): Pick<Series, 'restated'> {
  const restated = value.map((figure, at) => figure !== null && isSo(at))
  return restated.includes(true) ? { restated } : {}
}

function yearSoFar(periods: readonly string[], at: number): number[] {
  const year = must(periods[at]).slice(0, 4)
  return periods.flatMap((other, quarter) => (quarter <= at && other.slice(0, 4) === year ? [quarter] : []))
}

/** Only complete figures are taken from one another: else the difference would be that of the units too. */
function alone(periods: readonly string[]): (series: Series) => Series {
  const partsOf = quarterPartsOver(periods)
  const years = periods.map((_, at) => yearSoFar(periods, at))
  return ({ value, state, restated = [] }) => {
    const part = partsOf(value.map((figure, at) => (state[at] === 'partial' ? null : figure)))
    const isRestated = (at: number): boolean =>
      restated[at] === true || (must(years[at]).length > 1 && restated[at - 1] === true)
    return {
      value: part,
      state: part.map((figure, at) => (figure === null ? withoutFigure(must(years[at]), state, at) : 'reported')),
      ...restatedBy(part, isRestated),
    }
  }
}

/** A quarter's own state; where only another quarter is missing, the figure is not to be had, or not to be reckoned. */
function withoutFigure(year: readonly number[], state: Series['state'], at: number): Series['state'][number] {
  const own = must(state[at])
  if (own !== 'reported' && own !== 'partial') return own
  const isYounger = year.some((quarter) => state[quarter] === 'not_established')
  return isYounger ? 'uncomputable' : 'not_available'
}
