import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { changedVersionOf, clientOf } from './client.ts'
import { databasePath, initStore, openStore } from './open.ts'
import { setting } from './schema.ts'
import { checkSeals } from './seal/check.ts'
import type { Db, Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-writes-'))
  await initStore(folder)
  store = await openStore(folder)
  // A purpose is known to be quick once it has run.
  await put('first')
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const fixture = { unaudited: 'fixture' } as const

const put = (key: string, then: (tx: Db) => Promise<void> = async () => undefined) =>
  store.write(fixture, async (tx) => {
    await tx.insert(setting).values({ key, value: '1' })
    await then(tx)
    return changedVersionOf(tx)
  })

const refuse = () => Promise.reject(new Error('no'))

async function keys(): Promise<string[]> {
  const rows = await store.read(async (db) => db.select().from(setting).orderBy(setting.key))
  return rows.map(({ key }) => key).filter((key) => key !== 'installation' && key !== 'first')
}

function seals(): number {
  const db = new Database(databasePath(folder), { readonly: true })
  expect(checkSeals(db).breaches).toEqual([])
  const count = db.prepare<unknown[], number>('SELECT count(*) FROM seal').pluck().get()
  db.close()
  return count ?? 0
}

it('bodies that wait together share a transaction and a seal, and are answered after it', async () => {
  const [versions, sealed] = [store.version(), seals()]
  const seen: string[][] = []
  const all = ['a', 'b', 'c'].map((key) => put(key).finally(async () => seen.push(await keys())))
  expect(new Set(await Promise.all(all))).toEqual(new Set([versions + 1]))
  expect(store.version()).toBe(versions + 1)
  expect(seals()).toBe(sealed + 1)
  await store.read(async () => undefined)
  expect(seen).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ])
})

it('one of several that is refused leaves nothing, and takes nothing of the others', async () => {
  const answers = await Promise.allSettled([put('a'), put('b', refuse), put('c')])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await keys()).toEqual(['a', 'c'])
  seals()
})

it('a change without its audit event is refused among others too', async () => {
  await store.write('cells.save', async () => undefined)
  const audited = store.write('cells.save', async (tx) => {
    await tx.insert(setting).values({ key: 'b', value: '1' })
  })
  const answers = await Promise.allSettled([put('a'), audited, put('c')])
  expect(answers[1]).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('audit event') } })
  expect(await keys()).toEqual(['a', 'c'])
})

it('a full disk refuses all that share the transaction, and the next are written', async () => {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const answers = await Promise.allSettled([put('a'), put('b', () => Promise.reject(full))])
  expect(answers.map((one) => one.status === 'rejected' && one.reason)).toEqual([full, full])
  expect(await keys()).toEqual([])
  expect(store.isWritable()).toBe(true)
  await put('c')
  expect(await keys()).toEqual(['c'])
  seals()
})

it('a commit that fails refuses all, and nothing of them is there', async () => {
  const orphan = async (tx: Db) => {
    const client = clientOf(tx)
    client.pragma('defer_foreign_keys = ON')
    client.exec(
      "INSERT INTO session (token_hash, user_id, created_at, last_seen_at, expires_at, address) VALUES ('x', 999, '', '', '', '')",
    )
  }
  const answers = await Promise.allSettled([put('a'), put('b', orphan), put('c')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await keys()).toEqual([])
  await put('d')
  expect(await keys()).toEqual(['d'])
  seals()
})

it('a body whose purpose lasted long keeps nobody waiting with it', async () => {
  const slow = { unaudited: 'anchor.begin' } as const
  const lasting = async () => {
    const until = performance.now() + 80
    while (performance.now() < until);
  }
  await store.write(slow, lasting)
  const before = store.version()
  await Promise.all([put('a'), store.write(slow, lasting), put('b'), put('c')])
  expect(store.version()).toBe(before + 3)
})
