import { clientOf } from '@cg/db/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHarness } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
  await harness.addUser('root', [{ role: 'admin' }])
})
afterEach(() => harness.close())

let turn = 0
const add = () => {
  const payload = { login: `u${++turn}`, name: '张三', grants: [{ role: 'leader', department: null, unit: null }] }
  return harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload })
}

/** The disk has room for as many pages more; null: for all there will be. */
const room = (pages: number | null) =>
  harness.store.write({ unaudited: 'fixture' }, async (tx) => {
    const client = clientOf(tx)
    const now = Number(client.pragma('page_count', { simple: true }))
    client.pragma(`max_page_count = ${pages === null ? 4_294_967_294 : now + pages}`)
  })

it('a full disk answers 507 with what to do, writes nothing, and goes on when there is room', async () => {
  await room(1)
  let reply = await add()
  for (let more = 0; reply.statusCode === 200 && more < 300; more++) reply = await add()
  expect(reply.statusCode).toBe(507)
  expect(reply.json()).toMatchObject({ code: 'storage_full', detail: expect.stringContaining('没有保存任何改动') })
  const { items } = (await harness.as('root', { url: '/api/v1/admin/users' })).json()
  expect(items.filter((one: { login: string }) => one.login === `u${turn}`)).toEqual([])
  await room(null)
  expect((await add()).statusCode).toBe(200)
})

it('after a failed write nothing more is written, reading goes on, and /readyz says so', async () => {
  expect((await harness.app.inject('/readyz')).json()).toMatchObject({ isWritable: true, backupAgeHours: null })
  expect((await harness.app.inject('/livez')).json()).toEqual({ status: 'ok' })
  expect((await add()).statusCode).toBe(200)
  const failed = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
  await expect(
    harness.store.write({ unaudited: 'fixture' }, async () => {
      throw failed
    }),
  ).rejects.toBe(failed)
  const reply = await add()
  expect(reply.statusCode).toBe(503)
  expect(reply.json()).toMatchObject({ reason: 'writer_broken', detail: expect.stringContaining('仍可查看') })
  expect((await harness.as('root', { url: '/api/v1/welcome' })).statusCode).toBe(200)
  const ready = await harness.app.inject('/readyz')
  expect([ready.statusCode, ready.json().isWritable]).toEqual([503, false])
})
