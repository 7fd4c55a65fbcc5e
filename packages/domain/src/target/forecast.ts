import { inverseLogit, logit } from '../statistics/logit.ts'
import { fewestPoints, inTime, type TimePoint } from '../statistics/mann-kendall.ts'
import { must } from '../must.ts'
import { quantileOf } from '../statistics/quantile.ts'
import { type Random, seededRandom } from '../statistics/random.ts'
import { interceptOf, middleOf, pairSlopes } from '../statistics/theil-sen.ts'

/**
 * `ceiling` is the largest possible value (100 for a percentage): the line is then laid through logits, and no forecast
 * exceeds it; null for amounts. `due` is the target's time. A value reaches the target when it prints like it.
 */
export type ForecastInput = {
  readonly points: readonly TimePoint[]
  readonly direction: 'higher' | 'lower'
  readonly target: number
  readonly due: number
  readonly ceiling: number | null
  readonly decimals: number
  readonly seed: number
  readonly draws?: number
  /** Of the intervals; 0.9 leaves 5 % on either side. */
  readonly confidence?: number
}

/**
 * `expected` is the value at the due time with its prediction interval. `arrival` is the time at which the line reaches
 * the target, null: never on this path; `arrivalLow` and `arrivalHigh` bound it (null: later than ever). `chance` of
 * being at the target when due, ± `chanceError` from the number of draws.
 */
export type Forecast =
  | { readonly kind: 'too_few'; readonly points: number }
  | {
      readonly kind: 'forecast'
      readonly alreadyMet: boolean
      readonly slope: number
      readonly expected: number
      readonly low: number
      readonly high: number
      readonly arrival: number | null
      readonly arrivalLow: number | null
      readonly arrivalHigh: number | null
      readonly chance: number
      readonly chanceError: number
      readonly seed: number
      readonly draws: number
    }

type Line = { readonly slope: number; readonly intercept: number }

/**
 * When and with what chance a target will be reached: Theil-Sen through the points at their true times, its residuals
 * resampled (scaled by √(n ÷ (n − 2))) for the intervals. No verdict below five points.
 */
export function forecastArrival(input: ForecastInput): Forecast {
  const points = inTime(input.points)
  if (points.length < fewestPoints) return { kind: 'too_few', points: points.length }
  const scale = scaleOf(input)
  const turned = points.map(({ time, value }) => ({ time, value: scale.into(value) }))
  const line = fit(turned)
  const goal = scale.into(edgeOf(input))
  const now = must(points.at(-1))
  const draws = simulate(turned, line, { ...input, goal, random: seededRandom(input.seed) })
  const tail = (1 - (input.confidence ?? 0.9)) / 2
  const count = draws.values.length
  const chance = draws.values.filter((value) => reaches(value, goal, input.direction)).length / count
  return {
    kind: 'forecast',
    alreadyMet: reaches(must(turned.at(-1)).value, goal, input.direction),
    slope: line.slope,
    expected: scale.out(line.intercept + line.slope * input.due),
    low: scale.out(must(quantileOf(draws.values, tail))),
    high: scale.out(must(quantileOf(draws.values, 1 - tail))),
    arrival: finite(arrivalOf(line, goal, { direction: input.direction, from: now.time })),
    arrivalLow: finite(must(orderedAt(draws.arrivals, tail))),
    arrivalHigh: finite(must(orderedAt(draws.arrivals, 1 - tail))),
    chance,
    chanceError: Math.sqrt((chance * (1 - chance)) / count),
    seed: input.seed,
    draws: count,
  }
}

type Scale = { readonly into: (value: number) => number; readonly out: (value: number) => number }

/** Shares of 0 and 100 % have no logit; they are moved in by half a unit of the last printed digit. */
function scaleOf({ ceiling, decimals }: ForecastInput): Scale {
  if (ceiling === null) return { into: (value) => value, out: (value) => value }
  const least = 0.5 / (ceiling * 10 ** decimals)
  return {
    into: (value) => logit(Math.min(1 - least, Math.max(least, value / ceiling))),
    out: (value) => ceiling * inverseLogit(value),
  }
}

function edgeOf({ target, decimals, direction }: ForecastInput): number {
  const half = 0.5 / 10 ** decimals
  return direction === 'higher' ? target - half : target + half
}

function fit(points: readonly TimePoint[]): Line {
  const slope = middleOf(pairSlopes(points))
  return { slope, intercept: interceptOf(points, slope, 'joint') }
}

function reaches(value: number, goal: number, direction: 'higher' | 'lower'): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(goal))
  return direction === 'higher' ? value >= goal - slack : value <= goal + slack
}

type Course = { readonly direction: 'higher' | 'lower'; readonly from: number }

/** The time at which the line is at the goal, not before `from`; infinite when it never gets there. */
function arrivalOf({ slope, intercept }: Line, goal: number, { direction, from }: Course): number {
  if (reaches(intercept + slope * from, goal, direction)) return from
  const towards = direction === 'higher' ? slope > 0 : slope < 0
  return towards ? Math.max(from, (goal - intercept) / slope) : Number.POSITIVE_INFINITY
}

type Simulation = ForecastInput & { readonly goal: number; readonly random: Random }

function simulate(
  points: readonly TimePoint[],
  line: Line,
  input: Simulation,
): { values: number[]; arrivals: number[] } {
  const { random, draws = 2000, due, goal, direction } = input
  const n = points.length
  const stretch = Math.sqrt(n / (n - 2))
  const residuals = points.map(({ time, value }) => stretch * (value - line.intercept - line.slope * time))
  const drawn = (): number => must(residuals[random.integer(n)])
  const from = must(points.at(-1)).time
  const values: number[] = []
  const arrivals: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const again = fit(points.map(({ time }) => ({ time, value: line.intercept + line.slope * time + drawn() })))
    values.push(again.intercept + again.slope * due + drawn())
    arrivals.push(arrivalOf(again, goal, { direction, from }))
  }
  return { values, arrivals }
}

/** An order statistic: unlike an interpolated quantile it may be infinite. */
function orderedAt(values: readonly number[], p: number): number | undefined {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))]
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
