import { inverseLogit, logit } from '../statistics/logit.ts'
import { fewestPoints, inTime, type TimePoint } from '../statistics/mann-kendall.ts'
import { must } from '../must.ts'
import { interceptOf, middleOf, pairSlopes } from '../statistics/theil-sen.ts'

/**
 * `points`: all comparable values, of which the newest `window` carry the line and the others tell how such lines have
 * erred. `ceiling` is the largest possible value (100 for a percentage): the line is then laid through logits, and no
 * forecast exceeds it; null for amounts. `due` is the target's time. A value reaches the target when it prints like it.
 */
export type ForecastInput = {
  readonly points: readonly TimePoint[]
  readonly window: number
  readonly direction: 'higher' | 'lower'
  readonly target: number
  readonly due: number
  readonly ceiling: number | null
  readonly decimals: number
  /** Wished of the interval (0.9). */
  readonly confidence?: number
}

/**
 * `expected` is the value at the due time, `low` and `high` its interval; `confidence` is null where too few held-back
 * quarters stand behind it for a percentage (decision 35). `points` carry the line, `tried` held-back values were forecast
 * as far ahead. `arrival` is the time at which the line reaches the target, null: never on this path. Nothing is said
 * further ahead than the history is long (`too_far`).
 */
export type Forecast =
  | { readonly kind: 'too_few'; readonly points: number }
  | { readonly kind: 'too_far'; readonly ahead: number; readonly history: number }
  | {
      readonly kind: 'forecast'
      readonly alreadyMet: boolean
      readonly slope: number
      readonly expected: number
      readonly low: number
      readonly high: number
      readonly confidence: number | null
      readonly points: number
      readonly tried: number
      readonly arrival: number | null
    }

type Line = { readonly slope: number; readonly intercept: number }

/**
 * When a target will be reached: Theil-Sen through the newest points at their true times. The interval is the error that
 * such lines have made when the quarter was held back and forecast from as far away (split conformal prediction, Vovk,
 * Gammerman and Shafer 2005): the 0.9·(k + 1)-th smallest of the k newest errors. No verdict below five points.
 */
export function forecastArrival(input: ForecastInput): Forecast {
  const points = inTime(input.points)
  if (points.length < fewestPoints) return { kind: 'too_few', points: points.length }
  const [first, now] = [must(points[0]), must(points.at(-1))]
  const [ahead, history] = [input.due - now.time, now.time - first.time]
  if (ahead > history) return { kind: 'too_far', ahead, history }
  const scale = scaleOf(input)
  const turned = points.map(({ time, value }) => ({ time, value: scale.into(value) }))
  const { window, direction, due, confidence = 0.9 } = input
  const line = fit(turned, window)
  const goal = scale.into(edgeOf(input))
  const errors = heldBackErrors(turned, ahead, window)
  const calibrated = errorAt(errors, { confidence, ahead })
  const half = calibrated ?? Math.max(looseHalf(turned.slice(-window), line, due), ...errors)
  const centre = line.intercept + line.slope * due
  return {
    kind: 'forecast',
    alreadyMet: reaches(must(turned.at(-1)).value, goal, direction),
    slope: line.slope,
    expected: scale.out(centre),
    low: scale.out(centre - half),
    high: scale.out(centre + half),
    confidence: calibrated === null ? null : confidence,
    points: Math.min(window, points.length),
    tried: errors.length,
    arrival: finite(arrivalOf(line, goal, { direction, from: now.time })),
  }
}

/**
 * The interval as printed: opened outwards to the last printed digit and never closed to one number. `least` and `most`
 * bound the values there can be.
 */
export function printedInterval(
  { low, high }: { readonly low: number; readonly high: number },
  { decimals, least, most }: { readonly decimals: number; readonly least: number | null; readonly most: number | null },
): { readonly low: number; readonly high: number } {
  const scale = 10 ** decimals
  let [from, to] = [Math.floor(low * scale + 1e-6), Math.ceil(high * scale - 1e-6)]
  if (from >= to) [from, to] = [from - 1, from + 1]
  const floor = least === null ? Number.NEGATIVE_INFINITY : least * scale
  const roof = most === null ? Number.POSITIVE_INFINITY : most * scale
  from = Math.min(Math.max(from, floor), roof - 1)
  to = Math.max(Math.min(to, roof), floor + 1)
  return { low: from / scale, high: to / scale }
}

/** How far lines laid through what was known then missed the value as far ahead, oldest first; values between are held back. */
function heldBackErrors(points: readonly TimePoint[], ahead: number, window: number): number[] {
  const valueAt = new Map(points.map(({ time, value }) => [time, value]))
  const errors: number[] = []
  for (let known = fewestPoints; known < points.length; known++) {
    const { time } = must(points[known - 1])
    const actual = valueAt.get(time + ahead)
    if (actual === undefined) continue
    const line = fit(points.slice(0, known), window)
    errors.push(Math.abs(actual - line.intercept - line.slope * (time + ahead)))
  }
  return errors
}

/**
 * What each quarter further ahead adds to the interval, in parts of 1 ÷ k: errors of forecasts that far ahead share
 * quarters, so that k of them say less than k alone would. Found on simulated series (forecast.test.ts holds the coverage).
 */
const sharedQuarters = 0.4

/**
 * The error that a new forecast stays below with the confidence; null when too few were tried to say so. Of the newest
 * errors as many are taken as make the share exact: 9 or 19, 29, … for 0.9.
 */
function errorAt(
  errors: readonly number[],
  { confidence, ahead }: { readonly confidence: number; readonly ahead: number },
): number | null {
  const step = Math.round(1 / (1 - confidence))
  const count = Math.floor((errors.length + 1) / step) * step - 1
  if (count < 1) return null
  const newest = errors.slice(-count).sort((left, right) => left - right)
  const place = Math.round(confidence * (count + 1))
  return must(newest[place - 1]) * (1 + (sharedQuarters * (ahead - 1)) / count)
}

/** Without a calibration: two standard errors of a new value on the line, which bear no percentage. */
function looseHalf(points: readonly TimePoint[], { slope, intercept }: Line, due: number): number {
  const n = points.length
  const middle = points.reduce((sum, { time }) => sum + time, 0) / n
  const spread = points.reduce((sum, { time }) => sum + (time - middle) ** 2, 0)
  const left = points.reduce((sum, { time, value }) => sum + (value - intercept - slope * time) ** 2, 0)
  return 2 * Math.sqrt((left / (n - 2)) * (1 + 1 / n + (due - middle) ** 2 / spread))
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

function fit(points: readonly TimePoint[], window: number): Line {
  const newest = points.slice(-window)
  const slope = middleOf(pairSlopes(newest))
  return { slope, intercept: interceptOf(newest, slope, 'joint') }
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

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
