import { and, eq, sql } from 'drizzle-orm'
import { cell, cellRevision } from './schema.ts'

/**
 * What joins revisions to their cells. Their index goes by blocks of cells (migration 0075): without the first part, which
 * is written as the index is, every cell would read the whole table.
 */
export const ofCell = and(sql`${cellRevision.cellId} / 64 = ${cell.id} / 64`, eq(cellRevision.cellId, cell.id))
