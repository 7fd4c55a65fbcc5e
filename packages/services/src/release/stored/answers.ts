import { release, releaseAnswer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, inArray } from 'drizzle-orm'
import type { ReleaseBasis } from './basis.ts'
import { unpackSeries } from './result-table.ts'
import type { SeriesTable } from './result-table.ts'
import { sha256 } from './sha256.ts'

/** Ids of published releases by their codes. */
export async function releaseIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .select({ id: release.id, code: release.code })
    .from(release)
    .where(inArray(release.code, [...codes]))
  return new Map(rows.flatMap(({ id, code }) => (code === null ? [] : [[code, id]])))
}

/** A release's values and states, as later quarters read them. */
export async function loadSeries(db: Db, releaseId: number): Promise<SeriesTable> {
  return unpackSeries(await loadAnswer(db, releaseId, 'series'))
}

/** A stored answer's bytes; throws when it is missing or does not match its digest: damage is never served as right. */
export async function loadAnswer(db: Db, releaseId: number, name: string): Promise<Buffer> {
  const found = await findAnswer(db, releaseId, name)
  if (found === null) throw new Error(`release ${releaseId} has no answer ${name}`)
  return found.body
}

export async function findAnswer(
  db: Db,
  releaseId: number,
  name: string,
): Promise<{ body: Buffer; hash: string } | null> {
  const [row] = await db
    .select()
    .from(releaseAnswer)
    .where(and(eq(releaseAnswer.releaseId, releaseId), eq(releaseAnswer.name, name)))
  if (row === undefined) return null
  if (sha256(row.body) !== row.hash) throw new Error(`answer ${name} of release ${releaseId} does not match its digest`)
  return { body: row.body, hash: row.hash }
}

/** The frozen basis of a stored release or preview; written by renderAnswers, so it has this type. */
export async function loadStoredBasis(db: Db, releaseId: number): Promise<ReleaseBasis> {
  const bytes = await loadAnswer(db, releaseId, 'basis')
  return JSON.parse(bytes.toString('utf8')) as ReleaseBasis
}
