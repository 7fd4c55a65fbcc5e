import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { dataItem, release } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { readAnswer } from '../read/releases.ts'
import { loadFrozenResults } from '../stored/frozen-rows.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'

/* The first quarters of a city: what nobody asked for is not 未报. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const without = (entries: Entries, ...items: string[]): Entries =>
  Object.fromEntries(
    Object.entries(entries).filter(([place]) => !items.some((item) => place.startsWith(item))),
  ) as Entries

async function ask(item: string, dueQuarters: number[]): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx
      .update(dataItem)
      .set({ axes: JSON.stringify({ breakdowns: [], enteredFor: 'units', dueQuarters }) })
      .where(eq(dataItem.code, item))
      .then(),
  )
}

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

const read = async (code: string, name: Parameters<typeof readAnswer>[2]): Promise<string> =>
  (await readAnswer(city.as('leader'), code, name)).body.toString()

async function states(indicator: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  await city.store.read(async (db) => {
    const releases = await db.select({ id: release.id }).from(release).where(eq(release.state, 'published'))
    for (const { id } of releases)
      for (const row of await loadFrozenResults(db, id))
        if (row.indicatorCode === indicator && row.breakdown === '') found[row.unitCode] = row.state
  })
  return found
}

describe('an indicator of which nothing was ever reported', () => {
  it('is 不适用 in a quarter that does not ask for it, and says so', async () => {
    await ask('SURV', [2, 4])
    const code = await publish('2026Q3', without(plainQuarter, 'SURV'))
    expect(new Set(Object.values(await states('SURV')))).toEqual(new Set(['not_applicable']))
    const { notes } = JSON.parse(await read(code, 'indicator/SURV')) as IndicatorFacts
    expect(notes).toContain('本季不填报，此前也没有数值。')
  })

  it('asks nobody to be reminded of it', async () => {
    await ask('N', [4])
    await ask('X', [4])
    const code = await publish('2026Q3', without(plainQuarter, 'N ', 'X '))
    const { alerts } = JSON.parse(await read(code, 'overview')) as OverviewFacts
    expect(alerts.filter(({ kind }) => kind === 'not_reported').map(({ detail }) => detail)).not.toContainEqual(
      expect.stringContaining('指标RATE'),
    )
  })

  it('is 未报 in a quarter that asks', async () => {
    await ask('SURV', [2, 4])
    await publish('2026Q2', without(plainQuarter, 'SURV'))
    expect((await states('SURV'))['A']).toBe('not_reported')
  })
})

it('stays 未报 of a unit that owes the part that is asked', async () => {
  await ask('N', [4])
  await publish('2026Q3', without(plainQuarter, 'N ', 'X B'))
  const found = await states('RATE')
  expect([found['A'], found['B']]).toEqual(['not_applicable', 'not_reported'])
})
