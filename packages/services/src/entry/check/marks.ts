import type { ReturnMark } from '@cg/contract/entry'
import { returnMark } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { asc, eq } from 'drizzle-orm'
import type { Names } from '../form/names.ts'
import type { SubmissionRow } from '../move/standing.ts'

export type MarkRow = typeof returnMark.$inferSelect

export async function loadMarks(db: Db, submissionId: number | null): Promise<MarkRow[]> {
  if (submissionId === null) return []
  return db.select().from(returnMark).where(eq(returnMark.submissionId, submissionId)).orderBy(asc(returnMark.id))
}

/** The cells that the last return reopened: a form keeps its round until it is sent again. */
export function openMarks(marks: readonly MarkRow[], submission: Pick<SubmissionRow, 'round'> | null): FormCell[] {
  return marks.filter((mark) => mark.round === submission?.round).map(markedCell)
}

export function markedCell(mark: Pick<MarkRow, 'itemCode' | 'unitCode' | 'breakdown'>): FormCell {
  return { item: mark.itemCode, unit: mark.unitCode, breakdown: mark.breakdown }
}

export function toReturnMark(mark: MarkRow, names: Names): ReturnMark {
  const { round, reasonCode, reason, at, proposedState: state, proposedValue: value } = mark
  const proposed = state === null ? null : { state, value }
  return { round, ...markedCell(mark), reasonCode, reason, proposed, by: names(mark.authorId, at), at }
}
