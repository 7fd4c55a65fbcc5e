import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveToFile } from './move.ts'
import { databasePath, initStore, isFirstRun, openStore } from './open.ts'
import * as schema from './schema.ts'
import { stampPath } from './stamp.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cg-store-'))
})

afterEach(() => {
  store?.close()
  store = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function fresh(): Promise<Store> {
  await initStore(folder)
  store = await openStore(folder)
  return store
}

describe('othersVersion', () => {
  it('tells that somebody else has committed, and nothing of what this store did itself', async () => {
    const { write, othersVersion } = await fresh()
    const other = createStore(databasePath(folder))
    const later = () => new Promise((resolve) => setTimeout(resolve, 3))
    const before = othersVersion()
    await write({ unaudited: 'fixture' }, (tx) => tx.insert(schema.setting).values({ key: 'a', value: '1' }))
    await later()
    expect(othersVersion()).toBe(before)
    await other.write({ unaudited: 'fixture' }, (tx) => tx.insert(schema.setting).values({ key: 'b', value: '1' }))
    await later()
    expect(othersVersion()).not.toBe(before)
    await other.read(async (db) => await db.select().from(schema.setting))
    const after = othersVersion()
    await later()
    expect(othersVersion()).toBe(after)
    other.close()
  })
})

describe('write', () => {
  it('leaves nothing behind when its body rejects', async () => {
    const { write, read } = await fresh()
    await expect(
      write({ unaudited: 'fixture' }, async (tx) => {
        await tx.insert(schema.setting).values({ key: 'a', value: '1' })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    const rows = await read(async (db) => await db.select().from(schema.setting))
    expect(rows.map((row) => row.key)).toEqual(['installation'])
  })

  it('runs bodies one after the other, in the order they were asked for', async () => {
    const { write } = await fresh()
    const order: number[] = []
    await Promise.all(
      [1, 2, 3].map((number) =>
        write({ unaudited: 'fixture' }, async (tx) => {
          order.push(number)
          await tx.select().from(schema.setting)
          order.push(number)
        }),
      ),
    )
    expect(order).toEqual([1, 1, 2, 2, 3, 3])
  })

  it('refuses a query that outlives its transaction', async () => {
    const { write } = await fresh()
    const escaped = await write({ unaudited: 'fixture' }, async (tx) => () => tx.select().from(schema.setting).all())
    expect(escaped).toThrow('after its transaction had ended')
  })

  it('is the only door: the read connection cannot change anything', async () => {
    const { read } = await fresh()
    await expect(read(async (db) => await db.insert(schema.setting).values({ key: 'a', value: '1' }))).rejects.toThrow()
  })
})

describe('opening', () => {
  it('creates a city only when there is neither a file nor a stamp', async () => {
    expect(isFirstRun(folder)).toBe(true)
    await fresh()
    expect(isFirstRun(folder)).toBe(false)
    await expect(initStore(folder)).rejects.toThrow('已有数据')
  })

  it('tells a folder in which nothing was ever installed from one whose file is gone', async () => {
    const nothing = { code: 'missing', message: expect.stringContaining('没有安装记录，也没有数据文件') as string }
    const verify = async () => undefined
    await expect(openStore(folder)).rejects.toMatchObject(nothing)
    await expect(moveToFile({ folder, verify, say: () => undefined })).rejects.toMatchObject(nothing)
    ;(await fresh()).close()
    rmSync(databasePath(folder))
    await expect(openStore(folder)).rejects.toMatchObject({
      message: expect.stringContaining('有安装记录，但数据文件 monitor.sqlite 不见了') as string,
    })
  })

  it('refuses a missing, emptied, foreign, damaged or newer file with words', async () => {
    await initStore(folder)
    const path = databasePath(folder)
    const raw = new Database(path)
    raw.pragma('user_version = 999')
    raw.close()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'newer_schema' })
    writeFileSync(path, 'PK this is no database, but a workbook somebody copied over it '.repeat(100))
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'damaged' })
    const foreign = `${path}.other`
    const other = new Database(foreign)
    other.exec('CREATE TABLE x (y)')
    other.close()
    rmSync(path)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'missing' })
    writeFileSync(path, '')
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'emptied' })
    rmSync(path)
    new Database(foreign).exec(`VACUUM INTO '${path}'`)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'foreign' })
  })

  it.each(['', '{"id": "a', '[]', 'null', '{"id": 7}'])('refuses a damaged stamp with words: %j', async (text) => {
    await initStore(folder)
    writeFileSync(stampPath(folder), text)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'stamp_damaged' })
    expect(() => isFirstRun(folder)).toThrow('已损坏')
    expect(existsSync(databasePath(folder))).toBe(true)
  })

  it('refuses a file that was cut', async () => {
    await initStore(folder)
    truncateSync(databasePath(folder), 40_960)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'damaged' })
  })
})

it('describes the same columns as the migrations', async () => {
  await initStore(folder)
  const raw = new Database(databasePath(folder), { readonly: true })
  const tables = raw
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
  const described = Object.values(schema).flatMap((table) =>
    table instanceof SQLiteTable ? [getTableConfig(table)] : [],
  )
  expect(described.map((table) => table.name).toSorted()).toEqual(tables.map(String).toSorted())
  for (const table of described) {
    const columns = raw.prepare('SELECT name, "notnull" FROM pragma_table_info(?)').all(table.name)
    const ours = table.columns.map((column) => ({ name: column.name, notnull: column.notNull ? 1 : 0 }))
    const single = table.columns.filter((column) => column.primary).map((column) => column.name)
    expect(ours).toEqual(
      columns.map((column) => {
        const { name, notnull } = column as { name: string; notnull: number }
        return { name, notnull: single.includes(name) ? 1 : notnull }
      }),
    )
  }
  raw.close()
})
