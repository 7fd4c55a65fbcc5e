import { SchemeBody as StoredScheme } from '@cg/contract/catalogue'
import { parseJsonAs } from '@cg/contract/parse'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { defaultMissingPolicy } from '@cg/domain/scheme'
import type { MissingAction, SchemeBody } from '@cg/domain/scheme'
import { yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, desc, inArray, lte } from 'drizzle-orm'
import { invalid } from '../errors.ts'
import type { BasisScheme } from './basis.ts'

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
  const stored = parseJsonAs(StoredScheme, row.body, `scheme_version.body of ${row.schemeCode} ${row.version}`)
  return {
    id: row.id,
    code: row.schemeCode,
    version: row.version,
    name: row.name,
    hash: row.contentHash,
    body: schemeOf(stored, row.name),
  }
}

/** The stored scheme in the engine's words. */
export function schemeOf({ cap, missing, decimals, parts }: StoredScheme, name: string): SchemeBody {
  const { not_applicable: notApplicable } = missing
  if (notApplicable === 'full') {
    throw invalid(`计分方案《${name}》规定“不适用按满分计”，目前的计分引擎不支持。请改为“权重分摊”或“计0分”。`)
  }
  const silent: MissingAction = { kind: missing.not_reported }
  return {
    items: parts.map(({ indicator, weight }) => ({ indicator, weight, rule: { kind: 'target_ratio', cap } })),
    missing: {
      ...defaultMissingPolicy,
      not_reported: silent,
      not_available: silent,
      not_applicable: { kind: notApplicable },
    },
    availability: missing.minimumWeightShare,
    decimals,
    rankRule: 'competition',
  }
}
