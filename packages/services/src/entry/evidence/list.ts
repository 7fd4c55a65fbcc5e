import type { Evidence } from '@cg/contract/evidence-fact'
import { evidence, evidenceFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Names } from '../form/names.ts'

export type EvidenceRow = typeof evidence.$inferSelect & { readonly size: number | null }

/** What stands behind the values of a form, in the order it came; what was removed is left out. */
export async function loadEvidence(db: Db, submissionId: number | null): Promise<EvidenceRow[]> {
  if (submissionId === null) return []
  const rows = await db
    .select({ row: evidence, size: evidenceFile.size })
    .from(evidence)
    .leftJoin(evidenceFile, eq(evidenceFile.hash, evidence.fileHash))
    .where(and(eq(evidence.submissionId, submissionId), isNull(evidence.removedAt)))
    .orderBy(asc(evidence.id))
  return rows.map(({ row, size }) => ({ ...row, size }))
}

/** What a document stands for: an item of a unit, its groups included. */
export function evidenceKey({ item, unit }: Pick<FormCell, 'item' | 'unit'>): string {
  return `${item}|${unit}`
}

/** Everything that has a document behind it. */
export function evidencedIn(rows: readonly Pick<EvidenceRow, 'itemCode' | 'unitCode'>[]): ReadonlySet<string> {
  return new Set(rows.map(({ itemCode: item, unitCode: unit }) => evidenceKey({ item, unit })))
}

export function toEvidence(row: EvidenceRow, names: Names): Evidence {
  return {
    id: row.id,
    item: row.itemCode,
    unit: row.unitCode,
    breakdown: row.breakdown,
    name: row.name,
    url: row.url,
    size: row.size,
    by: names(row.addedBy, row.addedAt),
    at: row.addedAt,
  }
}
