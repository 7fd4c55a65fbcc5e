import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { parsePreviewCode, previewCode } from '@cg/contract/release/preview-code'
import { keptQuery } from '@cg/db/kept-query'
import { release, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod, periodEnd } from '@cg/domain/period'
import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { loadNames } from '../../entry/form/names.ts'
import { notFound } from '../../errors.ts'
import { hasCityRole } from '../../permission.ts'
import { readSetting } from '../../settings.ts'
import { requireShared } from '../../share/scope.ts'
import { answerCache } from '../stored/answer-cache.ts'
import type { Answer } from '../stored/answer-cache.ts'
import { findAnswer, hasAnswersLike, hasOtherShape } from '../stored/answers.ts'
import { readLater } from './later.ts'
import { loadReleaseSeals, sealPart } from '../stored/release-seal.ts'
import { solePowerWords } from '../stored/sole-power.ts'
import { loadProvisional } from '../stored/provisional.ts'
import { publishedOf } from '../stored/published.ts'
import { loadRelease } from '../stored/release-row.ts'
import { nextSequence } from '../stored/preview-row.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { loadReadable } from '../stored/readable.ts'

export type ReleaseList = { items: ReleaseListItem[]; previews?: ReleaseHead[] }

/** Every page asks for these first. */
const publishedRows = keptQuery((db) =>
  db
    .select()
    .from(release)
    .leftJoin(schemeVersion, eq(schemeVersion.id, release.schemeVersionId))
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period), desc(release.sequence))
    .prepare(),
)

/** All published releases, newest quarter and number first, for any signed-in user; to the office, and not to its programs, also the previews. */
export async function listReleases(ctx: Context): Promise<ReleaseList> {
  return ctx.store.read(async (db) => {
    const city = (await readSetting(db, 'city')) ?? ''
    const rows = await publishedRows(db, {})
    const names = await loadNames(
      db,
      rows.flatMap(({ release: row }) => [row.preparedBy, row.publishedBy, row.solePower]),
    )
    const provisional = await loadProvisional(
      db,
      rows.map(({ release: row }) => row.id),
    )
    const seals = await loadReleaseSeals(db)
    const seen = new Set<string>()
    const items = rows.map(({ release: row, scheme_version: scheme }): ReleaseListItem => {
      const isCurrent = !seen.has(row.period)
      seen.add(row.period)
      return {
        head: { ...listHead(row, scheme, city), ...provisional(row.id) },
        contentHash: row.contentHash ?? '',
        previousHash: row.previousHash,
        ...sealPart(seals.get(row.id)),
        ...(row.solePower === null ? {} : { solePower: solePowerWords(names(row.solePower, row.publishedAt) ?? '') }),
        publishedBy: names(row.publishedBy, row.publishedAt),
        preparedBy: names(row.preparedBy, row.preparedAt),
        isCurrent,
      }
    })
    const isOffice = ctx.token === undefined && hasCityRole(ctx.actor, 'reviewer', 'publisher')
    return { items, ...(isOffice ? { previews: await listPreviews(db, city) } : {}) }
  })
}

