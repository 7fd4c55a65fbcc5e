/**
 * How a figure is transformed before it is judged: a share of `size` on the logit, a count or an amount on the log.
 * `size` is the denominator of a proportion and unused elsewhere; `decimals` those with which an amount is printed.
 */
export type OutlierScale = 'proportion' | 'count' | 'amount'
export type Figure = { readonly value: number; readonly size?: number }
export type OutlierOptions = {
  readonly scale: OutlierScale
  /** Printed decimals of an amount; default 0. */
  readonly decimals?: number
  /** |score| from which a figure is unusual; default 3.5 (Iglewicz and Hoaglin 1993). */
  readonly threshold?: number
  /**
   * Differences smaller than this are never unusual: percentage points / 100 for proportions, a share of the expected
   * value elsewhere. Default 0.01 and 0.05: administrative counts of 30,000 have almost no sampling error of their own.
   */
  readonly leastChange?: number
}

/** `score` is the modified z on the transformed scale, `expected` the baseline's median as a person reads it; both null when too few. */
export type OutlierVerdict = {
  readonly verdict: 'usual' | 'unusual' | 'too_few'
  readonly score: number | null
  readonly expected: number | null
  readonly method: 'mad' | 'mean_deviation' | 'floor' | null
}

/** With fewer earlier figures than this only limits and logic rules speak (scoring 1.11). */
export const leastBaseline = 4

const madFactor = 1.4826
const meanDeviationFactor = 1.2533

/**
 * Judges a figure against a baseline that does not hold it (leave-one-out). Score = (t(x) - median) / scale, where scale is
 * 1.4826 MAD, or 1.2533 × mean absolute deviation where the MAD is 0, and never below the sampling or rounding error of
 * the figure. Source: scoring A 1.11; Iglewicz and Hoaglin 1993.
 */
export function judgeFigure(tested: Figure, baseline: readonly Figure[], options: OutlierOptions): OutlierVerdict {
  const usable = baseline.filter((figure) => isUsable(figure, options.scale))
  if (usable.length < leastBaseline || !isUsable(tested, options.scale))
    return { verdict: 'too_few', score: null, expected: null, method: null }
  const expected = median(usable.map((figure) => natural(figure, options.scale)))
  const spread = robustSpread(
    usable.map((figure) => transform(figure, options.scale)),
    errorFloor(tested, usable, options),
  )
  const score = (transform(tested, options.scale) - spread.centre) / spread.scale
  return verdictOf(score, natural(tested, options.scale), expected, spread.method, options)
}

export type PeerFigure = { readonly unit: string; readonly now: Figure; readonly before: Figure }

/**
 * Judges each unit's change since last quarter against the changes of the others, on the transformed scale: a change that
 * all units share is no error of one. Units without both figures are left out; fewer than four others give no verdict.
 */
export function judgeAgainstPeers(
  figures: readonly PeerFigure[],
  options: OutlierOptions,
): ReadonlyMap<string, OutlierVerdict> {
  const usable = figures.filter(({ now, before }) => isUsable(now, options.scale) && isUsable(before, options.scale))
  const changes = usable.map(({ now, before }) => transform(now, options.scale) - transform(before, options.scale))
  return new Map(
    usable.map((figure, at) => [
      figure.unit,
      judgeChange(
        figure,
        changes[at] ?? 0,
        changes.filter((_, other) => other !== at),
        options,
      ),
    ]),
  )
}

function judgeChange(
  { now, before }: PeerFigure,
  change: number,
  others: readonly number[],
  options: OutlierOptions,
): OutlierVerdict {
  if (others.length < leastBaseline) return { verdict: 'too_few', score: null, expected: null, method: null }
  const floor = Math.hypot(errorOf(now, options), errorOf(before, options))
  const spread = robustSpread(others, floor)
  const score = (change - spread.centre) / spread.scale
  const expected = inverse(transform(before, options.scale) + spread.centre, options.scale)
  return verdictOf(score, natural(now, options.scale), expected, spread.method, options)
}

/** Unusual when it is both improbable and large enough to matter. */
function verdictOf(
  score: number,
  value: number,
  expected: number,
  method: Spread['method'],
  options: OutlierOptions,
): OutlierVerdict {
  const { scale, threshold = 3.5, leastChange = scale === 'proportion' ? 0.01 : 0.05 } = options
  const gap = Math.abs(value - expected)
  const isMaterial = gap >= leastChange * (scale === 'proportion' ? 1 : Math.abs(expected))
  return { verdict: isMaterial && Math.abs(score) > threshold ? 'unusual' : 'usual', score, expected, method }
}

type Spread = { readonly centre: number; readonly scale: number; readonly method: 'mad' | 'mean_deviation' | 'floor' }

function robustSpread(values: readonly number[], floor: number): Spread {
  const centre = median(values)
  const deviations = values.map((value) => Math.abs(value - centre))
  const mad = median(deviations)
  const estimate =
    mad > 0
      ? madFactor * mad
      : (meanDeviationFactor * deviations.reduce((sum, each) => sum + each, 0)) / deviations.length
  if (estimate <= floor) return { centre, scale: floor, method: 'floor' }
  return { centre, scale: estimate, method: mad > 0 ? 'mad' : 'mean_deviation' }
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

function isUsable({ value, size }: Figure, scale: OutlierScale): boolean {
  if (!Number.isFinite(value) || value < 0) return false
  return scale !== 'proportion' || (size !== undefined && size > 0 && value <= size)
}

/** The logit carries half a case on each side, so that 0 % and 100 % have one; counts carry half a case too. */
function transform({ value, size = 0 }: Figure, scale: OutlierScale): number {
  if (scale === 'proportion') return Math.log((value + 0.5) / (size - value + 0.5))
  return Math.log(value + 0.5)
}

function inverse(transformed: number, scale: OutlierScale): number {
  return scale === 'proportion' ? 1 / (1 + Math.exp(-transformed)) : Math.exp(transformed) - 0.5
}

function natural({ value, size = 0 }: Figure, scale: OutlierScale): number {
  return scale === 'proportion' ? value / size : value
}

/** At 100 % the logit's own error is huge; the smaller error of figure and baseline keeps a fall from 100 % visible. */
function errorFloor(tested: Figure, baseline: readonly Figure[], options: OutlierOptions): number {
  return Math.min(errorOf(tested, options), median(baseline.map((figure) => errorOf(figure, options))))
}

/** Standard error on the transformed scale: binomial, Poisson, or that of rounding to the printed decimals. */
function errorOf({ value, size = 0 }: Figure, { scale, decimals = 0 }: OutlierOptions): number {
  if (scale === 'proportion') return Math.sqrt(1 / (value + 0.5) + 1 / (size - value + 0.5))
  if (scale === 'count') return 1 / Math.sqrt(value + 0.5)
  return 10 ** -decimals / Math.sqrt(12) / (value + 0.5)
}
