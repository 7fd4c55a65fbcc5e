import { dataItem, formItem } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideRecords } from '../../register/decide.ts'
import { enterRecords } from '../../register/enter.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { loadBasis } from './load-basis.ts'
import { recordCells } from './record-cells.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  // N is what the register of contests amounts to, and on no form.
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const axes = JSON.stringify({ breakdowns: [], enteredFor: 'none', dueQuarters: [1, 2, 3, 4], countsRecords: true })
    await tx.update(dataItem).set({ axes }).where(eq(dataItem.code, 'N'))
    await tx.delete(formItem).where(eq(formItem.itemCode, 'N'))
  })
})
afterEach(() => city.close())

const inTime = '2026-10-09T02:00:00.000Z'

async function enterRecord(unit: string, people: string, isAccepted = true): Promise<void> {
  const values = { name: '焊工大赛', day: '2026-02-11', people }
  const { records } = await enterRecords(city.as('filler', inTime), { kind: 'CONTEST', rows: [{ unit, values }] })
  const seen = records.flatMap(({ id, version, state }) => (state === 'submitted' ? [{ id, version }] : []))
  const input = { kind: 'CONTEST', action: 'accept' as const, note: '', records: seen }
  if (isAccepted) await decideRecords(city.as('reviewer', inTime), input)
}

const countedIn = async (period: string): Promise<Record<string, number | null>> => {
  const cells = await city.store.read(async (db) => recordCells(db, await loadBasis(db, parsePeriod(period), inTime)))
  return Object.fromEntries(cells.map(({ unit, value }) => [unit, value]))
}

describe('what no form asks for, because a register holds it', () => {
  it('is 未报, not 0, as long as no record of the kind was accepted', async () => {
    expect(await countedIn('2026Q3')).toEqual({})
    await enterRecord('A', '30', false)
    expect(await countedIn('2026Q3')).toEqual({})
  })

  it('is what each unit’s records amount to, 0 without one, and a zone’s counts in its district too', async () => {
    await enterRecord('A', '30')
    await enterRecord('Z', '12')
    const { A, B, Z } = await countedIn('2026Q3')
    expect({ A, B, Z }).toEqual({ A: 42, B: 0, Z: 12 })
  })
})
