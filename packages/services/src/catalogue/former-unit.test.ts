import { orgUnit } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import type { PublicAnswer } from '../release/facts/answers.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { installCity } from './install-city.ts'
import type { DatedUnit } from './install-city.ts'
import { loadUnits } from './read.ts'

/* A renamed unit: what was published keeps its name to the byte, later quarters are published with the new one. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string): Promise<string> {
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

async function pageOf(code: string, answer: PublicAnswer): Promise<string> {
  return (await readAnswer(city.as('leader'), code, answer)).body.toString()
}

async function rename(name: string, changesFrom: string): Promise<void> {
  const [row] = await city.store.read((db) => db.select().from(orgUnit).where(eq(orgUnit.code, 'A')))
  const { parentCode: parent, isDemo: _isDemo, ...unit } = must(row)
  const renamed = { ...unit, parent, name, shortName: name, changesFrom: parsePeriod(changesFrom) } as DatedUnit
  await installCity(city.as('publisher'), { units: [renamed], isDemo: false })
}

it('stays in what was published before, and is new in what is published after', async () => {
  const pages = ['overview', 'matrix', 'ranking/RATE', 'unit/A', 'indicator/RATE'] as const
  const before = await publish('2026Q1')
  const was = await Promise.all(pages.map((page) => pageOf(before, page)))
  expect(was[3]).toContain('A区')
  await rename('甲新区', '2026Q2')
  expect(await Promise.all(pages.map((page) => pageOf(before, page)))).toEqual(was)
  const after = await publish('2026Q2')
  expect(await pageOf(after, 'unit/A')).toContain('甲新区')
  expect(await pageOf(after, 'unit/A')).not.toContain('A区')
  expect(await Promise.all(pages.map((page) => pageOf(before, page)))).toEqual(was)
})

it('the forms and a correction of a quarter before are made with the name of that quarter', async () => {
  await rename('甲新区', '2026Q2')
  await rename('甲城区', '2026Q4')
  const nameIn = async (period: string) => {
    const units = await city.store.read((db) => loadUnits(db, parsePeriod(period)))
    return units.find(({ code }) => code === 'A')?.name
  }
  const quarters = ['2025Q4', '2026Q1', '2026Q2', '2026Q3', '2026Q4']
  expect(await Promise.all(quarters.map(nameIn))).toEqual(['A区', 'A区', '甲新区', '甲新区', '甲城区'])
})

it('what a unit was cannot be changed afterwards', async () => {
  await rename('甲新区', '2026Q2')
  const touch = (sql: string) => city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.run(sql)))
  const refusal = async (body: Promise<unknown>) => {
    const error: unknown = await body.catch((thrown: unknown) => thrown)
    const cause = error instanceof Error ? (error.cause ?? error) : null
    return cause instanceof Error ? cause.message : ''
  }
  expect(await refusal(touch(`UPDATE former_unit SET name = 'B'`))).toContain('append-only')
  expect(await refusal(touch('DELETE FROM former_unit'))).toContain('append-only')
  expect(await refusal(rename('甲城区', '2026Q1'))).toContain('append-only')
})
