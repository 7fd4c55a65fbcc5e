import { ranksOf, rankShift, withoutIndicator } from './leave-one-out.ts'
import type { IndexTable } from '../index/columns.ts'
import type { Aggregate, IndexMethod, MissingChoice } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import { must } from '../must.ts'
import type { Normaliser } from '../score/normalise.ts'
import { exactMean, exactSum } from '../number/sum.ts'

/** A choice the makers of an index had, with the names of its levels. */
export type Factor = { readonly name: string; readonly levels: readonly string[] }

/** Shares of a variance: `first` by the factor alone, `total` with everything it interacts with; 0 ≤ first ≤ total ≤ 1. */
export type VarianceShare = { readonly factor: string; readonly first: number; readonly total: number }

/** How one unit fared over all runs. `frequencies`: rank → share of the runs; `unranked`: share without a rank. */
export type RankSpread = {
  readonly frequencies: ReadonlyMap<number, number>
  readonly unranked: number
  readonly best: number | null
  readonly worst: number | null
  readonly mean: number | null
}

/**
 * All combinations of all levels. `units` in the order of the runs' ranks. `shares` explain the variance of ranks
 * summed over the units that are ranked in every run; null when nothing varies. `meanShift` per run against the first.
 */
export type FactorialResult = {
  readonly runs: number
  readonly units: readonly RankSpread[]
  readonly shares: readonly VarianceShare[] | null
  readonly meanShifts: readonly (number | null)[]
}

/**
 * Runs every combination instead of sampling (scoring 1.9b): rank frequencies are exact, and the variance shares, being
 * variances of conditional means over a complete design, can be neither negative nor below their parts (fault B12).
 */
export function fullFactorial(
  factors: readonly Factor[],
  rank: (levels: readonly number[]) => readonly (number | null)[],
): FactorialResult {
  const sizes = factors.map(({ levels }) => levels.length)
  const count = sizes.reduce((product, size) => product * size, 1)
  const runs = Array.from({ length: count }, (_, run) => rank(levelsOf(run, sizes)))
  const unitCount = runs[0]?.length ?? 0
  const first = runs[0] ?? []
  return {
    runs: count,
    units: Array.from({ length: unitCount }, (_, unit) => spreadOf(runs.map((ranks) => ranks[unit] ?? null))),
    shares: varianceShares(factors, sizes, runs),
    meanShifts: runs.map((ranks) => rankShift(first, ranks).mean),
  }
}

/** The level of each factor in a run; the last factor changes fastest. */
function levelsOf(run: number, sizes: readonly number[]): number[] {
  const levels = sizes.map(() => 0)
  let rest = run
  for (let at = sizes.length - 1; at >= 0; at--) {
    const size = must(sizes[at])
    levels[at] = rest % size
    rest = Math.floor(rest / size)
  }
  return levels
}

function spreadOf(ranks: readonly (number | null)[]): RankSpread {
  const counts = new Map<number, number>()
  const known = ranks.filter((rank) => rank !== null).toSorted((left, right) => left - right)
  for (const rank of known) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  return {
    frequencies: new Map(Array.from(counts, ([rank, times]) => [rank, times / ranks.length])),
    unranked: (ranks.length - known.length) / ranks.length,
    best: known[0] ?? null,
    worst: known.at(-1) ?? null,
    mean: exactMean(known),
  }
}

function varianceShares(
  factors: readonly Factor[],
  sizes: readonly number[],
  runs: readonly (readonly (number | null)[])[],
): VarianceShare[] | null {
  const units = [...(runs[0] ?? []).keys()].filter((unit) => runs.every((ranks) => (ranks[unit] ?? null) !== null))
  const columns = units.map((unit) => runs.map((ranks) => must(ranks[unit])))
  const whole = exactSum(columns.map(varianceOf))
  if (whole === 0) return null
  return factors.map(({ name }, factor) => {
    const level = (run: number): number => must(levelsOf(run, sizes)[factor])
    const others = (run: number): string => levelsOf(run, sizes).with(factor, 0).join(',')
    const own = exactSum(columns.map((column) => varianceOf(groupMeans(column, level))))
    const rest = exactSum(columns.map((column) => varianceOf(groupMeans(column, others))))
    return { factor: name, first: clip(own / whole), total: clip(1 - rest / whole) }
  })
}

