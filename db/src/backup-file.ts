import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createPrivate, removeDatabase, sideSuffixes } from './private-file.ts'
import { assertSound } from './store.ts'

/** 'backup-20261123-083000.sqlite' in UTC; the second one of that second ends in '-2'. */
const pattern = /^backup-(\d{8}-\d{6})(?:-(\d+))?\.sqlite$/
const leftover = /^(.+\.sqlite)(?:\.part)?(?:-wal|-shm|-journal)?$/
/** The newest of these stay, and of each day the newest, for so many days. */
const keptNewest = 24
const keptDays = 30
/** No backup takes this long: what is still unfinished then was interrupted. */
const abandonedMs = 3_600_000

export function backupFolder(folder: string): string {
  return join(folder, 'backups')
}

/** 'backup-20261123-083000'. */
export function backupStem(now: Date): string {
  return `backup-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`
}

/** A backup is written here and gets its name when it is whole and checked. */
export function partOf(path: string): string {
  return `${path}.part`
}

/** Takes a name that no finished or running backup bears, of this process or another, for the owner's eyes alone. */
export function claimFile(folder: string, stem: string): string {
  mkdirSync(backupFolder(folder), { recursive: true, mode: 0o700 })
  for (let turn = 1; ; turn++) {
    const path = join(backupFolder(folder), `${stem}${turn === 1 ? '' : `-${turn}`}.sqlite`)
    if (existsSync(path) || !createPrivate(partOf(path))) continue
    // Another one may have been finished between the two looks.
    if (!existsSync(path)) return path
    rmSync(partOf(path))
  }
}

/** Makes the copy one single sound file, out of WAL mode so that reading it leaves nothing beside it, and names it. */
export function finishFile(path: string): void {
  const db = new Database(partOf(path), { fileMustExist: true })
  try {
    db.pragma('journal_mode = DELETE')
    assertSound(db)
  } finally {
    db.close()
  }
  renameSync(partOf(path), path)
}

/** Removes what a failed backup wrote. */
export function dropFile(path: string): void {
  removeDatabase(partOf(path))
}

export type BackupFile = { path: string; name: string; bytes: number; at: Date }

/** Verified backups, newest first. */
export function listBackups(folder: string): BackupFile[] {
  if (!existsSync(backupFolder(folder))) return []
  return readdirSync(backupFolder(folder))
    .flatMap((name) => {
      const [, second = '', turn = '1'] = pattern.exec(name) ?? []
      return second === '' ? [] : [{ name, second, turn: Number(turn) }]
    })
    .sort((a, b) => (a.second === b.second ? b.turn - a.turn : a.second < b.second ? 1 : -1))
    .map(({ name }) => {
      const path = join(backupFolder(folder), name)
      const { size, mtime } = statSync(path)
      return { path, name, bytes: size, at: mtime }
    })
}

/**
 * Keeps the newest 24 and the last one of each of the newest 30 days; the others go with everything beside them, and so
 * does what interrupted backups left.
 */
export function pruneBackups(folder: string, now: number): void {
  for (const old of listBackups(folder).filter(isOld())) removeDatabase(old.path)
  for (const name of readdirSync(backupFolder(folder))) {
    const whole = leftover.exec(name)?.[1]
    if (whole === undefined || whole === name) continue
    const path = join(backupFolder(folder), name)
    const isLost = name.startsWith(partOf(whole))
      ? now - statSync(path).mtimeMs > abandonedMs
      : !existsSync(join(backupFolder(folder), whole))
    if (isLost) rmSync(path)
  }
}

/** To be asked of the backups from the newest on. */
function isOld(): (backup: BackupFile, at: number) => boolean {
  const days = new Set<string>()
  return ({ name }, at) => {
    const day = name.slice(0, 'backup-20261123'.length)
    const isLastOfDay = !days.has(day)
    days.add(day)
    return at >= keptNewest && !(isLastOfDay && days.size <= keptDays)
  }
}

/** Throws unless the file opens and every page checks out; leaves nothing beside it. */
export function verifyBackup(path: string): void {
  const before = sideSuffixes.filter((suffix) => existsSync(`${path}${suffix}`))
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    assertSound(db)
  } finally {
    db.close()
    for (const suffix of sideSuffixes) if (!before.includes(suffix)) rmSync(`${path}${suffix}`, { force: true })
  }
}
