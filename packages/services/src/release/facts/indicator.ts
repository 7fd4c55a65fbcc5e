import { matrixClaims } from '@cg/contract/claims/overview'
import { indicatorClaims } from '@cg/contract/claims/indicator'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import { expectedValue } from '@cg/domain/target/target-path'
import { cityAt, isDefinedAlike, saidUnder } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { targetPath } from '../compute/results.ts'
import { indicatorItems } from '../words.ts'
import { breakdownsOf } from './breakdowns.ts'
import { definitionFacts } from './definitions.ts'
import { changeSplitFact } from './change.ts'
import { columnsOf, orNothing, stateIn, valueIn } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { inequalityFact, intervalFacts, listedUnits } from './equity.ts'
import { funnelFact } from './funnel.ts'
import { lackingSeries } from './lacking.ts'
import { pastFacts, unitSeries } from './pasts.ts'
import { unitLapses } from './lapses.ts'
import { otherSpanFact } from './other-span.ts'
import { suspicionFacts } from './suspicion.ts'
import { forecastFact, trendFact } from './trend.ts'
import type { Figures } from '../compute/figures.ts'
import { progressAt } from '../stored/result-table.ts'
import { workerGroupsFact } from './worker-groups.ts'
import { heldYardsticks } from './yardsticks.ts'

/** One indicator: trend as published, units, breakdowns, definition. */
export function indicatorFacts(rendering: Rendering, i: number): IndicatorFacts {
  const shown = factsOf(rendering, i)
  const facts = { ...shown, otherSpan: otherSpanFact(rendering.figures, i, shown) }
  return { ...facts, claims: indicatorClaims(facts, saidUnder(rendering.figures.basis)) }
}

function factsOf(rendering: Rendering, i: number): Omit<IndicatorFacts, 'claims'> {
  const { head, figures, units, indicators } = rendering
  const { basis, quarters, ranked, results } = figures
  const indicator = must(basis.indicators[i])
  const own = columnsOf(figures, i)
  const optional = (value: number): number | null => (Number.isNaN(value) ? null : value)
  return {
    release: head,
    indicator: must(indicators[i]),
    periods: quarters.map((quarter) => quarter.period),
    revised: quarters.filter((quarter) => quarter.isRevised(i)).map((quarter) => quarter.period),
    breaks: [...indicator.breaks],
    ...definitionFacts(basis, indicator),
    city: rendering.cityOf(i),
    citySeries: {
      value: quarters.map((quarter) => valueIn(quarter, i, cityAt)),
      state: quarters.map((quarter) => stateIn(quarter, i, cityAt)),
      numerator: quarters.map((quarter) => optional(quarter.cityNumerator(i))),
      denominator: quarters.map((quarter) => optional(quarter.cityDenominator(i))),
      expected: expectedSeries(figures, i),
      lacking: lackingSeries(figures, i),
    },
    ...heldFact(heldYardsticks(basis, indicator.code)),
    targets: cityTargets(basis, indicator.code),
    units,
    unitSeries: ranked.map((unit) => unitSeries(figures, i, unit)),
    ...pastFacts(figures, i),
    current: {
      value: own.value,
      state: own.state,
      numerator: own.numerator,
      denominator: own.denominator,
      light: own.light,
      progress: orNothing(
        figures,
        ranked.map((unit) => progressAt(results, i * results.unitCount + unit)),
      ),
      target: own.target,
      expected: own.expected,
      rank: own.rank,
      isTied: own.isTied,
      carriedFrom: own.carriedFrom,
    },
    breakdowns: breakdownsOf(figures, i),
    workerGroups: workerGroupsFact(figures, i),
    quality: qualityOf(rendering, i),
    trend: trendFact(figures, i),
    forecast: forecastFact(figures, i),
    changeSplit: changeSplitFact(figures, i),
    inequality: inequalityFact(figures, i),
    intervals: intervalFacts(figures, i),
    funnel: funnelFact(figures, i),
    lapses: unitLapses(figures, i),
    notes: [...rendering.notesOf(i)],
  }
}

function heldFact(held: ReturnType<typeof heldYardsticks>): Pick<IndicatorFacts, 'yardsticks'> {
  return held.length === 0 ? {} : { yardsticks: [...held] }
}

/** What was expected of the city at the end of each quarter, by today's targets. */
function expectedSeries({ basis, quarters }: Figures, i: number): (number | null)[] {
  const indicator = must(basis.indicators[i])
  const path = targetPath(basis, indicator, cityAt)
  // Today's targets say nothing of a figure that meant something else.
  return quarters.map(({ period }) =>
    path === null || !isDefinedAlike(indicator, period, basis.period) ? null : expectedValue(path, period),
  )
}

function cityTargets(basis: ReleaseBasis, indicator: string): IndicatorFacts['targets'] {
  return (basis.targets[indicator] ?? []).flatMap(({ year, values, source }) => {
    const value = values[cityAt] ?? null
    return value === null ? [] : [{ year, value, source }]
  })
}

/** No figure came: of the units on the page these have not reported, whatever the towns below them owe. */
const lacksFigure: ReadonlySet<number> = new Set([
  stateCode.not_reported,
  stateCode.not_available,
  stateCode.not_applicable,
])

function qualityOf({ figures, reportingOf }: Rendering, i: number): IndicatorFacts['quality'] {
  const { basis, results } = figures
  const indicator = must(basis.indicators[i])
  const items = indicatorItems(basis, indicator)
  const suspicions = suspicionFacts(figures, i)
  const sum = (pick: 'revisions' | 'explanations'): number =>
    items.reduce((total, item) => total + (basis.quality[item]?.[pick] ?? 0), 0)
  let [unitsDue, unitsReported] = [0, 0]
  for (const unit of figures.ranked) {
    const state = must(results.states[i * results.unitCount + unit])
    if (state !== stateCode.not_applicable) unitsDue += 1
    if (!lacksFigure.has(state)) unitsReported += 1
  }
  return {
    unitsDue,
    unitsReported,
    revisions: sum('revisions'),
    explanations: sum('explanations'),
    reporting: reportingOf(indicator),
    ...(suspicions === null ? {} : { suspicions }),
  }
}

/** All indicators × all units. */
export function matrixFacts(rendering: Rendering): MatrixFacts {
  const facts = matrixOf(rendering)
  return { ...facts, claims: matrixClaims(facts, rendering.figures.basis.coverageLimit) }
}

function matrixOf(rendering: Rendering): Omit<MatrixFacts, 'claims'> {
  const { head, figures, units, indicators } = rendering
  const { basis, ranked } = figures
  const rows = basis.indicators.map((_, i) => columnsOf(figures, i))
  return {
    release: head,
    targetYear: Number(basis.period.slice(0, 4)),
    units,
    indicators: [...indicators],
    city: basis.indicators.map((_, i) => rendering.cityOf(i)),
    value: rows.map(({ value }) => value),
    state: rows.map(({ state }) => state),
    light: rows.map(({ light }) => light),
    rank: rows.map(({ rank }) => rank),
    ...(ranked.length > listedUnits
      ? {}
      : {
          beside: {
            target: rows.map(({ target }) => target),
            expected: rows.map(({ expected }) => expected),
            carriedFrom: rows.map(({ carriedFrom }) => carriedFrom),
            compared: basis.indicators.map((_, i) => rendering.beforeOf(i).compared),
          },
        }),
  }
}
