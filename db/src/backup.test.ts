import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listBackups, makeBackup, makeBackupBeside, restoreBackup } from './backup.ts'
import { initStore, openStore } from './open.ts'
import { setting } from './schema.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-backup-'))
  initStore(folder)
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
  ['from another process', (now: Date) => Promise.resolve(makeBackupBeside(folder, now))],
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
