import type { Direction } from '../indicator.ts'
import { scaledInteger } from '../number/round.ts'
import { type Period, periodIndex, yearOf } from '../period.ts'
import { isOfYear, type Pace, type TargetPoint } from './target-path.ts'

/**
 * What is still to be done for a target, in the indicator's own unit and in printed digits:
 * - reached: the value is at the target already
 * - gain: the level moves by `total`, `each` quarter at least so much (by its size: down where lower is better)
 * - volume: `total` more is counted within the year, at least `each` quarter
 * - allowance: at most `total` more may be counted within the year, at most `each` quarter
 * - exceeded: more than the whole year's limit has been counted, by `total`
 * - anew: counted from nothing in a later year, `each` quarter at least (where lower is better: at most) so much
 */
export type Need =
  | { readonly kind: 'reached' }
  | {
      readonly kind: 'gain' | 'volume' | 'allowance'
      readonly total: number
      readonly quarters: number
      readonly each: number
    }
  | { readonly kind: 'exceeded'; readonly total: number }
  | { readonly kind: 'anew'; readonly each: number }

export type NeedRequest = {
  readonly pace: Pace
  readonly direction: Exclude<Direction, 'neutral'>
  readonly decimals: number
  readonly now: Period
  readonly value: number
  readonly target: TargetPoint
}

/**
 * What must be gained per quarter from now on to meet a target. What is due by quarter is rounded so that as many quarters
 * as are left suffice: upwards, a limit downwards. Null when the target's day has come, and for what is counted anew each
 * quarter, whose every quarter has a fourth of the year's target to meet whatever came before.
 */
export function neededPerQuarter({ pace, direction, decimals, now, value, target }: NeedRequest): Need | null {
  const quarters = periodIndex(target.period) - periodIndex(now)
  if (quarters <= 0 || pace === 'quarter') return null
  const step = 10 ** decimals
  const [have, aim] = [scaledInteger(value, decimals), scaledInteger(target.value, decimals)]
  const isLimit = direction === 'lower'
  const share = (total: number, count: number): number =>
    (isLimit && isOfYear(pace) ? Math.floor(total / count) : Math.ceil(total / count)) / step
  if (isOfYear(pace)) {
    if (yearOf(target.period) !== yearOf(now)) return { kind: 'anew', each: share(aim, 4) }
    if (isLimit && have > aim) return { kind: 'exceeded', total: (have - aim) / step }
    if (!isLimit && have >= aim) return { kind: 'reached' }
    const total = Math.abs(aim - have)
    return { kind: isLimit ? 'allowance' : 'volume', total: total / step, quarters, each: share(total, quarters) }
  }
  const total = isLimit ? have - aim : aim - have
  return total <= 0
    ? { kind: 'reached' }
    : { kind: 'gain', total: total / step, quarters, each: share(total, quarters) }
}
