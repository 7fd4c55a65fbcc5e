import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditAction } from '@cg/domain/audit-action'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bookkeeping } from './audit-witness.ts'
import { openEmpty } from './installation.fixture.ts'

import { auditEvent, setting } from './schema.ts'
import type { Db, Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-witness-'))
  store = await openEmpty(folder)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function change(tx: Db): Promise<void> {
  await tx.insert(setting).values({ key: 'city', value: '"甲市"' })
}

async function leave(tx: Db, action: AuditAction): Promise<void> {
  const row = { at: '', actorName: '系统', object: 'city', detail: '{}', previousHash: '', hash: '' }
  await tx.insert(auditEvent).values({ ...row, action })
}

async function settings(): Promise<string[]> {
  const rows = await store.read(async (db) => await db.select().from(setting))
  return rows.map((row) => row.key)
}

describe('a write', () => {
  it('that forgets its audit event is taken back', async () => {
    await expect(store.write('city.install', change)).rejects.toThrow('without its audit event')
    await expect(store.write([], change)).rejects.toThrow('without its audit event')
    expect(await settings()).toEqual(['installation'])
  })

  it('that leaves another event than its purpose names is taken back', async () => {
    const written = store.write(['city.install', 'load.begin'], async (tx) => {
      await change(tx)
      await leave(tx, 'city.install')
      await leave(tx, 'user.create')
    })
    await expect(written).rejects.toThrow('user.create')
    expect(await settings()).toEqual(['installation'])
  })

  it('with its event is kept, and an event of an earlier write is not taken for it', async () => {
    await store.write('city.install', async (tx) => {
      await change(tx)
      await leave(tx, 'city.install')
    })
    expect(await settings()).toContain('city')
    const removed = store.write('city.install', async (tx) => void (await tx.delete(setting)))
    await expect(removed).rejects.toThrow('without its audit event')
    expect(await settings()).toContain('city')
  })

  it('that changed nothing needs no event', async () => {
    expect(await store.write('city.install', async () => 'nothing to do')).toBe('nothing to do')
  })

  it('may say why it needs none, whole or in part', async () => {
    await store.write({ unaudited: 'session.touch' }, change)
    await store.write('city.install', (tx) =>
      bookkeeping(tx, 'idempotency.key', async () => void (await tx.update(setting).set({ value: '1' }))),
    )
    const more = store.write('city.install', async (tx) => {
      await bookkeeping(tx, 'idempotency.key', async () => void (await tx.update(setting).set({ value: '2' })))
      await tx.delete(setting)
    })
    await expect(more).rejects.toThrow('without its audit event')
    expect(await settings()).toContain('city')
  })

  it('keeps books only inside a transaction', async () => {
    const kept = store.read((db) => bookkeeping(db, 'idempotency.key', async () => undefined))
    await expect(kept).rejects.toThrow('no transaction')
  })
})
