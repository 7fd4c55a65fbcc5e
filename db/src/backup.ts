import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { backupStem, claimFile, dropFile, finishFile, partOf, pruneBackups, verifyBackup } from './backup-file.ts'
import { databasePath } from './open.ts'
import { copyToFile } from './postgres/copy.ts'
import { restoreIntoPostgres } from './postgres/restore.ts'
import { StoreRefusal } from './refusal.ts'
import {
  copyForRestore,
  dropCopy,
  endRestore,
  giveUpRestore,
  finishRestore,
  noteRestore,
  requireBackup,
  waitingCopy,
} from './restore.ts'
import type { RestoreNote } from './restore.ts'
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

/** Puts a backup in place of what the installation's database holds, wherever that is; what was there is kept in a file. */
export async function restoreInstallation(folder: string, backup: string): Promise<{ replaced: string | null }> {
  const source = readSource(folder)
  if (source === null) return restoreBackup(folder, backup)
  requireBackup(backup)
  verifyBackup(backup)
  const done = await restoreIntoPostgres(source.url, backup, join(folder, `monitor-replaced-${Date.now()}.sqlite`))
  noteRestore(folder, noteOf(backup))
  return done
}

/** How long a process that has just ended may still be seen by the server. */
const endedMs = 20_000

/**
 * Before an installation is opened: what a restore from the interface has prepared takes its database's place, wherever that
 * is. `problem`: why it could not; then the old data stand, and the restore is given up.
 */
export async function finishRestoreIn(
  folder: string,
  waitMs = endedMs,
): Promise<{ readonly replaced: string | null; readonly problem: string | null }> {
  const source = readSource(folder)
  if (source === null) return { ...finishRestore(folder), problem: null }
  const fresh = waitingCopy(folder)
  if (fresh === null) return { replaced: null, problem: null }
  const aside = join(folder, `monitor-replaced-${Date.now()}.sqlite`)
  const until = Date.now() + waitMs
  for (;;) {
    try {
      const done = await restoreIntoPostgres(source.url, fresh, aside)
      dropCopy(folder)
      return { ...done, problem: null }
    } catch (error) {
      if (!(error instanceof StoreRefusal && error.code === 'in_use')) throw error
      if (Date.now() > until) {
        giveUpRestore(folder, error.message)
        return { replaced: null, problem: error.message }
      }
      await setTimeout(250)
    }
  }
}

const noteOf = (backup: string) => ({ file: basename(backup), at: new Date().toISOString(), reason: '', by: null })

/**
 * Puts a backup in place of the database; the replaced file is kept beside it. The service must be stopped: refused while
 * another process holds it open. The trail tells of it once `settleAnchor` has seen the note.
 */
export function restoreBackup(
  folder: string,
  backup: string,
  note: Partial<RestoreNote> = {},
): { replaced: string | null } {
  copyForRestore(folder, backup)
  noteRestore(folder, { ...noteOf(backup), ...note })
  try {
    return finishRestore(folder)
  } catch (error) {
    // Nothing was replaced: a later start must not do what was refused now.
    endRestore(folder)
    throw error
  }
}