/** Rounding may leave −1e-17, or 1 and a bit. */
function clip(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function groupMeans<K>(column: readonly number[], keyOf: (run: number) => K): number[] {
  const groups = Map.groupBy(column.keys(), keyOf)
  return Array.from(groups.values(), (runs) => must(exactMean(runs.map((run) => must(column[run])))))
}

function varianceOf(values: readonly number[]): number {
  const mean = exactMean(values) ?? 0
  return exactMean(values.map((value) => (value - mean) ** 2)) ?? 0
}

/** What may be chosen otherwise; an empty list keeps what the method says. */
export type MethodChoices = {
  readonly normalisers?: readonly { readonly name: string; readonly normaliser: Normaliser }[]
  readonly aggregates?: readonly { readonly name: string; readonly aggregate: Aggregate }[]
  readonly missing?: readonly MissingChoice[]
  /** Adds a factor with the whole index and the index without each indicator. */
  readonly leaveOut?: boolean
}

/** The level that keeps the method as it is. */
export const asPublished = 'as published'

/** The full factorial over normaliser × mean × missing policy × leave-one-indicator-out; level 0 is the method itself. */
export function methodFactorial(
  method: IndexMethod,
  table: IndexTable,
  choices: MethodChoices,
): FactorialResult & { readonly factors: readonly Factor[] } {
  const changes = changesOf(method, choices)
  const factors = changes.map(({ name, levels }) => ({ name, levels: levels.map((level) => level.name) }))
  const result = fullFactorial(factors, (levels) => {
    const changed = changes.reduce((now, factor, at) => must(factor.levels[must(levels[at])]).change(now), method)
    return ranksOf(computeIndex(changed, table).ranking, table.units)
  })
  return { ...result, factors }
}

type Level = { readonly name: string; readonly change: (method: IndexMethod) => IndexMethod }

function changesOf(method: IndexMethod, choices: MethodChoices): { name: string; levels: Level[] }[] {
  const keep: Level = { name: asPublished, change: (now) => now }
  const left = method.indicators.flatMap(({ code }) => {
    return withoutIndicator(method, code) === null
      ? []
      : [{ name: code, change: (now: IndexMethod) => must(withoutIndicator(now, code)) }]
  })
  return [
    { name: 'normaliser', levels: [keep, ...(choices.normalisers ?? []).map(useNormaliser)] },
    { name: 'aggregate', levels: [keep, ...(choices.aggregates ?? []).map(useAggregate)] },
    { name: 'missing', levels: [keep, ...(choices.missing ?? []).map(useMissing)] },
    { name: 'left out', levels: [keep, ...(choices.leaveOut === true ? left : [])] },
  ].filter(({ levels }) => levels.length > 1)
}

function useNormaliser({ name, normaliser }: { name: string; normaliser: Normaliser }): Level {
  const change = (method: IndexMethod): IndexMethod => ({
    ...method,
    normaliser,
    indicators: method.indicators.map(({ normaliser: _own, ...rest }) => rest),
  })
  return { name, change }
}

function useAggregate({ name, aggregate }: { name: string; aggregate: Aggregate }): Level {
  const change = (method: IndexMethod): IndexMethod => ({
    ...method,
    aggregate,
    groups: method.groups.map(({ aggregate: _own, ...rest }) => rest),
  })
  return { name, change }
}

function useMissing(missing: MissingChoice): Level {
  const change = (method: IndexMethod): IndexMethod => ({
    ...method,
    indicators: method.indicators.map((indicator) => ({ ...indicator, missing })),
  })
  return { name: missing, change }
}
