import { cellRevision, cell } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { and, asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { readForm } from '../entry/form/read-form.ts'
import { compareUpload } from '../entry/upload/compare-upload.ts'
import { enter, openCity, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideRecords } from './decide.ts'
import { enterRecords } from './enter.ts'
import { readRegister } from './list.ts'
import { useRegister } from './use.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const period = '2026Q3'
const key = { period, form: 'F1', reporter: 'RSJ' }
const inTime = '2026-10-09T02:00:00.000Z'
const use = (since: string | null, who: Parameters<TestCity['as']>[0] = 'reviewer') =>
  useRegister(city.as(who, inTime), { kind: 'CONTEST', since, reason: '台账已补齐' })

async function accept(unit: string, people: string, name = '焊工大赛'): Promise<void> {
  const values = { name, day: '2026-02-11', people }
  const { records } = await enterRecords(city.as('filler', inTime), { kind: 'CONTEST', rows: [{ unit, values }] })
  const { id, version } = must(records[0])
  await decideRecords(city.as('reviewer', inTime), {
    kind: 'CONTEST',
    action: 'accept',
    note: '',
    records: [{ id, version }],
  })
}

/** What became of N of a unit, oldest first. */
const historyOf = (unit: string) =>
  city.store.read((db) =>
    db
      .select({ value: cellRevision.newValue, source: cellRevision.source, reason: cellRevision.reason })
      .from(cellRevision)
      .innerJoin(cell, eq(cell.id, cellRevision.cellId))
      .where(and(eq(cell.period, period), eq(cell.itemCode, 'N'), eq(cell.unitCode, unit), eq(cell.breakdown, '')))
      .orderBy(asc(cellRevision.id)),
  )

const type = (text: string) =>
  saveCells(city.as('filler', inTime), key, {
    source: 'grid',
    cells: [
      { item: 'N', unit: 'A', text, version: 0 },
      { item: 'X', unit: 'A', text: '7', version: 0 },
    ],
  })

describe('records that fill the forms', () => {
  it('are typed as before as long as the office has not said otherwise', async () => {
    await accept('A', '120')
    expect((await type('150')).outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'saved'])
    expect((await readForm(city.as('filler', inTime), key)).fed).toEqual([])
  })

  it('put their sum into every unit’s cell, 0 where there is none, with the reason; the city may not type it', async () => {
    await accept('A', '120')
    await use(period)
    expect(await historyOf('A')).toEqual([{ value: 120, source: 'system', reason: '由台账“竞赛”计数：启用台账计数' }])
    expect((await historyOf('B')).map(({ value }) => value)).toEqual([0])
    const { outcomes } = await type('150')
    expect(outcomes).toMatchObject([
      {
        outcome: 'refused',
        message: expect.stringContaining('由“竞赛”台账计数，不能填写。数不对的，请改台账的记录。'),
      },
      { outcome: 'saved' },
    ])
    const file = { fileName: '表.xlsx', fileHash: 'h', matchedBy: 'labels' as const, errors: [], ignored: [] }
    const cells = [{ item: 'N', unit: 'A', breakdown: '', text: '150', place: 'C5', base: null }]
    const upload = await compareUpload(city.as('filler', inTime), key, { ...file, cells })
    expect(upload.changes).toEqual([])
    expect(upload.ignored).toEqual([
      { place: 'C5', message: '这一格由“竞赛”台账计数，文件里的数已略过；数不对的，请改台账的记录' },
    ])
  })

  it('begin a form in which nothing was typed, so that one that records fill wholly can be sent', async () => {
    await use(period)
    const filler = city.as('filler', inTime)
    const { submission, outcomes } = await saveCells(filler, key, { source: 'grid', cells: [] })
    expect(outcomes).toEqual([])
    expect(submission).toMatchObject({ state: 'draft', version: 1 })
    expect(submission.allowedActions).toContain('submit')
    // Once is enough: nothing has moved since.
    expect((await saveCells(filler, key, { source: 'grid', cells: [] })).submission.version).toBe(1)
  })

  it('are wanted for a save without a cell', async () => {
    const saved = saveCells(city.as('filler', inTime), key, { source: 'grid', cells: [] })
    await expect(saved).rejects.toMatchObject({ code: 'invalid', message: '没有要保存的内容：请填写后再保存。' })
  })

  it('of a zone count in the district that it lies inside of as well', async () => {
    await use(period)
    await accept('A', '120')
    await accept('Z', '7', '电工大赛')
    expect((await historyOf('Z')).map(({ value }) => value)).toEqual([0, 7])
    expect((await historyOf('A')).map(({ value }) => value)).toEqual([0, 120, 127])
    const { held, units } = await readRegister(city.as('reviewer', inTime), 'CONTEST')
    const recordsOf = (unit: string) => held.items[0]?.units[units.findIndex(({ code }) => code === unit)]?.records
    expect([recordsOf('A'), recordsOf('Z'), recordsOf('B')]).toEqual([127, 7, 0])
  })

  it('move the cell with each record as long as the form is in hand, and leave a sent form as it is', async () => {
    await use(period)
    await accept('A', '120')
    await accept('A', '30', '钳工大赛')
    expect((await historyOf('A')).map(({ value, reason }) => [value, reason])).toEqual([
      [0, '由台账“竞赛”计数：启用台账计数'],
      [120, '由台账“竞赛”计数：第1号记录入账'],
      [150, '由台账“竞赛”计数：第2号记录入账'],
    ])
    await setForm(city, period, 'accepted')
    await accept('A', '5', '车工大赛')
    expect((await historyOf('A')).length).toBe(3)
    const ofA = (await readForm(city.as('reviewer', inTime), key)).fed.find(({ unit }) => unit === 'A')
    expect(ofA).toMatchObject({ kind: 'CONTEST', records: 155, isApart: true })
    const { held, units } = await readRegister(city.as('reviewer', inTime), 'CONTEST')
    const at = units.findIndex(({ code }) => code === 'A')
    expect(held.items[0]?.units[at]).toMatchObject({ records: 155, value: 150 })
  })

  it('leave the form to its filler again once the office says so', async () => {
    await use(period)
    expect((await use(null)).use).toBeNull()
    const before = (await historyOf('A')).length
    await accept('A', '120')
    expect((await historyOf('A')).length).toBe(before)
    expect((await readForm(city.as('filler', inTime), key)).fed).toEqual([])
    await expect(use(null)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('are switched by the office alone, from an open quarter on', async () => {
    await expect(use(period, 'filler')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(use('2031Q1')).rejects.toMatchObject({ code: 'invalid' })
    expect((await readRegister(city.as('filler', inTime), 'CONTEST')).mayUseFrom).toEqual([])
  })

  it('write over what was typed before, and say what it was; 不适用 stays where there is no record', async () => {
    await enter(city, period, { 'N A': 99, 'N B': 'not_applicable' })
    await accept('A', '120')
    await use(period)
    expect((await historyOf('A')).map(({ value }) => value)).toEqual([99, 120])
    expect((await historyOf('B')).map(({ value }) => value)).toEqual([null])
  })
})
