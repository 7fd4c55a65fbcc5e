import { statSync } from 'node:fs'
import type { GivenUpRestore, RestorableBackup, RestorePreview } from '@cg/contract/restore'
import { auditActionName } from '@cg/contract/audit-words'
import { isBackingUp } from '@cg/db/backup'
import { listRestorable, readBackupFacts } from '@cg/db/backup-facts'
import type { BackupFacts, Restorable } from '@cg/db/backup-facts'
import { holdWrites } from '@cg/db/held'
import { otherProcesses } from '@cg/db/postgres/connection'
import { StoreRefusal } from '@cg/db/refusal'
import { noteRestore } from '@cg/db/restore'
import { prepareRestoreAside } from '@cg/db/restore-aside'
import { auditEvent, release } from '@cg/db/schema'
import { readSource } from '@cg/db/source'
import type { Db } from '@cg/db/store'
import { and, count, desc, eq, gt, inArray, max } from 'drizzle-orm'
import type { Installation } from '../admin/system.ts'
import { headText } from '../anchor/keep.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { proveIdentity } from '../session/prove.ts'
import type { Proof } from '../session/prove.ts'
import { isRestoring, restoring } from './restoring.ts'

/** Files never change once they have their name: each is read once. */
const known = new Map<string, BackupFacts | null>()

function factsOf({ path, bytes }: Restorable): BackupFacts | null {
  const key = `${path} ${bytes} ${statSync(path).mtimeMs}`
  const found = known.get(key)
  if (found !== undefined) return found
  let facts: BackupFacts | null = null
  try {
    facts = readBackupFacts(path)
  } catch (error) {
    // What is no database is listed as such, and cannot be restored.
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))) throw error
  }
  known.set(key, facts)
  return facts
}

function rowOf(file: Restorable): RestorableBackup {
  const { name, kind, bytes, at } = file
  const facts = factsOf(file)
  return {
    name,
    kind,
    bytes,
    at: at.toISOString(),
    release: facts?.releases[0] ?? null,
    head: facts?.head == null ? null : headText(facts.head),
    problem: facts === null ? '文件已损坏，不能恢复' : facts.isNewer ? '由更新版本的程序备份，不能恢复' : null,
  }
}

/** Everything that can be put in the database's place, newest first. */
export async function listRestores(
  { actor, store }: Context,
  { dataDir }: Installation,
): Promise<{ items: RestorableBackup[]; givenUp: GivenUpRestore | null }> {
  requireCityRole(actor, 'admin')
  return { items: listRestorable(dataDir).map(rowOf), givenUp: await store.read(lastGivenUp) }
}

/** Null as soon as a later restore was finished. */
async function lastGivenUp(db: Db): Promise<GivenUpRestore | null> {
  const [last] = await db
    .select({ action: auditEvent.action, at: auditEvent.at, detail: auditEvent.detail })
    .from(auditEvent)
    .where(inArray(auditEvent.action, ['database.restore', 'database.restore_given_up']))
    .orderBy(desc(auditEvent.id))
    .limit(1)
  if (last?.action !== 'database.restore_given_up') return null
  const { file, situation } = JSON.parse(last.detail) as { file: string; situation: string }
  return { at: last.at, file, why: situation }
}

function find(dataDir: string, name: string): { file: Restorable; facts: BackupFacts } {
  const file = listRestorable(dataDir).find((one) => one.name === name)
  if (file === undefined) throw notFound('这份备份')
  const facts = factsOf(file)
  const { problem } = rowOf(file)
  if (facts === null || problem !== null)
    throw invalid(`${name}：${problem ?? ''}。请选用另一份备份。`, { reason: 'restore.unreadable' })
  return { file, facts }
}

/** Several processes may serve a database of PostgreSQL, and none can stop the others. */
async function requireAlone(dataDir: string): Promise<void> {
  const source = readSource(dataDir)
  const others = source === null ? 0 : await otherProcesses(source.url)
  if (others > 0)
    throw busy(
      `还有${others}个服务进程连着同一个数据库，不能在界面上恢复。请先停止它们，只留这一个，再恢复；之后再启动它们。`,
      'restore.not_alone',
    )
}

/** Kinds of changes that are told one by one; of more the most frequent. */
const mostLines = 60

