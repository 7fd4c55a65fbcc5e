import { release } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { and, desc, eq, gte } from 'drizzle-orm'
import type { Asking, Message } from './message.ts'

/** What was published, to everybody with a part in the platform. */
export async function releaseMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (actor.grants.length === 0) return []
  const rows = await db
    .select({
      code: release.code,
      period: release.period,
      sequence: release.sequence,
      at: release.publishedAt,
      by: release.publishedBy,
    })
    .from(release)
    .where(and(eq(release.state, 'published'), gte(release.publishedAt, since)))
    .orderBy(desc(release.publishedAt))
  return rows
    .filter(({ by }) => by !== actor.userId)
    .map((row) => {
      const [code, at] = [must(row.code), must(row.at)]
      const isCorrection = must(row.sequence) > 1
      const facts = { kind: 'published' as const, period: parsePeriod(row.period), code, isCorrection }
      return { key: `release:${code}`, at, link: `/?pub=${code}`, facts }
    })
}
