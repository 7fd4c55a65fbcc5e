import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Database from 'better-sqlite3'
import { StoreRefusal } from './refusal.ts'

const folder = fileURLToPath(new URL('../migrations/', import.meta.url))

export type Migration = { version: number; name: string; sql: string }

let listed: readonly Migration[] | undefined

/** All migrations in order, read once; file names start with their number: 0001_init.sql. */
export function listMigrations(): readonly Migration[] {
  listed ??= readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name, sql: readFileSync(folder + name, 'utf8') }))
  return listed
}

export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

export function newestVersion(): number {
  return listMigrations().at(-1)?.version ?? 0
}

/** Brings the file to the newest schema, forward only, all in one transaction: a kill leaves the old schema whole. */
export function migrate(db: Database.Database): void {
  migrateTo(db, newestVersion())
}

/** As `migrate`, no further than a version. */
export function migrateTo(db: Database.Database, last: number): void {
  const current = schemaVersion(db)
  if (current > newestVersion()) {
    throw new StoreRefusal(
      'newer_schema',
      `数据文件的结构版本是 ${current}，高于本程序支持的 ${newestVersion()}。请使用更新版本的程序打开，或从升级前的备份恢复。`,
    )
  }
  const pending = listMigrations().filter((migration) => migration.version > current && migration.version <= last)
  if (pending.length === 0) return
  db.transaction(() => {
    for (const { sql, version } of pending) {
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    }
  }).immediate()
}
