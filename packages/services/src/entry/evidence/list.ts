import type { Evidence } from '@cg/contract/evidence-fact'
import { keptQuery } from '@cg/db/kept-query'
import { assistSupply, department, evidence, evidenceFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Names } from '../form/names.ts'

/** `suppliedBy`: the assisting department by name whose material it is; null: the reporter's own. */
export type EvidenceRow = typeof evidence.$inferSelect & {
  readonly size: number | null
  readonly suppliedBy: string | null
}

/** What stands behind the values of a form, in the order it came; what was removed is left out. */
export async function loadEvidence(db: Db, submissionId: number | null): Promise<EvidenceRow[]> {
  return submissionId === null ? [] : (await standingRows(db, { submission: submissionId })).map(asEvidence)
}

const standingRows = keptQuery((db) =>
  selectEvidence(
    db,
    and(eq(evidence.submissionId, sql.placeholder('submission')), isNull(evidence.removedAt)),
  ).prepare(),
)

/** Evidence with the size of its file and the department that supplied it, in the order it came. */
export async function evidenceRows(db: Db, where: SQL | undefined): Promise<EvidenceRow[]> {
  return (await selectEvidence(db, where)).map(asEvidence)
}

function selectEvidence(db: Db, where: SQL | undefined) {
  return db
    .select({ row: evidence, size: evidenceFile.size, suppliedBy: department.name })
    .from(evidence)
    .leftJoin(evidenceFile, eq(evidenceFile.hash, evidence.fileHash))
    .leftJoin(assistSupply, eq(assistSupply.id, evidence.supplyId))
    .leftJoin(department, eq(department.code, assistSupply.departmentCode))
    .where(where)
    .orderBy(asc(evidence.id))
}

type Selected = Pick<EvidenceRow, 'size' | 'suppliedBy'> & { readonly row: typeof evidence.$inferSelect }

const asEvidence = ({ row, size, suppliedBy }: Selected): EvidenceRow => ({ ...row, size, suppliedBy })

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
    suppliedBy: row.suppliedBy,
    by: names(row.addedBy, row.addedAt),
    at: row.addedAt,
  }
}
