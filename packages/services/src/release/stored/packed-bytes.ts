import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { sha256 } from './sha256.ts'

/*
 * A large answer lies packed in the file: names and states of thousands of units repeat, and take a thirteenth of their
 * bytes. What a release promises is the digest of the whole bytes; how they lie has a digest of its own.
 */

/** How an answer lies in the file; without `packedHash`, its digest as it lies, it is not packed. */
export type Lying = { readonly body: Buffer; readonly packedHash: string | null }

/** What is smaller fits into a few pages of the file and is read more often than it is kept. */
const packedFrom = 64 * 1024

/** In one piece of memory as a rule: of pieces of 16 kB each is made, filled and put together with the others. */
const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 128 * 1024 }

export function lyingBytes(whole: Buffer): Lying {
  // A copy: who writes many answers writes each over the last one.
  if (whole.length < packedFrom) return { body: Buffer.from(whole), packedHash: null }
  const body = zstdCompressSync(whole, quick)
  return { body, packedHash: sha256(body) }
}

/** The whole bytes of what lies in the file; null where it does not lie there as it was put. */
export function wholeOf({ body, packedHash }: Lying): Buffer | null {
  if (packedHash === null) return body
  if (sha256(body) !== packedHash) return null
  try {
    return zstdDecompressSync(body)
  } catch (error) {
    // Somebody wrote a digest of his own beside bytes that were never packed: the caller says which answer it is.
    if (String((error as NodeJS.ErrnoException).code).startsWith('ZSTD_error')) return null
    throw error
  }
}
