import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { parsePeriod, quarterOf } from '@cg/domain/period'
import { ChartRefusal } from '../refusal.ts'

type Frequency = IndicatorFacts['indicator']['frequency']

const quartersBy: { readonly [F in Frequency]: readonly (1 | 2 | 3 | 4)[] } = { Q: [1, 2, 3, 4], H: [2, 4], Y: [4] }

/** The quarters of a year in which a figure is measured; in the others the last one is carried. */
export function measuredQuarters(frequency: Frequency): readonly (1 | 2 | 3 | 4)[] {
  return quartersBy[frequency]
}

/** The same facts with the history's measured quarters alone: a carried figure is no point of a trend. */
export function measuredOnly(facts: IndicatorFacts): IndicatorFacts {
  const own = measuredQuarters(facts.indicator.frequency)
  const kept = facts.periods.flatMap((period, at) =>
    own.some((quarter) => quarter === quarterOf(parsePeriod(period))) ? [at] : [],
  )
  return kept.length === 0 ? facts : keptQuarters(facts, kept)
}

/** The same facts with the quarters from `from` to `to` alone, both of them included; refused where there are none. */
export function quartersBetween(facts: IndicatorFacts, { from, to }: Pick<ChartSpec, 'from' | 'to'>): IndicatorFacts {
  const kept = facts.periods.flatMap((period, at) =>
    (from === undefined || period >= from) && (to === undefined || period <= to) ? [at] : [],
  )
  if (kept.length === 0) throw new ChartRefusal(`${facts.indicator.name}在所选的起止期次之间没有数据，请另选期次`)
  return keptQuarters(facts, kept)
}

function keptQuarters(facts: IndicatorFacts, kept: readonly number[]): IndicatorFacts {
  if (kept.length === facts.periods.length) return facts
  const thin = <T>(column: readonly T[]): T[] => column.filter((_, at) => kept.includes(at))
  const thinSeries = (series: IndicatorFacts['unitSeries'][number]) => ({
    value: thin(series.value),
    state: thin(series.state),
    ...(series.restated === undefined ? {} : { restated: thin(series.restated) }),
  })
  const { pasts: all, ...others } = facts
  const periods = thin(facts.periods)
  const [first] = periods
  const pasts = (all ?? []).filter(({ from }) => first !== undefined && first < from)
  const { value, state, numerator, denominator, expected, lacking } = facts.citySeries
  return {
    ...others,
    periods,
    ...(pasts.length === 0 ? {} : { pasts }),
    citySeries: {
      value: thin(value),
      state: thin(state),
      numerator: thin(numerator),
      denominator: thin(denominator),
      expected: thin(expected),
      lacking: thin(lacking),
    },
    unitSeries: facts.unitSeries.map(thinSeries),
    ...(facts.otherSpan === undefined || facts.otherSpan === null
      ? {}
      : {
          otherSpan: {
            ...facts.otherSpan,
            city: { ...thinSeries(facts.otherSpan.city), lacking: thin(facts.otherSpan.city.lacking) },
            units: facts.otherSpan.units.map(thinSeries),
          },
        }),
  }
}

const rhythm: { readonly [F in Frequency]: string | null } = { Q: null, H: '每半年一次', Y: '每年一次' }

export function measuredNotes({ indicator }: IndicatorFacts): string[] {
  const words = rhythm[indicator.frequency]
  return words === null ? [] : [`数据${words}，只画有数据的各期`]
}
