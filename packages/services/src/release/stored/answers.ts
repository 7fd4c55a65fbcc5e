import { release, releaseAnswer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, inArray, like, ne } from 'drizzle-orm'
import type { ReleaseBasis } from './basis.ts'
import { MissingColumn } from './pack.ts'
import { unpackRevised, unpackSeries } from './result-table.ts'
import type { RevisedSeries, SeriesTable } from './result-table.ts'
import { headName, lacksHead, wholeBytes } from './own-bytes.ts'
import { wholeOf } from './packed-bytes.ts'
import { sha256 } from './sha256.ts'
import { frozenShape, otherShape, requireReadable } from './shape.ts'
import type { Frozen } from './shape.ts'

/** Ids of published releases by their codes. */
export async function releaseIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .select({ id: release.id, code: release.code })
    .from(release)
    .where(inArray(release.code, [...codes]))
  return new Map(rows.flatMap(({ id, code }) => (code === null ? [] : [[code, id]])))
}

/** A release's values and states, as later quarters read them; refuses an older shape that lacks a column. */
export async function loadSeries(db: Db, releaseId: number): Promise<SeriesTable> {
  const { body, shape } = await loadFrozen(db, releaseId, 'series')
  try {
    return unpackSeries(body)
  } catch (error) {
    if (shape === frozenShape || !(error instanceof MissingColumn)) throw error
    throw await otherShape(db, releaseId, shape)
  }
}

/** What a correction compares itself with: held by every shape, so that a release of any shape can be corrected. */
export async function loadRevised(db: Db, releaseId: number): Promise<RevisedSeries> {
  return unpackRevised((await loadFrozen(db, releaseId, 'series')).body)
}

/** An answer's bytes; refuses a shape that cannot be read, throws when the answer is missing or damaged. */
export async function loadAnswer(db: Db, releaseId: number, name: string): Promise<Buffer> {
  const frozen = await loadFrozen(db, releaseId, name)
  await requireReadable(db, releaseId, frozen)
  return frozen.body
}

/** As loadAnswer; null for an answer that the release does not have. */
export async function findAnswer(db: Db, releaseId: number, name: string): Promise<Frozen | null> {
  const frozen = await findFrozen(db, releaseId, name)
  if (frozen !== null) await requireReadable(db, releaseId, frozen)
  return frozen
}

/** True while anything of the release is frozen in another shape than today's. */
export async function hasOtherShape(db: Db, releaseId: number): Promise<boolean> {
  const isOther = and(eq(releaseAnswer.releaseId, releaseId), ne(releaseAnswer.shape, frozenShape))
  return (await db.select({ name: releaseAnswer.name }).from(releaseAnswer).where(isOther).limit(1)).length > 0
}

/** True when the release froze an answer whose name is like the pattern ('unit/%'). */
export async function hasAnswersLike(db: Db, releaseId: number, pattern: string): Promise<boolean> {
  const isAlike = and(eq(releaseAnswer.releaseId, releaseId), like(releaseAnswer.name, pattern))
  return (await db.select({ name: releaseAnswer.name }).from(releaseAnswer).where(isAlike).limit(1)).length > 0
}

async function loadFrozen(db: Db, releaseId: number, name: string): Promise<Frozen> {
  const found = await findFrozen(db, releaseId, name)
  if (found === null) throw new Error(`release ${releaseId} has no answer ${name}`)
  return found
}

/** The whole answer, of any shape, its head with it. */
async function findFrozen(db: Db, releaseId: number, name: string): Promise<Frozen | null> {
  const stored = await findStored(db, releaseId, name)
  if (stored === null || !lacksHead(stored)) return stored
  const head = await findStored(db, releaseId, headName)
  if (head === null) throw new Error(`release ${releaseId} has no head`)
  const body = wholeBytes(head.body, stored.body)
  return { ...stored, body, hash: sha256(body) }
}

/** The bytes as they were put there; throws when they do not match their digest: damage is never served as right. */
async function findStored(db: Db, releaseId: number, name: string): Promise<Frozen | null> {
  const [row] = await db
    .select()
    .from(releaseAnswer)
    .where(and(eq(releaseAnswer.releaseId, releaseId), eq(releaseAnswer.name, name)))
  if (row === undefined) return null
  const body = wholeOf(row)
  if (body === null || sha256(body) !== row.hash)
    throw new Error(`answer ${name} of release ${releaseId} does not match its digest`)
  return { name, shape: row.shape, hash: row.hash, body }
}

/** The frozen basis of a stored release or preview; innerBytes writes it, so in today's shape it has this type. */
export async function loadStoredBasis(db: Db, releaseId: number): Promise<ReleaseBasis> {
  const bytes = await loadAnswer(db, releaseId, 'basis')
  return JSON.parse(bytes.toString('utf8')) as ReleaseBasis
}

type LastingBasis = Pick<ReleaseBasis, 'period' | 'units' | 'items' | 'bases' | 'guide' | 'targets' | 'baselines'>

/** The names, sources and aims that the basis has held in every shape. */
export async function loadLastingBasis(db: Db, releaseId: number): Promise<LastingBasis> {
  const { body } = await loadFrozen(db, releaseId, 'basis')
  const { period, units, items, bases, guide, targets, baselines } = JSON.parse(body.toString('utf8')) as ReleaseBasis
  return { period, units, items, bases, guide, targets, baselines }
}
