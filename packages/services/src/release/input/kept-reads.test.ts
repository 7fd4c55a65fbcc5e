import { databasePath } from '@cg/db/open'
import { openReading } from '@cg/db/reading'
import { indicatorVersion, orgUnit, schemeVersion, setting, target } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadDefinitions } from '../../catalogue/read.ts'
import { loadTalk } from '../../catalogue/talk.ts'
import { loadTargetColumns } from '../../catalogue/target-columns.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { KeptReads } from './kept-reads.ts'
import { definitionTables, loadBasis, schemeTables, talkTables, targetTables } from './load-basis.ts'
import { loadScheme } from './load-scheme.ts'

const period = parsePeriod('2026Q3')
const at = '2026-11-01T00:00:00Z'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
})
afterEach(() => city.close())

async function newerScheme(tx: Db): Promise<void> {
  const { id: _, ...row } = must((await tx.select().from(schemeVersion))[0])
  await tx.insert(schemeVersion).values({ ...row, version: row.version + 1, name: '另一个方案' })
}

const change = (body: (tx: Db) => Promise<unknown>) => city.store.write({ unaudited: 'fixture' }, body)

describe('what is kept of the input of a preview', () => {
  const reads = new KeptReads()
  const basisNow = async (kept?: KeptReads) => (await city.store.read((db) => loadBasis(db, period, at, kept))).basis

  it.each<[string, (tx: Db) => Promise<unknown>]>([
    ['a target', (tx) => tx.update(target).set({ value: 77.7 })],
    ['a definition', (tx) => tx.update(indicatorVersion).set({ definition: '另一个口径' })],
    ['a unit', (tx) => tx.update(orgUnit).set({ shortName: '新名' }).where(eq(orgUnit.code, 'A'))],
    ['the scheme', newerScheme],
    ['a setting', (tx) => tx.insert(setting).values({ key: 'smallCellLimit', value: '5' })],
  ])('is read again once somebody has changed %s', async (_, edit) => {
    const before = await basisNow(reads)
    expect(await basisNow(reads)).toEqual(before)
    await change(edit)
    const after = await basisNow(reads)
    expect(after).not.toEqual(before)
    expect(after).toEqual(await basisNow())
  })

  it.skipIf(isOnPostgres)('is the same object until its key or a table is another, by hand too', async () => {
    const keyed = (key: string) =>
      city.store.read((db) => reads.of(db, { name: 'any', tables: ['target'], key }, async () => ({})))
    const first = await keyed('a')
    await change((tx) => tx.insert(setting).values({ key: 'smallCellLimit', value: '5' }))
    expect(await keyed('a')).toBe(first)
    const second = await keyed('b')
    expect(second).not.toBe(first)
    const hand = new Database(databasePath(city.folder))
    hand.prepare('update target set value = value + 1').run()
    hand.close()
    expect(await keyed('b')).not.toBe(second)
  })

  it.skipIf(isOnPostgres)('is named with every table that it is read from', async () => {
    const prepare = vi.spyOn(Database.prototype, 'prepare')
    const tablesOf = async (read: (db: Db) => Promise<unknown>): Promise<string[]> => {
      const other = openReading(databasePath(city.folder))
      prepare.mockClear()
      await other.read(read)
      other.close()
      const texts = prepare.mock.calls.map(([text]) => text)
      const named = texts.flatMap((text) =>
        Array.from(text.matchAll(/\b(?:from|join) "?(\w+)/gi), ([, name]) => String(name)),
      )
      return [...new Set(named)].toSorted()
    }
    try {
      expect(await tablesOf((db) => loadDefinitions(db, period))).toEqual(definitionTables.toSorted())
      expect(await tablesOf((db) => loadTargetColumns(db, ['A']))).toEqual(['target'])
      expect(await tablesOf((db) => loadScheme(db, period))).toEqual(schemeTables)
      expect(await tablesOf((db) => loadTalk(db))).toEqual(talkTables)
      const many = Array.from({ length: 300 }, (_, unit) => `U${unit}`)
      expect(await tablesOf((db) => loadTargetColumns(db, many))).toEqual(targetTables.toSorted())
    } finally {
      prepare.mockRestore()
    }
  })
})
