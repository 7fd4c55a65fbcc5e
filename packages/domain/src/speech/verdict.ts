import { formatProse } from '../number/number-format.ts'
import type { BookMeasure, Finding } from './book.ts'
import type { Looked } from './lookup.ts'
import type { Quantity } from './quantity.ts'
import { matchWritten, plainCount, writeFor } from './written.ts'

/** What the book says of a claim, before the doubts of its words are laid over it. */
export type Verdict = Pick<Finding, 'mark' | 'expected' | 'reason' | 'period'>

/** Whose figure of what a claim is about. */
export type Target = { readonly measure: BookMeasure; readonly place: string }

/** Whose changes are in 个百分点. */
export const isPoints = ({ unit }: BookMeasure): boolean => unit === '%' || unit === '百分点'

/** No figure to hold the claim against. */
export const not = ({ kind, why, period }: Extract<Looked, { why: string }>): Verdict => ({
  mark: kind === 'doubt' ? 'unclear' : 'missing',
  expected: null,
  reason: why,
  period,
})

type Held = {
  readonly measure: { readonly unit: string; readonly decimals: number }
  readonly value: number
  readonly what: string
}

/** The figure written held against `value`; `what` names it in the reason. */
export function held(quantity: Quantity, { measure, value, what }: Held): Omit<Verdict, 'period'> {
  const expected = writeFor(quantity, value, measure)
  // 同比提高1.1个百分点, and 劳动合同签订率为95.7%.
  const told = `${what}${/(?:[高降低加少长差]|占全市的)$/u.test(what) ? '' : '为'}${plainCount(quantity, value, measure) ?? formatProse(value, measure)}`
  if (quantity.kind === 'blank') return { mark: 'equal', expected, reason: told }
  const { result, why } = matchWritten(quantity, value, measure)
  const reason = why === '' ? told : `${told}；${why}`
  return {
    mark: result === 'equal' ? 'equal' : result === 'loose' ? 'unclear' : 'differs',
    expected: result === 'equal' ? null : expected,
    reason,
  }
}
