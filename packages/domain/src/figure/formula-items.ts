import type { Formula, Term } from '../indicator.ts'

/** Codes of the items that a formula reads. */
export function formulaItems(formula: Formula): string[] {
  const codes = (terms: readonly Term[]): string[] => terms.map((term) => term.item)
  switch (formula.kind) {
    case 'sum':
      return codes(formula.terms)
    case 'quotient':
    case 'pooled':
      return [...codes(formula.numerator), ...codes(formula.denominator)]
    case 'weightedMean':
      return [...codes(formula.numerator), ...codes(formula.denominator), formula.weight]
    case 'unitMean':
      return [formula.item, ...(formula.weight === null ? [] : [formula.weight])]
    case 'areaRatio':
      return [formula.item]
    default:
      return []
  }
}

/** Whether a figure is made of two numbers that may stand beside it; a mean of scores is made of scores alone. */
export function hasParts({ kind }: Formula): boolean {
  return kind !== 'unitMean'
}
