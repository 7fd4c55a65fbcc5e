import { emptyColumn, stateCode } from '../column.ts'
import { worseState } from './item-column.ts'
import { must } from '../must.ts'
import { oldestOrigins, type Operand } from './operand.ts'
import { emptyResult, isUsable, judgeQuotient, type ResultColumn, rollUp, sumOver } from './rollup.ts'
import { byArea, unitsOfKinds } from '../unit-tree.ts'
import type { KindOf, UnitTree } from '../unit-tree.ts'

type WeightedSides = {
  readonly numerator: Operand | null
  /** 'one': the numerator is the unit's own figure. */
  readonly denominator: Operand | 'one' | null
  readonly weight: Operand | null
}

/**
 * Unit quotients averaged with a weight: Σ w·(x ÷ n) ÷ Σ w (domain 2.1, WEIGHTED_MEAN). The result's numerator and
 * denominator are Σ w·(x ÷ n) and Σ w. A unit's own quotient needs no weight; without one its parent cannot add it.
 */
export function weightedResult(tree: UnitTree, multiplier: number, sides: WeightedSides): ResultColumn | null {
  const { numerator, denominator, weight } = sides
  if (numerator === null || denominator === null) return null
  const length = tree.units.length
  const quotients = emptyColumn(length)
  const weighted = emptyColumn(length)
  const weights = emptyColumn(length)
  for (let unit = 0; unit < length; unit++) {
    const state = quotientState(numerator, denominator, unit)
    quotients.states[unit] = state
    const value =
      state === stateCode.reported ? must(numerator.values[unit]) / dividedBy(denominator, unit) : Number.NaN
    quotients.values[unit] = value
    const share = weight === null ? Number.NaN : must(weight.values[unit])
    const both = state === stateCode.reported ? (weight?.states[unit] ?? stateCode.not_reported) : state
    weighted.states[unit] = weights.states[unit] = both
    weighted.values[unit] = both === stateCode.reported ? value * share : Number.NaN
    weights.values[unit] = both === stateCode.reported ? share : Number.NaN
  }
  const rules = { proportion: false, signed: true }
  const result = rollUp({ tree, numerator: weighted, denominator: weights, multiplier, rules, distinct: false })
  for (let unit = 0; unit < length; unit++) {
    if (quotients.states[unit] === stateCode.reported && must(tree.children[unit]).length === 0) {
      result.states[unit] = stateCode.reported
      result.values[unit] = must(quotients.values[unit]) * multiplier
    }
  }
  return result
}

function dividedBy(denominator: Operand | 'one', unit: number): number {
  return denominator === 'one' ? 1 : must(denominator.values[unit])
}

function quotientState(numerator: Operand, denominator: Operand | 'one', unit: number): number {
  const own = must(numerator.states[unit])
  if (denominator === 'one') return own
  const state = worseState(own, must(denominator.states[unit]))
  if (state !== stateCode.reported) return state
  return judgeQuotient(must(numerator.values[unit]), must(denominator.values[unit]), {
    proportion: false,
    signed: true,
  })
}

/** Two kinds of unit, told apart by their areas unless `kindOf` says otherwise. */
export type AreaComparison = {
  readonly first: string
  readonly second: string
  readonly kindOf?: KindOf
  readonly combine: 'quotient' | 'difference'
  readonly multiplier: number
}

/**
 * Compares two kinds of area, or of units by another trait, below each parent, each Σ ÷ Σ over its own units (CITY_ONLY). Not computable while a unit of
 * either side is missing, or measured in another quarter than the rest (scoring 1.1, decision 31); `missing` names them.
 * Units without areas below them, and parents in which one of the two kinds does not occur, are 不适用.
 */
export function areaResult(tree: UnitTree, under: ResultColumn, comparison: AreaComparison): ResultColumn {
  const maps = { missing: new Map<number, readonly number[]>(), compared: new Map<number, readonly number[]>() }
  const result = { ...emptyResult(tree.units.length), ...maps }
  for (const [unit, children] of tree.children.entries()) {
    result.states[unit] = stateCode.not_applicable
    result.unitsExpected[unit] = 0
    if (children.length > 0) compareAreas(tree, unit, { under, comparison, result })
  }
  return result
}

type AreaWork = {
  readonly under: ResultColumn
  readonly comparison: AreaComparison
  readonly result: ReturnType<typeof emptyResult> & {
    readonly missing: Map<number, readonly number[]>
    readonly compared: Map<number, readonly number[]>
  }
}

