import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import { must } from '@cg/domain/must'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initStore, openStore, useDatabase } from '../open.ts'
import { writeSource } from '../source.ts'
import type { Store } from '../store.ts'

let base: string
let stores: Store[]

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-counter-'))
  const folder = join(base, 'data')
  const { url } = await makeDatabase()
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
