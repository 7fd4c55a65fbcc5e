import { auditEvent, session } from '@cg/db/schema'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { absoluteMs, hashToken, idleMs } from '../session/actor.ts'
import { createSessionCache } from '../session/session-cache.ts'
import { noteClockAtStart, watchClock } from './clock.ts'
import { readHealth } from './health.ts'
import { writeSetting } from '../settings.ts'

/* A server whose clock is set back or forward: marked in the trail, sessions neither immortal nor all dead. */

let city: TestCity
let wall: number
beforeEach(async () => {
  city = await openCity()
  wall = Date.parse('2026-10-20T02:00:00.000Z')
})
afterEach(() => city.close())

const minute = 60_000
const hour = 60 * minute
const services = () => ({ store: city.store, now: () => new Date(wall) })
const jumps = async () =>
  (await city.store.read((db) => db.select().from(auditEvent).orderBy(asc(auditEvent.id))))
    .filter(({ action }) => action === 'clock.jump')
    .map(({ detail }) => JSON.parse(detail) as unknown)

it('a jump either way is told once, with both times; a clock that is kept right is not', async () => {
  let passed = 0
  const { look, stop } = watchClock(
    services(),
    () => undefined,
    () => passed,
  )
  const go = (real: number, shown: number) => {
    passed += real
    wall += shown
    return look()
  }
  await go(10_000, 10_000)
  await go(10_000, 11_500)
  expect(await jumps()).toEqual([])
  await go(10_000, 10_000 - 2 * hour)
  await go(10_000, 10_000)
  await go(10_000, 10_000 + 365 * 24 * hour)
  stop()
  expect(await jumps()).toEqual([
    { before: { clock: '2026-10-20T02:00:31.500Z' }, after: { clock: '2026-10-20T00:00:31.500Z' } },
    { before: { clock: '2026-10-20T00:00:51.500Z' }, after: { clock: '2027-10-20T00:00:51.500Z' } },
  ])
})

it('a start before the last line of the trail is told, one after it is not', async () => {
  await watchAside()
  await noteClockAtStart(services())
  expect(await jumps()).toHaveLength(1)
  wall -= hour
  await noteClockAtStart(services())
  expect(await jumps()).toHaveLength(2)
})

/** A line of the trail as of now. */
async function watchAside(): Promise<void> {
  const { look, stop } = watchClock(
    services(),
    () => undefined,
    () => -hour * Math.random(),
  )
  await look()
  stop()
  if ((await jumps()).length === 0) await watchAside()
}

async function signedIn(): Promise<string> {
  const at = new Date(wall).toISOString()
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx.insert(session).values({
      tokenHash: hashToken('token'),
      userId: 1,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(wall + absoluteMs).toISOString(),
      address: '10.0.0.1',
    }),
  )
  return 'token'
}

it('set back by two hours, a session goes on, and ends as soon as it would have ended', async () => {
  const token = await signedIn()
  const sessions = createSessionCache(services())
  expect(await sessions.find(token)).not.toBe(null)
  wall -= 2 * hour
  expect(await sessions.find(token)).not.toBe(null)
  const [row] = await city.store.read((db) => db.select().from(session))
  expect(Date.parse(row?.lastSeenAt ?? '')).toBe(wall)
  expect(Date.parse(row?.expiresAt ?? '')).toBe(wall + absoluteMs)
  // Not used since: idle after the usual time, not two hours later.
  wall += idleMs + minute
  expect(await sessions.find(token)).toBe(null)
})

it('set forward by a year, what is overdue ends, and whoever signs in then goes on', async () => {
  const old = await signedIn()
  wall += 365 * 24 * hour
  const sessions = createSessionCache(services())
  expect(await sessions.find(old)).toBe(null)
})

it('a backup of a time to come is no alarm and no age below nothing', async () => {
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    writeSetting(tx, 'lastBackup', { at: new Date(wall + hour).toISOString(), file: 'a' }),
  )
  expect(await readHealth(services())).toMatchObject({ backupAgeHours: 0, isBackupOld: false })
})
