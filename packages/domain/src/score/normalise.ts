import type { Direction } from '../indicator.ts'
import { type SheetPoint, sheetScore } from './score-sheet.ts'
import { exactSum } from '../number/sum.ts'

/**
 * Ways to bring indicators to one scale. `scale` is the span of the result (100 when absent). Only goalposts and sheets
 * score one unit alone; all others move a unit when another one changes. Sources: COINr R/normalise.R (scoring B 1.1).
 * - goalposts: (x − low) ÷ (high − low), clipped to 0..1; where lower is better the larger end scores 0
 * - min_max: (x − min) ÷ (max − min) · (high − low) + low
 * - z: (x − mean) ÷ sd · sd' + mean', sd with n − 1
 * - percentile_rank: (rank − 1) ÷ (n − 1); borda: rank − 1; rank: R's rank "min", the best has the largest
 * - distance_to_max: 1 − (max − x) ÷ (max − min); distance_to_reference: 1 − (reference − x) ÷ (reference − min)
 * - distance_to_target: (x − min) ÷ (target − min), capped at 1 where said
 * - fraction_of_max: x ÷ max
 * - sheet: a score sheet, linear or in steps
 */
export type Normaliser =
  | { readonly kind: 'goalposts'; readonly low: number; readonly high: number; readonly scale?: number }
  | { readonly kind: 'min_max'; readonly low?: number; readonly high?: number }
  | { readonly kind: 'z'; readonly mean?: number; readonly deviation?: number }
  | { readonly kind: 'percentile_rank' | 'distance_to_max' | 'fraction_of_max'; readonly scale?: number }
  | { readonly kind: 'rank' | 'borda' }
  | { readonly kind: 'distance_to_reference'; readonly reference: number; readonly scale?: number }
  | { readonly kind: 'distance_to_target'; readonly target: number; readonly cap: boolean; readonly scale?: number }
  | { readonly kind: 'sheet'; readonly points: readonly SheetPoint[]; readonly between: 'linear' | 'step' }

/** Why an indicator has no score for anybody. `cannot_discriminate`: all values are equal. */
export const normaliseNotices = [
  'cannot_discriminate',
  'needs_two_units',
  'too_few_units',
  'negative_values',
  'reference_not_above_minimum',
  'target_reached_by_all',
  'goalposts_equal',
] as const
export type NormaliseNotice = (typeof normaliseNotices)[number]

export type NormaliseInput = {
  /** null: no value, and no score either. */
  readonly values: readonly (number | null)[]
  readonly direction: Exclude<Direction, 'neutral'>
  /** Values that set minimum, maximum, mean and deviation, where these are not the period's own (all periods together). */
  readonly pool?: readonly (number | null)[]
}

/** `uncapped` is the score before clipping. A notice without scores means refused; with scores, a rule of exception. */
export type Normalised = {
  readonly scores: readonly (number | null)[]
  readonly uncapped: readonly (number | null)[]
  readonly notice: NormaliseNotice | null
}

/** Normalises one indicator over all units; never NaN or infinite. */
export function normalise(normaliser: Normaliser, input: NormaliseInput): Normalised {
  if (normaliser.kind === 'goalposts') return goalposts(normaliser, input)
  if (normaliser.kind === 'sheet') {
    return each(input, (value) => sheetScore(normaliser.points, normaliser.between, value))
  }
  // Lower-better turns the sign first, as COINr does, so that everywhere below higher is better.
  const sign = input.direction === 'higher' ? 1 : -1
  const turned = input.values.map((value) => (value === null ? null : sign * value))
  const pool = (input.pool ?? input.values).filter((value) => value !== null).map((value) => sign * value)
  return relative(normaliser, { turned, pool, sign })
}

type Relative = { readonly turned: readonly (number | null)[]; readonly pool: readonly number[]; readonly sign: number }

