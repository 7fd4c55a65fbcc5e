import { auditEvent, cellRevision } from '@cg/db/schema'
import { asc, desc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, fullRsj, openCity, rowCounts, rsjForm } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'
import { readForm } from '../form/read-form.ts'
import { saveCells } from './save-cells.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const save = (login: Login, ...cells: ReturnType<typeof entry>[]) =>
  saveCells(city.as(login), rsjForm, { source: 'grid', cells })

describe('saving cells', () => {
  it('reads what was typed, stores one revision and one audit event', async () => {
    const reply = await save('rsj', entry('P_TRAIN:AP', '1.2万'))
    expect(reply.outcomes).toMatchObject([
      { outcome: 'saved', current: { state: 'reported', value: 12_000, version: 1 } },
    ])
    expect(reply.submission.state).toBe('draft')
    const { revisions, events } = await city.store.read(async (db) => ({
      revisions: await db.select().from(cellRevision),
      events: await db.select().from(auditEvent).orderBy(desc(auditEvent.id)),
    }))
    expect(revisions).toMatchObject([
      { version: 1, oldState: null, newState: 'reported', newValue: 12_000, source: 'grid' },
    ])
    expect(events[0]).toMatchObject({
      action: 'cells.save',
      object: 'form:2026Q3/RSJ-SKILLS/RSJ',
      actorName: 'rsj同志',
    })
    expect(JSON.parse(events[0]?.detail ?? '')).toEqual({ source: 'grid', cells: [['P_TRAIN', 'AP', '', 1]] })
  })

  it('saves a block in one transaction with one audit event and a revision per cell', async () => {
    const before = await rowCounts(city.store)
    await save('rsj', ...fullRsj())
    const after = await rowCounts(city.store)
    expect(after).toEqual({ cells: 15, revisions: 15, audit: before.audit + 1 })
    const [event] = await city.store.read((db) => db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1))
    expect(JSON.parse(event?.detail ?? '')).toEqual({ source: 'grid', cells: 15 })
  })

  it('keeps 0, 未报 and 不适用 apart', async () => {
    await save('rsj', entry('P_TRAIN:AP', '0'), entry('P_TRAIN:BS', '不适用'), entry('P_TRAIN:CX', ''))
    const form = await readForm(city.as('rsj'), rsjForm)
    const at = (unit: string) => form.units.findIndex((one) => one.code === unit)
    expect(['AP', 'BS', 'CX'].map((unit) => [form.cells.state[at(unit)], form.cells.value[at(unit)]])).toEqual([
      ['reported', 0],
      ['not_applicable', null],
      ['not_reported', null],
    ])
  })

  it('refuses text that is no number and saves the rest of the block', async () => {
    const reply = await save('rsj', entry('P_TRAIN:AP', '约100'), entry('P_TRAIN:BS', '100'))
    expect(reply.outcomes.map((one) => one.outcome)).toEqual(['refused', 'saved'])
    expect(reply.outcomes[0]?.message).toContain('约数')
  })

  it('names the group of a cell beside its item: a form asks for one item in several', async () => {
    const reply = await save('rsj', entry('P_TRAIN:AP:size:msme', '约100'))
    expect(reply.outcomes[0]?.message).toBe('P_TRAIN（中小微企业）：“约100”是约数，请填写确切的数。')
  })

  it('saves and marks a value that breaks a hard rule', async () => {
    const reply = await save('rsj', entry('P_TRAIN:AP', '100'), entry('P_TRAIN_SR:AP', '150'))
    expect(reply.outcomes.map((one) => one.outcome)).toEqual(['saved', 'saved'])
    const finding = reply.findings.find((one) => one.rule === 'R10')
    expect(finding).toMatchObject({ class: 'block', unit: 'AP' })
    expect(finding?.message).toContain('150')
    expect(finding?.cells.map((one) => one.item)).toEqual(['P_TRAIN_SR', 'P_TRAIN'])
  })

  it('answers a missing version with 428 and writes nothing', async () => {
    const before = await rowCounts(city.store)
    await expect(save('rsj', entry('P_TRAIN:AP', '1', null))).rejects.toMatchObject({ code: 'precondition_required' })
    expect(await rowCounts(city.store)).toEqual(before)
  })

  it('refuses a cell that is not on the form, by name', async () => {
    const reply = await save('rsj', entry('W_TOTAL:AP', '1'), entry('P_TRAIN:XX', '1'), entry('P_TRAIN:YC', '1'))
    expect(reply.outcomes.map((one) => one.outcome)).toEqual(['refused', 'refused', 'refused'])
    expect((await rowCounts(city.store)).cells).toBe(0)
  })

  it('does not ask in this quarter what is due in another', async () => {
    const form = await readForm(city.as('rsj'), rsjForm)
    expect(form.rows.map((row) => row.item)).not.toContain('P_SURVEY')
  })

  it('refuses the same cell twice in one call', async () => {
    await expect(save('rsj', entry('P_TRAIN:AP', '1'), entry('P_TRAIN:AP', '2'))).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('two people on one form', () => {
  it('a single stale cell answers with both values and the name of the other', async () => {
    await save('rsj', entry('P_TRAIN:AP', '100'))
    await expect(save('rsj2', entry('P_TRAIN:AP', '120', 0))).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringContaining('rsj同志'),
      detail: { current: { current: { value: 100, version: 1 }, mine: { value: 120 } } },
    })
  })

  it('a block saves what is fresh and reports what is stale', async () => {
    await save('rsj', entry('P_TRAIN:AP', '100'))
    const reply = await save('rsj2', entry('P_TRAIN:AP', '120', 0), entry('P_TRAIN:BS', '7', 0))
    expect(reply.outcomes).toMatchObject([
      { outcome: 'stale', current: { value: 100, updatedBy: 'rsj同志' }, mine: { value: 120 } },
      { outcome: 'saved', current: { value: 7, version: 1 } },
    ])
  })

  it('of eight writers with the same version one wins, every round', async () => {
    let version = 0
    for (let round = 1; round <= 5; round++) {
      const attempts = Array.from({ length: 8 }, (_, at) =>
        save(at % 2 === 0 ? 'rsj' : 'rsj2', entry('P_TRAIN:AP', String(round * 100 + at), version)),
      )
      const results = await Promise.allSettled(attempts)
      expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      version += 1
    }
    const revisions = await city.store.read(async (db) =>
      db.select().from(cellRevision).orderBy(asc(cellRevision.version)),
    )
    expect(revisions.map((row) => row.version)).toEqual([1, 2, 3, 4, 5])
  })

  it('a retry of a save that did arrive is no conflict and leaves no second revision', async () => {
    await save('rsj', entry('P_TRAIN:AP', '100'))
    const again = await save('rsj', entry('P_TRAIN:AP', '100', 0))
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged', current: { version: 1 } }])
    expect((await rowCounts(city.store)).revisions).toBe(1)
  })
})

describe('who may save', () => {
  const strangers: Login[] = ['tjj', 'zgh', 'ap', 'reviewer', 'leader', 'publisher', 'admin', 'auditor']

  it.each(strangers)(
    '%s is refused, with the same words for a form that exists and one that does not',
    async (login) => {
      const before = await rowCounts(city.store)
      const refusal = async (form: string) =>
        saveCells(city.as(login), { ...rsjForm, form }, { source: 'grid', cells: [entry('P_TRAIN:AP', '1')] }).then(
          () => 'saved',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        )
      const real = await refusal('RSJ-SKILLS')
      expect(real).toContain('没有这项权限')
      expect(await refusal('NO-SUCH')).toBe(real)
      expect(await rowCounts(city.store)).toEqual(before)
    },
  )

  it('nobody saves into a quarter that is not open, or after it was frozen', async () => {
    const into = (period: string) =>
      saveCells(city.as('rsj'), { ...rsjForm, period }, { source: 'grid', cells: [entry('P_TRAIN:AP', '1')] })
    await expect(into('2026Q4')).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'period.not_open' } })
    await expect(into('2031Q1')).rejects.toMatchObject({ code: 'not_found' })
    city.clock.now = '2026-10-21T00:00:00.000Z'
    await expect(into('2026Q3')).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.deadline_passed' },
    })
  })
})

it('a reply says of a saved cell only what the caller cannot know, and of another’s who wrote it', async () => {
  const saved = await save('rsj', entry('P_TRAIN:AP', '100'))
  expect(saved.outcomes).toEqual([
    {
      item: 'P_TRAIN',
      unit: 'AP',
      breakdown: '',
      outcome: 'saved',
      current: { state: 'reported', value: 100, version: 1 },
    },
  ])
  const [stale] = (await save('rsj2', entry('P_TRAIN:AP', '120'), entry('P_TRAIN:BS', '7'))).outcomes
  expect(stale).toMatchObject({
    outcome: 'stale',
    current: { value: 100, updatedBy: 'rsj同志' },
    mine: { state: 'reported', value: 120 },
    message: expect.stringContaining('已由rsj同志改为 100'),
  })
})