/** What would be lost: releases, and every line of the trail since the backup, by kind and by whom. */
export async function previewRestore(ctx: Context, { dataDir }: Installation, name: string): Promise<RestorePreview> {
  requireCityRole(ctx.actor, 'admin')
  const { file, facts } = find(dataDir, name)
  return ctx.store.read(async (db) => {
    const since = facts.lastEvent
    const [meets] =
      since === null
        ? []
        : await db.select({ hash: auditEvent.hash }).from(auditEvent).where(eq(auditEvent.id, since.id))
    const isSameHistory = since !== null && meets?.hash === since.hash
    // Of another history nothing is shared that could be counted from: then by the time.
    const later = isSameHistory ? gt(auditEvent.id, since.id) : gt(auditEvent.at, since?.at ?? '')
    const rows = await db
      .select({ action: auditEvent.action, who: auditEvent.actorName, times: count(), last: max(auditEvent.at) })
      .from(auditEvent)
      .where(later)
      .groupBy(auditEvent.action, auditEvent.actorName)
      .orderBy(desc(count()))
    const releases = (await releasesIn(db)).filter((code) => !facts.releases.includes(code))
    return {
      backup: rowOf(file),
      isSameHistory,
      isOlderProgram: facts.isOlder,
      releases,
      newest: (await releasesIn(db))[0] ?? null,
      total: rows.reduce((sum, { times }) => sum + times, 0),
      people: new Set(rows.map(({ who }) => who)).size,
      lost: rows.slice(0, mostLines).map(({ action, who, times, last }) => ({
        what: auditActionName(action),
        who,
        times,
        last: last ?? '',
      })),
      leftOut: Math.max(0, rows.length - mostLines),
    }
  })
}

async function releasesIn(db: Db): Promise<string[]> {
  const rows = await db
    .select({ code: release.code })
    .from(release)
    .where(and(eq(release.state, 'published')))
    .orderBy(desc(release.period), desc(release.sequence))
  return rows.flatMap(({ code }) => (code === null ? [] : [code]))
}

export type RestoreWish = Proof & {
  readonly name: string
  readonly reason: string
  /** The newest release when the preview was read; a later one is not lost unseen. */
  readonly newest: string | null
}

/**
 * Puts a backup in the database's place: copies and checks it beside the database, while nothing is written any more, and
 * notes that it is to take its place. The caller then starts the program anew, which finishes it. Errors: no right, wrong
 * password, no reason, another restore or a backup under way, a release since the preview, a backup that is not sound.
 */
export async function beginRestore(ctx: Context, { dataDir }: Installation, wish: RestoreWish): Promise<void> {
  requireCityRole(ctx.actor, 'admin')
  const reason = wish.reason.trim()
  if (reason === '') throw invalid('请写明为什么要恢复。', { reason: 'restore.reason_missing' })
  const { file } = find(dataDir, wish.name)
  if (isRestoring(ctx.store)) throw busy('正在恢复另一份备份。请稍候，完成后须重新登录。', 'restore.running')
  if (isBackingUp(ctx.store)) throw busy('正在备份，还没有完成。请稍候再恢复。', 'backup.running')
  restoring.add(ctx.store)
  try {
    await proveIdentity(ctx, wish)
    await requireAlone(dataDir)
    holdWrites(ctx.store, '正在恢复备份，暂时不能保存。请记下刚才的改动，几分钟后重新登录再试。')
    const [newest = null] = await ctx.store.read(releasesIn)
    if (newest !== wish.newest)
      throw busy(`预览之后又发布了 ${newest ?? ''}。请重新查看会失去的内容，再决定。`, 'restore.new_release')
    const { breaches } = await prepareRestoreAside(dataDir, file.path)
    if (breaches > 0)
      throw invalid(
        `这份备份中有${breaches}处在程序之外的改动，不能在界面上恢复。请选用另一份；确要用它，请在服务器上用 npm run restore。`,
        { reason: 'restore.breaches' },
      )
    const { userId, login, name } = ctx.actor
    noteRestore(dataDir, { file: file.name, at: ctx.now().toISOString(), reason, by: { userId, login, name } })
  } catch (error) {
    restoring.delete(ctx.store)
    holdWrites(ctx.store, null)
    if (error instanceof StoreRefusal) throw invalid(error.message, { reason: 'restore.unreadable' })
    throw error
  }
}

function busy(words: string, reason: string): ServiceError {
  return new ServiceError('conflict', words, { reason })
}
