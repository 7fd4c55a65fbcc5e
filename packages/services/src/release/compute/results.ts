import type { Measure, MeasureInput } from '@cg/domain/figure/compute'
import { measure, quotientRules } from '@cg/domain/figure/compute'
import { coveredShare, isCovered } from '@cg/domain/figure/coverage'
import { hasParts } from '@cg/domain/figure/formula-items'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import type { IndicatorDefinition } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { makePeriod, periodAt, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { rankColumn } from '@cg/domain/rank/rank-column'
import type { ColumnRanking } from '@cg/domain/rank/rank-column'
import { assessPace, lights } from '@cg/domain/target/target'
import { paceOf } from '@cg/domain/target/target-path'
import type { TargetPath, TargetPoint } from '@cg/domain/target/target-path'
import { unitTree } from '@cg/domain/unit-tree'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { carryQuarters, cityAt, isDefinedAlike, rankedUnits } from '../stored/basis.ts'
import { cellSource } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import type { ReleaseInput } from '../input/input.ts'
import { emptyResults, progressNames } from '../stored/result-table.ts'
import type { ResultTable } from '../stored/result-table.ts'
import { spanIn } from './span.ts'
import { tellUnasked } from './unasked.ts'
import { withholdSmallCells } from './suppress.ts'

/** The engine over this quarter's accepted cells and the earlier quarters as published. */
export function releaseEngine(input: ReleaseInput): Measure {
  return tellUnasked(engineOver(input.basis, quartersOf(input)), input)
}

/** The cells that figures of the quarter are computed from, by quarter. */
export function quartersOf({ basis, cells, earlier }: ReleaseInput): Map<string, CellTable> {
  const quarters = new Map(earlier.flatMap((one) => (one.cells === null ? [] : [[one.period as string, one.cells]])))
  quarters.set(basis.period, cells)
  return quarters
}

/** Of a basis what columns are computed by. */
export type EngineBasis = Pick<ReleaseBasis, 'period' | 'units' | 'items' | 'indicators' | 'asked'>

/** The engine over any quarters' cells, with the release's units and definitions. */
export function engineOver(
  basis: Pick<EngineBasis, 'units' | 'items' | 'indicators'>,
  quarters: ReadonlyMap<string, CellTable>,
): Measure {
  return engineOf(definitionsOf(basis), quarters, () => undefined)
}

/** What all engines of a release share. */
export type EngineDefinitions = Pick<MeasureInput, 'tree' | 'items' | 'indicators'>

export function definitionsOf(basis: Pick<EngineBasis, 'units' | 'items' | 'indicators'>): EngineDefinitions {
  return {
    tree: unitTree(basis.units),
    items: new Map(basis.items.map((item) => [item.code, item])),
    indicators: withGaps(basis),
  }
}

/** `mayRead` is told each item that is read, and throws for one that must not be. */
export function engineOf(
  definitions: EngineDefinitions,
  quarters: ReadonlyMap<string, CellTable>,
  mayRead: (item: string) => void,
): Measure {
  const source = cellSource(definitions.tree, quarters)
  return measure({
    ...definitions,
    source: (item, period, breakdown) => {
      mayRead(item)
      return source(item, period, breakdown)
    },
    carryLimit: carryQuarters,
  })
}

/** The code under which the engine answers centre minus remote of an indicator. */
export function areaGapCode(indicator: string): IndicatorDefinition['code'] {
  return `${indicator}@area-gap` as IndicatorDefinition['code']
}

function withGaps(basis: Pick<EngineBasis, 'indicators'>): Map<IndicatorDefinition['code'], IndicatorDefinition> {
  const all = new Map<IndicatorDefinition['code'], IndicatorDefinition>()
  for (const indicator of basis.indicators) {
    all.set(indicator.code, indicator)
    if (!isRatio(indicator)) continue
    all.set(areaGapCode(indicator.code), {
      ...indicator,
      code: areaGapCode(indicator.code),
      formula: { kind: 'areaGap', indicator: indicator.code, minuend: 'centre', subtrahend: 'remote' },
    })
  }
  return all
}

/** Whether Σ ÷ Σ over some of the units has a meaning. */
export function isRatio(indicator: IndicatorDefinition): boolean {
  return indicator.formula.kind === 'quotient' || indicator.formula.kind === 'pooled'
}

/** Values, targets, lights and places of every indicator and unit. */
export function computeResults({ basis }: ReleaseInput, engine: Measure): ResultTable {
  const results = emptyResults(basis.indicators.length, basis.units.length)
  for (const [i, indicator] of basis.indicators.entries()) fillValues(results, { basis, engine, indicator, i })
  withholdSmallCells(basis, results, engine.tree)
  const ranked = rankedUnits(basis)
  for (const [i, indicator] of basis.indicators.entries()) {
    fillTargets(results, { basis, engine, indicator, i })
    if (!isRanked(indicator)) continue
    rankResults(basis, ranked, i, results)
  }
  return results
}

type Filling = { basis: ReleaseBasis; engine: Measure; indicator: BasisIndicator; i: number }

function fillValues(results: ResultTable, { basis, engine, indicator, i }: Filling): void {
  const column = engine.column({ indicator: indicator.code, period: basis.period })
  const start = i * results.unitCount
  results.states.set(column.states, start)
  results.values.set(column.values, start)
  if (hasParts(indicator.formula)) {
    results.numerators.set(column.numerators, start)
    results.denominators.set(column.denominators, start)
  }
  results.coverage.set(column.coverage, start)
  results.unitsDue.set(column.unitsExpected, start)
  results.unitsReported.set(column.unitsReported, start)
  if (column.carriedFrom !== null) results.carried.set(column.carriedFrom, start)
  if (column.doubleCount !== null) results.doubleCount.set(column.doubleCount, start)
}

/** The quarter a figure was measured in. `carried`: the period index it was carried from, 0 when it was not. */
export function observedIn(period: Period, carried: number): Period {
  return carried === 0 ? period : periodAt(carried)
}

/** A figure of an earlier year is nothing for this year's target to judge (decision 32). */
export function isOfYear(period: Period, carried: number): boolean {
  return yearOf(observedIn(period, carried)) === yearOf(period)
}

/** Whether a light and a pace may be given: a figure of this year, and of the city enough behind it (decisions 32, 33). */
function mayJudge(basis: ReleaseBasis, column: ResultColumn, unit: number): boolean {
  if (!isOfYear(basis.period, column.carriedFrom?.[unit] ?? 0)) return false
  return unit !== cityAt || isCovered(coveredShare(column, unit), basis.coverageLimit)
}

function fillTargets(results: ResultTable, { basis, engine, indicator, i }: Filling): void {
  if (basis.targets[indicator.code] === undefined) return
  const targets = targetsOf(basis, indicator.code, yearOf(basis.period))
  const column = engine.column({ indicator: indicator.code, period: basis.period })
  const pathOf = targetPaths(basis, indicator)
  for (let unit = 0; unit < results.unitCount; unit++) {
    const path = pathOf(unit)
    if (path === null) continue
    const at = i * results.unitCount + unit
    const own = must(results.values[at])
    const value = Number.isNaN(own) ? null : own
    const { decimals } = indicator
    const carried = must(results.carried[at])
    // A figure of an earlier year is held against nothing; what is expected is expected of this quarter.
    const period = isOfYear(basis.period, carried) ? observedIn(basis.period, carried) : basis.period
    const seen = assessPace({ path, period, decimals }, value)
    results.targets[at] = targets?.[unit] ?? Number.NaN
    results.expected[at] = seen.expected ?? Number.NaN
    if (!mayJudge(basis, column, unit)) continue
    if (seen.light !== null) results.lights[at] = lights.indexOf(seen.light) + 1
    if (seen.progress !== null) results.progress[at] = progressCode(seen.progress.word)
  }
}

const progressCodes = { on_pace: 'on_time', slow: 'slow', stalled: 'stalled', backward: 'backwards' } as const

function progressCode(word: keyof typeof progressCodes): number {
  return progressNames.indexOf(progressCodes[word]) + 1
}

export function targetOf(basis: ReleaseBasis, indicator: string, unit: number, year: number): number | null {
  return targetsOf(basis, indicator, year)?.[unit] ?? null
}

/** The year's targets by position of the unit; undefined: none are set. */
function targetsOf(basis: ReleaseBasis, indicator: string, year: number): readonly (number | null)[] | undefined {
  return basis.targets[indicator]?.find((target) => target.year === year)?.values
}

/**
 * The way from the baseline over the year-end targets; null without a direction or any target. Targets are set for today's
 * definition: from a baseline under an earlier one nothing leads to them.
 */
export function targetPath(basis: ReleaseBasis, indicator: BasisIndicator, unit: number): TargetPath | null {
  return targetPaths(basis, indicator)(unit)
}

/** The same by unit, for who asks for all units of an indicator. */
export function targetPaths(basis: ReleaseBasis, indicator: BasisIndicator): PathOf {
  const ways = pathsIn.get(basis) ?? new Map<BasisIndicator, PathOf>()
  pathsIn.set(basis, ways)
  const way = ways.get(indicator) ?? pathsOf(basis, indicator)
  ways.set(indicator, way)
  return way
}

type PathOf = (unit: number) => TargetPath | null

/** Asked for every unit, so what all of them share is worked out once. */
const pathsIn = new WeakMap<ReleaseBasis, Map<BasisIndicator, PathOf>>()

function pathsOf(basis: ReleaseBasis, indicator: BasisIndicator): PathOf {
  const { direction } = indicator
  const years = basis.targets[indicator.code] ?? []
  if (direction === 'neutral' || years.length === 0) return () => null
  const pace = paceOf(spanIn(basis, indicator).judgedBy)
  const ceiling = quotientRules(indicator).proportion ? { ceiling: direction === 'higher' ? 100 : 0 } : {}
  const ends = years.map(({ year, values }) => ({ period: makePeriod(year, 4), values }))
  const hasBaselines = basis.baselines[indicator.code] !== undefined
  return (unit) => {
    // A list that is not grown step by step takes a third of the memory, and there is one for every unit.
    const points = (isSetIn(ends, unit) ? ends : ends.filter(({ values }) => (values[unit] ?? null) !== null)).map(
      ({ period, values }): TargetPoint => ({ period, value: must(values[unit]) }),
    )
    if (points.length === 0) return null
    const known = hasBaselines ? baselineOf(basis, indicator.code, unit) : null
    const baseline = known !== null && isDefinedAlike(indicator, known.period, basis.period) ? known : null
    return { pace, direction, baseline, points, ...ceiling }
  }
}

type Ends = readonly { readonly values: readonly (number | null)[] }[]

function isSetIn(ends: Ends, unit: number): boolean {
  for (let at = 0; at < ends.length; at++) if ((must(ends[at]).values[unit] ?? null) === null) return false
  return true
}

export function baselineOf(
  basis: ReleaseBasis,
  indicator: string,
  unit: number,
): { period: Period; value: number } | null {
  const baseline = basis.baselines[indicator]
  const value = baseline?.values[unit] ?? null
  const period = baseline?.periods[unit] ?? null
  return value === null || period === null ? null : { period, value }
}

/** Neutral and city-only indicators are listed, never ranked (decision 6). */
export function isRanked(indicator: BasisIndicator): boolean {
  return indicator.direction !== 'neutral' && !indicator.isCityOnly && indicator.formula.kind !== 'areaGap'
}

/** Fills in the places of some units among themselves by an indicator's results; fewer than three: no places. */
export function rankResults(
  basis: ReleaseBasis,
  units: readonly number[],
  i: number,
  results: Pick<ResultTable, 'values' | 'states' | 'ranks' | 'tied' | 'groupRanks'>,
): void {
  const start = i * basis.units.length
  const found = rankValues(must(basis.indicators[i]), {
    units,
    value: (unit) => must(results.values[start + unit]),
    state: (unit) => must(results.states[start + unit]),
    groups: groupsOf(basis),
  })
  if (found === null) return
  for (let u = 0; u < units.length; u++) {
    const at = start + must(units[u])
    if (found.ranks[u] === 0) continue
    results.ranks[at] = must(found.ranks[u])
    results.tied[at] = must(found.tied[u])
    results.groupRanks[at] = must(found.groupRanks[u])
  }
}

export type Ranked = {
  readonly units: readonly number[]
  readonly value: (unit: number) => number
  /** State number. */
  readonly state: (unit: number) => number
  /** The number of each unit's assessment group, by position in the basis; null: no places in groups are asked for. */
  readonly groups: Int32Array | null
}

/**
 * Places of the units by the indicator's printed values, in the order of `units`; null below three with a value: values, no
 * ranking (decision 6).
 */
export function rankValues(
  { direction, decimals }: BasisIndicator,
  { units, value, state, groups }: Ranked,
): ColumnRanking | null {
  // Filled by hand: TypedArray.from asks an iterator for each of a nation's units, for every indicator anew.
  const columns = {
    values: new Float64Array(units.length),
    states: new Uint8Array(units.length),
    groups: groups === null ? null : new Int32Array(units.length),
  }
  for (let u = 0; u < units.length; u++) {
    const unit = must(units[u])
    columns.values[u] = value(unit)
    columns.states[u] = state(unit)
    if (groups !== null && columns.groups !== null) columns.groups[u] = must(groups[unit])
  }
  const found = rankColumn(columns, { direction: direction === 'lower' ? 'lower' : 'higher', decimals })
  return found.ranked < fewestRanked ? null : found
}

const fewestRanked = 3

const groupsIn = new WeakMap<ReleaseBasis, Int32Array>()

/** Assessment groups as numbers, by position of the unit; -1: none. */
function groupsOf(basis: ReleaseBasis): Int32Array {
  const known = groupsIn.get(basis)
  if (known !== undefined) return known
  const names = [...new Set(basis.units.map((unit) => unit.assessmentGroup))].filter((name) => name !== null)
  const numbers = new Map(names.map((name, at) => [name, at]))
  const made = Int32Array.from(basis.units, ({ assessmentGroup: name }) =>
    name === null ? -1 : must(numbers.get(name)),
  )
  groupsIn.set(basis, made)
  return made
}
