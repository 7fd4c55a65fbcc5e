import { createHash } from 'node:crypto'
import { canonicalJson } from '../../catalogue/hash.ts'
import type { ReleaseBasis } from './basis.ts'
import { sha256 } from './sha256.ts'

/** Of those that were read back from their texts: their keys stand in order already. */
const frozen = new WeakMap<ReleaseBasis, { readonly digest: string; readonly text: string | null }>()

/** A city's text is kept, a nation's of fifty megabytes is written again. */
const longestKept = 2 ** 20

/**
 * The basis as it will be read from the release: many of its parts stand in answers as they are, which must be the same
 * bytes when the release is rendered again.
 */
export function asFrozen(basis: ReleaseBasis): ReleaseBasis {
  const parts = Object.entries(basis)
    .filter(([, part]) => part !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => ({ key, ...partAsFrozen(key, part) }))
  // Piece by piece: a nation's text is never there as a whole.
  const pieces = parts.map(({ key, text }, at) => `${at === 0 ? '{' : ','}${JSON.stringify(key)}:${text}`)
  const hash = createHash('sha256')
  for (const piece of [...pieces, '}']) hash.update(piece)
  const length = pieces.reduce((sum, piece) => sum + piece.length, 1)
  // A cast: each part is what JSON leaves of it.
  const made = Object.fromEntries(parts.map(({ key, part }) => [key, part])) as unknown as ReleaseBasis
  frozen.set(made, { digest: hash.digest('hex'), text: length <= longestKept ? `${pieces.join('')}}` : null })
  return made
}

type Part = { readonly from: unknown; readonly text: string; readonly part: unknown }

/** The parts of the last basis: most of what a preview is computed from is the same as in the one before. */
const lastParts = new Map<string, Part>()

function partAsFrozen(key: string, from: unknown): Part {
  const last = lastParts.get(key)
  // The same object was read once and is never changed.
  if (last !== undefined && last.from === from) return last
  const text = canonicalJson(from)
  const part: unknown = last?.text === text ? last.part : JSON.parse(text)
  const made = { from, text, part }
  if (text.length <= longestKept) lastParts.set(key, made)
  else lastParts.delete(key)
  return made
}

const digests = new WeakMap<object, string>()

/** The digest of a part of a basis, which is never changed; of one that came from the last basis it is known. */
export function partDigest(part: unknown): string {
  if (typeof part !== 'object' || part === null) return sha256(JSON.stringify(part) ?? 'undefined')
  const found = digests.get(part) ?? sha256(JSON.stringify(part))
  digests.set(part, found)
  return found
}

/** The canonical JSON of a basis. */
export function basisText(basis: ReleaseBasis): string {
  const known = frozen.get(basis)
  return known === undefined ? canonicalJson(basis) : (known.text ?? JSON.stringify(basis))
}

/** The digest of that text. */
export function basisDigest(basis: ReleaseBasis): string {
  return frozen.get(basis)?.digest ?? sha256(canonicalJson(basis))
}
