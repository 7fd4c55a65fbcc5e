import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { release, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod, periodEnd } from '@cg/domain/period'
import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { loadNames } from '../../entry/form/names.ts'
import { notFound } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { readSetting } from '../../settings.ts'
import { requireShared } from '../../share/scope.ts'
import { answerCache } from '../stored/answer-cache.ts'
import type { Answer } from '../stored/answer-cache.ts'
import { findAnswer } from '../stored/answers.ts'
import { loadRelease } from '../stored/release-row.ts'
import { loadPreview } from '../stored/preview-row.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import type { PublicAnswer } from '../facts/answers.ts'

/** All published releases, newest quarter and number first. Any signed-in user. */
export async function listReleases(ctx: Context): Promise<{ items: ReleaseListItem[] }> {
  return ctx.store.read(async (db) => {
    const city = (await readSetting(db, 'city')) ?? ''
    const rows = await db
      .select()
      .from(release)
      .leftJoin(schemeVersion, eq(schemeVersion.id, release.schemeVersionId))
      .where(eq(release.state, 'published'))
      .orderBy(desc(release.period), desc(release.sequence))
    const names = await loadNames(
      db,
      rows.flatMap(({ release: row }) => [row.preparedBy, row.publishedBy]),
    )
    const seen = new Set<string>()
    const items = rows.map(({ release: row, scheme_version: scheme }): ReleaseListItem => {
      const isCurrent = !seen.has(row.period)
      seen.add(row.period)
      return {
        head: listHead(row, scheme, city),
        contentHash: row.contentHash ?? '',
        previousHash: row.previousHash,
        publishedBy: names(row.publishedBy, row.publishedAt),
        preparedBy: names(row.preparedBy, row.preparedAt),
        isCurrent,
      }
    })
    return { items }
  })
}

function listHead(row: ReleaseRow, scheme: typeof schemeVersion.$inferSelect | null, city: string): ReleaseHead {
  return {
    code: row.code ?? '',
    period: row.period,
    sequence: row.sequence ?? 0,
    state: 'published',
    asOf: periodEnd(parsePeriod(row.period)),
    preparedAt: row.preparedAt,
    publishedAt: row.publishedAt,
    reason: row.reason,
    isDemo: row.isDemo,
    scheme: scheme === null ? null : { code: scheme.schemeCode, version: scheme.version, name: scheme.name },
    city,
  }
}

/**
 * A published answer as ready bytes. Any signed-in user; the context proves that somebody is, and a link for a meeting
 * opens the answers of its page alone. A release never changes,
 * so its bytes are kept; the digest is checked whenever they are read from the file.
 */
export async function readAnswer(ctx: Context, code: string, name: PublicAnswer): Promise<Answer> {
  requireShared(ctx, code, name)
  const cache = answerCache(ctx.store)
  const key = `${code}|${name}`
  const ready = cache.get(key)
  if (ready !== undefined) return ready
  const answer = await ctx.store.read(async (db) => answerOf(db, (await loadRelease(db, code)).id, name))
  cache.set(key, answer)
  return answer
}

/** The newest release of the same quarter when it is not this one; null while this one stands. */
export async function correctionOf(ctx: Context, code: string): Promise<string | null> {
  return ctx.store.read(async (db) => {
    const { period } = await loadRelease(db, code)
    const [newest] = await db
      .select({ code: release.code })
      .from(release)
      .where(and(eq(release.period, period), eq(release.state, 'published')))
      .orderBy(desc(release.sequence))
      .limit(1)
    return newest === undefined || newest.code === code ? null : newest.code
  })
}

/** An answer of a preview: reviewers and publishers only, never kept, since it may be computed again. */
export async function readPreviewAnswer(ctx: Context, id: number, name: PublicAnswer): Promise<Answer> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => answerOf(db, (await loadPreview(db, id)).id, name))
}

async function answerOf(db: Db, releaseId: number, name: PublicAnswer): Promise<Answer> {
  const found = await findAnswer(db, releaseId, name)
  if (found === null) throw notFound(wordsOf(name))
  return { body: found.body, etag: `"${found.hash}"` }
}

function wordsOf(name: PublicAnswer): string {
  const [kind, code] = name.split('/')
  if (kind === 'ranking') return code === 'score' ? '这次发布的综合得分（当时没有采用计分方案）' : `指标 ${code} 的排名`
  if (kind === 'unit') return `单位 ${code} 的画像（单位超过200个时不逐个编制）`
  if (kind === 'targets' && code !== undefined) return `单位 ${code} 的目标（单位超过200个时不逐个编制）`
  return kind === 'indicator' ? `指标 ${code}` : '这部分内容'
}
