import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { verifyBackup } from './backup-file.ts'
import { refuseWhileInUse } from './in-use.ts'
import { databasePath } from './open.ts'
import { createPrivate, sideSuffixes, syncFolder, writeDurably } from './private-file.ts'
import { StoreRefusal } from './refusal.ts'
import { readStamp } from './stamp.ts'

/*
 * A restore in three steps, each of which a power cut may fall into: a whole, checked copy beside the database; a note that
 * it is to take the database's place; the change of names, which is one step for the file system. Until the last the old
 * database stands, from then on the new one, and the note stays until the new one's trail tells of it.
 */

export type RestoreNote = {
  readonly id: string
  /** Name of the backup. */
  readonly file: string
  readonly at: string
  readonly reason: string
  /** Who asked for it in the interface; null: the operator by command. */
  readonly by: { readonly userId: number; readonly login: string; readonly name: string } | null
  /** Why it was given up at the start that should have finished it: the data are what they were. */
  readonly givenUp?: string
}

const freshPath = (folder: string): string => `${databasePath(folder)}.restoring`
const notePath = (folder: string): string => join(folder, 'restore.json')

/** First step: copies a backup beside the database and checks the copy. Throws a StoreRefusal where it is none of ours. */
export function copyForRestore(folder: string, backup: string): void {
  requireBackup(backup)
  const fresh = freshPath(folder)
  dropCopy(folder)
  createPrivate(fresh)
  copyFileSync(backup, fresh, constants.COPYFILE_FICLONE)
  // Copying brings the mode of the source along.
  chmodSync(fresh, 0o600)
  verifyBackup(fresh)
  requireOwn(folder, fresh, backup)
  const file = openSync(fresh, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(folder)
}

export function requireBackup(backup: string): void {
  if (!existsSync(backup)) throw new StoreRefusal('no_backup', `没有找到备份文件 ${backup}。请检查路径。`)
}

/** Where this folder holds an installation, the copy must be of the same one. */
function requireOwn(folder: string, fresh: string, backup: string): void {
  const own = readStamp(folder)?.id
  const db = new Database(fresh, { readonly: true, fileMustExist: true })
  try {
    const text = db.prepare<unknown[], string>("SELECT value FROM setting WHERE key = 'installation'").pluck().get()
    const its = text === undefined ? undefined : (JSON.parse(text) as { id?: string }).id
    if (own === undefined || its === own) return
    throw new StoreRefusal('other_installation', `${backup} 是另一套安装的备份，不能恢复到这里。请选用本系统的备份。`)
  } finally {
    db.close()
  }
}

/** Second step: from here on the next start, whenever it is, finishes the restore. */
export function noteRestore(folder: string, note: Omit<RestoreNote, 'id'>): void {
  writeDurably(notePath(folder), JSON.stringify({ ...note, id: randomUUID() } satisfies RestoreNote))
}

/** The start could not finish it: the copy goes, and the note stays until the trail tells of it. */
export function giveUpRestore(folder: string, why: string): void {
  const note = readRestoreNote(folder)
  dropCopy(folder)
  if (note !== null) writeDurably(notePath(folder), JSON.stringify({ ...note, givenUp: why } satisfies RestoreNote))
}

/** The restore that was begun and whose line is not in the trail yet; null: none. */
export function readRestoreNote(folder: string): RestoreNote | null {
  return existsSync(notePath(folder)) ? (JSON.parse(readFileSync(notePath(folder), 'utf8')) as RestoreNote) : null
}

/** The checked copy that waits to take the database's place; null: none. One without a note was never wanted and goes. */
export function waitingCopy(folder: string): string | null {
  const fresh = freshPath(folder)
  if (!existsSync(fresh)) return null
  if (readRestoreNote(folder) !== null) return fresh
  dropCopy(folder)
  return null
}

export function dropCopy(folder: string): void {
  for (const suffix of ['', ...sideSuffixes]) rmSync(`${freshPath(folder)}${suffix}`, { force: true })
}

/**
 * Third step, before the database is opened: the copy takes its place, and the replaced one is kept beside it under a name
 * of its own. Does nothing where this was done already.
 */
export function finishRestore(folder: string): { replaced: string | null } {
  const fresh = waitingCopy(folder)
  if (fresh === null) return { replaced: null }
  const path = databasePath(folder)
  const replaced = existsSync(path) ? keepReplaced(path) : null
  for (const suffix of sideSuffixes) rmSync(`${fresh}${suffix}`, { force: true })
  renameSync(fresh, path)
  syncFolder(folder)
  return { replaced }
}

/** The trail tells of it: the note has done its work. */
export function endRestore(folder: string): void {
  rmSync(notePath(folder), { force: true })
  syncFolder(folder)
}

/**
 * A second name for the database that is about to be replaced. Its log is written into it first, so that it is whole by
 * itself and nothing of it is left that the new one would take for its own.
 */
function keepReplaced(path: string): string {
  refuseWhileInUse(path, '数据文件正在使用。请先停止服务（Ctrl+C 或 systemctl stop），再恢复备份。')
  const aside = join(dirname(path), `${basename(path, '.sqlite')}-replaced-${Date.now()}.sqlite`)
  try {
    linkSync(path, aside)
  } catch (error) {
    // File systems without second names get a copy.
    if (!(error instanceof Error && 'code' in error && ['EPERM', 'ENOTSUP', 'EOPNOTSUPP'].includes(String(error.code))))
      throw error
    copyFileSync(path, aside)
  }
  // Only what cannot be opened still has a log: it stays beside what it belongs to.
  for (const suffix of sideSuffixes)
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`)
  syncFolder(dirname(path))
  return aside
}
