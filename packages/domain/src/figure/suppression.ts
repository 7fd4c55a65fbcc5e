import type { UnitCode, UnitDefinition } from '../indicator.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'
import { unitTree } from '../unit-tree.ts'
import type { UnitTree } from '../unit-tree.ts'

/** `primary`: the count itself is small; `secondary`: shown, it would give a small one away. */
export type Disclosure = 'shown' | 'primary' | 'secondary'

/**
 * Which counts of people or enterprises to withhold (decision 11): those from 1 to `threshold` − 1, and then, up and
 * down the tree, the smallest others until no withheld count follows from a parent's and its siblings'. The counts run
 * in the order of the tree's units; null: no count, nothing to withhold. 0 is shown: it tells of nobody.
 */
export function suppress(tree: UnitTree, counts: readonly (number | null)[], threshold = 3): Disclosure[] {
  const marks = counts.map((count): Disclosure =>
    count !== null && count > 0 && count < threshold ? 'primary' : 'shown',
  )
  const work = { tree, counts, threshold, marks }
  for (let changed = true; changed;) {
    changed = false
    for (const unit of tree.order) if (protectFamily(work, unit)) changed = true
  }
  return marks
}

/**
 * The same of the parts of a total: which of them to withhold, so that none that is small follows from the others. From
 * parts that do not add up to it nothing follows, nor from a total of null, which nobody knows.
 */
export function suppressParts(total: number | null, parts: readonly (number | null)[], threshold = 3): boolean[] {
  const codes = ['', ...parts.map((_, at) => String(at + 1))] as UnitCode[]
  const units = codes.map((code, at): UnitDefinition => ({
    code,
    parent: at === 0 ? null : must(codes[0]),
    areaType: null,
    assessmentGroup: null,
    countsInParent: true,
    protocolOrder: at,
  }))
  const sum = exactSum(parts.filter((part) => part !== null))
  return suppress(unitTree(units), [sum === total ? total : null, ...parts], threshold)
    .slice(1)
    .map((mark) => mark !== 'shown')
}

type Work = {
  readonly tree: UnitTree
  readonly counts: readonly (number | null)[]
  readonly threshold: number
  readonly marks: Disclosure[]
}

/** Closes one parent and its children; true when something more had to be withheld. */
function protectFamily(work: Work, parent: number): boolean {
  const { tree, counts, marks, threshold } = work
  if ((counts[parent] ?? null) === null) return false
  const family = must(tree.children[parent])
  let [known, hidden, sum] = [0, 0, 0]
  for (const child of family) {
    const count = counts[child] ?? null
    if (count === null) continue
    known += 1
    if (marks[child] === 'shown') continue
    hidden += 1
    sum += count
  }
  if (known === 0) return false
  if (marks[parent] !== 'shown') return hidden === 0 && hideOne(work, family)
  // Two or more whose known sum leaves more than one possibility tell nothing: a sum of 2 can only be 1 + 1.
  const isAmbiguous = hidden > 1 && sum >= threshold
  if (hidden === 0 || isAmbiguous) return false
  return hideOne(work, family) || hide(marks, parent)
}

/** Withholds the smallest count still shown, above 0 where there is one; tied ones by protocol order and code. */
function hideOne(work: Work, family: Int32Array): boolean {
  let first: number | null = null
  for (const child of family) {
    if ((work.counts[child] ?? null) === null || work.marks[child] !== 'shown') continue
    if (first === null || goesBefore(work, child, first)) first = child
  }
  return first !== null && hide(work.marks, first)
}

function goesBefore({ tree, counts }: Work, one: number, other: number): boolean {
  const [a, b] = [sizeOf(must(counts[one])), sizeOf(must(counts[other]))]
  if (a !== b) return a < b
  const [own, others] = [must(tree.units[one]), must(tree.units[other])]
  if (own.protocolOrder !== others.protocolOrder) return own.protocolOrder < others.protocolOrder
  return own.code < others.code
}

/** 0 tells of nobody, so it hides nothing: it comes last. */
const sizeOf = (count: number): number => (count === 0 ? Number.POSITIVE_INFINITY : count)

function hide(marks: Disclosure[], unit: number): boolean {
  marks[unit] = 'secondary'
  return true
}
