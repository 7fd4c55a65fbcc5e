import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { backupFolder, listBackups } from './backup-file.ts'
import type { BackupFile } from './backup-file.ts'
import { newestVersion, schemaVersion } from './migrate.ts'

/** A file that can be put in the database's place: a backup, one from before an upgrade, what a restore replaced. */
export type Restorable = BackupFile & { readonly kind: 'backup' | 'upgrade' | 'replaced' }

const others = [
  { kind: 'upgrade', pattern: /^before-upgrade-v\d+-(\d+)(?:-\d+)?\.sqlite$/ },
  { kind: 'replaced', pattern: /^monitor-replaced-(\d+)\.sqlite$/ },
] as const

/** All of them, newest first. */
export function listRestorable(folder: string): Restorable[] {
  const found: Restorable[] = listBackups(folder).map((file) => ({ ...file, kind: 'backup' }))
  for (const place of [backupFolder(folder), folder]) {
    for (const name of readNames(place)) {
      for (const { kind, pattern } of others) {
        const [, at] = pattern.exec(name) ?? []
        if (at === undefined) continue
        const path = join(place, name)
        found.push({ kind, name, path, bytes: statSync(path).size, at: new Date(Number(at)) })
      }
    }
  }
  return found.sort((one, other) => other.at.getTime() - one.at.getTime())
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** What a backup holds, as far as a choice between backups goes. */
export type BackupFacts = {
  readonly isOlder: boolean
  readonly isNewer: boolean
  /** Codes of the releases in it, newest first. */
  readonly releases: readonly string[]
  /** How far its chain of seals had come; null: from before seals. */
  readonly head: { readonly seals: number; readonly hash: string } | null
  readonly lastEvent: { readonly id: number; readonly hash: string; readonly at: string } | null
}

/** Reads it from the file. Throws where the file cannot be read. */
export function readBackupFacts(path: string): BackupFacts {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const version = schemaVersion(db)
    const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seal'").get() !== undefined
    const head = known
      ? db
          .prepare<unknown[], { seals: number; hash: string }>(
            'SELECT id AS seals, hash FROM seal ORDER BY id DESC LIMIT 1',
          )
          .get()
      : undefined
    const lastEvent = db
      .prepare<unknown[], { id: number; hash: string; at: string }>(
        'SELECT id, hash, at FROM audit_event ORDER BY id DESC LIMIT 1',
      )
      .get()
    return {
      isOlder: version < newestVersion(),
      isNewer: version > newestVersion(),
      releases: db
        .prepare<unknown[], string>(
          "SELECT code FROM release WHERE state = 'published' ORDER BY period DESC, sequence DESC",
        )
        .pluck()
        .all(),
      head: head ?? null,
      lastEvent: lastEvent ?? null,
    }
  } finally {
    db.close()
  }
}
