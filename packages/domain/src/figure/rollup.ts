import { type CellColumn, stateCode } from '../column.ts'
import { worseState } from './item-column.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'
import type { UnitTree } from '../unit-tree.ts'

/**
 * One indicator of one quarter over all units. NaN stands for null. `numerator` and `denominator` are those the value was
 * made of; `coverage` is the share of the denominator that reported. `childSum` is the children's numerator beside a
 * parent's own entered one, `doubleCount` marks a sum of distinct people (可能重复计数), `carriedFrom` the period index
 * of a carried value (0: not carried). Those three are null when no unit needs them. `missing` lists, by unit, the units
 * without which its comparison cannot be computed, and `compared` those that it is made of.
 */
export type ResultColumn = {
  readonly states: Uint8Array
  readonly values: Float64Array
  readonly numerators: Float64Array
  readonly denominators: Float64Array
  readonly coverage: Float64Array
  readonly unitsReported: Int32Array
  readonly unitsExpected: Int32Array
  readonly childSum: Float64Array | null
  readonly doubleCount: Uint8Array | null
  readonly carriedFrom: Int32Array | null
  readonly missing?: ReadonlyMap<number, readonly number[]>
  readonly compared?: ReadonlyMap<number, readonly number[]>
}

/** What a quotient may be: a proportion has x ≤ n; a signed one (growth) may be negative. */
export type QuotientRules = { readonly proportion: boolean; readonly signed: boolean }

export type RollupInput = {
  readonly tree: UnitTree
  readonly numerator: CellColumn
  /** null for sums. */
  readonly denominator: CellColumn | null
  readonly multiplier: number
  readonly rules: QuotientRules
  /** The numerator counts distinct people, so children cannot simply be added (decision 9). */
  readonly distinct: boolean
}

/** A fresh result column in which every unit is 未报. */
export function emptyResult(length: number): { -readonly [K in keyof ResultColumn]: ResultColumn[K] } {
  const blank = (): Float64Array => new Float64Array(length).fill(Number.NaN)
  return {
    states: new Uint8Array(length).fill(stateCode.not_reported),
    values: blank(),
    numerators: blank(),
    denominators: blank(),
    coverage: blank(),
    unitsReported: new Int32Array(length),
    unitsExpected: new Int32Array(length).fill(1),
    childSum: null,
    doubleCount: null,
    carriedFrom: null,
  }
}

/** The state of x over n: a proportion above 1, a negative count or people over nobody are invalid (scoring A.2). */
export function judgeQuotient(numerator: number, denominator: number, rules: QuotientRules): number {
  if (denominator < 0 || (numerator < 0 && !rules.signed)) return stateCode.invalid
  if (denominator === 0) return numerator === 0 || rules.signed ? stateCode.zero_denominator : stateCode.invalid
  return rules.proportion && numerator > denominator ? stateCode.invalid : stateCode.reported
}

/** True for results that a parent adds up: a zero denominator adds (0, 0). */
export function isUsable(state: number): boolean {
  return state === stateCode.reported || state === stateCode.partial || state === stateCode.zero_denominator
}

/** Σ over what `pick` selects, exact for fractions whatever the order (scoring A.3: permutations are bit-identical). */
export function sumOver(units: ArrayLike<number>, values: Float64Array): number {
  let sum = 0
  let whole = true
  for (let at = 0; at < units.length; at++) {
    const value = must(values[must(units[at])])
    sum += value
    whole &&= Number.isInteger(value)
  }
  if (Number.isNaN(sum)) return sum
  if (whole && Math.abs(sum) <= Number.MAX_SAFE_INTEGER) return sum
  return exactSum(Array.from(units, (unit) => must(values[unit])))
}

/**
 * One side of the quotient added up by itself, worked out for a unit only when it is asked for. `status` is 0 where it
 * has not been, else 1 (nobody has it), 2 (some children have it) or 3 (all to whom it applies).
 */
type Side = { readonly column: CellColumn; readonly sums: Float64Array; readonly status: Uint8Array }

type Work = RollupInput & {
  readonly result: ReturnType<typeof emptyResult>
  /** The denominator that would be there had everyone reported; NaN when somebody's is unknown. */
  readonly expected: Float64Array
  upper: Side | null
  lower: Side | null
}

