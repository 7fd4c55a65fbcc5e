import { must } from '@cg/domain/must'
import { endRestore, giveUpRestore, readRestoreNote, waitingCopy } from '@cg/db/restore'
import { auditEvent, session, user } from '@cg/db/schema'
import { settleAnchor, tellRestore } from '@cg/services/anchor/keep'
import { itself, verifyHistory } from '@cg/services/anchor/verify'
import { listRestores } from '@cg/services/backup/restore'
import { desc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openCity } from '../src/open-city.ts'
import { createHarness, testPassword } from './harness.ts'
import type { Harness } from './harness.ts'

/* A backup put in the database's place from the interface, up to the start that opens it. */

let harness: Harness
let backup: string
beforeEach(async () => {
  // On PostgreSQL a restore wants to be alone; that others are refused is told below.
  harness = await createHarness({ isAlone: true })
  await harness.addUser('root', [{ role: 'admin' }])
  await harness.as('root', { method: 'POST', url: '/api/v1/admin/backups' })
  const { items } = (await harness.as('root', { url: '/api/v1/admin/backups' })).json<{ items: { name: string }[] }>()
  backup = items[0]?.name ?? ''
  const later = { login: 'later', name: '后来的人', grants: [{ role: 'leader', department: null, unit: null }] }
  await harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload: later })
})
afterEach(() => harness.close())

const restore = (payload: object, name = backup) =>
  harness.as('root', {
    method: 'POST',
    url: `/api/v1/admin/backups/${name}/restore`,
    payload: { password: testPassword, reason: '演练', newest: null, ...payload },
  })

it('tells beforehand what would be lost, by kind and by whom', async () => {
  const reply = await harness.as('root', { url: `/api/v1/admin/backups/${backup}/preview` })
  expect(reply.json()).toMatchObject({
    backup: { name: backup, kind: 'backup', problem: null, release: null },
    isSameHistory: true,
    releases: [],
    total: 2,
    lost: expect.arrayContaining([expect.objectContaining({ what: '新建账号', times: 1 })]),
  })
  const none = await harness.as('root', { url: '/api/v1/admin/backups/none.sqlite/preview' })
  expect(none.statusCode).toBe(404)
})

it('asks who it is and why, and does nothing where that is wrong', async () => {
  const restart = vi.spyOn(harness.app, 'restart')
  expect((await restore({ password: 'wrong' })).json()).toMatchObject({ status: 400, reason: 'proof.wrong' })
  expect((await restore({ password: '' })).json()).toMatchObject({ status: 400, reason: 'proof.missing' })
  expect((await restore({ reason: ' ' })).json()).toMatchObject({ status: 400, reason: 'restore.reason_missing' })
  expect((await restore({ newest: 'CG-2026Q1-01' })).json()).toMatchObject({ status: 409 })
  // Refused for whatever reason, people go on writing.
  const other = { login: 'other', name: '别人', grants: [{ role: 'leader', department: null, unit: null }] }
  expect((await harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload: other })).statusCode).toBe(
    200,
  )
  expect(restart).not.toHaveBeenCalled()
  expect(readRestoreNote(harness.app.installation.dataDir)).toBe(null)
})

it('one at a time; nothing is written meanwhile, and the next start stands on the backup and says so', async () => {
  const folder = harness.app.installation.dataDir
  const services = { store: harness.store, now: () => new Date('2026-11-23T02:00:00Z') }
  await settleAnchor(services, folder)
  const restart = vi.spyOn(harness.app, 'restart')
  const [first, second] = await Promise.all([restore({}), restore({})])
  expect(new Set([first.statusCode, second.statusCode])).toEqual(new Set([204, 409]))
  await vi.waitFor(() => expect(restart).toHaveBeenCalledOnce())
  const other = { login: 'other', name: '别人', grants: [{ role: 'leader', department: null, unit: null }] }
  const refused = await harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload: other })
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '30'])
  expect((await harness.as('root', { method: 'POST', url: '/api/v1/admin/backups' })).statusCode).toBe(409)
  // What the start that follows does.
  harness.store.close()
  const store = await openCity(folder, { isEmpty: true, asOf: undefined }, () => undefined)
  try {
    await settleAnchor({ ...services, store }, folder, readRestoreNote(folder))
    endRestore(folder)
    const { people, events, sessions } = await store.read(async (db) => ({
      people: await db.select({ login: user.login }).from(user),
      events: await db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1),
      sessions: await db.select().from(session),
    }))
    expect(people.map(({ login }) => login)).toEqual(['root'])
    expect(sessions).toEqual([])
    expect(events[0]).toMatchObject({ action: 'database.restore', actorName: expect.any(String) })
    expect(JSON.parse(events[0]?.detail ?? '{}')).toMatchObject({ file: backup, reason: '演练' })
    const ctx = { ...services, store, actor: itself }
    const { findings } = await verifyHistory(ctx, { dataDir: folder, anchorDir: folder }, false)
    expect(findings).toEqual([])
  } finally {
    store.close()
  }
})

it('a restore that the next start cannot finish is given up, and whoever asked for it reads why beside the backups', async () => {
  const folder = harness.app.installation.dataDir
  const services = { store: harness.store, now: () => new Date('2026-11-23T02:00:00Z') }
  expect((await restore({})).statusCode).toBe(204)
  giveUpRestore(folder, '另有服务进程连着数据库。')
  const note = must(readRestoreNote(folder))
  expect(waitingCopy(folder)).toBe(null)
  harness.store.close()
  const store = await openCity(folder, { isEmpty: true, asOf: undefined }, () => undefined)
  try {
    // Killed between the line and the note's end, the next start tells no second time.
    await tellRestore({ ...services, store }, folder, note)
    await tellRestore({ ...services, store }, folder, note)
    const told = await store.read(
      async (db) => await db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(2),
    )
    expect(told.map(({ action }) => action)).toEqual(['database.restore_given_up', 'user.create'])
    const ctx = {
      ...services,
      store,
      actor: { ...itself, grants: [{ role: 'admin' as const, department: null, unit: null }] },
    }
    const installation = { ...harness.app.installation, dataDir: folder }
    const { givenUp } = await listRestores(ctx, installation)
    expect(givenUp).toEqual({ at: '2026-11-23T02:00:00.000Z', file: backup, why: '另有服务进程连着数据库。' })
    await settleAnchor({ ...services, store }, folder, { ...note, id: 'later' })
    expect((await listRestores(ctx, installation)).givenUp).toBe(null)
  } finally {
    store.close()
  }
})
