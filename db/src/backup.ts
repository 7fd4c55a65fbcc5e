import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { backupStem, claimFile, dropFile, finishFile, partOf, pruneBackups, verifyBackup } from './backup-file.ts'
import { refuseWhileInUse } from './in-use.ts'
import { databasePath } from './open.ts'
import { copyToFile } from './postgres/snapshot.ts'
import { createPrivate, sideSuffixes } from './private-file.ts'
import { StoreRefusal } from './refusal.ts'
import { readSource } from './source.ts'
import type { Store } from './store.ts'

const running = new WeakMap<Store, Promise<unknown>>()

/** Whether a backup from within the service is being made. */
export const isBackingUp = (store: Store): boolean => running.has(store)

/** Copies the live database from within the service and checks the copy; one at a time. Returns the file's path. */
export async function makeBackup(store: Store, folder: string, now: Date): Promise<string> {
  const before = running.get(store) ?? Promise.resolve()
  const mine = before.then(() => copyStore(store, folder, now))
  const settled = mine.then(
    () => undefined,
    () => undefined,
  )
  running.set(store, settled)
  void settled.then(() => {
    if (running.get(store) === settled) running.delete(store)
  })
  return mine
}

async function copyStore(store: Store, folder: string, now: Date): Promise<string> {
  const path = claimFile(folder, backupStem(now))
  try {
    await store.backup(partOf(path))
    finishFile(path)
  } catch (error) {
    dropFile(path)
    throw error
  }
  pruneBackups(folder, Date.now())
  return path
}

/**
 * Copies the database from another process while the service runs. VACUUM INTO reads one snapshot; the backup
 * API would start over at every write of the service and never end.
 */
export async function makeBackupBeside(folder: string, now: Date): Promise<string> {
  const source = readSource(folder)
  if (source === null && !existsSync(databasePath(folder)))
    throw new StoreRefusal('missing', `没有找到数据文件 ${databasePath(folder)}。请检查 DATA_DIR。`)
  const path = claimFile(folder, backupStem(now))
  try {
    if (source === null) vacuumInto(databasePath(folder), partOf(path))
    else await copyToFile(source.url, partOf(path))
    finishFile(path)
  } catch (error) {
    dropFile(path)
    throw error
  }
  pruneBackups(folder, Date.now())
  return path
}

function vacuumInto(from: string, to: string): void {
  const db = new Database(from, { readonly: true, timeout: 10_000 })
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
}

/**
 * Puts a backup in place of the database; the replaced file is kept beside it. The service must be stopped:
 * refused while another process holds the write lock.
 */
export function restoreBackup(folder: string, backup: string): { replaced: string | null } {
  if (!existsSync(backup)) throw new StoreRefusal('no_backup', `没有找到备份文件 ${backup}。请检查路径。`)
  verifyBackup(backup)
  const path = databasePath(folder)
  const replaced = existsSync(path) ? setAside(path) : null
  for (const suffix of sideSuffixes) rmSync(`${path}${suffix}`, { force: true })
  const fresh = `${path}.restoring`
  rmSync(fresh, { force: true })
  createPrivate(fresh)
  copyFileSync(backup, fresh)
  // Copying brings the mode of the source along.
  chmodSync(fresh, 0o600)
  renameSync(fresh, path)
  return { replaced }
}

function setAside(path: string): string {
  refuseWhileInUse(path, '数据文件正在使用。请先停止服务（Ctrl+C 或 systemctl stop），再恢复备份。')
  const aside = join(path, '..', `${basename(path, '.sqlite')}-replaced-${Date.now()}.sqlite`)
  renameSync(path, aside)
  return aside
}
