import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heldRows } from './held-rows.ts'
import { openEmpty } from './installation.fixture.ts'
import { department, setting } from './schema.ts'
import type { Db, Store } from './store.ts'
import { isOnPostgres } from './test-database.fixture.ts'

let folder: string
let store: Store
let read = 0
const fixture = { unaudited: 'fixture' } as const

const valueOf = heldRows(['setting'], async (db, key: string) => {
  read += 1
  const [row] = await db.select().from(setting).where(eq(setting.key, key))
  return row?.value ?? null
})

const put = (key: string, value: string, then: (tx: Db) => Promise<unknown> = async () => undefined) =>
  store.write(fixture, async (tx) => {
    await tx.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } })
    return then(tx)
  })
const seen = (key = 'a') => store.read((db) => valueOf(db, key))
const seenWriting = (key = 'a') => store.write(fixture, (tx) => valueOf(tx, key))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-held-'))
  store = await openEmpty(folder)
  await put('a', '1')
  await put('b', '2')
  read = 0
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('rows that are held', () => {
  it.skipIf(isOnPostgres)('are read once by a connection, whatever else is changed', async () => {
    expect([await seen(), await seen('b'), await seenWriting()]).toEqual(['1', '2', '1'])
    expect(read).toBe(3)
    await store.write(fixture, async (tx) => {
      await tx.insert(department).values({ code: 'X', name: '某局', role: 'member', protocolOrder: 99 })
    })
    expect([await seen(), await seen('b'), await seenWriting()]).toEqual(['1', '2', '1'])
    expect(read).toBe(3)
  })

  it('are read again once somebody has changed the table', async () => {
    expect([await seen(), await seenWriting()]).toEqual(['1', '1'])
    await put('a', '5')
    expect([await seen(), await seenWriting()]).toEqual(['5', '5'])
  })

  it('are those that a body has changed itself, and nobody else sees them if it is refused', async () => {
    expect([await seen(), await seenWriting()]).toEqual(['1', '1'])
    const refused = put('a', '9', async (tx) => {
      expect(await valueOf(tx, 'a')).toBe('9')
      throw new Error('no')
    })
    const [, after] = await Promise.allSettled([refused, seenWriting()])
    await expect(refused).rejects.toThrow('no')
    expect(after).toEqual({ status: 'fulfilled', value: '1' })
    expect([await seen(), await seenWriting()]).toEqual(['1', '1'])
  })
})
