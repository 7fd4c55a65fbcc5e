import { expect, it } from 'vitest'
import { providePolyfills } from './polyfills.ts'

const lacking: readonly [object, string][] = [
  [Array.prototype, 'at'],
  [String.prototype, 'at'],
  [Object.getPrototypeOf(Uint8Array.prototype) as object, 'at'],
  [Array.prototype, 'toSorted'],
  [Array.prototype, 'toReversed'],
  [Array.prototype, 'with'],
  [Array.prototype, 'findLast'],
  [Array.prototype, 'findLastIndex'],
  [Object, 'hasOwn'],
  [Object, 'groupBy'],
  [Map, 'groupBy'],
  [globalThis, 'structuredClone'],
]

/** Uses everything that Chrome 88 lacks, on the edges where a copy would differ. */
function results(): unknown[] {
  const list = [3, 1, 2]
  const letters = ['b', 'a', 'c', 'b']
  const nested = { a: [1, { b: null }] }
  const clone = structuredClone(nested)
  return [
    [list.at(0), list.at(-1), list.at(3), list.at(-4), list.at(1.9), 'abc'.at(-1), new Float64Array([1, 2]).at(-1)],
    [letters.toSorted((a, b) => a.localeCompare(b)), list.toSorted((a, b) => b - a), list.toReversed(), list],
    [list.findLast((one) => one > 1), list.findLast((one) => one > 9), list.findLastIndex((one) => one > 2)],
    [list.findLastIndex((one) => one > 9), list.with(0, 9), list.with(-1, 9)],
    [Object.hasOwn({ a: undefined }, 'a'), Object.hasOwn({}, 'toString')],
    Object.entries(Object.groupBy(letters, (letter, at) => (at === 3 ? 'last' : letter))),
    [...Map.groupBy(letters, (letter) => letter)],
    [clone, clone === nested],
    Object.keys(list),
  ]
}

/** In one breath: the test runner itself cannot do without them. */
function inOldBrowser<T>(body: () => T): T {
  const kept = lacking.map(([owner, name]) => ({ owner, name, own: Object.getOwnPropertyDescriptor(owner, name) }))
  for (const [owner, name] of lacking) Reflect.deleteProperty(owner, name)
  try {
    return body()
  } finally {
    for (const { owner, name, own } of kept) if (own) Object.defineProperty(owner, name, own)
  }
}

it('gives an old browser what newer ones have of the language', () => {
  const native = results()
  const missing = inOldBrowser(() => lacking.filter(([owner, name]) => name in owner).length)
  expect(missing).toBe(0)
  const provided = inOldBrowser(() => {
    providePolyfills()
    return results()
  })
  expect(provided).toEqual(native)
})
