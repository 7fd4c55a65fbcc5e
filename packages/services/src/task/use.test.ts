import { cell, cellRevision } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { and, asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readForm } from '../entry/form/read-form.ts'
import { compareUpload } from '../entry/upload/compare-upload.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { readTasks } from './board.ts'
import { adoptPlan, changeMeasure } from './plan.ts'
import { decideTaskReport, reportTask } from './report.ts'
import { useKeyPlan } from './use.ts'

/* TJ03: what was accepted of the tasks fills the form's cells, and nobody types them. */

const period = '2026Q3'
const key = { period, form: 'F1', reporter: 'RSJ' }

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await adoptPlan(city.as('reviewer'))
})
afterEach(() => city.close())

const inTime = (who: Person) => city.as(who, '2026-10-09T02:00:00.000Z')
const use = (since: string | null = period, reason = '节点已核定') => useKeyPlan(city.as('reviewer'), { since, reason })

const report = (units: readonly string[], version = 0) =>
  reportTask(city.as('filler'), {
    id: 1,
    version,
    period,
    standing: 'on_track',
    progress: '各区县已排定班次',
    evidence: '班次表格',
    completions: units.map((unit) => ({ milestone: 'b', unit, doneOn: unit === 'C' ? '2026-04-02' : '2026-03-30' })),
  })
const decide = (version: number, action: 'accept' | 'reopen', note = '') =>
  decideTaskReport(city.as('reviewer'), { id: 1, version, action, note })

/** Due (N) and done (X) of each unit as the form holds them. */
async function held(): Promise<Record<string, number | null>> {
  const rows = await city.store.read((db) =>
    db
      .select()
      .from(cell)
      .where(and(eq(cell.period, period), eq(cell.breakdown, ''))),
  )
  const own = rows.filter(({ itemCode }) => itemCode === 'N' || itemCode === 'X')
  return Object.fromEntries(own.map(({ itemCode, unitCode, value }) => [`${itemCode} ${unitCode}`, value]))
}

describe('once the tasks fill the forms', () => {
  it('every district’s cells are what is due and what was reached in time, written anew when a report is accepted or reopened', async () => {
    await use()
    expect(await held()).toMatchObject({ 'N A': 1, 'X A': 0, 'N Z': 1, 'X Z': 0 })
    await report(['A', 'C'])
    expect((await held())['X A']).toBe(0)
    await decide(1, 'accept')
    // C reached it after its day.
    expect(await held()).toMatchObject({ 'X A': 1, 'X B': 0, 'X C': 0 })
    await decide(2, 'reopen', '日期有误')
    expect((await held())['X A']).toBe(0)
    const revisions = await city.store.read((db) =>
      db
        .select({
          oldValue: cellRevision.oldValue,
          newValue: cellRevision.newValue,
          reason: cellRevision.reason,
          source: cellRevision.source,
          changedBy: cellRevision.changedBy,
        })
        .from(cellRevision)
        .innerJoin(cell, eq(cell.id, cellRevision.cellId))
        .where(and(eq(cell.period, period), eq(cell.itemCode, 'X'), eq(cell.unitCode, 'A'), eq(cell.breakdown, '')))
        .orderBy(asc(cellRevision.id)),
    )
    expect(revisions.map(({ oldValue, newValue, reason, source }) => [oldValue, newValue, reason, source])).toEqual([
      [null, 0, '由重点任务计数：启用重点任务计数', 'system'],
      [0, 1, '由重点任务计数：“送教下乡”2026年第三季度进展采纳', 'system'],
      [1, 0, '由重点任务计数：“送教下乡”2026年第三季度进展重新打开', 'system'],
    ])
    expect(must(revisions[1]).changedBy).toBe(city.as('reviewer').actor.userId)
  })

  it('a change of the plan counts as well', async () => {
    await use()
    const measure = { name: '送教下乡', lead: 'RSJ', assists: [], evidence: '台账', milestones: [] }
    await changeMeasure(city.as('reviewer'), { id: 1, version: 1, measure, isDropped: false, reason: '议定' })
    expect((await held())['N A']).toBe(0)
  })

  it('they are typed by nobody: refused by cell, shown as counted, the rest of the form as before', async () => {
    await use()
    const cells = [
      { item: 'X', unit: 'A', text: '5', version: 1 },
      { item: 'ACC', unit: 'A', text: '2', version: 0 },
    ]
    const { outcomes } = await saveCells(inTime('filler'), key, { source: 'paste', cells })
    expect(outcomes).toMatchObject([
      {
        outcome: 'refused',
        message: expect.stringContaining('由重点任务的进展计数，不能填写。数不对的，请在“重点任务”中更正进展或节点。'),
      },
      { outcome: 'saved' },
    ])
    const file = { fileName: '表.xlsx', fileHash: 'h', matchedBy: 'labels' as const, errors: [], ignored: [] }
    const uploaded = [{ item: 'X', unit: 'A', breakdown: '', text: '9', place: 'C5', base: null }]
    const upload = await compareUpload(inTime('filler'), key, { ...file, cells: uploaded })
    expect([upload.changes, upload.ignored]).toEqual([
      [],
      [{ place: 'C5', message: '这一格由重点任务的进展计数，文件里的数已略过；数不对的，请在“重点任务”中更正' }],
    ])
    const form = await readForm(inTime('filler'), key)
    expect(form.fed.filter(({ item }) => item === 'X')[0]).toEqual({
      item: 'X',
      unit: 'A',
      kind: null,
      name: '重点任务',
      records: 0,
      isApart: false,
      mayRead: true,
    })
  })

  it('a form that was accepted stays as it is, and the board says where it differs', async () => {
    await enter(city, period, plainQuarter)
    await setForm(city, period, 'accepted')
    const before = await held()
    await use()
    expect(await held()).toEqual(before)
    const { held: beside, use: inUse, mayUseFrom } = await readTasks(city.as('reviewer'))
    expect(must(must(beside).units[0])).toMatchObject({ name: 'A', due: 1, formDue: { value: before['N A'] } })
    expect([inUse?.since, mayUseFrom.includes(period)]).toEqual([period, true])
    expect((await readTasks(city.as('filler'))).mayUseFrom).toEqual([])
  })

  it('is the office’s to switch on and off, from an open quarter, with a reason', async () => {
    for (const who of ['filler', 'publisher', 'leader', 'admin'] as const)
      await expect(useKeyPlan(city.as(who), { since: period, reason: '试' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(use(null)).rejects.toMatchObject({ detail: { reason: 'task.not_used' } })
    await expect(use(period, ' ')).rejects.toThrow('请写明原因。')
    await expect(use('2024Q4')).rejects.toThrow('只能从填报中的季度起用重点任务计数。')
    await use()
    const off = await use(null, '节点还要核定')
    expect(off.use).toBeNull()
    // What stood in the form stays, and is typed from now on.
    const cells = [{ item: 'X', unit: 'A', text: '1', version: 1 }]
    const { outcomes } = await saveCells(inTime('filler'), key, { source: 'grid', cells })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved'])
  })
})
