import { countStatements } from '@cg/db/statements.fixture'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { entry, fullRsj, openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { saveCells } from './save-cells.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const save = (cells: ReturnType<typeof fullRsj>) => saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
const again = (version: number) => fullRsj().map((cell, at) => ({ ...cell, text: String(700 + at + version), version }))

/** Of a save of one cell: reading the form, rights, checks, the written rows, the audit line, the seal and the transaction. */
const most = isOnPostgres ? 24 : 28

it('asks the database a bounded number of times: no more often for a form of cells than for one', async () => {
  await save(fullRsj())
  // What is read of earlier quarters is kept from the first save on.
  await save(again(1))
  const cells = again(2)
  const one = await countStatements(() => save([{ ...entry('P_TRAIN:AP', '811'), version: 2 }]))
  const many = await countStatements(() => save(cells.slice(1)))
  expect(one).toBeGreaterThan(10)
  expect(one).toBeLessThanOrEqual(most)
  // As many cells as a form has go in one statement, and so do their revisions.
  expect(many).toBe(one)
})
