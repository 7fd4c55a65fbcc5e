import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreRefusal } from './refusal.ts'

/** What SQLite keeps beside a database while it is open. */
export const sideSuffixes = ['-wal', '-shm', '-journal'] as const

/** Creates an empty file for its owner's eyes alone. False when it exists already. */
export function createPrivate(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Takes a file away from everybody but its owner; a file that is missing or private already stays as it is. */
export function keepPrivate(path: string): void {
  if (!existsSync(path) || (statSync(path).mode & 0o077) === 0) return
  try {
    chmodSync(path, 0o600)
  } catch (error) {
    throw new StoreRefusal(
      'permissions',
      `文件 ${path} 可被其他用户读取，且权限无法收紧（${String(error)}）。请由文件所有者执行 chmod 600，再启动。`,
    )
  }
}

/** Writes a private file so that after a power cut the old content or the new one is there, never half of it. */
export function writeDurably(path: string, text: string): void {
  const fresh = `${path}.new`
  rmSync(fresh, { force: true })
  const file = openSync(fresh, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(fresh, path)
  syncFolder(dirname(path))
}

/** What was written to a file, by whomever, is on the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes a file so that a power cut does not bring it back. */
export function removeDurably(path: string): void {
  rmSync(path, { force: true })
  syncFolder(dirname(path))
}

/** A rename is on the disk once its folder is; Windows opens no folders and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes a database file with everything beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...sideSuffixes]) rmSync(`${path}${suffix}`, { force: true })
}
