import type { Measure } from '@cg/domain/figure/compute'
import { stateCode } from '@cg/domain/column'
import { coveredShare } from '@cg/domain/figure/coverage'
import { must } from '@cg/domain/must'
import type { ReleaseBasis } from '../stored/basis.ts'
import { cityAt, rankedUnits } from '../stored/basis.ts'
import { computeResults, releaseEngine } from './results.ts'
import type { ReleaseInput } from '../input/input.ts'
import type { ResultTable, RevisedSeries, SeriesTable } from '../stored/result-table.ts'
import { restatingOf } from './restated.ts'
import { robustnessOf } from './robustness.ts'
import type { Robustness } from './robustness.ts'
import { earlierView, pickFrom } from './quarter.ts'
import type { QuarterView } from './quarter.ts'
import type { ScoreInput } from './score.ts'
import { computeScores } from './score.ts'
import type { ScoreTable } from './score.ts'

/** All figures of a release, before words and bytes. */
export type Figures = {
  readonly input: ReleaseInput
  readonly basis: ReleaseBasis
  readonly engine: Measure
  /** Positions of the ranked units in `basis.units`, in protocol order. */
  readonly ranked: readonly number[]
  readonly results: ResultTable
  /** Null without an adopted scheme. */
  readonly scores: ScoreTable | null
  /** How sure this quarter's places by score are; null without scores. */
  readonly robustness: Robustness | null
  /** Earlier quarters as published, oldest first, then this one. */
  readonly quarters: readonly QuarterView[]
  /** Histories and intervals of places are there however many units there are. */
  readonly isWhole: boolean
}

/**
 * Computes everything a release says. Pure: no clock, no order of rows, no random. `isWhole`: what a release of very many
 * units leaves for later is computed as well (facts/later.ts). `engine`: one over the same input.
 */
export function computeFigures(
  input: ReleaseInput,
  { isWhole = false, engine = releaseEngine(input) }: { isWhole?: boolean; engine?: Measure } = {},
): Figures {
  const { basis } = input
  const results = computeResults(input, engine)
  const ranked = rankedUnits(basis)
  const restating = restatingOf(input)
  const quarters = [
    ...input.earlier.map((one) => earlierView(basis, one.period, one.series, restating)),
    currentView(input, results, engine),
  ]
  const scores = computeScores({ basis, ranked, quarters, isWhole, ...keptOf(input) })
  const robustness = scores === null ? null : robustnessOf(scores.current, scores.scheme, isWhole)
  return { input, basis, engine, ranked, results, quarters, scores, robustness, isWhole }
}

/** What adjustments look at, by quarter as it stood then. */
function keptOf({ basis, earlier }: ReleaseInput): Pick<ScoreInput, 'forms' | 'matters'> {
  const known = new Map([...earlier, basis].map((one) => [one.period, one]))
  return {
    forms: (period) => known.get(period)?.forms ?? [],
    matters: (period) => known.get(period)?.matters ?? [],
  }
}

function currentView({ basis, corrected }: ReleaseInput, results: ResultTable, engine: Measure): QuarterView {
  const coverage = cityCoverage(basis, engine)
  const at = (indicator: number, unit: number): number => indicator * results.unitCount + unit
  const revised = new Set(corrected === null ? [] : revisedSince(basis, results, corrected))
  return {
    period: basis.period,
    value: (indicator, unit) => must(results.values[at(indicator, unit)]),
    state: (indicator, unit) => must(results.states[at(indicator, unit)]),
    cityNumerator: (indicator) => must(results.numerators[at(indicator, cityAt)]),
    cityDenominator: (indicator) => must(results.denominators[at(indicator, cityAt)]),
    cityCoverage: (indicator) => must(coverage[indicator]),
    carried: (indicator, unit) => must(results.carried[at(indicator, unit)]),
    isRevised: (indicator) => revised.has(must(basis.indicators[indicator]).code),
    restated: () => null,
  }
}

/** What is behind each city figure, by indicator. */
function cityCoverage(basis: ReleaseBasis, engine: Measure): Float64Array {
  return Float64Array.from(basis.indicators, ({ code }) => {
    return coveredShare(engine.column({ indicator: code, period: basis.period }), cityAt) ?? Number.NaN
  })
}

/** Indicators with a figure other than in the release that is corrected; what was revised once stays marked. */
export function revisedSince(basis: ReleaseBasis, results: ResultTable, before: RevisedSeries): string[] {
  const then = pickFrom(basis, before)
  const same = (left: number, right: number): boolean => left === right || (Number.isNaN(left) && Number.isNaN(right))
  return basis.indicators.flatMap((indicator, i) => {
    if (before.revised.includes(indicator.code)) return [indicator.code]
    for (let unit = 0; unit < results.unitCount; unit++) {
      const at = i * results.unitCount + unit
      const [value, state] = [then(before.values, i, unit), then(before.states, i, unit)]
      const isSame = same(must(results.values[at]), value ?? Number.NaN)
      if (!isSame || results.states[at] !== (state ?? stateCode.not_reported)) return [indicator.code]
    }
    return []
  })
}

/** What later releases will read of this one. */
export function seriesOf({ basis, results, input, engine }: Figures): SeriesTable {
  const cityColumn = (column: Float64Array): Float64Array =>
    Float64Array.from(basis.indicators, (_, i) => must(column[i * results.unitCount + cityAt]))
  return {
    units: basis.units.map((unit) => unit.code),
    indicators: basis.indicators.map((indicator) => indicator.code),
    revised: input.corrected === null ? [] : revisedSince(basis, results, input.corrected),
    values: results.values,
    states: results.states,
    cityNumerators: cityColumn(results.numerators),
    cityDenominators: cityColumn(results.denominators),
    cityCoverage: cityCoverage(basis, engine),
    carried: results.carried,
  }
}
