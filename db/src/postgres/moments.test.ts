import { setTimeout as sleep } from 'node:timers/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initStore, openStore, useDatabase } from '../open.ts'
import { setting } from '../schema.ts'
import { writeSource } from '../source.ts'
import type { Store } from '../store.ts'
import { connect } from './connection.ts'
import { openMoments, together } from './moments.ts'

/* A moment of the database has one name until somebody commits. */

let folder: string
let url: string
let store: Store
let second: Store

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'cg-moments-')), 'data')
  ;({ url } = await makeDatabase())
  useDatabase(folder, url)
  writeSource(folder, { url, isTried: true })
  await initStore(folder)
  store = await openStore(folder)
  second = await openStore(folder)
})

afterAll(() => {
  store.close()
  second.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = (of: Store, value: string) =>
  of.write({ unaudited: 'fixture' }, (tx) =>
    tx.insert(setting).values({ key: 'a', value }).onConflictDoUpdate({ target: setting.key, set: { value } }),
  )

it('bears one name while nobody commits, another after this process has, another one, or a hand', async () => {
  const hand = await connect(url)
  const changes: readonly (() => Promise<unknown>)[] = [
    () => put(store, '"own"'),
    () => put(second, '"other"'),
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