/** Computes every unit, children before parents: Σ numerators ÷ Σ denominators of the same children (domain 2.1). */
export function rollUp(input: RollupInput): ResultColumn {
  const length = input.tree.units.length
  const work: Work = {
    ...input,
    result: emptyResult(length),
    expected: new Float64Array(length).fill(Number.NaN),
    upper: null,
    lower: null,
  }
  for (const unit of input.tree.order) {
    if (must(input.tree.children[unit]).length === 0) computeOwn(work, unit)
    else computeParent(work, unit)
  }
  return work.result
}

/** A unit's own cells, without children. */
function computeOwn(work: Work, unit: number): void {
  const { result, numerator, denominator } = work
  const state = worseState(must(numerator.states[unit]), denominator === null ? 0 : must(denominator.states[unit]))
  if (denominator === null) work.expected[unit] = 1
  else if (denominator.states[unit] === 0) work.expected[unit] = must(denominator.values[unit])
  if (state === stateCode.not_applicable) work.expected[unit] = result.unitsExpected[unit] = 0
  result.states[unit] = state
  if (state !== 0) return
  settle(work, unit, must(numerator.values[unit]), denominator === null ? 1 : must(denominator.values[unit]), true)
  if (isUsable(must(result.states[unit]))) {
    result.unitsReported[unit] = 1
    result.coverage[unit] = 1
  }
}

/** Writes the outcome of x over n. `own` values are judged; sums of judged children only for an empty denominator. */
function settle(work: Work, unit: number, x: number, n: number, own: boolean): void {
  const { result, rules, multiplier } = work
  const state = work.denominator === null ? stateCode.reported : judgeOf(x, n, own, rules)
  result.states[unit] = state
  if (state === stateCode.invalid) return
  const value = state === stateCode.reported ? (x * multiplier) / n : Number.NaN
  if (state === stateCode.reported && !Number.isFinite(value)) {
    result.states[unit] = stateCode.invalid
    return
  }
  result.numerators[unit] = x
  if (work.denominator !== null) result.denominators[unit] = n
  result.values[unit] = value
}

function judgeOf(x: number, n: number, own: boolean, rules: QuotientRules): number {
  if (own) return judgeQuotient(x, n, rules)
  return n === 0 ? stateCode.zero_denominator : stateCode.reported
}

function computeParent(work: Work, unit: number): void {
  const children = must(work.tree.children[unit])
  countUnits(work, children, unit)
  const usable = usableOf(children, work.result.states)
  const ownNumerator = work.numerator.states[unit] === stateCode.reported
  if (work.distinct && ownNumerator) {
    const below = work.denominator === null ? 1 : lowerSum(work, unit)
    if (below !== null) return computeFromOwnNumerator(work, unit, { usable, below })
  }
  if (usable.length === 0) return computeWithoutChildren(work, unit, children)
  computeFromChildren(work, unit, children, usable)
}

function usableOf(children: Int32Array, states: Uint8Array): number[] {
  const usable: number[] = []
  for (const child of children) if (isUsable(must(states[child]))) usable.push(child)
  return usable
}

function upperSum(work: Work, unit: number): number | null {
  work.upper ??= startSide(work.numerator)
  return wholeSide(work.upper, work.tree, unit)
}

function lowerSum(work: Work, unit: number): number | null {
  work.lower ??= startSide(must(work.denominator))
  return wholeSide(work.lower, work.tree, unit)
}

function startSide(column: CellColumn): Side {
  return { column, sums: column.values.slice(), status: new Uint8Array(column.states.length) }
}

/** The side over the children when every one to whom it applies has it, else null. */
function wholeSide(side: Side, tree: UnitTree, unit: number): number | null {
  return sideStatus(side, tree, unit) === 3 && must(tree.children[unit]).length > 0 ? must(side.sums[unit]) : null
}

function sideStatus(side: Side, tree: UnitTree, unit: number): number {
  const found = must(side.status[unit])
  if (found !== 0) return found
  const adding: number[] = []
  let whole = true
  for (const child of must(tree.children[unit])) {
    const status = sideStatus(side, tree, child)
    if (status > 1) adding.push(child)
    if (status < 3 && side.column.states[child] !== stateCode.not_applicable) whole = false
  }
  if (adding.length > 0) side.sums[unit] = sumOver(adding, side.sums)
  const own = side.column.states[unit] === stateCode.reported ? 3 : 1
  const status = adding.length > 0 ? (whole ? 3 : 2) : own
  side.status[unit] = status
  return status
}

function countUnits({ result, expected, denominator }: Work, children: Int32Array, unit: number): void {
  let expectedUnits = 0
  let reportedUnits = 0
  for (const child of children) {
    expectedUnits += must(result.unitsExpected[child])
    reportedUnits += must(result.unitsReported[child])
  }
  result.unitsExpected[unit] = expectedUnits
  result.unitsReported[unit] = reportedUnits
  expected[unit] = denominator === null ? expectedUnits : sumOver(children, expected)
}

