import { quotientRules } from '@cg/domain/figure/compute'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { partUnit } from '../words.ts'

/** A share of things that are counted, not of money: only then is a binomial interval a guide. */
export function isShareOfCounts(basis: ReleaseBasis, indicator: BasisIndicator): boolean {
  const { formula } = indicator
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') return false
  if (!quotientRules(indicator).proportion) return false
  return [formula.numerator, formula.denominator].every((terms) => {
    const { unit, decimals } = partUnit(basis, terms)
    return decimals === 0 && !unit.includes('元')
  })
}

const thinDenominator = 30

/** A share of a handful of things jumps by chance, 4 of 7 accidents and then 12 of 14: its change is not told. */
export function isThinShare(basis: ReleaseBasis, indicator: BasisIndicator, denominator: number): boolean {
  return denominator < thinDenominator && isShareOfCounts(basis, indicator)
}
