import type { Formula, IndicatorDefinition, ItemCode, Term } from '../indicator.ts'
import { must } from '../must.ts'

/** The total of which an item is a part (其中项); null: of none. */
export type ParentOf = (item: ItemCode) => ItemCode | null

/**
 * How an indicator of one group of workers is related to the same of everybody. `nested`: those under its line are part of
 * those under the other's; `sameRoot`: both are part of one larger count. Else the first thing that makes them no two
 * figures of one measure.
 */
export type PartRelation =
  | { readonly kind: 'nested' | 'sameRoot' }
  | { readonly kind: 'fault'; readonly fault: 'formula' | 'measure' | 'numerator' | 'denominator' }

type Measured = Pick<
  IndicatorDefinition,
  'formula' | 'unit' | 'decimals' | 'direction' | 'periodKind' | 'frequency' | 'flowForm'
>

const alike = [
  'unit',
  'decimals',
  'direction',
  'periodKind',
  'frequency',
] as const satisfies readonly (keyof Measured)[]

/** Both are quotients, measured alike; what is counted of the group is part of what is counted of everybody. */
export function partOfWhole(part: Measured, whole: Measured, parentOf: ParentOf): PartRelation {
  const [own, all] = [part.formula, whole.formula]
  if (!isQuotient(own) || !isQuotient(all) || own.kind !== all.kind) return { kind: 'fault', fault: 'formula' }
  const isAlike = alike.every((key) => part[key] === whole[key])
  const flow = (one: Measured): string => one.flowForm ?? 'quarter'
  if (!isAlike || flow(part) !== flow(whole) || own.multiplier !== all.multiplier)
    return { kind: 'fault', fault: 'measure' }
  if (sameTerms(own.numerator, all.numerator) || !liesWithin(own.numerator, all.numerator, parentOf))
    return { kind: 'fault', fault: 'numerator' }
  if (liesWithin(own.denominator, all.denominator, parentOf)) return { kind: 'nested' }
  const roots = (terms: readonly Term[]): string[] => terms.map(({ item }) => rootOf(item, parentOf))
  const allRoots = new Set(roots(all.denominator))
  return roots(own.denominator).every((root) => allRoots.has(root))
    ? { kind: 'sameRoot' }
    : { kind: 'fault', fault: 'denominator' }
}

type Quotient = Extract<Formula, { readonly kind: 'quotient' | 'pooled' }>

function isQuotient(formula: Formula): formula is Quotient {
  return formula.kind === 'quotient' || formula.kind === 'pooled'
}

function sameTerms(left: readonly Term[], right: readonly Term[]): boolean {
  const written = (terms: readonly Term[]): string =>
    terms
      .map(({ item, coefficient }) => `${item} ${coefficient}`)
      .toSorted()
      .join()
  return written(left) === written(right)
}

/** Each term is a term of the other side with its sign, or an item within that one. */
function liesWithin(part: readonly Term[], whole: readonly Term[], parentOf: ParentOf): boolean {
  return (
    part.length === whole.length &&
    part.every(({ item, coefficient }) =>
      whole.some((term) => term.coefficient === coefficient && upwards(item, parentOf).includes(term.item)),
    )
  )
}

function rootOf(item: ItemCode, parentOf: ParentOf): ItemCode {
  return must(upwards(item, parentOf).at(-1))
}

/** The item, the total it is a part of, that one's total and so on. */
function upwards(item: ItemCode, parentOf: ParentOf): ItemCode[] {
  const found = [item]
  for (let next = parentOf(item); next !== null && !found.includes(next); next = parentOf(next)) found.push(next)
  return found
}
