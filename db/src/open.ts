import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { appendSystemEvent } from './audit-chain.ts'
import { claimFile, finishFile, partOf } from './backup-file.ts'
import { applicationId } from './mark.ts'
import { migrate, newestVersion, schemaVersion } from './migrate.ts'
import { createPrivate, keepPrivate, removeDatabase, sideSuffixes } from './private-file.ts'
import { createIn, openIn } from './postgres/open.ts'
import { StoreRefusal } from './refusal.ts'
import { hasSeals, rowsApart, sealAsFound } from './seal/as-found.ts'
import { readSource, writeSource } from './source.ts'
import { readStamp, stampName, stampPath, writeStamp } from './stamp.ts'
import type { Stamp } from './stamp.ts'
import { assertSound, createStore, openWriter } from './store.ts'
import type { Store } from './store.ts'

const databaseName = 'monitor.sqlite'

export function databasePath(folder: string): string {
  return join(folder, databaseName)
}

/** True when neither a database nor an installation stamp exists, or an interrupted first run left them: only then may a city be created. */
export function isFirstRun(folder: string): boolean {
  if (readStamp(folder)?.isUnfinished === true) return true
  if (existsSync(stampPath(folder))) return false
  return readSource(folder) !== null || !existsSync(databasePath(folder))
}

/** Creates the database and the installation stamp. Throws when either exists. */
export async function initStore(folder: string): Promise<void> {
  await createInstallation(folder, {})
}

/** As initStore; an unfinished installation bears the mark from before its database exists. */
export async function createInstallation(folder: string, mark: Pick<Stamp, 'isUnfinished'>): Promise<void> {
  const source = readSource(folder)
  if (existsSync(databasePath(folder)) || existsSync(stampPath(folder)))
    throw new StoreRefusal('exists', `数据目录 ${folder} 中已有数据，不能重新初始化。`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stamp: Stamp = { id: randomUUID(), createdAt: new Date().toISOString(), ...mark }
  if (stamp.isUnfinished === true) writeStamp(folder, stamp)
  if (source === null) createDatabase(databasePath(folder), stamp.id)
  else await createIn(source, stamp.id)
  if (stamp.isUnfinished !== true) writeStamp(folder, stamp)
}

function createDatabase(path: string, id: string): void {
  const fresh = `${path}.new`
  removeDatabase(fresh)
  createPrivate(fresh)
  const db = openWriter(fresh)
  db.pragma(`application_id = ${applicationId}`)
  migrate(db)
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run('installation', JSON.stringify({ id }))
  sealAsFound(db, new Set())
  db.pragma('journal_mode = DELETE')
  db.close()
  renameSync(fresh, path)
}

/** Opens an existing installation: refuses a missing, emptied, foreign, damaged, unfinished or newer file, with words. */
export async function openStore(folder: string): Promise<Store> {
  if (readStamp(folder)?.isUnfinished === true) {
    throw new StoreRefusal(
      'unfinished',
      `数据目录 ${folder} 的首次启动没有完成，其中的数据不完整。请重新运行 npm start，程序会从头开始。`,
    )
  }
  return openInstallation(folder)
}

/** As openStore, finished or not. */
export async function openInstallation(folder: string): Promise<Store> {
  const source = readSource(folder)
  if (source !== null) return openIn(folder, source)
  const path = databasePath(folder)
  assertPresent(folder, path)
  assertOurs(folder, path)
  for (const file of [path, ...sideSuffixes.map((suffix) => `${path}${suffix}`), stampPath(folder)]) keepPrivate(file)
  await upgrade(folder, path)
  return createStore(path)
}

/**
 * Says where the data of a folder is to be from now on: in the database of a URL, or where it was. Refuses a database for a
 * folder whose data is in its own file: it would begin an empty city beside the one that is there.
 */
export function useDatabase(folder: string, url: string | null): void {
  if (url === null) return
  if (existsSync(databasePath(folder))) {
    throw new StoreRefusal(
      'in_file',
      `设置了 DATABASE_URL，但数据目录 ${folder} 里已有数据文件 ${databaseName}。请先把数据迁到 PostgreSQL，或去掉 DATABASE_URL 再启动。`,
    )
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { isTried } = readSource(folder) ?? {}
  writeSource(folder, isTried === undefined ? { url } : { url, isTried })
}

/** Refuses a folder that nothing was ever installed in. */
export function assertInstalled(folder: string): void {
  if (existsSync(databasePath(folder)) || existsSync(stampPath(folder))) return
  throw new StoreRefusal(
    'missing',
    `数据目录 ${folder} 里没有数据：没有安装记录，也没有数据文件。请检查数据目录（DATA_DIR）是否写对；第一次使用请运行 npm start。`,
  )
}

function assertPresent(folder: string, path: string): void {
  assertInstalled(folder)
  if (!existsSync(path)) {
    throw new StoreRefusal(
      'missing',
      `数据目录 ${folder} 有安装记录，但数据文件 ${databaseName} 不见了。请从备份恢复（npm run restore），程序不会另建空库。`,
    )
  }
  if (statSync(path).size === 0) {
    throw new StoreRefusal('emptied', `数据文件 ${path} 是空的。请从备份恢复（npm run restore），程序不会另建空库。`)
  }
  if (!existsSync(stampPath(folder))) {
    throw new StoreRefusal(
      'no_stamp',
      `数据目录 ${folder} 缺少安装记录 ${stampName}，无法确认数据文件属于本系统。请从备份恢复整个数据目录。`,
    )
  }
}

function assertOurs(folder: string, path: string): void {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    if (db.pragma('application_id', { simple: true }) !== applicationId) {
      throw new StoreRefusal('foreign', `文件 ${path} 不是本系统的数据文件。请检查 DATA_DIR 是否指向了正确的目录。`)
    }
    assertSound(db)
    const row = db.prepare("SELECT value FROM setting WHERE key = 'installation'").get() as
      | { value: string }
      | undefined
    if (row === undefined || JSON.parse(row.value).id !== readStamp(folder)?.id) {
      throw new StoreRefusal(
        'other_installation',
        `数据文件与安装记录 ${stampName} 不是同一套安装。请把同一备份中的两个文件一起恢复。`,
      )
    }
  } catch (error) {
    if (error instanceof StoreRefusal) throw error
    throw new StoreRefusal(
      'damaged',
      `数据文件 ${path} 无法读取（${String(error)}）。请从备份恢复（npm run restore）。`,
    )
  } finally {
    db?.close()
  }
}

/** Migrates an older file after copying it aside, so that an upgrade can be taken back. */
async function upgrade(folder: string, path: string): Promise<void> {
  const db = openWriter(path)
  try {
    const from = schemaVersion(db)
    if (from < newestVersion()) {
      const copy = claimFile(folder, `before-upgrade-v${from}-${Date.now()}`)
      await db.backup(partOf(copy))
      finishFile(copy)
      migrateSealed(db, { from, copy: basename(copy) })
    } else migrate(db)
  } finally {
    db.close()
  }
}

/**
 * Migrates, says so in the audit trail, and seals what the migration changed. What did not fit its seal before does not
 * fit afterwards either; a file from before seals is sealed as it is found.
 */
function migrateSealed(db: Database.Database, { from, copy }: { from: number; copy: string }): void {
  const apart = hasSeals(db) ? rowsApart(db) : new Set<string>()
  migrate(db)
  db.transaction(() => {
    const detail = { before: { version: from }, after: { version: newestVersion() }, backup: copy }
    appendSystemEvent(db, { at: new Date().toISOString(), action: 'database.upgrade', detail })
    sealAsFound(db, apart)
  }).immediate()
}