function relative(
  normaliser: Exclude<Normaliser, { kind: 'goalposts' | 'sheet' }>,
  { turned, pool, sign }: Relative,
): Normalised {
  const scale = 'scale' in normaliser ? (normaliser.scale ?? 100) : 100
  const [min, max] = extent(pool)
  const span = max - min
  const over = (score: (value: number) => number): Normalised => each({ values: turned }, score)
  if (pool.length < 2) return refused(turned, 'needs_two_units')
  const below = belowCounter(pool)
  switch (normaliser.kind) {
    case 'min_max': {
      if (span === 0) return refused(turned, 'cannot_discriminate')
      const { low = 0, high = 100 } = normaliser
      return over((value) => ((value - min) / span) * (high - low) + low)
    }
    case 'z': {
      if (pool.length < 5) return refused(turned, 'too_few_units')
      const mean = exactSum(pool) / pool.length
      const spread = sampleDeviation(pool)
      if (spread === 0 || span === 0) return refused(turned, 'cannot_discriminate')
      return over((value) => ((value - mean) / spread) * (normaliser.deviation ?? 1) + (normaliser.mean ?? 0))
    }
    case 'percentile_rank':
      if (pool.length < 5) return refused(turned, 'too_few_units')
      return over((value) => (scale * below(value)) / (pool.length - 1))
    case 'borda':
      return over(below)
    case 'rank':
      return over((value) => below(value) + 1)
    case 'distance_to_max':
      return span === 0 ? refused(turned, 'cannot_discriminate') : over((value) => (1 - (max - value) / span) * scale)
    case 'distance_to_reference': {
      const reference = sign * normaliser.reference
      if (reference <= min) return refused(turned, 'reference_not_above_minimum')
      return over((value) => (1 - (reference - value) / (reference - min)) * scale)
    }
    case 'distance_to_target':
      return toTarget(turned, { min, target: sign * normaliser.target, cap: normaliser.cap, scale })
    case 'fraction_of_max':
      if (sign < 0 || min < 0 || max <= 0) return refused(turned, 'negative_values')
      return over((value) => (value / max) * scale)
  }
}

/** A target at or below the worst value would turn the order around: then everybody has met it and scores full. */
function toTarget(
  turned: readonly (number | null)[],
  { min, target, cap, scale }: { min: number; target: number; cap: boolean; scale: number },
): Normalised {
  if (target <= min) return { ...each({ values: turned }, () => scale), notice: 'target_reached_by_all' }
  const raw = each({ values: turned }, (value) => ((value - min) / (target - min)) * scale)
  if (!cap) return raw
  return { ...raw, scores: raw.scores.map((score) => (score === null ? null : Math.min(score, scale))) }
}

/** Equal goalposts are refused when a method is saved; at run time who reached them scores full, all others 0. */
function goalposts(
  { low, high, scale = 100 }: Extract<Normaliser, { kind: 'goalposts' }>,
  input: NormaliseInput,
): Normalised {
  if (low === high) {
    const better = (value: number): boolean => (input.direction === 'higher' ? value >= high : value <= high)
    return { ...each(input, (value) => (better(value) ? scale : 0)), notice: 'goalposts_equal' }
  }
  const [worst, best] = low < high === (input.direction === 'higher') ? [low, high] : [high, low]
  const raw = each(input, (value) => ((value - worst) / (best - worst)) * scale)
  return { ...raw, scores: raw.scores.map((score) => (score === null ? null : Math.min(scale, Math.max(0, score)))) }
}

function each(input: Pick<NormaliseInput, 'values'>, score: (value: number) => number): Normalised {
  const scores = input.values.map((value) => (value === null ? null : score(value)))
  return { scores, uncapped: scores, notice: null }
}

function refused(values: readonly (number | null)[], notice: NormaliseNotice): Normalised {
  const scores = values.map(() => null)
  return { scores, uncapped: scores, notice }
}

function extent(values: readonly number[]): [number, number] {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return [min, max]
}

/** Standard deviation with n − 1; the sums are exact, so the order of units does not matter. */
export function sampleDeviation(values: readonly number[]): number {
  const mean = exactSum(values) / values.length
  return Math.sqrt(exactSum(values.map((value) => (value - mean) ** 2)) / (values.length - 1))
}

/** How many of the pool are smaller, for each value: R's rank with ties "min", less one. */
function belowCounter(pool: readonly number[]): (value: number) => number {
  const sorted = Float64Array.from(pool).sort()
  return (value) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? value) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** True when the kind scores a unit whatever the other units are. */
export function isAbsolute(normaliser: Normaliser): boolean {
  return normaliser.kind === 'goalposts' || normaliser.kind === 'sheet'
}
