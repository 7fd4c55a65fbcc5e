import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { databasePath } from './open.ts'
import { StoreRefusal } from './refusal.ts'
import { assertSound } from './store.ts'
import type { Store } from './store.ts'

const pattern = /^backup-\d{8}-\d{6}\.sqlite$/
const kept = 30

function backupFolder(folder: string): string {
  return join(folder, 'backups')
}

/** 'backup-20261123-083000.sqlite', in UTC. */
function backupName(now: Date): string {
  return `backup-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.sqlite`
}

/** Copies the live database from within the service, checks the copy and keeps the newest 30. Returns the file's path. */
export async function makeBackup(store: Store, folder: string, now: Date): Promise<string> {
  const path = newBackupPath(folder, now)
  await store.backup(`${path}.part`)
  return keepBackup(folder, path)
}

/**
 * Copies the database from another process while the service runs. VACUUM INTO reads one snapshot; the backup
 * API would start over at every write of the service and never end.
 */
export function makeBackupBeside(folder: string, now: Date): string {
  if (!existsSync(databasePath(folder)))
    throw new StoreRefusal('missing', `没有找到数据文件 ${databasePath(folder)}。请检查 DATA_DIR。`)
  const path = newBackupPath(folder, now)
  const db = new Database(databasePath(folder), { readonly: true, timeout: 10_000 })
  try {
    db.prepare('VACUUM INTO ?').run(`${path}.part`)
  } finally {
    db.close()
  }
  return keepBackup(folder, path)
}

function newBackupPath(folder: string, now: Date): string {
  mkdirSync(backupFolder(folder), { recursive: true, mode: 0o700 })
  const path = join(backupFolder(folder), backupName(now))
  rmSync(`${path}.part`, { force: true })
  return path
}

function keepBackup(folder: string, path: string): string {
  verifyBackup(`${path}.part`)
  renameSync(`${path}.part`, path)
  for (const old of listBackups(folder).slice(kept)) rmSync(old.path)
  return path
}

export type BackupFile = { path: string; name: string; bytes: number; at: Date }

/** Verified backups, newest first. */
export function listBackups(folder: string): BackupFile[] {
  if (!existsSync(backupFolder(folder))) return []
  return readdirSync(backupFolder(folder))
    .filter((name) => pattern.test(name))
    .sort()
    .reverse()
    .map((name) => {
      const path = join(backupFolder(folder), name)
      const { size, mtime } = statSync(path)
      return { path, name, bytes: size, at: mtime }
    })
}

/** Throws unless the file opens and every page checks out. */
export function verifyBackup(path: string): void {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    assertSound(db)
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
  for (const leftover of [`${path}-wal`, `${path}-shm`]) rmSync(leftover, { force: true })
  copyFileSync(backup, `${path}.restoring`)
  renameSync(`${path}.restoring`, path)
  return { replaced }
}

function setAside(path: string): string {
  refuseWhileInUse(path)
  const aside = join(path, '..', `${basename(path, '.sqlite')}-replaced-${Date.now()}.sqlite`)
  renameSync(path, aside)
  return aside
}

/** A running service keeps the file open in WAL mode; taking it out of WAL needs sole access. */
function refuseWhileInUse(path: string): void {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { timeout: 500 })
    db.pragma('journal_mode = DELETE')
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT')
    )
      return
    throw new StoreRefusal('in_use', '数据文件正在使用。请先停止服务（Ctrl+C 或 systemctl stop），再恢复备份。')
  } finally {
    db?.close()
  }
}