type OwnNumerator = { readonly usable: readonly number[]; readonly below: number }

/**
 * Decision 9: the parent's own count of distinct people, over the whole denominator, with the children's sum beside it.
 * Without any child's figure it stands above as one unit that reported for itself.
 */
function computeFromOwnNumerator(work: Work, unit: number, { usable, below }: OwnNumerator): void {
  settle(work, unit, must(work.numerator.values[unit]), below, true)
  work.result.coverage[unit] = 1
  if (usable.length === 0) {
    countItself(work, unit, below)
    work.result.unitsReported[unit] = isUsable(must(work.result.states[unit])) ? 1 : 0
    return
  }
  work.result.childSum ??= new Float64Array(work.tree.units.length).fill(Number.NaN)
  work.result.childSum[unit] = sumOver(usable, work.result.numerators)
}

function computeFromChildren(work: Work, unit: number, children: Int32Array, usable: readonly number[]): void {
  const { result, denominator } = work
  const x = sumOver(usable, result.numerators)
  const n = denominator === null ? 1 : sumOver(usable, result.denominators)
  const complete = children.every((child) => isWhole(must(result.states[child])))
  if (n === 0 && !complete) {
    result.states[unit] = stateWithoutValue(work, unit, children)
    return
  }
  settle(work, unit, x, n, false)
  if (!complete && result.states[unit] === stateCode.reported) result.states[unit] = stateCode.partial
  result.coverage[unit] = complete ? 1 : shareReported(work, unit, n)
  if (work.distinct && usable.length > 1) {
    result.doubleCount ??= new Uint8Array(work.tree.units.length)
    result.doubleCount[unit] = 1
  }
}

/** True for results that lack nothing: all of it is there, or nothing was to be. */
export function isWhole(state: number): boolean {
  return state === stateCode.reported || state === stateCode.zero_denominator || state === stateCode.not_applicable
}

/** Of a sum the denominator is the number of units; of a quotient it must be known for all of them, else null. */
function shareReported({ denominator, expected, result }: Work, unit: number, n: number): number {
  const whole = must(expected[unit])
  if (denominator === null) return whole > 0 ? must(result.unitsReported[unit]) / whole : Number.NaN
  return whole > 0 ? n / whole : Number.NaN
}

/**
 * No child can be added up: the parent's own cells count, and it stands above as one unit that reported for itself. It
 * may own one side only and take the other from the children if they have it whole; two sides from children who have no
 * quotient would be two different sets of them.
 */
function computeWithoutChildren(work: Work, unit: number, children: Int32Array): void {
  const ownUpper = work.numerator.states[unit] === stateCode.reported
  const ownLower = work.denominator?.states[unit] === stateCode.reported
  if (ownUpper || ownLower) {
    const x = ownUpper ? must(work.numerator.values[unit]) : upperSum(work, unit)
    const n = lowerOf(work, unit)
    if (n !== null) countItself(work, unit, n)
    if (x !== null && n !== null) {
      settle(work, unit, x, n, true)
      work.result.coverage[unit] = 1
      work.result.unitsReported[unit] = isUsable(must(work.result.states[unit])) ? 1 : 0
      return
    }
  }
  work.result.states[unit] = stateWithoutValue(work, unit, children)
}

/** Who enters for itself owes one figure, whatever its children owe. */
function countItself({ result, expected }: Work, unit: number, n: number): void {
  result.unitsExpected[unit] = 1
  expected[unit] = n
}

function lowerOf(work: Work, unit: number): number | null {
  if (work.denominator === null) return 1
  return work.denominator.states[unit] === 0 ? must(work.denominator.values[unit]) : lowerSum(work, unit)
}

function stateWithoutValue({ numerator, denominator, result }: Work, unit: number, children: Int32Array): number {
  const own = worseState(must(numerator.states[unit]), denominator === null ? 0 : must(denominator.states[unit]))
  const applicable = children.filter((child) => result.states[child] !== stateCode.not_applicable)
  if (applicable.length === 0) return stateCode.not_applicable
  if (own !== stateCode.not_reported && own !== stateCode.reported) return own
  let owed: number = stateCode.withheld
  for (const child of applicable) {
    const state = must(result.states[child])
    if (!isUsable(state)) owed = worseState(owed, state)
  }
  return owed
}
