import type { HistoryCheck } from '@cg/contract/admin'
import { release } from '@cg/db/schema'
import { readAnchor } from '@cg/db/seal/anchor'
import { checkInstallation } from '@cg/db/seal/check-aside'
import type { Db } from '@cg/db/store'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { loadAuditNames } from '../admin/audit-words.ts'
import type { AuditNames } from '../admin/audit-words.ts'
import { verifyAudit } from '../admin/audit-trail.ts'
import type { Installation } from '../admin/system.ts'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { verifyRelease } from '../release/publish/verify.ts'
import { holdsHead } from './keep.ts'
import { breachWords } from './words.ts'

/** The installation asks for itself: at the start, every day, and by its operator's command. */
export const itself: Context['actor'] = {
  userId: 0,
  login: '',
  name: '系统',
  mustChangePassword: false,
  grants: [{ role: 'auditor', department: null, unit: null }],
}

/** More than these are counted, not named one by one. */
const mostNamed = 200

/**
 * Whether history stands as it was written: the audit trail, every row that a seal covers, the cells against their
 * revisions, and the chain against its anchor outside; `isWhole`: the contents of every release too.
 */
export async function verifyHistory(
  ctx: Context,
  { dataDir, anchorDir }: Pick<Installation, 'dataDir' | 'anchorDir'>,
  isWhole: boolean,
): Promise<HistoryCheck> {
  requireCityRole(ctx.actor, 'auditor')
  const trail = await verifyAudit(ctx)
  const { seals, head, breaches } = await checkInstallation(dataDir)
  const { words, anchor } = await ctx.store.read(async (db) => {
    const names = await namesOrCodes(db)
    const named: string[] = []
    for (const breach of breaches.slice(0, mostNamed)) named.push(await breachWords(db, names, breach))
    return { words: named, anchor: await anchorWords(db, anchorDir) }
  })
  const releases = isWhole ? await releaseWords(ctx) : []
  const findings = [...(trail.problem === null ? [] : [trail.problem]), ...words, ...anchor.words, ...releases]
  const more = breaches.length - mostNamed
  return {
    ...trail,
    isIntact: findings.length === 0,
    seals,
    sealHead: head,
    anchored: anchor.lines,
    findings: more > 0 ? [...findings, `另有${more}处同类情况。`] : findings,
  }
}

/** What was changed by hand may keep names from being read: then things are named by their codes, and still named. */
async function namesOrCodes(db: Db): Promise<AuditNames> {
  try {
    return await loadAuditNames(db)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
    return (_kind, code) => code
  }
}

/** Every line of the anchor must be a head that the chain has had. */
async function anchorWords(db: Db, folder: string): Promise<{ lines: number; words: string[] }> {
  const { lines, brokenAt } = readAnchor(folder)
  const words = brokenAt === null ? [] : [`存证文件第${brokenAt}行与写下时不同，存证文件被改过。`]
  // What a database that stood behind its anchor went on from is no longer a part of what was before.
  const since = lines.findLastIndex(({ why }) => why === 'behind' || why === 'restore')
  for (const [at, line] of lines.entries()) {
    if (at < since || (await holdsHead(db, line))) continue
    words.push(
      `数据与存证文件第${at + 1}行（${line.at.slice(0, 10)}，第${line.seals}个封签）不符：之后的记录被删除或重写。`,
    )
    break
  }
  return { lines: lines.length, words }
}

async function releaseWords(ctx: Context): Promise<string[]> {
  const rows = await ctx.store.read((db) =>
    db
      .select({ code: release.code })
      .from(release)
      .where(and(eq(release.state, 'published'), isNotNull(release.code)))
      .orderBy(asc(release.id)),
  )
  const words: string[] = []
  for (const { code } of rows) {
    if (code === null) continue
    const { checks } = await verifyRelease(ctx, { code })
    words.push(...checks.filter(({ isSound }) => !isSound).map(({ name, detail }) => `${code}　${name}：${detail}。`))
  }
  return words
}
