import type { ComparisonOperator, Condition, ItemUse, Quantity } from './syntax.ts'

/** Gives the number behind a reading, or null when there is none (any state but 'reported'); null never becomes 0. */
export type Reader = (use: ItemUse) => number | null

/** What a comparison does when a side is missing: skip the comparison, or count it as broken when the other side is there. */
export type MissingStrategy = 'skip' | 'violate'
export type EvaluateOptions = {
  readonly read: Reader
  readonly tolerance: number
  readonly missingLeft: MissingStrategy
  readonly missingRight: MissingStrategy
}

/** A comparison that does not hold; `leftValue` or `rightValue` is null where a missing side was counted as broken. */
export type BrokenLink = {
  readonly kind: 'link'
  readonly left: Quantity
  readonly operator: ComparisonOperator
  readonly right: Quantity
  readonly leftValue: number | null
  readonly rightValue: number | null
}
export type BrokenRange = {
  readonly kind: 'range'
  readonly operand: Quantity
  readonly value: number
  readonly low: number
  readonly high: number
}
/** An or, or a not, that does not hold: it can only be named as a whole. */
export type BrokenWhole = { readonly kind: 'whole'; readonly condition: Condition }
export type Breach = BrokenLink | BrokenRange | BrokenWhole

/** The value of a quantity; null when an operand is missing or a divisor is 0. */
export function evaluateQuantity(quantity: Quantity, read: Reader): number | null {
  switch (quantity.kind) {
    case 'number':
      return quantity.value
    case 'item':
    case 'sumBy':
      return read(quantity)
    case 'negate': {
      const value = evaluateQuantity(quantity.operand, read)
      return value === null ? null : -value
    }
    case 'arithmetic': {
      const left = evaluateQuantity(quantity.left, read)
      const right = evaluateQuantity(quantity.right, read)
      return left === null || right === null ? null : finite(arithmetic[quantity.operator](left, right))
    }
    case 'call': {
      const values = quantity.operands.map((operand) => evaluateQuantity(operand, read))
      const known = values.filter((value) => value !== null)
      return known.length < values.length ? null : calls[quantity.name](known)
    }
  }
}

const arithmetic = {
  '+': (left: number, right: number) => left + right,
  '-': (left: number, right: number) => left - right,
  '*': (left: number, right: number) => left * right,
  '/': (left: number, right: number) => left / right,
}

const calls = {
  abs: (values: readonly number[]) => Math.abs(values[0] ?? 0),
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** True, false, or null when missing operands leave it open: false and unknown is false, true or unknown is true. */
export function evaluateCondition(condition: Condition, options: EvaluateOptions): boolean | null {
  switch (condition.kind) {
    case 'compare':
    case 'within':
      return ownVerdict(condition, options)
    case 'and':
      return conjunction(condition.operands.map((part) => evaluateCondition(part, options)))
    case 'or': {
      const verdicts = condition.operands.map((part) => evaluateCondition(part, options))
      return verdicts.includes(true) ? true : verdicts.includes(null) ? null : false
    }
    case 'not': {
      const verdict = evaluateCondition(condition.operand, options)
      return verdict === null ? null : !verdict
    }
  }
}

function conjunction(verdicts: readonly (boolean | null)[]): boolean | null {
  return verdicts.includes(false) ? false : verdicts.includes(null) ? null : true
}

function ownVerdict(
  condition: Extract<Condition, { kind: 'compare' | 'within' }>,
  options: EvaluateOptions,
): boolean | null {
  if (breachesOf(condition, options).length > 0) return false
  const sides =
    condition.kind === 'compare'
      ? [condition.first, ...condition.links.map((link) => link.operand)]
      : [condition.operand, condition.low, condition.high]
  return sides.every((side) => evaluateQuantity(side, options.read) !== null) ? true : null
}

/** What does not hold, comparison by comparison: each can be told to a person with its two sides. */
export function breachesOf(condition: Condition, options: EvaluateOptions): Breach[] {
  switch (condition.kind) {
    case 'and':
      return condition.operands.flatMap((part) => breachesOf(part, options))
    case 'compare':
      return chainBreaches(condition, options)
    case 'within':
      return rangeBreach(condition, options)
    case 'or':
    case 'not':
      return evaluateCondition(condition, options) === false ? [{ kind: 'whole', condition }] : []
  }
}

function chainBreaches(condition: Extract<Condition, { kind: 'compare' }>, options: EvaluateOptions): BrokenLink[] {
  let left = condition.first
  const breaches: BrokenLink[] = []
  for (const { operator, operand: right } of condition.links) {
    const leftValue = evaluateQuantity(left, options.read)
    const rightValue = evaluateQuantity(right, options.read)
    if (isBroken(leftValue, operator, rightValue, options))
      breaches.push({ kind: 'link', left, operator, right, leftValue, rightValue })
    left = right
  }
  return breaches
}

function isBroken(
  left: number | null,
  operator: ComparisonOperator,
  right: number | null,
  options: EvaluateOptions,
): boolean {
  if (left !== null && right !== null) return !holds(left, operator, right, options.tolerance)
  if (left === null && right === null) return false
  return (left === null ? options.missingLeft : options.missingRight) === 'violate'
}

/** Compares with the rule's tolerance and a guard against the noise of binary fractions (0.1 + 0.2 equals 0.3). */
export function holds(left: number, operator: ComparisonOperator, right: number, tolerance = 0): boolean {
  const slack = tolerance + 1e-9 * Math.max(Math.abs(left), Math.abs(right))
  const difference = left - right
  switch (operator) {
    case '<=':
      return difference <= slack
    case '>=':
      return difference >= -slack
    case '==':
      return Math.abs(difference) <= slack
    case '<':
      return difference < -slack
    case '>':
      return difference > slack
    case '!=':
      return Math.abs(difference) > slack
  }
}

function rangeBreach(
  condition: Extract<Condition, { kind: 'within' }>,
  { read, tolerance }: EvaluateOptions,
): BrokenRange[] {
  const value = evaluateQuantity(condition.operand, read)
  const low = evaluateQuantity(condition.low, read)
  const high = evaluateQuantity(condition.high, read)
  if (value === null || low === null || high === null) return []
  const inside = holds(value, '>=', low, tolerance) && holds(value, '<=', high, tolerance)
  return inside ? [] : [{ kind: 'range', operand: condition.operand, value, low, high }]
}
