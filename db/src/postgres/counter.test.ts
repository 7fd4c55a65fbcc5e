import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import { must } from '@cg/domain/must'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initStore, openStore, useDatabase } from '../open.ts'
import { writeSource } from '../source.ts'
import type { Store } from '../store.ts'
import { openCounter } from './counter.ts'

let base: string
let stores: Store[]
let url: string

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-counter-'))
  const folder = join(base, 'data')
  ;({ url } = await makeDatabase())
  useDatabase(folder, url)
  writeSource(folder, { url, isTried: true })
  await initStore(folder)
  stores = [await openStore(folder), await openStore(folder)]
})

afterAll(() => {
  for (const store of stores) store.close()
  rmSync(base, { recursive: true, force: true })
})

const windowMs = 60_000
const start = Date.parse('2026-10-20T02:00:00.000Z')

const call = (process: number, after: number, caller = '7', route = '/a') =>
  must(must(stores[process]).countCall)({ caller, route, at: new Date(start + after), windowMs })

it('calls of one caller at one route through any process count together until the window ends', async () => {
  expect(await call(0, 0)).toEqual({ calls: 1, endsInMs: windowMs })
  expect(await call(1, 20_000)).toEqual({ calls: 2, endsInMs: 40_000 })
  expect(await call(0, 20_000, '8')).toEqual({ calls: 1, endsInMs: windowMs })
  expect(await call(1, 20_000, '7', '/b')).toEqual({ calls: 1, endsInMs: windowMs })
  expect(await call(0, 59_999)).toEqual({ calls: 3, endsInMs: 1 })
  expect(await call(1, 60_000)).toEqual({ calls: 1, endsInMs: windowMs })
})

it('many at once are counted one by one; a clock set back begins anew; no version is touched', async () => {
  const version = () => must(stores[0]).read(async () => must(stores[0]).version())
  const before = await version()
  const many = await Promise.all(Array.from({ length: 20 }, (_, at) => call(at % 2, 0, '9')))
  expect(many.map(({ calls }) => calls).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
  expect(await call(0, -windowMs, '9')).toEqual({ calls: 1, endsInMs: windowMs })
  expect(await version()).toBe(before)
})

it('counts again as soon as a server that was away is there', async () => {
  const { searchParams } = new URL(url)
  const sockets = new Set<Socket>()
  const way = createServer((from) => {
    const to = connect(join(must(searchParams.get('host')), '.s.PGSQL.5432'))
    for (const one of [from, to]) sockets.add(one.on('error', () => one.destroy()))
    from.pipe(to).pipe(from)
  })
  const listen = async (at: number) => {
    way.listen(at, '127.0.0.1')
    await once(way, 'listening')
    return (way.address() as AddressInfo).port
  }
  const through = new URL(url)
  through.port = String(await listen(0))
  through.hostname = '127.0.0.1'
  through.searchParams.delete('host')
  const counter = openCounter(through.href)
  const count = () => counter.count({ caller: 'away', route: '/a', at: new Date(start), windowMs })
  expect((await count()).calls).toBe(1)
  way.close()
  for (const one of sockets) one.destroy()
  await expect(count()).rejects.toMatchObject({ code: 'database_away' })
  await expect(count()).rejects.toMatchObject({ code: 'database_away' })
  await listen(Number(through.port))
  expect((await count()).calls).toBe(2)
  counter.close()
  for (const one of sockets) one.destroy()
  way.close()
})
