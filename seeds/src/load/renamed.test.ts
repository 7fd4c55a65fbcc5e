import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formerUnit, period, release, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { loadUnits } from '@cg/services/catalogue/read'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { example, now, openExample } from './example.fixture.ts'
import { loadFolder } from './load-folder.ts'
import { LoadRefused, LoadUnconfirmed } from './problem.ts'

/* A unit that becomes another from a quarter on stays in the quarters before what it was. */

let base: string
let folder: string
let store: Store

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-renamed-'))
  folder = join(base, 'files')
  cpSync(example, folder, { recursive: true })
  store = await openExample(join(base, 'data'))
})

afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

/** What the loader says: what it changed, what it would change, or what it refuses. */
async function load(isConfirmed = false): Promise<readonly string[]> {
  try {
    return (await loadFolder({ store, now }, folder, { isConfirmed })).changes
  } catch (error) {
    if (error instanceof LoadUnconfirmed) return error.changes
    if (error instanceof LoadRefused) return error.message.split('\n').slice(1)
    throw error
  }
}

const original = 'CD,城东区,城东区,区,SL,中心城区,城区,是,1,1,2'

/** The units of the example with another row for 城东区 and a column 变更季度. */
function rewrite(row: string, ...more: readonly string[]): void {
  const [head = '', ...rows] = readFileSync(join(example, 'units.csv'), 'utf8').trim().split('\n')
  const changed = rows.map((one) => (one === original ? row : `${one},`))
  writeFileSync(join(folder, 'units.csv'), [`${head},变更季度`, ...changed, ...more].join('\n'))
}

async function publish(code: string): Promise<void> {
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const [by] = await tx.select({ id: user.id }).from(user).where(eq(user.login, 'fabu'))
    const { id } = must(by)
    const at = now().toISOString()
    const head = { code: `CG-${code}-01`, period: code, sequence: 1, state: 'published' as const, contentHash: 'x' }
    await tx.insert(release).values({ ...head, preparedBy: id, preparedAt: at, publishedBy: id, publishedAt: at })
    await tx.update(period).set({ state: 'closed' }).where(eq(period.code, code))
  })
}

async function eastIn(code: string): Promise<string> {
  const units = await store.read((db) => loadUnits(db, parsePeriod(code)))
  const { name, shortName, assessmentGroup, parent } = must(units.find((unit) => unit.code === 'CD'))
  return `${name} ${shortName} ${assessmentGroup} ${parent}`
}

it('a renamed unit keeps its name in the quarters before, and a second renaming the one between', async () => {
  rewrite('CD,城东新区,城东新区,区,SL,中心城区,新区,是,1,1,2,2025年第四季度')
  const first = [
    'units.csv 第 3 行：城东区（CD）的名称由“城东区”改为“城东新区”，简称由“城东区”改为“城东新区”，考核组由“城区”改为“新区”（从 2025Q4 起，以前各季不变）',
  ]
  expect(await load()).toEqual(first)
  expect(await eastIn('2025Q4')).toBe('城东区 城东区 城区 SL')
  expect(await load(true)).toEqual(first)
  expect(await eastIn('2025Q3')).toBe('城东区 城东区 城区 SL')
  expect(await eastIn('2021Q4')).toBe('城东区 城东区 城区 SL')
  expect(await eastIn('2025Q4')).toBe('城东新区 城东新区 新区 SL')
  expect(await load()).toEqual([])

  rewrite('CD,东城区,东城区,区,SL,中心城区,新区,是,1,1,2,2026Q2')
  await load(true)
  const names = await Promise.all(['2025Q3', '2025Q4', '2026Q1', '2026Q2'].map(eastIn))
  expect(names.map((name) => name.split(' ')[0])).toEqual(['城东区', '城东新区', '城东新区', '东城区'])
  expect(await load()).toEqual([])
})

it('the order and the place in the tile map are no matter of time: a change of them leaves nothing behind', async () => {
  await publish('2025Q3')
  rewrite('CD,城东区,城东区,区,SL,中心城区,城区,是,1,3,3,2025Q4')
  expect(await load(true)).toEqual(['units.csv 第 3 行：城东区（CD）的地图行由“1”改为“3”，地图列由“2”改为“3”'])
  expect(await store.read((db) => db.select().from(formerUnit))).toEqual([])
})

it('nothing published: a name without a quarter is corrected in all of them', async () => {
  rewrite('CD,城东新区,城东新区,区,SL,中心城区,城区,是,1,1,2,')
  expect(await load(true)).toEqual([
    'units.csv 第 3 行：城东区（CD）的名称由“城东区”改为“城东新区”，简称由“城东区”改为“城东新区”（各季度都改）',
  ])
  expect(await eastIn('2021Q4')).toBe('城东新区 城东新区 城区 SL')
})

it.each([
  [
    '',
    '城东区有变更，而 2025Q3 及以前已经发布，不能跟着改。请在“变更季度”写明从哪个季度起（如 2026Q3），以前各季仍用原来的城东区。',
  ],
  ['2025Q3', '2025Q3 已经发布，城东区的变更须从以后的季度起，这里写的是 2025Q3，请核对。'],
])('a published quarter: a renaming from “%s” is refused', async (from, words) => {
  await publish('2025Q3')
  rewrite(`CD,城东新区,城东新区,区,SL,中心城区,城区,是,1,1,2,${from}`)
  expect(await load(true)).toEqual([`units.csv 第 3 行“变更季度”：${words}`])
  expect(await eastIn('2025Q4')).toBe('城东区 城东区 城区 SL')
})

it('a published quarter: who is ranked changes on the page of units, with a second person', async () => {
  await publish('2025Q3')
  rewrite('CD,城东新区,城东新区,区,SL,中心城区,新区,是,1,1,2,2025Q4')
  expect(await load(true)).toEqual([
    'units.csv 第 3 行“代码”：已有发布的期次，参加排名的单位的新增、更名、调整和撤销须由另一人确认，不能在城市资料中装入。请到“单位”页提请；这里请恢复原来的内容，或删去这一行。',
  ])
  expect(await eastIn('2025Q4')).toBe('城东区 城东区 城区 SL')
})

it('a published quarter gets no unit more', async () => {
  await publish('2025Q3')
  rewrite(`${original},`, 'CN,城南区,城南区,区,SL,中心城区,城区,是,4,3,3,')
  expect(await load(true)).toEqual([
    'units.csv 第 6 行“起始季度”：2025Q3 已经发布，当时没有城南区，不能改动。请核对起始季度和终止季度。',
  ])
})
