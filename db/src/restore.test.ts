import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeBackup } from './backup.ts'
import { listRestorable, readBackupFacts } from './backup-facts.ts'
import { holdWrites } from './held.ts'
import { databasePath, initStore, openStore } from './open.ts'
import { prepareRestoreAside } from './restore-aside.ts'
import { copyForRestore, endRestore, finishRestore, noteRestore, readRestoreNote } from './restore.ts'
import { setting } from './schema.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-restore-'))
  await initStore(folder)
  store = await openStore(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = (of: Store, key: string) =>
  of.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key, value: '1' })
  })

/** The trial cuts at every call, the test at those that change a name or reach the disk. */
const cuts = process.env['RESTORE_CUTS'] ?? 'names'

const note = { file: 'backup.sqlite', at: '', reason: '', by: null }

/** What stands there at the next start: 'old' with all that was written after the backup, or 'new' with none of it. */
async function standing(): Promise<string> {
  finishRestore(folder)
  const opened = await openStore(folder)
  opened.check()
  const keys = await opened.read(async (db) => (await db.select().from(setting)).map(({ key }) => key))
  opened.close()
  const later = keys.filter((key) => key.startsWith('later-')).length
  expect(keys).toContain('before')
  return later === 20 ? 'old' : later === 0 ? 'new' : `a mix with ${later} of 20`
}

it('killed before any call that changes a name or reaches the disk, it leaves the old database or the new one', async ({
  task,
}) => {
  await put(store, 'before')
  const backup = await makeBackup(store, folder, new Date('2026-11-23T08:30:00Z'))
  for (let at = 0; at < 20; at++) await put(store, `later-${at}`)
  store.close()
  const seen: string[] = []
  const child = fileURLToPath(new URL('./restore.child.ts', import.meta.url))
  for (let nth = 1; nth < 100; nth++) {
    const { stdout } = spawnSync(process.execPath, [child, folder, backup, String(nth), cuts], { encoding: 'utf8' })
    if (stdout.includes('done')) break
    const found = await standing()
    seen.push(found)
    // Where it was finished, the old one is put back for the next cut: it was kept under a name of its own.
    if (found === 'old') continue
    const [kept] = listRestorable(folder).filter(({ kind }) => kind === 'replaced')
    copyForRestore(folder, kept?.path ?? '')
    noteRestore(folder, note)
    expect(await standing()).toBe('old')
    endRestore(folder)
    for (const { path, kind } of listRestorable(folder)) if (kind === 'replaced' && path !== kept?.path) rmSync(path)
  }
  expect(new Set(seen)).toEqual(new Set(['old', 'new']))
  // Until the note stands nothing is replaced; from then on the next start finishes it.
  expect(seen.lastIndexOf('old')).toBeLessThan(seen.indexOf('new'))
  expect(seen.length).toBeGreaterThan(6)
  task.meta.counted = { cuts: seen.length }
  store = await openStore(folder)
}, 600_000)

it('a copy that was never noted is put away, and a note is done once', async () => {
  const backup = await makeBackup(store, folder, new Date())
  await put(store, 'later')
  copyForRestore(folder, backup)
  store.close()
  expect(finishRestore(folder)).toEqual({ replaced: null })
  expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([])
  copyForRestore(folder, backup)
  noteRestore(folder, note)
  const { replaced } = finishRestore(folder)
  expect(existsSync(replaced ?? '')).toBe(true)
  expect(finishRestore(folder)).toEqual({ replaced: null })
  expect(readRestoreNote(folder)?.file).toBe('backup.sqlite')
  endRestore(folder)
  expect(readRestoreNote(folder)).toBe(null)
  store = await openStore(folder)
})

it('is prepared in another thread, of a sound file of this installation alone', async () => {
  const backup = await makeBackup(store, folder, new Date())
  expect(await prepareRestoreAside(folder, backup)).toEqual({ breaches: 0 })
  const raw = new Database(backup)
  raw.exec("INSERT INTO setting (key, value) VALUES ('by-hand', '1')")
  raw.close()
  expect(await prepareRestoreAside(folder, backup)).toEqual({ breaches: 1 })
  const other = mkdtempSync(join(tmpdir(), 'cg-other-'))
  await initStore(other)
  await expect(prepareRestoreAside(folder, databasePath(other))).rejects.toThrow('另一套安装')
  rmSync(other, { recursive: true })
  writeFileSync(backup, 'no database')
  await expect(prepareRestoreAside(folder, backup)).rejects.toThrow()
  expect(() => readBackupFacts(backup)).toThrow()
})

it('nothing is written while something is about to take its place', async () => {
  holdWrites(store, '正在恢复备份')
  await expect(put(store, 'now')).rejects.toThrow('正在恢复备份')
  holdWrites(store, null)
  await put(store, 'now')
})
