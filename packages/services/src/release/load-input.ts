import { release, releaseAnswer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { periodIndex } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, inArray } from 'drizzle-orm'
import type { ReleaseBasis } from './basis.ts'
import { unpackCells } from './cells.ts'
import type { CellTable } from './cells.ts'
import { carryQuarters } from './compute-results.ts'
import { sha256 } from './digest.ts'
import type { EarlierQuarter, ReleaseInput } from './input.ts'
import { loadBasis } from './load-basis.ts'
import type { LoadedBasis } from './load-basis.ts'
import { loadAcceptedCells } from './load-cells.ts'
import { unpackSeries } from './results.ts'
import type { SeriesTable } from './results.ts'

export type LoadedInput = { readonly basis: LoadedBasis; readonly cells: CellTable }

/** What can change under a preview, without the earlier releases, which cannot: enough to tell whether it did. */
export async function loadCurrent(db: Db, period: Period): Promise<LoadedInput> {
  const basis = await loadBasis(db, period)
  return { basis, cells: await loadAcceptedCells(db, basis) }
}

/** Everything a release of the quarter is computed from. */
export async function loadInput(db: Db, period: Period): Promise<ReleaseInput & { loaded: LoadedBasis }> {
  const { basis: loaded, cells } = await loadCurrent(db, period)
  return { loaded, ...(await withEarlier(db, loaded.basis, cells)) }
}

/** Adds the earlier quarters as published in the releases that the basis names. */
export async function withEarlier(db: Db, basis: ReleaseBasis, cells: CellTable): Promise<ReleaseInput> {
  const codes = [...basis.bases.map((base) => base.code), ...(basis.corrects === null ? [] : [basis.corrects.code])]
  const ids = await releaseIds(db, codes)
  const earlier: EarlierQuarter[] = []
  const needsForms = (basis.scheme?.body.adjustments ?? []).length > 0
  for (const { period, code } of basis.bases) {
    const id = ids.get(code) ?? 0
    const isNear = periodIndex(basis.period) - periodIndex(period) <= carryQuarters
    const cellsThen = isNear ? unpackCells(await loadAnswer(db, id, 'cells')) : null
    const forms = needsForms ? (await loadStoredBasis(db, id)).forms : []
    earlier.push({ period, code, cells: cellsThen, series: await loadSeries(db, id), forms })
  }
  const corrected = basis.corrects === null ? null : await loadSeries(db, ids.get(basis.corrects.code) ?? 0)
  return { basis, cells, earlier, corrected }
}

async function releaseIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
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
