import { eventInterval, percentInterval } from '@cg/domain/certainty/rank-guidance'
import { quotientRules } from '@cg/domain/figure/compute'
import type { Interval } from '@cg/domain/statistics/interval'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { partUnit } from '../words.ts'

/** A share of things that are counted, not of money: only then is a binomial interval a guide. */
export function isShareOfCounts(basis: ReleaseBasis, indicator: BasisIndicator): boolean {
  return quotientRules(indicator).proportion && isOfCounts(basis, indicator)
}

function isOfCounts(basis: ReleaseBasis, { formula }: BasisIndicator): boolean {
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') return false
  return [formula.numerator, formula.denominator].every((terms) => {
    const { unit, decimals } = partUnit(basis, terms)
    return decimals === 0 && !unit.includes('元')
  })
}

export type IntervalOf = (numerator: number | null, denominator: number | null) => Interval | null

/**
 * How the 95 % interval of an indicator is reckoned from the counts behind it (scoring 1.10): Wilson's of a share, the exact
 * or Byar's of events for so many (起/万人). Null for money, for a plan's completion and for anything that is no quotient.
 */
export function intervalRule(basis: ReleaseBasis, indicator: BasisIndicator): IntervalOf | null {
  const { formula } = indicator
  if (!isOfCounts(basis, indicator) || !('multiplier' in formula)) return null
  if (isShareOfCounts(basis, indicator)) return percentInterval
  const { multiplier } = formula
  const isRate = multiplier > 100 && !quotientRules(indicator).signed
  return isRate ? (count, exposure) => eventInterval(count, exposure, multiplier) : null
}

const thinDenominator = 30
const fewEvents = 10

export type Counts = { readonly value: number; readonly denominator: number }

/**
 * A share of a handful of things jumps by chance, 4 of 7 accidents and then 12 of 14, and so does the rate of a handful of
 * events, one accident and then two: the change of either is not told.
 */
export function isThin(basis: ReleaseBasis, indicator: BasisIndicator, counts: Counts): boolean {
  return thinRule(basis, indicator)?.(counts) ?? false
}

/** The same for many units of one indicator; null where no figure of it is thin. */
export function thinRule(basis: ReleaseBasis, indicator: BasisIndicator): ((counts: Counts) => boolean) | null {
  if (isShareOfCounts(basis, indicator)) return ({ denominator }) => denominator < thinDenominator
  const { formula } = indicator
  if (intervalRule(basis, indicator) === null || !('multiplier' in formula)) return null
  const { multiplier } = formula
  return ({ value, denominator }) => Math.round((value * denominator) / multiplier) < fewEvents
}
