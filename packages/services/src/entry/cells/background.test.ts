import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { entry, openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { meaningOf } from '../form/definitions.ts'
import { planOf } from '../form/plan.ts'
import { backgroundOf } from './background.ts'
import { saveCells } from './save-cells.ts'

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
