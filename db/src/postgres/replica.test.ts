import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initStore, openStore } from '../open.ts'
import { setting } from '../schema.ts'
import type { Store } from '../store.ts'
import { onConnection } from './open.ts'
import { openReplica } from './replica.ts'
import { put, writeFolder } from './two-stores.fixture.ts'

let base: string
let folder: string
let url: string
let main: Store
let replica: Store

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-replica-'))
  folder = join(base, 'data')
  ;({ url } = await makeDatabase())
  await install(folder, url)
  main = await openStore(folder)
  replica = await openReplica(folder, url)
})

afterAll(() => {
  main.close()
  replica.close()
  rmSync(base, { recursive: true, force: true })
})

async function install(at: string, to: string): Promise<void> {
  writeFolder(at, to)
  await initStore(at)
}

it('reads what the main process has written, tells that it was, and writes nothing itself', async () => {
  const before = replica.othersVersion()
  await put(main, 'a', '"one"')
  const read = () => replica.read(async (db) => (await db.select().from(setting).where(eq(setting.key, 'a')))[0]?.value)
  expect(await read()).toBe('"one"')
  expect(replica.othersVersion()).toBeGreaterThan(before)
  await expect(put(replica, 'a', '"two"')).rejects.toMatchObject({
    code: 'replica_only',
    message: expect.stringContaining('只供查阅') as string,
  })
  expect(await read()).toBe('"one"')
})

it('leads nothing', async () => {
  let hasBegun = false
  const stop = await replica.lead(
    async () => {
      hasBegun = true
      return () => undefined
    },
    () => undefined,
  )
  await stop()
  expect(hasBegun).toBe(false)
})

it('refuses another installation’s database and one of another schema, with words', async () => {
  const other = join(base, 'other')
  const elsewhere = await makeDatabase()
  await install(other, elsewhere.url)
  await expect(openReplica(folder, elsewhere.url)).rejects.toMatchObject({ code: 'other_installation' })
  await onConnection(elsewhere.url, (connection) =>
    connection.script('update schema_version set version = version - 1'),
  )
  await expect(openReplica(other, elsewhere.url)).rejects.toMatchObject({
    code: 'other_schema',
    message: expect.stringContaining('请先用这一版程序启动主服务') as string,
  })
})
