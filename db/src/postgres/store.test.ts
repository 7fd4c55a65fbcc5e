import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDatabase, sharedServer } from '@cg/tooling/postgres/shared'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rawOf, seenVersionOf } from '../client.ts'
import { initStore, openStore, useDatabase } from '../open.ts'
import { setting } from '../schema.ts'
import { checkInstallation } from '../seal/check-aside.ts'
import { readStamp, writeStamp } from '../stamp.ts'
import type { Store } from '../store.ts'
import { connect } from './connection.ts'
import { createPostgresStore } from './store.ts'
import { openTwoStores, put, writeFolder } from './two-stores.fixture.ts'
import type { TwoStores } from './two-stores.fixture.ts'

let stores: TwoStores
let base: string
let folder: string
let url: string
let name: string
let store: Store
let second: Store

beforeAll(async () => {
  stores = await openTwoStores()
  ;({ base, folder, url, name, store, second } = stores)
})

afterAll(() => stores.close())

const read = (of: Store, key: string) =>
  of.read(async (db) => (await db.select().from(setting).where(eq(setting.key, key)))[0]?.value)

it('writes of two processes stand in one line: none overwrites what it has not seen', async () => {
  await put(store, 'count', '0')
  const add = (of: Store) =>
    of.write({ unaudited: 'fixture' }, async (tx) => {
      const [row] = await tx.select().from(setting).where(eq(setting.key, 'count'))
      await tx
        .update(setting)
        .set({ value: String(Number(row?.value) + 1) })
        .where(eq(setting.key, 'count'))
    })
  await Promise.all(Array.from({ length: 40 }, (_, at) => add(at % 2 === 0 ? store : second)))
  expect(await read(second, 'count')).toBe('40')
})

it('a read sees one moment, and the version of it in every process', async () => {
  await put(store, 'moment', '1')
  const before = await second.read(async (db) => seenVersionOf(db))
  const seen = await second.read(async (db) => {
    const first = (await db.select().from(setting).where(eq(setting.key, 'moment')))[0]?.value
    await put(store, 'moment', '2')
    return [first, (await db.select().from(setting).where(eq(setting.key, 'moment')))[0]?.value, seenVersionOf(db)]
  })
  expect(seen).toEqual(['1', '1', before])
  expect(await second.read(async (db) => seenVersionOf(db))).toBe(before + 1)
})

it('a rejected body leaves nothing, and a query after its end is an error', async () => {
  const failing = store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'gone', value: '1' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await read(store, 'gone')).toBeUndefined()
  const late = await store.read(async (db) => db)
  await expect(late.select().from(setting).all()).rejects.toThrow('ended')
  const twice = store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'moment', value: '1' })
  })
  await expect(twice).rejects.toMatchObject({ code: '23505' })
})

it('what is changed by hand is found by the seals, and what the program writes is sealed', async () => {
  await put(store, 'sealed', '"as written"')
  expect((await checkInstallation(folder)).breaches).toEqual([])
  const server = await sharedServer()
  server.sql(`UPDATE setting SET value = '"by hand"' WHERE key = 'sealed'`, name)
  expect((await checkInstallation(folder)).breaches).toEqual([
    { kind: 'row', table: 'setting', key: '["sealed"]', how: 'changed' },
  ])
  server.sql(`UPDATE setting SET value = '"as written"' WHERE key = 'sealed'`, name)
  expect((await checkInstallation(folder)).breaches).toEqual([])
})

it('one of all processes leads; when it stops, another takes over', async () => {
  const led: string[] = []
  const lead = (of: Store, who: string) =>
    of.lead(
      async () => {
        led.push(`${who} begins`)
        return () => void led.push(`${who} stops`)
      },
      (error) => led.push(String(error)),
    )
  const stopFirst = await lead(store, 'first')
  const stopSecond = await lead(second, 'second')
  expect(led).toEqual(['first begins'])
  await stopFirst()
  await expect.poll(() => led, { timeout: 20_000 }).toEqual(['first begins', 'first stops', 'second begins'])
  await stopSecond()
})

it('refuses with words: no server, no database, another installation’s, an emptied one, a file beside it', async () => {
  const other = (at: string, change: (path: string) => void = () => undefined) => {
    const path = join(base, `other-${Math.random()}`)
    writeFolder(path, at)
    writeStamp(path, { id: readStamp(folder)?.id ?? '', createdAt: '2026-01-01' })
    change(path)
    return openStore(path)
  }
  await expect(other('postgres://cg@127.0.0.1:1/monitor')).rejects.toMatchObject({ code: 'database_away' })
  await expect(other(url.replace(name, 'nowhere'))).rejects.toMatchObject({ code: 'no_database' })
  const foreign = (path: string) => writeStamp(path, { id: 'another', createdAt: '2026-01-01' })
  await expect(other(url, foreign)).rejects.toMatchObject({ code: 'other_installation' })
  const empty = await makeDatabase()
  await expect(other(empty.url)).rejects.toMatchObject({ code: 'emptied' })
  const server = await sharedServer()
  server.sql('CREATE TABLE something (id INTEGER)', empty.name)
  await expect(other(empty.url)).rejects.toMatchObject({ code: 'foreign' })
  const again = join(base, 'again')
  writeFolder(again, url)
  await expect(initStore(again)).rejects.toMatchObject({ code: 'exists' })
  writeFileSync(join(base, 'monitor.sqlite'), 'data')
  expect(() => useDatabase(base, url)).toThrow('数据文件')
})

it('a server that may lose what it has promised is refused', async () => {
  await expect(createPostgresStore({ url })).rejects.toMatchObject({ code: 'setting' })
})

it('a connection that the server ends is replaced; nothing of its body was written', async () => {
  const server = await sharedServer()
  const end = () =>
    server.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
    )
  const inside = store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'half', value: '1' })
    end()
    await tx.insert(setting).values({ key: 'other half', value: '1' })
  })
  await expect(inside).rejects.toMatchObject({ code: 'database_away' })
  expect(await read(store, 'half')).toBeUndefined()
  end()
  await put(store, 'after', '1')
  end()
  expect(await read(second, 'after')).toBe('1')
})

it('what is written after a start is sealed, where a restore was cut before it put the triggers back', async () => {
  const connection = await connect(url)
  await connection.script('drop trigger seal_setting_insert on setting')
  await connection.end()
  const third = await openStore(folder)
  try {
    await put(third, 'after a cut', '1')
  } finally {
    third.close()
  }
  expect((await checkInstallation(folder)).breaches).toEqual([])
})

it('a seal tells of what its own transaction has touched, and of nothing that was taken back or sealed before', async () => {
  const sealed = () =>
    store.read(async (db) => {
      const [last] = await rawOf(db).all<{ runs: string }>('select runs from seal order by id desc limit 1')
      return (JSON.parse(last?.runs ?? '[]') as [table: string, key: string, count: number][]).map(
        ([table, key, count]) => [table, key, count],
      )
    })
  await put(store, 'one', '1')
  expect(await sealed()).toEqual([['setting', '["one"]', 1]])
  const refused = store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'two', value: '2' })
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  await put(store, 'three', '3')
  expect(await sealed()).toEqual([['setting', '["three"]', 1]])
  // So many that what is noted of them is cut afterwards.
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await rawOf(tx).run(`insert into setting (key, value) select 'many ' || n, '0' from generate_series(1, 10001) as n`)
  })
  expect(await sealed()).toHaveLength(10_001)
  await put(store, 'four', '4')
  expect(await sealed()).toEqual([['setting', '["four"]', 1]])
})
