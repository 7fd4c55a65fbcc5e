import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { among, keptQuery } from './kept-query.ts'
import { openEmpty } from './installation.fixture.ts'

import { setting } from './schema.ts'
import type { Db, Store } from './store.ts'

let folder: string
let stores: Store[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-kept-'))
  stores = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const store = await openEmpty(join(folder, name))
      await store.write({ unaudited: 'fixture' }, async (tx) => {
        await tx.insert(setting).values({ key: 'name', value: JSON.stringify(name) })
      })
      return store
    }),
  )
})

afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true, force: true })
})

let built = 0
const valueOf = keptQuery((db) => {
  built += 1
  return db
    .select({ value: setting.value })
    .from(setting)
    .where(eq(setting.key, sql.placeholder('key')))
    .prepare()
})

describe('a kept query', () => {
  it('is built once per connection and asks the connection it is given', async () => {
    built = 0
    for (let turn = 0; turn < 3; turn++) {
      const answers = []
      for (const store of stores)
        answers.push(await store.write({ unaudited: 'fixture' }, async (tx) => valueOf(tx, { key: 'name' })))
      expect(answers).toEqual([[{ value: '"a"' }], [{ value: '"b"' }]])
    }
    expect(built).toBe(2)
  })

  it('is refused once the transaction has ended, although it was built in another', async () => {
    const [store] = stores
    const kept = await store?.write({ unaudited: 'fixture' }, async (tx) => {
      await valueOf(tx, { key: 'name' })
      return { tx }
    })
    expect(() => valueOf(kept?.tx as Db, { key: 'name' })).toThrow(/after its transaction/)
  })

  it('takes a list as one value, empty or not', async () => {
    const names = keptQuery((db) =>
      db.select({ key: setting.key }).from(setting).where(among(setting.key, 'keys')).prepare(),
    )
    const [store] = stores
    const ask = (keys: string[]) => store?.read(async (db) => names(db, { keys: JSON.stringify(keys) }))
    expect(await ask(['name', "o'neill"])).toEqual([{ key: 'name' }])
    expect(await ask([])).toEqual([])
  })
})
