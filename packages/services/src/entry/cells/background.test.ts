import { clientOf } from '@cg/db/client'
import { cell, session } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { meaningOf } from '../form/definitions.ts'
import { planOf } from '../form/plan.ts'
import { backgroundOf } from './background.ts'
import { openRows } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { saveCells, saveInside } from './save-cells.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const place = { item: 'P_TRAIN', unit: 'AP', breakdown: '' }

async function earlierFigure(db: Db): Promise<number | null> {
  const plan = must(planOf(await meaningOf(city.store, db, '2026Q3'), rsjForm.form, rsjForm.reporter))
  return (await backgroundOf(city.store, db, plan)).at(place, '2026Q2').value
}

it('a read that began before a figure changed leaves no old figure behind for those after it', async () => {
  const [handle, done] = [Promise.withResolvers<Db>(), Promise.withResolvers<void>()]
  const old = city.store.read(async (db) => {
    handle.resolve(db)
    await db.select().from(cell)
    await done.promise
  })
  const oldDb = await handle.promise
  const earlier = { ...rsjForm, period: '2026Q2' }
  city.clock.now = '2026-07-05T02:00:00.000Z'
  await saveCells(city.as('rsj'), earlier, { source: 'grid', cells: [entry('P_TRAIN:AP', '120')] })
  expect(await earlierFigure(oldDb)).toBeNull()
  expect(await city.store.read(earlierFigure)).toBe(120)
  done.resolve()
  await old
})

describe('bodies that share a transaction', () => {
  const earlier = { ...rsjForm, period: '2026Q2' }
  let opened: OpenedForm
  const change = (text: string, version = 0) =>
    city.store.write('cells.save', (tx) =>
      saveInside(city.as('rsj'), tx, opened, { source: 'grid', cells: [entry('P_TRAIN:AP', text, version)] }),
    )
  const look = () => city.store.write({ unaudited: 'fixture' }, earlierFigure)
  /** Refused with all that share its transaction, at the commit. */
  const orphan = () =>
    city.store.write({ unaudited: 'fixture' }, async (tx) => {
      clientOf(tx).pragma('defer_foreign_keys = ON')
      await tx.insert(session).values({
        tokenHash: 'x',
        userId: 999_999,
        createdAt: '2026-07-05T02:00:00.000Z',
        lastSeenAt: '2026-07-05T02:00:00.000Z',
        expiresAt: '2026-07-05T02:00:00.000Z',
        address: '',
      })
    })

  // A purpose joins others once it is known to be quick.
  beforeEach(async () => {
    city.clock.now = '2026-07-05T02:00:00.000Z'
    opened = await city.store.read((db) => openRows(city.as('rsj'), db, earlier, 'own'))
    await change('110')
    await look()
    await change('115', 1)
    await look()
  })

  it('read what those before them have changed, before it is committed', async () => {
    const before = city.store.version()
    const [, figure] = await Promise.all([change('120', 2), look()])
    expect(city.store.version()).toBe(before + 1)
    expect(figure).toBe(120)
    expect(await look()).toBe(120)
  })

  it.skipIf(isOnPostgres)('leave nothing behind in memory when their commit fails', async () => {
    const answers = await Promise.allSettled([change('120', 2), look(), orphan()])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await city.store.read(earlierFigure)).toBe(115)
    expect(await look()).toBe(115)
  })
})
