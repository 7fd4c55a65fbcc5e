import { stateCode } from '../column.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'
import { worseState } from './item-column.ts'

/** One side of a figure of one unit: a state number and, where it is reported, its value. */
export type Part = { readonly value: number; readonly state: number }

/**
 * What several units that became one had between them: the sum, only where every one of them to whom it applied had
 * reported; otherwise the most telling of their states. `value` is NaN where there is none.
 */
export function mergeParts(parts: readonly Part[]): Part {
  const asked = parts.filter(({ state }) => state !== stateCode.not_applicable)
  if (asked.length === 0) return { value: Number.NaN, state: stateCode.not_applicable }
  const state = asked.map((part) => part.state).reduce(worseState)
  if (state !== stateCode.reported) return { value: Number.NaN, state }
  return { value: exactSum(asked.map(({ value }) => must(value))), state }
}
