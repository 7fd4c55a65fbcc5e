import { submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, gte, inArray } from 'drizzle-orm'

const sentStates = ['submitted', 'checked', 'accepted', 'locked'] as const

/**
 * Forms that were sent already, of the quarter or later ones: what they ask for does not grow any more. `reporters`
 * null: by anybody.
 */
export async function sentForms(
  db: Db,
  codes: readonly string[],
  from: Period,
  reporters: readonly string[] | null = null,
): Promise<{ period: Period; form: string }[]> {
  if (codes.length === 0) return []
  const isSent = inArray(submission.state, [...sentStates])
  const rows = await db
    .selectDistinct({ period: submission.period, form: submission.formCode })
    .from(submission)
    .where(
      and(
        gte(submission.period, from),
        inArray(submission.formCode, [...codes]),
        isSent,
        reporters === null ? undefined : inArray(submission.reporter, [...reporters]),
      ),
    )
    .orderBy(asc(submission.period), asc(submission.formCode))
  return rows.map(({ period, form }) => ({ period: parsePeriod(period), form }))
}
