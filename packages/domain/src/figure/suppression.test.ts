import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { district, unit } from '../city.fixture.ts'
import { must } from '../must.ts'
import { type Disclosure, suppress, suppressParts } from './suppression.ts'
import { unitTree } from '../unit-tree.ts'

const flat = unitTree([unit('city', null), district('a'), district('b'), district('c'), district('d')])
const nested = unitTree([
  unit('city', null),
  district('a'),
  district('b'),
  unit('a1', 'a'),
  unit('a2', 'a'),
  unit('b1', 'b'),
  unit('b2', 'b'),
])

describe('small cells', () => {
  test.each([
    ['nothing small, nothing hidden', [60, 10, 20, 30, 0], ['shown', 'shown', 'shown', 'shown', 'shown']],
    [
      'one small count takes the next smallest with it',
      [41, 1, 20, 12, 8],
      ['shown', 'primary', 'shown', 'shown', 'secondary'],
    ],
    [
      'two small counts hide each other when their sum leaves a doubt',
      [53, 1, 2, 20, 30],
      ['shown', 'primary', 'primary', 'shown', 'shown'],
    ],
    [
      'two ones do not: a sum of 2 tells all',
      [52, 1, 1, 20, 30],
      ['shown', 'primary', 'primary', 'secondary', 'shown'],
    ],
    [
      'a zero is hidden only when nothing else is left',
      [2, 2, 0, 0, 0],
      ['primary', 'primary', 'shown', 'shown', 'shown'],
    ],
    [
      'missing counts are no help and need none',
      [22, 2, null, 20, null],
      ['shown', 'primary', 'shown', 'secondary', 'shown'],
    ],
    [
      'alone under its parent, the parent goes too',
      [2, 2, null, null, null],
      ['primary', 'primary', 'shown', 'shown', 'shown'],
    ],
  ] as const)('%s', (_, counts, marks) => {
    expect(suppress(flat, counts)).toEqual(marks)
  })

  test('of counts as small as each other the first in protocol order goes, then the first by code', () => {
    const counts = [37, 1, 20, 8, 8]
    expect(suppress(flat, counts)).toEqual(['shown', 'primary', 'shown', 'secondary', 'shown'])
    const turned = ['a', 'b', 'c', 'd'].map((code, at) => unit(code, 'city', { protocolOrder: 4 - at }))
    expect(suppress(unitTree([unit('city', null), ...turned]), counts)).toEqual([
      'shown',
      'primary',
      'shown',
      'shown',
      'secondary',
    ])
  })

  test('a hidden parent hides one of its children, or their sum would show it', () => {
    expect(suppress(nested, [32, 2, 30, 1, 1, 10, 20])).toEqual([
      'shown',
      'primary',
      'secondary',
      'primary',
      'primary',
      'secondary',
      'shown',
    ])
  })

  test('zones that overlap are hidden when small and derive nothing', () => {
    const tree = unitTree([
      unit('city', null),
      district('a'),
      district('b'),
      unit('zone', 'city', { countsInParent: false }),
    ])
    expect(suppress(tree, [30, 10, 20, 2])).toEqual(['shown', 'shown', 'shown', 'primary'])
  })

  test('whatever the counts, no hidden one follows from its parent and siblings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 8 }), { minLength: 4, maxLength: 4 }), (leaves) => {
        const [a1, a2, b1, b2] = leaves.map((leaf) => leaf) as [number, number, number, number]
        const counts = [a1 + a2 + b1 + b2, a1 + a2, b1 + b2, a1, a2, b1, b2]
        const marks = suppress(nested, counts)
        for (const [at, count] of counts.entries()) if (count > 0 && count < 3) expect(marks[at]).not.toBe('shown')
        for (const [parent, children] of nested.children.entries())
          checkFamily(marks, counts, parent, Array.from(children))
      }),
    )
  })
})

function checkFamily(
  marks: readonly Disclosure[],
  counts: readonly number[],
  parent: number,
  children: readonly number[],
): void {
  const hidden = children.filter((child) => marks[child] !== 'shown')
  if (children.length === 0) return
  if (marks[parent] !== 'shown') expect(hidden.length).toBeGreaterThan(0)
  else if (hidden.length > 0) {
    expect(hidden.length).toBeGreaterThan(1)
    expect(hidden.reduce((sum, child) => sum + must(counts[child]), 0)).toBeGreaterThanOrEqual(3)
  }
}

describe('the parts of a total', () => {
  test.each([
    ['nothing small', 60, [20, 40], [false, false]],
    ['of two parts the other gives the small one away', 60, [2, 58], [true, true]],
    ['of more the smallest goes with it', 60, [2, 8, 20, 30], [true, true, false, false]],
    ['without a total nothing follows', null, [2, 8, 20], [true, false, false]],
    ['parts that do not add up to it tell nothing', 61, [2, 58], [true, false]],
    ['nobody is no small count', 60, [0, 60], [false, false]],
    ['what is not known hides nothing', 62, [2, null, 60], [true, false, true]],
  ] as const)('%s', (_, total, parts, hidden) => {
    expect(suppressParts(total, parts)).toEqual(hidden)
  })
})
