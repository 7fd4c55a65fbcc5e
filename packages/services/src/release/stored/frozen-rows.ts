import { releaseCell, releaseResult, releaseScore } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, eq } from 'drizzle-orm'
import { findAnswer, loadAnswer } from './answers.ts'
import { releasedCells, unpackCells } from './cell-table.ts'
import type { ReleasedCell } from './cell-table.ts'
import { resultRows, unpackResults } from './result-columns.ts'
import type { ResultRow } from './result-columns.ts'
import { scoreRows, unpackScores } from './score-columns.ts'
import type { ScoreRow } from './score-columns.ts'

/*
 * What a release froze, one by one. It lies in columns; releases from before they were kept have a row of a table for
 * each cell, figure and score, in the order of their keys, which their content hash covers as such.
 */

/** The frozen cells. */
export async function loadFrozenCells(db: Db, releaseId: number): Promise<ReleasedCell[]> {
  return [...releasedCells(unpackCells(await loadAnswer(db, releaseId, 'cells')))]
}

/** The frozen figures. */
export async function loadFrozenResults(db: Db, releaseId: number): Promise<Iterable<ResultRow>> {
  const columns = await findAnswer(db, releaseId, 'results')
  return columns === null ? resultRowsOf(db, releaseId) : resultRows(unpackResults(columns.body))
}

/** The frozen scores; none without a scheme. */
export async function loadFrozenScores(db: Db, releaseId: number): Promise<Iterable<ScoreRow>> {
  const columns = await findAnswer(db, releaseId, 'scores')
  return columns === null ? scoreRowsOf(db, releaseId) : scoreRows(unpackScores(columns.body))
}

/** The figures of a release from before columns were kept. */
export async function resultRowsOf(db: Db, releaseId: number): Promise<ResultRow[]> {
  const { releaseId: id, indicatorCode, unitCode, breakdown } = releaseResult
  const rows = await db
    .select()
    .from(releaseResult)
    .where(eq(id, releaseId))
    .orderBy(asc(indicatorCode), asc(unitCode), asc(breakdown))
  return rows.map(({ releaseId: _releaseId, ...row }) => row)
}

/** Its scores. */
export async function scoreRowsOf(db: Db, releaseId: number): Promise<ScoreRow[]> {
  const { releaseId: id, unitCode } = releaseScore
  const rows = await db.select().from(releaseScore).where(eq(id, releaseId)).orderBy(asc(unitCode))
  return rows.map(({ releaseId: _releaseId, ...row }) => row)
}

/** Its cells. */
export async function cellRowsOf(db: Db, releaseId: number): Promise<ReleasedCell[]> {
  const rows = await db.select().from(releaseCell).where(eq(releaseCell.releaseId, releaseId))
  return rows.map(({ itemCode: item, unitCode: unit, breakdown, state, value, cellVersion: version }) => {
    return { item, unit, breakdown, state, value, version }
  })
}
