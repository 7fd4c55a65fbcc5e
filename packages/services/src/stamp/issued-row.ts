import { inflateSync } from 'node:zlib'
import type { issuedFile } from '@cg/db/schema'

export type IssuedRow = typeof issuedFile.$inferSelect

/** What a file is about: codes of indicators (`score` the composite) and of units; null: all of its release. */
export type IssuedSubject = { readonly indicators: readonly string[] | null; readonly units: readonly string[] | null }

/** As texts are stored and digested. */
export function textsJson(texts: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(texts), 'utf8')
}

/** As `textsJson` wrote them; null where only their digest was kept. */
export function textsOf({ texts }: Pick<IssuedRow, 'texts'>): string[] | null {
  return texts === null ? null : (JSON.parse(inflateSync(texts).toString('utf8')) as string[])
}
