import { insertMany } from '@cg/db/bulk'
import { release, releaseAnswer, releaseBase, releaseCell, releaseResult, releaseScore } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, inArray, ne, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releasedCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { sha256 } from '../stored/sha256.ts'
import { frozenShape } from '../stored/shape.ts'
import type { ResultRow, ScoreRow } from './result-rows.ts'

/** Takes back what a preview stored, before it is discarded or published. */
export async function clearRelease(tx: Db, releaseId: number): Promise<void> {
  await tx.delete(releaseAnswer).where(eq(releaseAnswer.releaseId, releaseId))
  await tx.delete(releaseBase).where(eq(releaseBase.releaseId, releaseId))
}

export async function saveAnswers(tx: Db, releaseId: number, answers: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [name, body] of answers)
    await tx.insert(releaseAnswer).values({ releaseId, name, hash: sha256(body), body, shape: frozenShape })
}

/**
 * As saveAnswers, over an earlier computation of the same preview: what came out as before stays where it lies. The
 * bytes themselves are compared, so that a preview damaged on disk is whole again when it is prepared again.
 */
export async function replaceAnswers(tx: Db, releaseId: number, answers: ReadonlyMap<string, Buffer>): Promise<void> {
  const { name, hash, shape, body: stored } = releaseAnswer
  const rows = await tx.select({ name }).from(releaseAnswer).where(eq(releaseAnswer.releaseId, releaseId))
  const before = new Set(rows.map((one) => one.name))
  for (const [answer, body] of answers) {
    const row = { hash: sha256(body), body, shape: frozenShape }
    const differs = or(ne(hash, row.hash), ne(shape, row.shape), ne(stored, body))
    if (before.has(answer))
      await tx
        .update(releaseAnswer)
        .set(row)
        .where(and(answerAt(releaseId, answer), differs))
    else await tx.insert(releaseAnswer).values({ releaseId, name: answer, ...row })
  }
  for (const gone of before) if (!answers.has(gone)) await tx.delete(releaseAnswer).where(answerAt(releaseId, gone))
}

function answerAt(releaseId: number, name: string): SQL | undefined {
  return and(eq(releaseAnswer.releaseId, releaseId), eq(releaseAnswer.name, name))
}

export async function replaceBases(tx: Db, releaseId: number, basis: ReleaseBasis): Promise<void> {
  await tx.delete(releaseBase).where(eq(releaseBase.releaseId, releaseId))
  await saveBases(tx, releaseId, basis)
}

export async function saveBases(tx: Db, releaseId: number, { bases }: ReleaseBasis): Promise<void> {
  if (bases.length === 0) return
  const rows = await tx
    .select({ id: release.id, code: release.code })
    .from(release)
    .where(
      inArray(
        release.code,
        bases.map((base) => base.code),
      ),
    )
  const ids = new Map(rows.map((row) => [row.code, row.id]))
  await tx
    .insert(releaseBase)
    .values(bases.map(({ period, code }) => ({ releaseId, period, baseReleaseId: ids.get(code) ?? 0 })))
}

export async function saveCells(tx: Db, releaseId: number, cells: CellTable): Promise<void> {
  await insertMany(tx, releaseCell, cellRows(releaseId, cells))
}

function* cellRows(releaseId: number, cells: CellTable): Generator<typeof releaseCell.$inferInsert> {
  for (const { item, unit, breakdown, state, value, version } of releasedCells(cells)) {
    yield { releaseId, itemCode: item, unitCode: unit, breakdown, state, value, cellVersion: version }
  }
}

export async function saveResults(tx: Db, releaseId: number, rows: Iterable<ResultRow>): Promise<void> {
  await insertMany(tx, releaseResult, ofRelease(releaseId, rows))
}

export async function saveScores(tx: Db, releaseId: number, rows: Iterable<ScoreRow>): Promise<void> {
  await insertMany(tx, releaseScore, ofRelease(releaseId, rows))
}

function* ofRelease<R>(releaseId: number, rows: Iterable<R>): Generator<R & { releaseId: number }> {
  for (const row of rows) yield { releaseId, ...row }
}
