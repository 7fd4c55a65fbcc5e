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
  const { tree, counts, marks } = work
  const family = Array.from(must(tree.children[parent])).filter((child) => counts[child] !== null)
  if (family.length === 0 || (counts[parent] ?? null) === null) return false
  const hidden = family.filter((child) => marks[child] !== 'shown')
  if (marks[parent] !== 'shown') return hidden.length === 0 && hideOne(work, family)
  if (hidden.length === 0 || isAmbiguous(work, hidden)) return false
  return hideOne(work, family) || hide(marks, parent)
}

/** Two or more hidden counts whose known sum leaves more than one possibility: a sum of 2 can only be 1 + 1. */
function isAmbiguous({ counts, threshold }: Work, hidden: readonly number[]): boolean {
  const sum = hidden.reduce((total, child) => total + must(counts[child]), 0)
  return hidden.length > 1 && sum >= threshold
}

/** Withholds the smallest count still shown, above 0 where there is one; tied ones by protocol order and code. */
function hideOne({ tree, counts, marks }: Work, family: readonly number[]): boolean {
  const shown = family.filter((child) => marks[child] === 'shown')
  const rank = (child: number): number => {
    const count = must(counts[child])
    return count === 0 ? Number.POSITIVE_INFINITY : count
  }
  const [first] = shown.toSorted((left, right) => {
    const [a, b] = [rank(left), rank(right)]
    if (a !== b) return a < b ? -1 : 1
    const [own, other] = [must(tree.units[left]), must(tree.units[right])]
    return own.protocolOrder - other.protocolOrder || (own.code < other.code ? -1 : 1)
  })
  return first !== undefined && hide(marks, first)
}

function hide(marks: Disclosure[], unit: number): boolean {
  marks[unit] = 'secondary'
  return true
}
