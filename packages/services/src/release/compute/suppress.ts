import { stateCode } from '@cg/domain/column'
import type { Term } from '@cg/domain/indicator'
import { suppress } from '@cg/domain/figure/suppression'
import type { UnitTree } from '@cg/domain/unit-tree'
import { countsSomeone } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { numberAt } from '../stored/result-table.ts'
import type { ResultTable } from '../stored/result-table.ts'

/** What of an indicator counts people or enterprises, so that a count of one or two would point at someone. */
export type CountedParts = { readonly numerator: boolean; readonly denominator: boolean }

export function countedParts(basis: ReleaseBasis, { formula }: BasisIndicator): CountedParts {
  const counts = (terms: readonly Term[]): boolean => terms.some(({ item }) => isCountedItem(basis, item))
  switch (formula.kind) {
    case 'sum':
      return { numerator: counts(formula.terms), denominator: false }
    case 'quotient':
    case 'pooled':
      return { numerator: counts(formula.numerator), denominator: counts(formula.denominator) }
    case 'weightedMean':
      return { numerator: false, denominator: counts([{ item: formula.weight, coefficient: 1 }]) }
    default:
      return { numerator: false, denominator: false }
  }
}

/** True for an item that counts people or enterprises and that the city has not declared public. */
export function isCountedItem(basis: ReleaseBasis, code: string): boolean {
  const found = basis.items.find((one) => one.code === code)
  return found !== undefined && countsSomeone(basis, found.unit) && !basis.smallCellExempt.includes(code)
}

/** True for 1 … limit-1: nobody at all is not a small cell. */
export function isSmallCount(count: number | null | undefined, limit: number): boolean {
  return count !== null && count !== undefined && count > 0 && count < limit
}

/**
 * Withholds figures that rest on one or two people or enterprises (decision 11), and those from which they would follow
 * by subtraction, with the parts from which either could be reckoned. What later quarters add up stays in the cells.
 */
export function withholdSmallCells(basis: ReleaseBasis, results: ResultTable, tree: UnitTree): void {
  for (const [i, indicator] of basis.indicators.entries()) {
    const counted = countedParts(basis, indicator)
    const start = i * results.unitCount
    const hidden = [
      ...(counted.numerator ? disclosures(basis, results.numerators, { tree, start }) : []),
      ...(counted.denominator ? disclosures(basis, results.denominators, { tree, start }) : []),
    ]
    for (const unit of hidden) withhold(results, start + unit)
  }
}

type Column = { readonly tree: UnitTree; readonly start: number }

/** Units whose count may not be shown: the small ones and those that would give them away. */
function disclosures(basis: ReleaseBasis, column: Float64Array, { tree, start }: Column): number[] {
  const counts = tree.units.map((_, unit) => numberAt(column, start + unit))
  if (!counts.some((count) => isSmallCount(count, basis.smallCellLimit))) return []
  return suppress(tree, counts, basis.smallCellLimit).flatMap((mark, unit) => (mark === 'shown' ? [] : [unit]))
}

function withhold(results: ResultTable, at: number): void {
  results.states[at] = stateCode.withheld
  for (const column of [results.values, results.numerators, results.denominators, results.coverage]) {
    column[at] = Number.NaN
  }
}
