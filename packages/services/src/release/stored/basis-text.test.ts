import { expect, it } from 'vitest'
import { canonicalJson } from '../../catalogue/hash.ts'
import { asFrozen, basisDigest, basisText } from './basis-text.ts'
import type { ReleaseBasis } from './basis.ts'
import { sha256 } from './sha256.ts'

it('has one text and one digest, read back or not, whatever the order of its keys', () => {
  // A cast: of a basis only the text counts here. Keys that are numbers stand first in every object.
  const basis = { period: '2026Q3', b: { z: 1, 10: 'x', 2: 'y', a: [{ d: undefined, c: 0 }, 'é'] }, a: null } as never
  const made: ReleaseBasis = asFrozen(basis)
  expect(Object.keys(made)).toEqual(['a', 'b', 'period'])
  for (const one of [basis, made, { ...made }]) {
    expect(basisText(one)).toBe(canonicalJson(basis))
    expect(basisDigest(one)).toBe(sha256(canonicalJson(basis)))
  }
})