function compareAreas(tree: UnitTree, unit: number, { under, comparison, result }: AreaWork): void {
  const { first: one, second: other, kindOf = byArea } = comparison
  const isOf = (kind: string) => (at: number) => kindOf(must(tree.units[at])) === kind
  const all = unitsOfKinds(tree, unit, kindOf).filter((at) => isOf(one)(at) || isOf(other)(at))
  const origin = newestOrigin(under, all)
  const used = all.filter((at) => !isNoPart(under, at, origin))
  const [first, second] = [used.filter(isOf(one)), used.filter(isOf(other))]
  if (first.length === 0 || second.length === 0) return
  result.compared.set(unit, used)
  const missing = used.filter((at) => !isThere(under, at) || originOf(under, at) !== origin)
  result.unitsExpected[unit] = used.length
  result.unitsReported[unit] = used.length - missing.length
  if (missing.length > 0) {
    result.missing.set(unit, missing)
    result.states[unit] = stateCode.uncomputable
    return
  }
  if (origin !== 0) (result.carriedFrom ??= new Int32Array(tree.units.length))[unit] = origin
  const [x, y] = [areaValue(under, first, comparison), areaValue(under, second, comparison)]
  if (x === null || y === null || (comparison.combine === 'quotient' && y === 0)) {
    result.states[unit] = stateCode.zero_denominator
    return
  }
  result.numerators[unit] = x
  result.denominators[unit] = y
  result.coverage[unit] = 1
  result.states[unit] = stateCode.reported
  result.values[unit] = comparison.combine === 'difference' ? x - y : (x * comparison.multiplier) / y
}

/** Whether a unit's whole figure is there: a zero denominator adds (0, 0), a partial sum lacks a unit below. */
function isThere(under: ResultColumn, at: number): boolean {
  const state = must(under.states[at])
  return state === stateCode.reported || state === stateCode.zero_denominator
}

/** Not asked now, or not asked when the others were; 不适用 carried from before that leaves the figure owed. */
function isNoPart(under: ResultColumn, at: number, newest: number): boolean {
  const origin = originOf(under, at)
  return under.states[at] === stateCode.not_applicable && (origin === 0 || origin === newest)
}

/** The period index a figure was carried from; 0: it is the quarter's own. */
function originOf(under: ResultColumn, at: number): number {
  return under.carriedFrom?.[at] ?? 0
}

/** The newest quarter for which any of them has a word, be it that there is no figure; 0: the quarter itself. */
function newestOrigin(under: ResultColumn, all: readonly number[]): number {
  const silent: readonly number[] = [stateCode.not_reported, stateCode.not_applicable]
  const origins = all.filter((at) => !silent.includes(must(under.states[at]))).map((at) => originOf(under, at))
  return origins.includes(0) ? 0 : Math.max(0, ...origins)
}

/** Σ of sums, or Σ ÷ Σ of quotients; null where nothing is divided by. */
function areaValue(
  under: ResultColumn,
  units: readonly number[],
  { combine, multiplier }: AreaComparison,
): number | null {
  const x = sumOver(units, under.numerators)
  if (combine === 'quotient') return x
  const n = sumOver(units, under.denominators)
  if (Number.isNaN(n)) return x * multiplier
  return n === 0 ? null : (x * multiplier) / n
}

/**
 * One indicator ÷ another on the same unit (DERIVED). Of a parent both must cover the same units (decision 31): where one
 * lacks a unit that the other has, there is no value and `missing` names it. Partial or carried parts make it so.
 */
export function derivedResult(
  tree: UnitTree,
  upper: ResultColumn,
  lower: ResultColumn,
  multiplier: number,
): ResultColumn {
  const length = upper.states.length
  const result = emptyResult(length)
  const missing = new Map<number, readonly number[]>()
  for (let unit = 0; unit < length; unit++) {
    const states = [must(upper.states[unit]), must(lower.states[unit])] as const
    const [x, y] = [must(upper.values[unit]), must(lower.values[unit])]
    result.unitsExpected[unit] = Math.max(must(upper.unitsExpected[unit]), must(lower.unitsExpected[unit]))
    result.unitsReported[unit] = Math.min(must(upper.unitsReported[unit]), must(lower.unitsReported[unit]))
    if (Number.isNaN(x) || Number.isNaN(y)) {
      result.states[unit] = derivedState(states[0], states[1])
      continue
    }
    const unequal = states.includes(stateCode.partial) ? onlyInOne(tree, unit, [upper, lower]) : []
    if (unequal.length > 0) {
      missing.set(unit, unequal)
      result.states[unit] = stateCode.uncomputable
      continue
    }
    result.numerators[unit] = x
    result.denominators[unit] = y
    result.coverage[unit] = Math.min(must(upper.coverage[unit]), must(lower.coverage[unit]))
    if (y === 0) result.states[unit] = stateCode.zero_denominator
    else {
      result.states[unit] = states.includes(stateCode.partial) ? stateCode.partial : stateCode.reported
      result.values[unit] = (x * multiplier) / y
    }
  }
  return { ...result, missing, carriedFrom: oldestOrigins([upper.carriedFrom, lower.carriedFrom]) }
}

/** Children that are part of one sum and not of the other. */
function onlyInOne(tree: UnitTree, unit: number, [upper, lower]: readonly [ResultColumn, ResultColumn]): number[] {
  return Array.from(must(tree.children[unit])).filter(
    (child) => isUsable(must(upper.states[child])) !== isUsable(must(lower.states[child])),
  )
}

function derivedState(left: number, right: number): number {
  const without = [left, right].filter((state) => state !== stateCode.reported && state !== stateCode.partial)
  return without.includes(stateCode.zero_denominator)
    ? stateCode.zero_denominator
    : without.reduce((state, own) => worseState(state, own), stateCode.withheld as number)
}
