import { stateCode } from '@cg/domain/column'
import type { Term } from '@cg/domain/indicator'
import { suppress } from '@cg/domain/figure/suppression'
import { must } from '@cg/domain/must'
import type { UnitTree } from '@cg/domain/unit-tree'
import { countsSomeone } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { numberAt } from '../stored/result-table.ts'
import type { ResultTable } from '../stored/result-table.ts'
import { groupMeasures } from './worker-groups.ts'

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
  const countsIn = (column: Float64Array, i: number): Counts =>
    tree.units.map((_, unit) => numberAt(column, i * results.unitCount + unit))
  const hidden = basis.indicators.map((indicator, i) =>
    countedColumns(basis, indicator, results).flatMap((column) => disclosures(basis, tree, countsIn(column, i))),
  )
  // Of everybody's count and a group's the difference is told as well: the others, who may be one or two.
  for (const { whole, part, isSameBase } of groupMeasures(basis)) {
    const counted = countedParts(basis, must(basis.indicators[part]))
    const columns = [
      ...(counted.numerator ? [results.numerators] : []),
      ...(counted.denominator && isSameBase ? [results.denominators] : []),
    ]
    for (const column of columns) {
      const rest = withoutPart(countsIn(column, whole), countsIn(column, part))
      must(hidden[part]).push(...disclosures(basis, tree, rest))
    }
  }
  for (const [i, units] of hidden.entries()) for (const unit of units) withhold(results, i * results.unitCount + unit)
}

type Counts = readonly (number | null)[]

function countedColumns(basis: ReleaseBasis, indicator: BasisIndicator, results: ResultTable): Float64Array[] {
  const counted = countedParts(basis, indicator)
  return [...(counted.numerator ? [results.numerators] : []), ...(counted.denominator ? [results.denominators] : [])]
}

function withoutPart(whole: Counts, part: Counts): Counts {
  return whole.map((count, at) => {
    const own = part[at] ?? null
    return count === null || own === null ? null : count - own
  })
}

/** Units whose count may not be shown: the small ones and those that would give them away. */
function disclosures(basis: ReleaseBasis, tree: UnitTree, counts: Counts): number[] {
  if (!counts.some((count) => isSmallCount(count, basis.smallCellLimit))) return []
  return suppress(tree, counts, basis.smallCellLimit).flatMap((mark, unit) => (mark === 'shown' ? [] : [unit]))
}

function withhold(results: ResultTable, at: number): void {
  results.states[at] = stateCode.withheld
  for (const column of [results.values, results.numerators, results.denominators, results.coverage]) {
    column[at] = Number.NaN
  }
}
