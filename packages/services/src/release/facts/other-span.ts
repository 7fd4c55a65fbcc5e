import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { quarterParts, runningTotals } from '@cg/domain/figure/cumulate'
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
  if (kind === 'quarter') return spanned('yearToDate', shown, soFar)
  return kind === 'yearToDate' ? spanned('quarter', shown, alone) : null
}

function spanned(kind: OtherSpan['kind'], shown: Shown, turn: (periods: readonly string[], series: Series) => Series) {
  return {
    kind,
    city: { ...turn(shown.periods, shown.citySeries), lacking: lackingOf(kind, shown) },
    units: shown.unitSeries.map((series) => turn(shown.periods, series)),
  }
}

/** The year so far lacks whom any of its quarters lacks; a quarter alone is taken from whole figures only. */
function lackingOf(kind: OtherSpan['kind'], { periods, citySeries }: Shown): string[][] {
  return periods.map((period, at) => {
    if (kind === 'quarter') return []
    const year = periods.flatMap((other, quarter) =>
      quarter <= at && other.slice(0, 4) === period.slice(0, 4) ? [quarter] : [],
    )
    return [...new Set(year.flatMap((quarter) => citySeries.lacking[quarter] ?? []))]
  })
}

/** A sum with an incomplete quarter in it is incomplete. */
function soFar(periods: readonly string[], { value, state }: Series): Series {
  const total = runningTotals({ periods, values: value })
  const incomplete = runningTotals({
    periods,
    values: value.map((figure, at) => (figure === null ? null : state[at] === 'partial' ? 1 : 0)),
  })
  return {
    value: total,
    state: total.map((figure, at) =>
      figure === null ? withoutFigure(must(state[at])) : must(incomplete[at]) > 0 ? 'partial' : 'reported',
    ),
  }
}

/** Only complete figures are taken from one another: else the difference would be that of the units too. */
function alone(periods: readonly string[], { value, state }: Series): Series {
  const whole = value.map((figure, at) => (state[at] === 'partial' ? null : figure))
  const part = quarterParts({ periods, values: whole })
  return {
    value: part,
    state: part.map((figure, at) => (figure === null ? withoutFigure(must(state[at])) : 'reported')),
  }
}

/** A quarter's own state; where only another quarter is missing, the figure is not to be had. */
function withoutFigure(own: Series['state'][number]): Series['state'][number] {
  return own === 'reported' || own === 'partial' ? 'not_available' : own
}
