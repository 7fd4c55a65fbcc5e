import { openByHand } from '@cg/db/by-hand.fixture'
import { releaseAnswer, releaseCell, releaseResult, releaseScore } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contentHashOf } from './publish/digest.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { storedContent, verifyRelease } from './publish/verify.ts'
import { loadFrozenCells, loadFrozenResults, loadFrozenScores } from './stored/frozen-rows.ts'
import { loadRelease } from './stored/release-row.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'

/* Releases from before columns: each frozen cell, figure and score is a row of a table. They stay as they were published. */

let city: TestCity
let code: string
let asColumns: Frozen

type Frozen = { readonly cells: unknown[]; readonly results: unknown[]; readonly scores: unknown[] }

/** What the release froze, however it lies. */
function frozen(): Promise<Frozen> {
  return city.store.read(async (db) => {
    const { id } = await loadRelease(db, code)
    return {
      cells: await loadFrozenCells(db, id),
      results: [...(await loadFrozenResults(db, id))],
      scores: [...(await loadFrozenScores(db, id))],
    }
  })
}

beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q2', plainQuarter)
  await setForm(city, '2026Q2', 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period: '2026Q2' })
  code = (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
  asColumns = await frozen()
  await layAsRows()
})
afterEach(() => city.close())

/** Lays the release as an older program did: rows of its three tables, covered by the content hash as such. */
async function layAsRows(): Promise<void> {
  const raw = openByHand(city.folder)
  const putBack = raw.breakRules()
  const put = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row)
    const marks = names.map(() => '?').join(', ')
    const values = Object.values(row).map((value) => (typeof value === 'boolean' ? Number(value) : value))
    raw.prepare(`insert into ${table} (${names.join(', ')}) values (${marks})`).run(values)
  }
  const named = (row: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
        value,
      ]),
    )
  const { id } = await city.store.read((db) => loadRelease(db, code))
  for (const cell of (await city.store.read((db) => loadFrozenCells(db, id))).values()) {
    const { item, unit, breakdown, state, value, version } = cell
    put('release_cell', {
      release_id: id,
      item_code: item,
      unit_code: unit,
      breakdown,
      state,
      value,
      cell_version: version,
    })
  }
  for (const row of asColumns.results as object[]) put('release_result', { release_id: id, ...named(row) })
  for (const row of asColumns.scores as object[]) put('release_score', { release_id: id, ...named(row) })
  raw.prepare(`delete from release_answer where release_id = ? and name in ('results', 'scores')`).run(id)
  const hash = await city.store.read(async (db) => {
    const answers = await db.select().from(releaseAnswer).where(eq(releaseAnswer.releaseId, id))
    const digests = Object.fromEntries(answers.map(({ name, hash: digest }) => [name, digest]))
    return contentHashOf(await storedContent(db, await loadRelease(db, code), digests))
  })
  raw.prepare('update release set content_hash = ? where id = ?').run(hash, id)
  putBack()
  raw.close()
}

it('says the same cells, figures and scores as it would in columns, and verifies', async () => {
  expect(await frozen()).toEqual(asColumns)
  expect(asColumns.cells.length * asColumns.results.length).toBeGreaterThan(0)
  const { isSound, checks } = await verifyRelease(city.as('auditor'), { code })
  expect(checks.filter((check) => !check.isSound)).toEqual([])
  expect(isSound).toBe(true)
})

it.each([
  ['a figure', 'update release_result set value = value + 1 where value is not null', '内容摘要'],
  ['a figure that is gone', `delete from release_result where unit_code = 'A'`, '内容摘要'],
  ['a cell', 'update release_cell set value = value + 1 where value is not null', '冻结的数据格'],
  ['a cell that is gone', `delete from release_cell where unit_code = 'A'`, '冻结的数据格'],
])('names it where somebody changed %s', async (_what, statement, where) => {
  const raw = openByHand(city.folder)
  const putBack = raw.breakRules()
  expect(raw.prepare(statement).run().changes).toBeGreaterThan(0)
  putBack()
  raw.close()
  const { isSound, checks } = await verifyRelease(city.as('auditor'), { code })
  expect([isSound, checks.filter((check) => !check.isSound).map(({ name }) => name)]).toEqual([false, [where]])
})

it('a release in columns has no rows', async () => {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  const counts = await city.store.read(async (db) => {
    const { id } = await loadRelease(db, code)
    const rows = [
      ...(await db.select({ of: releaseCell.releaseId }).from(releaseCell)),
      ...(await db.select({ of: releaseResult.releaseId }).from(releaseResult)),
      ...(await db.select({ of: releaseScore.releaseId }).from(releaseScore)),
    ]
    return rows.filter(({ of }) => of !== id).length
  })
  expect(counts).toBe(0)
})
