import { createHash } from 'node:crypto'

/** SHA-256 of the value's JSON with the keys of every object in order, so that it does not depend on how it was built. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** JSON with sorted keys and no undefined properties. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value))
}

/** A list without objects stays the list that it is: most of what is hashed is columns of numbers. */
function inOrder(part: unknown): unknown {
  if (part === null || typeof part !== 'object') return part
  if (Array.isArray(part)) return part.some(isObject) ? part.map(inOrder) : part
  if ('toJSON' in part && typeof part.toJSON === 'function') return inOrder(part.toJSON())
  return Object.fromEntries(
    Object.entries(part)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => [key, inOrder(own)]),
  )
}

const isObject = (part: unknown): boolean => typeof part === 'object' && part !== null