/** The previews that can be opened; one of another shape can only be prepared again. */
async function listPreviews(db: Db, city: string): Promise<ReleaseHead[]> {
  const rows = await db
    .select()
    .from(release)
    .leftJoin(schemeVersion, eq(schemeVersion.id, release.schemeVersionId))
    .where(eq(release.state, 'preview'))
    .orderBy(desc(release.period))
  const provisional = await loadProvisional(
    db,
    rows.map(({ release: row }) => row.id),
  )
  const heads: ReleaseHead[] = []
  for (const { release: row, scheme_version: scheme } of rows) {
    if (await hasOtherShape(db, row.id)) continue
    const sequence = await nextSequence(db, row.period)
    const code = previewCode(row.period, row.inputVersion)
    const named = { ...listHead(row, scheme, city), ...provisional(row.id) }
    heads.push({ ...named, code, sequence, state: 'preview', publishedAt: null })
  }
  return heads
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
 * By what bytes made from an answer may be kept: the mark of its release, which is another one when the number was given
 * anew. Null for a preview, which is never kept: it may be computed again, and is not everybody's. Asks whether a link for a
 * meeting opens the answer; refuses the number of no release.
 */
export async function answerMark(ctx: Context, code: string, name: PublicAnswer): Promise<string | null> {
  requireShared(ctx, code, name)
  if (parsePreviewCode(code) !== null) return null
  const mark = await publishedOf(ctx.store).find(code)
  if (mark === null) throw notFound(`发布 ${code}`)
  return mark
}

/**
 * An answer as ready bytes: a published one for any signed-in user, the context proves that somebody is, and a link for a
 * meeting opens the answers of its page alone; one of a preview for the office. A release never changes, so its bytes are kept; the digest is checked whenever they are read from the file.
 */
export async function readAnswer(ctx: Context, code: string, name: PublicAnswer): Promise<Answer> {
  const mark = await answerMark(ctx, code, name)
  if (mark === null) return ctx.store.read(async (db) => answerOf(db, (await loadReadable(db, ctx, code)).id, name))
  const cache = answerCache(ctx.store)
  const key = `${mark}|${name}`
  const ready = cache.get(key)
  if (ready !== undefined) return ready
  const found = await ctx.store.read(async (db) => findIn(db, (await loadRelease(db, code)).id, name))
  if (found === null) return readLeft(ctx, code, name)
  cache.set(key, found)
  return found
}

/** A ranking with its history and the intervals of its places, whatever the number of units; kept as `readAnswer` keeps. */
export async function readWholeRanking(ctx: Context, code: string, measure: string): Promise<Answer> {
  const frozen = await readAnswer(ctx, code, `ranking/${measure}`)
  if (parsePreviewCode(code) !== null) return frozen
  const isLeft = await ctx.store.read(async (db) => hasMany(db, (await loadRelease(db, code)).id))
  if (!isLeft) return frozen
  return (await readLater(ctx.store, code, `whole/${measure}`)) ?? frozen
}

/** What the release did not freeze: computed from its frozen input where it was left for later, else not there. */
async function readLeft(ctx: Context, code: string, name: PublicAnswer): Promise<Answer> {
  const isLeft = await ctx.store.read(async (db) => hasMany(db, (await loadRelease(db, code)).id))
  const answer = isLeft && isOfUnit(name) ? await readLater(ctx.store, code, name) : null
  if (answer === null) throw notFound(wordsOf(name))
  return answer
}

function isOfUnit(name: PublicAnswer): name is `unit/${string}` | `targets/${string}` {
  return name.startsWith('unit/') || name.startsWith('targets/')
}

/** Whether a release has so many units that it left answers for later; one of an older shape has none to give. */
async function hasMany(db: Db, releaseId: number): Promise<boolean> {
  return !(await hasOtherShape(db, releaseId)) && !(await hasAnswersLike(db, releaseId, 'unit/%'))
}

/** The newest release of the same quarter when it is not this one; null while this one stands, and for a preview. */
export async function correctionOf(ctx: Context, code: string): Promise<string | null> {
  if (parsePreviewCode(code) !== null) return null
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

async function answerOf(db: Db, releaseId: number, name: PublicAnswer): Promise<Answer> {
  const found = await findIn(db, releaseId, name)
  if (found === null) throw notFound(wordsOf(name))
  return found
}

async function findIn(db: Db, releaseId: number, name: PublicAnswer): Promise<Answer | null> {
  const found = await findAnswer(db, releaseId, name)
  return found === null ? null : { body: found.body, etag: `"${found.hash}"` }
}

function wordsOf(name: PublicAnswer): string {
  const [kind, code] = name.split('/')
  if (kind === 'ranking') return code === 'score' ? '这次发布的综合得分（当时没有采用计分方案）' : `指标 ${code} 的排名`
  if (kind === 'register') return `台账 ${code}（这次发布时还没有入账的记录，也没有用于报表计数，或由旧版软件发布）`
  if (kind === 'unit') return `单位 ${code} 的画像`
  if (kind === 'targets' && code !== undefined) return `单位 ${code} 的目标`
  return kind === 'indicator' ? `指标 ${code}` : '这部分内容'
}
