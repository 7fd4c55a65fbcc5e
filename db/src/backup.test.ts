import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listBackups } from './backup-file.ts'
import { makeBackup, makeBackupBeside, restoreBackup } from './backup.ts'
import { databasePath, initStore, openStore } from './open.ts'
import { setting } from './schema.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-backup-'))
  await initStore(folder)
  store = await openStore(folder)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function put(key: string): Promise<void> {
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key, value: '1' })
  })
}

async function keys(): Promise<string[]> {
  return store.read(async (db) => (await db.select().from(setting)).map((row) => row.key).toSorted())
}

for (const [name, make] of [
  ['from within the service', (now: Date) => makeBackup(store, folder, now)],
  ['from another process', (now: Date) => makeBackupBeside(folder, now)],
] as const) {
  it(`made ${name} while people write, restores to the state it was taken in`, async () => {
    await put('before')
    const writing = Promise.all(Array.from({ length: 50 }, (_, index) => put(`while-${index}`)))
    const path = await make(new Date('2026-11-23T08:30:00Z'))
    await writing
    await put('after')
    store.close()
    restoreBackup(folder, path)
    store = await openStore(folder)
    const found = await keys()
    expect(found).toContain('before')
    expect(found).not.toContain('after')
    expect(listBackups(folder).map((backup) => backup.name)).toEqual(['backup-20261123-083000.sqlite'])
  })
}

it('refuses to restore while the service has the file open', async () => {
  const path = await makeBackup(store, folder, new Date())
  await put('later')
  expect(() => restoreBackup(folder, path)).toThrow('正在使用')
  expect(await keys()).toContain('later')
})

const backups = () => readdirSync(join(folder, 'backups')).toSorted()
const second = new Date('2026-11-23T08:30:00Z')

it('makes two in the same second one after the other, each whole, under names of their own', async () => {
  await put('one')
  const beside = makeBackupBeside(folder, second)
  const paths = await Promise.all([makeBackup(store, folder, second), makeBackup(store, folder, second), beside])
  expect(new Set(paths).size).toBe(3)
  const names = ['backup-20261123-083000-2.sqlite', 'backup-20261123-083000-3.sqlite', 'backup-20261123-083000.sqlite']
  expect(backups()).toEqual(names)
  expect(listBackups(folder).map((one) => one.name)).toEqual([names[1], names[0], names[2]])
  store.close()
  for (const path of paths) {
    restoreBackup(folder, path)
    store = await openStore(folder)
    expect(await keys()).toContain('one')
    store.close()
  }
  store = await openStore(folder)
})

it('goes on after one that failed, and leaves nothing of it', async () => {
  const broken: Store = { ...store, backup: () => Promise.reject(new Error('disk full')) }
  await expect(makeBackup(broken, folder, second)).rejects.toThrow('disk full')
  expect(backups()).toEqual([])
  await makeBackup(broken, folder, second).catch(() => undefined)
  await makeBackup(store, folder, second)
  expect(backups()).toEqual(['backup-20261123-083000.sqlite'])
})

it('leaves nothing beside the files, and pruning removes what older ones and interrupted ones left', async () => {
  await makeBackup(store, folder, second)
  await makeBackupBeside(folder, second)
  expect(backups()).toHaveLength(2)
  const old = Array.from({ length: 31 }, (_, day) => `backup-202610${String(day + 1).padStart(2, '0')}-000000.sqlite`)
  for (const name of old)
    for (const side of ['', '-wal', '-shm']) writeFileSync(join(folder, 'backups', name + side), '')
  const lost = [
    'backup-20261120-000000.sqlite-shm',
    'backup-20261121-000000.sqlite.part',
    'backup-20261121-000000.sqlite.part-journal',
    'backup-20261030-000000.sqlite.part-shm',
  ]
  for (const name of lost) {
    writeFileSync(join(folder, 'backups', name), '')
    utimesSync(join(folder, 'backups', name), 0, 0)
  }
  writeFileSync(join(folder, 'backups', 'backup-20261122-000000.sqlite.part'), 'another one, still running')
  await makeBackup(store, folder, new Date('2026-11-24T08:30:00Z'))
  // Of thirty days the last one each; the day before yesterday has two among the newest.
  expect(listBackups(folder)).toHaveLength(31)
  const names = backups()
  expect(names.filter((name) => lost.includes(name))).toEqual([])
  const sides = names.filter((name) => /-(wal|shm)$/.test(name))
  expect(sides.filter((name) => !names.includes(name.replace(/-(wal|shm)$/, '')))).toEqual([])
  for (const gone of old.slice(0, 3)) expect(names.filter((name) => name.startsWith(gone))).toEqual([])
  expect(names).toContain('backup-20261122-000000.sqlite.part')
})

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('keeps the database, its stamp, what is beside it and every backup for their owner alone', async () => {
  await put('one')
  const path = databasePath(folder)
  const files = [path, `${path}-wal`, `${path}-shm`, join(folder, 'installation.json')]
  expect(files.map(mode)).toEqual(['600', '600', '600', '600'])
  const made = [await makeBackup(store, folder, second), await makeBackupBeside(folder, second)]
  expect(made.map(mode)).toEqual(['600', '600'])
  expect(mode(join(folder, 'backups'))).toBe('700')
  store.close()
  chmodSync(made[0] ?? '', 0o644)
  restoreBackup(folder, made[0] ?? '')
  expect(mode(path)).toBe('600')
  for (const file of files.filter(existsSync)) chmodSync(file, 0o644)
  store = await openStore(folder)
  expect(files.filter(existsSync).map(mode)).toEqual(files.filter(existsSync).map(() => '600'))
})
