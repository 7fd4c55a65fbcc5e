import { evidenceFile } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import type { FormKey } from '../form/access.ts'
import { openForm } from '../form/open.ts'
import { loadStanding, requireFigures } from '../move/standing.ts'
import { mediaTypeOf } from './file-kind.ts'
import { loadEvidence } from './list.ts'

export type StoredFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer }

/** An attached file, for those who may read the form's figures now. Errors: rights, unknown, removed, no file. */
export async function readEvidenceFile(ctx: Context, key: FormKey, id: number): Promise<StoredFile> {
  return ctx.store.read(async (db) => {
    const { right } = await openForm(ctx, db, key, 'read')
    const standing = await loadStanding(db, key)
    requireFigures(right, standing)
    const row = (await loadEvidence(db, standing.submission?.id ?? null)).find((one) => one.id === id)
    if (row === undefined || row.fileHash === null) throw notFound('这份佐证文件')
    const [file] = await db.select().from(evidenceFile).where(eq(evidenceFile.hash, row.fileHash))
    return { name: row.name, mediaType: mediaTypeOf(row.name), bytes: must(file).bytes }
  })
}
