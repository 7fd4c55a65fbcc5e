import type { PreviewItem } from '@cg/contract/publish'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, max } from 'drizzle-orm'
import type { Actor } from '../../context.ts'
import { loadNames } from '../../entry/form/names.ts'
import { notFound } from '../../errors.ts'
import { hasCityRole } from '../../permission.ts'
import { readSetting } from '../../settings.ts'
import type { ReleaseBasis } from './basis.ts'
import { releaseHead } from './head.ts'

export type ReleaseRow = typeof release.$inferSelect

/** The preview, or 404 when there is none, it was published or discarded. */
export async function loadPreview(db: Db, id: number): Promise<ReleaseRow> {
  const [row] = await db
    .select()
    .from(release)
    .where(and(eq(release.id, id), eq(release.state, 'preview')))
  if (row === undefined) throw notFound('这份试看')
  return row
}

/** The number of the quarter's newest release; 0 before the first. */
export async function lastSequence(db: Db, period: string): Promise<number> {
  const [row] = await db
    .select({ last: max(release.sequence) })
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'published')))
  return row?.last ?? 0
}

/** The number the next release of the quarter will bear: none that was given before a restore either. */
export async function nextSequence(db: Db, period: string): Promise<number> {
  const given = (await readSetting(db, 'givenNumbers'))?.[period] ?? 0
  return Math.max(await lastSequence(db, period), given) + 1
}

/** Who prepared and who signed it, by the names they bore then; nobody signed a preview. */
export async function signersOf(
  db: Db,
  {
    preparedBy,
    preparedAt,
    publishedBy,
    publishedAt,
  }: Pick<ReleaseRow, 'preparedBy' | 'preparedAt' | 'publishedBy' | 'publishedAt'>,
): Promise<{ preparedBy: string; publishedBy: string }> {
  const names = await loadNames(db, [preparedBy, publishedBy])
  return { preparedBy: names(preparedBy, preparedAt), publishedBy: names(publishedBy, publishedAt) }
}

export type PreviewParts = {
  row: ReleaseRow
  basis: ReleaseBasis
  sequence: number
  preparedBy: string
  decision: Pick<PreviewItem, 'schedule' | 'lastEnd'>
}

export function previewItem(actor: Actor, { row, basis, sequence, preparedBy, decision }: PreviewParts): PreviewItem {
  return {
    id: row.id,
    version: row.inputVersion,
    head: releaseHead(
      basis,
      { sequence, preparedAt: row.preparedAt, reason: row.reason, draft: row.inputVersion },
      null,
    ),
    preparedBy,
    mayPublish: hasCityRole(actor, 'publisher') && row.preparedBy !== actor.userId,
    inputHash: row.contentHash ?? '',
    ...decision,
  }
}
