import { zOfConfidence } from '../statistics/distribution.ts'
import { must } from '../must.ts'
import { seededRandom, type Random } from '../statistics/random.ts'
import { scaledInteger } from '../number/round.ts'

/** Fewer draws say little about a 5 % rank, and are refused (fault B12). */
export const fewestDraws = 2000

/** Ranks of all units in all draws: `ranks[draw · units + unit]`, 0 for a unit without a total. */
export type RankDraws = {
  readonly units: number
  readonly draws: number
  readonly seed: number
  readonly ranks: Uint16Array
}

export type DrawInput = {
  readonly units: number
  readonly draws: number
  readonly seed: number
  /** Totals that print equal share a rank, as in the ranking itself. */
  readonly decimals: number
  /** Fills the totals of one draw; NaN: the unit has none. */
  readonly draw: (random: Random, totals: Float64Array) => void
}

/** Draws totals and ranks them, best first, equal ones sharing the better place. */
export function drawRanks({ units, draws, seed, decimals, draw }: DrawInput): RankDraws {
  if (draws < fewestDraws) throw new RangeError(`at least ${fewestDraws} draws, not ${draws}`)
  if (units >= 65_536) throw new RangeError(`at most 65,535 units, not ${units}`)
  const random = seededRandom(seed)
  const totals = new Float64Array(units)
  const ranks = new Uint16Array(units * draws)
  const rank = ranker(units, decimals)
  for (let at = 0; at < draws; at++) {
    draw(random, totals)
    rank(totals, ranks.subarray(at * units, (at + 1) * units))
  }
  return { units, draws, seed, ranks }
}

/** Sorts printed totals with the unit's number packed into the last digits, which is many times faster than a comparator. */
function ranker(units: number, decimals: number): (totals: Float64Array, ranks: Uint16Array) => void {
  const keys = new Float64Array(units)
  return (totals, ranks) => {
    let count = 0
    ranks.fill(0)
    for (let unit = 0; unit < units; unit++) {
      const total = totals[unit] ?? Number.NaN
      if (total === total) keys[count++] = -scaledInteger(total, decimals) * 65_536 + unit
    }
    const sorted = keys.subarray(0, count).sort()
    let [rank, last] = [0, Number.NaN]
    for (let at = 0; at < count; at++) {
      const key = sorted[at] ?? 0
      const printed = Math.floor(key / 65_536)
      if (printed !== last) rank = at + 1
      last = printed
      ranks[key - printed * 65_536] = rank
    }
  }
}

/** A share of the draws with its Monte Carlo standard error √(p(1 − p) ÷ N). */
export type DrawnShare = { readonly share: number; readonly error: number }

/**
 * One unit over all draws. `low` and `high` are the 5 % and 95 % ranks (order statistics), `lowRange` and `highRange`
 * the ranks between which they lie with 95 % for this number of draws. `top`: P(rank ≤ k) for each k asked for.
 * Numbers are null for a unit that was never ranked.
 */
export type RankSummary = {
  readonly ranked: DrawnShare
  readonly mean: number | null
  readonly meanError: number | null
  readonly median: number | null
  readonly low: number | null
  readonly high: number | null
  readonly lowRange: readonly [number, number] | null
  readonly highRange: readonly [number, number] | null
  readonly top: readonly DrawnShare[]
}

/** Summaries of all units; `tail` 0.05 gives the 5 % and 95 % ranks. */
export function summariseRanks(draws: RankDraws, top: readonly number[] = [], tail = 0.05): RankSummary[] {
  const counts = new Uint32Array(draws.units + 1)
  return Array.from({ length: draws.units }, (_, unit) => {
    counts.fill(0)
    for (let at = unit; at < draws.ranks.length; at += draws.units) {
      const rank = draws.ranks[at] ?? 0
      counts[rank] = (counts[rank] ?? 0) + 1
    }
    return summaryOf(counts, draws.draws, { top, tail })
  })
}

function summaryOf(
  counts: Uint32Array,
  all: number,
  { top, tail }: { top: readonly number[]; tail: number },
): RankSummary {
  const ranked = all - must(counts[0])
  let [sum, squares] = [0, 0]
  for (let rank = 1; rank < counts.length; rank++) {
    const times = counts[rank] ?? 0
    sum += times * rank
    squares += times * rank * rank
  }
  const shares = top.map((k) => {
    let within = 0
    for (let rank = 1; rank <= Math.min(k, counts.length - 1); rank++) within += counts[rank] ?? 0
    return shareOf(within, all)
  })
  const known = { ranked: shareOf(ranked, all), top: shares }
  if (ranked === 0) {
    return {
      ...known,
      mean: null,
      meanError: null,
      median: null,
      low: null,
      high: null,
      lowRange: null,
      highRange: null,
    }
  }
  const mean = sum / ranked
  const at = (p: number): number => rankAt(counts, Math.ceil(p * ranked))
  const range = (p: number): [number, number] => {
    const reach = zOfConfidence(0.95) * Math.sqrt(ranked * p * (1 - p))
    return [rankAt(counts, Math.floor(p * ranked - reach)), rankAt(counts, Math.ceil(p * ranked + reach))]
  }
  return {
    ...known,
    mean,
    meanError: Math.sqrt(Math.max(0, squares / ranked - mean * mean) / ranked),
    median: at(0.5),
    low: at(tail),
    high: at(1 - tail),
    lowRange: range(tail),
    highRange: range(1 - tail),
  }
}

/** The rank at a place (1 …) of the draws in rising order. */
function rankAt(counts: Uint32Array, place: number): number {
  let [seen, last] = [0, 0]
  for (let rank = 1; rank < counts.length; rank++) {
    const times = counts[rank] ?? 0
    if (times === 0) continue
    seen += times
    last = rank
    if (seen >= place) return rank
  }
  return last
}

function shareOf(count: number, all: number): DrawnShare {
  const share = count / all
  return { share, error: Math.sqrt((share * (1 - share)) / all) }
}

/** P(a before b) and P(level) over the draws in which both are ranked; null when there is none. */
export function chanceBefore(draws: RankDraws, a: number, b: number): (DrawnShare & { readonly level: number }) | null {
  let [before, level, both] = [0, 0, 0]
  for (let base = 0; base < draws.ranks.length; base += draws.units) {
    const [own, other] = [draws.ranks[base + a] ?? 0, draws.ranks[base + b] ?? 0]
    if (own === 0 || other === 0) continue
    both += 1
    if (own < other) before += 1
    if (own === other) level += 1
  }
  return both === 0 ? null : { ...shareOf(before, both), level: level / both }
}
