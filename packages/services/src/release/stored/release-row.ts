import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq } from 'drizzle-orm'
import { notFound } from '../../errors.ts'
import type { ReleaseRow } from './preview-row.ts'

/** The published release of that code, or 404: a preview has no code. */
export async function loadRelease(db: Db, code: string): Promise<ReleaseRow> {
  const [row] = await db
    .select()
    .from(release)
    .where(and(eq(release.code, code), eq(release.state, 'published')))
  if (row === undefined) throw notFound(`发布 ${code}`)
  return row
}
