import type { ForecastFact, TrendFact } from '@cg/contract/release/measure'
import { quotientRules } from '@cg/domain/figure/compute'
import type { Direction } from '@cg/domain/indicator'
import { claimForecast, forecastWords, claimTrend, isTooWide, trendMethod } from '@cg/domain/claim/outlook'
import { forecastArrival, printedInterval } from '@cg/domain/target/forecast'
import type { Forecast } from '@cg/domain/target/forecast'
import { inverseLogit, logit } from '@cg/domain/statistics/logit'
import { mannKendall } from '@cg/domain/statistics/mann-kendall'
import type { TimePoint } from '@cg/domain/statistics/mann-kendall'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { makePeriod, parsePeriod, periodAt, periodIndex } from '@cg/domain/period'
import { roundHalfAway } from '@cg/domain/number/round'
import { canBeNegative, cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { spanIn } from '../compute/span.ts'
import { termsIn } from '@cg/domain/claim/comparison'
import type { Terms } from '@cg/domain/claim/comparison'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { likeQuarters, likeStep } from './like-quarters.ts'

/** So many of the newest values are looked at, two years of quarters: the test's p is exact up to ten without ties. */
export const trendWindow = 8

type Points = { readonly quarters: readonly QuarterView[]; readonly points: readonly TimePoint[] }

/** The newest comparable city values as printed: what prints equal is tied. */
function newestPoints(figures: Figures, i: number): Points {
  const { decimals } = must(figures.basis.indicators[i])
  const quarters = likeQuarters(figures, i).slice(-trendWindow)
  return { quarters, points: printedPoints(quarters, i, decimals) }
}

function printedPoints(quarters: readonly QuarterView[], i: number, decimals: number): TimePoint[] {
  return quarters.map((quarter) => ({
    time: periodIndex(quarter.period),
    value: roundHalfAway(quarter.value(i, cityAt), decimals),
  }))
}

/** Null without any city value. */
export function trendFact(figures: Figures, i: number): TrendFact | null {
  const indicator = must(figures.basis.indicators[i])
  const { quarters, points } = newestPoints(figures, i)
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (first === undefined || last === undefined) return null
  const { verdict: direction, p: tested } = mannKendall(points)
  const verdict = directed(direction, indicator.direction)
  const p = verdict === 'too_few' ? null : tested
  const isSameQuarter = likeStep(figures.basis, indicator) === 4
  const span = { points: points.length, isSameQuarter, from: first.period, to: last.period }
  const terms = quarters.map((quarter) => termsAt(figures, i, quarter.period))
  const claim = must(claimTrend({ verdict, p, ...span, now: figures.basis.period }, terms))
  return { verdict, ...span, p, claim, words: sentence(claim), method: trendMethod(claim) }
}

/** Definition and length of an indicator's figure in a quarter. */
function termsAt({ basis }: Figures, i: number, period: Period): Terms {
  const indicator = must(basis.indicators[i])
  return termsIn({ breaks: indicator.breaks, span: spanIn(basis, indicator) }, period)
}

type Verdict = ReturnType<typeof mannKendall>['verdict']

function directed(verdict: Verdict, direction: Direction): TrendFact['verdict'] {
  if (direction === 'neutral' || (verdict !== 'rising' && verdict !== 'falling')) return verdict
  return (verdict === 'rising') === (direction === 'higher') ? 'improving' : 'worsening'
}

type Aim = { readonly year: number; readonly target: number; readonly due: number }

/** The city's last target, where it is still to come and the comparable quarters lead to its day. */
function aimOf({ basis }: Figures, indicator: BasisIndicator): Aim | null {
  const targets = (basis.targets[indicator.code] ?? []).flatMap(({ year, values }) => {
    const target = values[cityAt] ?? null
    return target === null ? [] : [{ year, target }]
  })
  const last = targets.at(-1)
  if (last === undefined) return null
  const due = periodIndex(makePeriod(last.year, 4))
  const leads = (due - periodIndex(basis.period)) % likeStep(basis, indicator) === 0
  return due > periodIndex(basis.period) && leads ? { ...last, due } : null
}

/**
 * Where the line of the newest comparable values leads by the end of the last year with a target. Null without direction,
 * target or five values, further ahead than the history is long (decision 35), and for a running total in any quarter but
 * the fourth: its other quarters say nothing of year's end. A line whose interval is too wide has words and is not drawn.
 */
export function forecastFact(figures: Figures, i: number): ForecastFact | null {
  const { basis } = figures
  const indicator = must(basis.indicators[i])
  const { direction, decimals } = indicator
  const aim = aimOf(figures, indicator)
  if (direction === 'neutral' || aim === null) return null
  const now = periodIndex(basis.period)
  const points = printedPoints(likeQuarters(figures, i), i, decimals)
  if (points.at(-1)?.time !== now) return null
  const ceiling = quotientRules(indicator).proportion ? 100 : null
  const { target, due } = aim
  const found = forecastArrival({ points, window: trendWindow, direction, target, due, ceiling, decimals })
  if (found.kind !== 'forecast') return null
  const least = canBeNegative(basis, indicator) ? null : 0
  const bound = (value: number): number => roundHalfAway(least === null ? value : Math.max(least, value), decimals)
  const line = lineOf(found, { due, ceiling })
  const times = Array.from({ length: due - now }, (_, step) => now + step + 1)
  const like = times.filter((time) => (due - time) % likeStep(basis, indicator) === 0)
  const fact = {
    targetYear: aim.year,
    target,
    value: bound(found.expected),
    ...printedInterval(found, { decimals, least, most: ceiling }),
    confidence: found.confidence,
    arrival: arrivalOf(found.arrival, now + found.points),
    isMet: found.alreadyMet,
    periods: like.map(periodAt),
    values: like.map((time) => bound(line(time))),
  }
  const claim = claimForecast(
    {
      ...fact,
      points: found.points,
      year: aim.year,
      now: basis.period,
      direction,
      current: must(points.at(-1)).value,
      due: periodAt(due),
      arrival: fact.arrival === null ? null : parsePeriod(fact.arrival),
      format: { unit: indicator.unit, decimals },
    },
    likeQuarters(figures, i).map((quarter) => termsAt(figures, i, quarter.period)),
  )
  if (claim === null) return null
  const drawn = isTooWide(claim) ? { periods: [], values: [] } : {}
  return { ...fact, ...drawn, claim, words: forecastWords(claim) }
}

type Found = Extract<Forecast, { kind: 'forecast' }>

/** The fitted line through the expected value at the due time, on the scale it was laid. */
function lineOf(found: Found, { due, ceiling }: { due: number; ceiling: number | null }): (time: number) => number {
  const { slope, expected } = found
  if (ceiling === null) return (time) => expected - slope * (due - time)
  return (time) => ceiling * inverseLogit(logit(expected / ceiling) - slope * (due - time))
}

/** The quarter at whose end the line is there; null when that lies further ahead than the history is long. */
function arrivalOf(time: number | null, last: number): ForecastFact['arrival'] {
  if (time === null) return null
  const index = Math.ceil(time - 1e-9)
  return index > last ? null : periodAt(index)
}
