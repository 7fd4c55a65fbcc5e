import { releaseAnswer } from '@cg/db/schema'
import { openByHand } from '@cg/db/by-hand.fixture'
import { like } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'
import { readLater } from './later.ts'
import { readAnswer, readWholeRanking } from './releases.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function frozen(pattern: string): Promise<string[]> {
  const rows = await city.store.read((db) =>
    db.selectDistinct({ name: releaseAnswer.name }).from(releaseAnswer).where(like(releaseAnswer.name, pattern)),
  )
  return rows.map(({ name }) => name)
}

/** The answer once the thread has it. */
async function later(code: string, name: Parameters<typeof readLater>[2]): Promise<string | null> {
  for (let turn = 0; turn < 60; turn++) {
    const answer = await readLater(city.store, code, name).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('正在计算')) return undefined
      throw error
    })
    if (answer !== undefined) return answer?.body.toString('utf8') ?? null
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${name} was not computed`)
}

it('of a city that freezes everything, what is computed later is byte for byte what was frozen', async () => {
  await publish('2026Q1', plainQuarter)
  const code = await publish('2026Q2', { ...plainQuarter, 'X C': 9_800, 'X D': 'not_reported' })
  const body = async (name: Parameters<typeof readAnswer>[2]) =>
    (await readAnswer(city.as('leader'), code, name)).body.toString('utf8')
  const [units, targets, rankings] = [await frozen('unit/%'), await frozen('targets/%'), await frozen('ranking/%')]
  expect([units.length, targets.length, rankings.includes('ranking/score')]).toEqual([5, 5, true])
  for (const name of targets as `targets/${string}`[]) expect(await later(code, name)).toBe(await body(name))
  for (const name of rankings as `ranking/${string}`[])
    expect(await later(code, `whole/${name.slice('ranking/'.length)}`), name).toBe(await body(name))
  // Gains are sought for all units of a small city, and for the one that is asked of a large one: both are this city's.
  for (const name of units as `unit/${string}`[]) expect(await later(code, name), name).toBe(await body(name))
  expect(await later(code, 'unit/NOBODY')).toBeNull()
})

it('a release without the texts of its units answers for each when it is asked, and knows no other unit', async () => {
  const code = await publish('2026Q1', plainQuarter)
  const leader = city.as('leader')
  const ranking = await readWholeRanking(leader, code, 'RATE')
  expect(ranking.body.equals((await readAnswer(leader, code, 'ranking/RATE')).body)).toBe(true)
  // As a release of very many units is stored.
  const bare = leaveOut()
  expect(bare).toBe(10)
  expect(await settled(() => readAnswer(leader, code, 'unit/C'))).toContain('"code":"C"')
  expect(await settled(() => readAnswer(leader, code, 'targets/C'))).toContain('"code":"C"')
  expect(await settled(() => readWholeRanking(leader, code, 'RATE'))).toContain('"code":"RATE"')
  await expect(settled(() => readAnswer(leader, code, 'unit/NOBODY'))).rejects.toThrow('单位 NOBODY 的画像')
  await expect(readAnswer(leader, code, 'ranking/NOTHING')).rejects.toThrow('指标 NOTHING 的排名')
})

/** Takes out what is frozen of each unit, past the triggers that forbid it. */
function leaveOut(): number {
  const db = openByHand(city.folder)
  db.breakRules()
  const { changes } = db.prepare("delete from release_answer where name like 'unit/%' or name like 'targets/%'").run()
  db.close()
  return changes
}

async function settled(read: () => Promise<{ readonly body: Buffer }>): Promise<string> {
  for (;;) {
    try {
      return (await read()).body.toString('utf8')
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('正在计算')) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
