import { canonicalJson } from '../../catalogue/hash.ts'
import type { ReleaseBasis } from './basis.ts'
import { sha256 } from './sha256.ts'

/** Digests of the texts of those that were read back from theirs: their keys stand in order already. */
const frozen = new WeakMap<ReleaseBasis, string>()

/**
 * The basis as it will be read from the release: many of its parts stand in answers as they are, which must be the same
 * bytes when the release is rendered again.
 */
export function asFrozen(basis: ReleaseBasis): ReleaseBasis {
  const text = canonicalJson(basis)
  const made = JSON.parse(text) as ReleaseBasis
  frozen.set(made, sha256(text))
  return made
}

/** The canonical JSON of a basis. */
export function basisText(basis: ReleaseBasis): string {
  return frozen.has(basis) ? JSON.stringify(basis) : canonicalJson(basis)
}

/** The digest of that text. */
export function basisDigest(basis: ReleaseBasis): string {
  return frozen.get(basis) ?? sha256(canonicalJson(basis))
}
