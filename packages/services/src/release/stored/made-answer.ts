import { lyingBytes } from './packed-bytes.ts'
import type { Lying } from './packed-bytes.ts'
import { sha256 } from './sha256.ts'

/** An answer ready to be stored: the digest of its whole bytes, and how they are to lie. */
export type MadeAnswer = Lying & { readonly hash: string }

export function madeAnswer(whole: Buffer): MadeAnswer {
  return { hash: sha256(whole), ...lyingBytes(whole) }
}
