import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setting } from '../schema.ts'
import type { Store } from '../store.ts'
import { connect } from './connection.ts'
import { openMoments, together } from './moments.ts'
import { openTwoStores, put } from './two-stores.fixture.ts'
import type { TwoStores } from './two-stores.fixture.ts'

/* A moment of the database has one name until somebody commits. */

let stores: TwoStores
let url: string
let store: Store
let second: Store

beforeAll(async () => {
  stores = await openTwoStores()
  ;({ url, store, second } = stores)
})

afterAll(() => stores.close())

it('bears one name while nobody commits, another after this process has, another one, or a hand', async () => {
  const hand = await connect(url)
  const changes: readonly (() => Promise<unknown>)[] = [
    () => put(store, 'a', '"own"'),
    () => put(second, 'a', '"other"'),
    () => hand.script(`update setting set value = '"hand"' where key = 'a'`),
  ]
  const names: (string | undefined)[] = []
  for (const change of changes) {
    const name = await store.moment?.()
    // Other tests share the server, and what they commit may be told as well: never the other way round.
    await store.read((db) => db.select().from(setting))
    names.push(name)
    await change()
  }
  names.push(await store.moment?.())
  expect(new Set(names).size).toBe(4)
  await hand.end()
})

it('is another one when a transaction ends that was open before a later one ended', async () => {
  const [long, short] = [await connect(url), await connect(url)]
  await long.script(`begin; update setting set value = '"long"' where key = 'a'`)
  await short.script(`insert into setting (key, value) values ('b', '"short"')`)
  const meanwhile = await store.moment?.()
  await long.script('commit')
  expect(await store.moment?.()).not.toBe(meanwhile)
  await Promise.all([long.end(), short.end()])
})

it('is asked again over another connection when the server has ended the first', async () => {
  const seen: number[] = []
  const moments = openMoments(url, (version) => seen.push(version))
  await moments.moment()
  const hand = await connect(url)
  await hand.script(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and query like 'select version, txid%' and datname = current_database()`,
  )
  await hand.end()
  expect(await moments.moment()).toMatch(/^2 \d+ \d+:\d+:/)
  expect(seen).toHaveLength(2)
  moments.close()
  const away = openMoments('postgres://nobody@127.0.0.1:1/none', () => undefined)
  await expect(away.moment()).rejects.toMatchObject({ code: 'database_away' })
})

it('is asked once for all who come together, and anew for who comes while it is asked', async () => {
  let asked = 0
  const answers: ((value: number) => void)[] = []
  const ask = together(() => {
    asked += 1
    return new Promise<number>((resolve) => answers.push(resolve))
  })
  const [first, beside] = [ask(), ask()]
  await sleep(5)
  expect(asked).toBe(1)
  const [late, later] = [ask(), ask()]
  await sleep(5)
  expect(asked).toBe(1)
  answers[0]?.(1)
  expect(await Promise.all([first, beside])).toEqual([1, 1])
  await sleep(5)
  expect(asked).toBe(2)
  answers[1]?.(2)
  expect(await Promise.all([late, later])).toEqual([2, 2])
  const failing = together(() => Promise.reject(new Error('away')))
  await expect(failing()).rejects.toThrow('away')
  await expect(failing()).rejects.toThrow('away')
})
