import type { SchemeBody, ScorableIndicator } from '@cg/contract/scheme'
import type { SchemeImpact } from '@cg/contract/scheme-adoption'
import { trialMark } from '@cg/contract/trial-mark'
import { release, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { namesWords } from '@cg/domain/claim/words'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { and, desc, inArray, lte, ne } from 'drizzle-orm'
import { contentHash } from '../catalogue/hash.ts'
import type { Context } from '../context.ts'
import { parseScheme } from '../release/stored/scheme.ts'
import { differenceLines, schemeNames, touchedIndicators } from './difference.ts'
import { faultCells } from './faults.ts'
import { loadFacts, loadScorable } from './scorable.ts'
import { tryQuarters } from './trial-quarters.ts'
import { loadSurroundings, loadVersion, requireOffice, standingObstacle } from './versions.ts'
import type { SchemeRow } from './versions.ts'

/** What adopting a version would do, before anybody proposes it; writes nothing. */
export async function readSchemeImpact(ctx: Context, { id }: { id: number }): Promise<SchemeImpact> {
  requireOffice(ctx.actor)
  return ctx.store.read(async (db) => impactOf(db, await loadVersion(db, id)))
}

/** What the version would change beside the one in force for its year, and whose place in the newest quarter. */
export async function impactOf(db: Db, row: SchemeRow): Promise<SchemeImpact> {
  const { lockedThrough } = await loadSurroundings(db)
  const body = parseScheme(row)
  const indicators = await loadScorable(db, row.year)
  const obstacle = standingObstacle(row, lockedThrough)
  const refusals = [
    ...(obstacle === null ? [] : [obstacle.words]),
    ...faultCells(body, indicators, row.year).map(({ message }) => message),
  ]
  if (refusals.length > 0) return { mark: trialMark, refusals, lines: [], reaches: [], quarter: null, digest: '' }
  const replaced = await inForce(db, row)
  const before = replaced === null ? null : parseScheme(replaced)
  const names = schemeNames({ indicators, facts: await loadFacts(db) })
  const changed = differenceLines(before, body, names)
  const lines = changed.length > 0 ? changed : ['计分办法与现行的相同，只改名称、年度或说明']
  const quarter = await newestQuarter(db, row)
  const reaches = [
    replacedWords(row, replaced),
    indicatorWords(touchedIndicators(before, body).map(names.nameOf)),
    ...offWords(body, indicators),
    '填报的报表和目标不变。',
    ...(await releaseWords(db, row, quarter)),
  ]
  const digest = contentHash([row.id, row.editVersion, row.year, row.contentHash, lines, reaches, quarter])
  return { mark: trialMark, refusals: [], lines, reaches, quarter, digest }
}

/** The version that scores its year now. */
async function inForce(db: Db, { id, year }: SchemeRow): Promise<SchemeRow | null> {
  const [row] = await db
    .select()
    .from(schemeVersion)
    .where(
      and(inArray(schemeVersion.state, ['adopted', 'locked']), lte(schemeVersion.year, year), ne(schemeVersion.id, id)),
    )
    .orderBy(desc(schemeVersion.year), desc(schemeVersion.version))
    .limit(1)
  return row ?? null
}

function replacedWords({ year }: SchemeRow, replaced: SchemeRow | null): string {
  if (replaced === null) return `从${year}年起按本版计分。`
  const { name, version } = replaced
  const how = replaced.year === year ? '该版还没有用过，同时停用' : `${year - 1}年及以前仍按该版`
  return `从${year}年起按本版计分，接替《${name}》第${version}版；${how}。`
}

function indicatorWords(names: readonly string[]): string {
  return names.length === 0
    ? '不涉及各指标的占比和规则。'
    : `涉及 ${names.length} 项指标：${namesWords(names, 6, '项')}。`
}

/** Items that the catalogue has switched off: a release leaves them out, and their weight goes to the others. */
function offWords({ items }: SchemeBody, indicators: readonly ScorableIndicator[]): string[] {
  const scored = new Set<string>(items.map(({ indicator }) => indicator))
  const off = indicators.filter(({ code, offFrom }) => offFrom !== null && scored.has(code)).map(({ name }) => name)
  return off.length === 0
    ? []
    : [`其中 ${off.length} 项在指标目录中已停用，停用后不计分：${namesWords(off, 6, '项')}。`]
}

async function releaseWords(db: Db, { year }: SchemeRow, quarter: SchemeImpact['quarter']): Promise<string[]> {
  const rows = await db
    .select({ period: release.period, state: release.state })
    .from(release)
    .where(inArray(release.state, ['published', 'preview']))
  const published = new Set(rows.flatMap((one) => (one.state === 'published' ? [one.period] : []))).size
  const previews = [...new Set(rows.flatMap((one) => (one.state === 'preview' ? [one.period] : [])))]
    .filter((period) => yearOf(parsePeriod(period)) >= year)
    .toSorted()
  const named = previews.map((period) => formatPeriod(parsePeriod(period))).join('、')
  return [
    published === 0 ? '还没有已发布的期次。' : `已发布的 ${published} 期不变。`,
    ...(quarter === null ? [] : [movesWords(quarter)]),
    ...(previews.length === 0 ? [] : [`确认后，${named}的试看须重新生成。`]),
  ]
}

function movesWords({ period, moves }: NonNullable<SchemeImpact['quarter']>): string {
  const when = formatPeriod(parsePeriod(period))
  const lost = moves.filter(({ after }) => after === null).length
  return moves.length === 0
    ? `按最近一期（${when}）的数字试算，没有单位位次变化。`
    : `按最近一期（${when}）的数字试算，${moves.length} 个单位位次变化${lost === 0 ? '' : `，其中 ${lost} 个不参与排名`}。`
}

async function newestQuarter(db: Db, row: SchemeRow): Promise<SchemeImpact['quarter']> {
  const [tried] = await tryQuarters(db, parseScheme(row), 1)
  if (tried === undefined) return null
  const { period, release: code, rows } = tried.quarter
  const moves = rows
    .filter(({ rank, officialRank }) => rank !== officialRank)
    .map(({ unit, unitName, officialRank, rank, reason }) => ({
      unit,
      unitName,
      before: officialRank,
      after: rank,
      reason: rank === null ? reason : null,
    }))
    .toSorted((left, right) => (left.after ?? Infinity) - (right.after ?? Infinity))
  return { period, release: code, moves }
}
