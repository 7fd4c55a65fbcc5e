import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, desc, inArray, lte } from 'drizzle-orm'
import { parseScheme } from '../stored/scheme.ts'
import type { BasisScheme } from '../stored/basis.ts'

/**
 * The adopted scheme of the quarter's year, else of the latest year before it; null when none was ever adopted. Of
 * several versions of a year the newest counts.
 */
export async function loadScheme(db: Db, period: Period): Promise<BasisScheme | null> {
  const [row] = await db
    .select()
    .from(schemeVersion)
    .where(and(inArray(schemeVersion.state, ['adopted', 'locked']), lte(schemeVersion.year, yearOf(period))))
    .orderBy(desc(schemeVersion.year), desc(schemeVersion.version))
    .limit(1)
  if (row === undefined) return null
  return {
    id: row.id,
    code: row.schemeCode,
    version: row.version,
    name: row.name,
    hash: row.contentHash,
    body: parseScheme(row),
  }
}
