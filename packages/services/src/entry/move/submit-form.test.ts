import { auditEvent, idempotencyKey, submissionEvent } from '@cg/db/schema'
import { asc, desc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCellHistory } from '../cells/cell-history.ts'
import { entry, fullRsj, openCity, rowCounts, rsjForm, tjjForm } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'
import { readReviewForm } from '../../review/review-form.ts'
import { returnForm } from '../../review/return-form.ts'
import { saveExplanations } from '../check/explain.ts'
import { readForm } from '../form/read-form.ts'
import { readReceipt } from './receipt.ts'
import { saveCells } from '../cells/save-cells.ts'
import { readSheet } from '../sheet.ts'
import { submitForm } from './submit-form.ts'
import { withdrawForm } from './withdraw-form.ts'
import { listWork } from '../work.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const save = (login: Login, ...cells: ReturnType<typeof entry>[]) =>
  saveCells(city.as(login), rsjForm, { source: 'grid', cells })
const version = async () => (await readForm(city.as('rsj'), rsjForm)).submission.version
const submit = async (login: Login = 'rsj', key?: string) =>
  submitForm(city.as(login), rsjForm, { version: await version(), idempotencyKey: key })

describe('submitting', () => {
  it('gives a receipt with number, time and hash, and closes the form', async () => {
    await save('rsj', ...fullRsj())
    const { receipt, submission } = await submit()
    expect(receipt).toMatchObject({
      receiptNo: '2026Q3-RSJ-SKILLS-RSJ-1',
      submittedBy: 'rsj同志',
      isLate: false,
      cellCount: 16,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(submission).toMatchObject({ state: 'submitted', allowedActions: ['withdraw'] })
    expect(await readReceipt(city.as('rsj'), rsjForm)).toEqual(receipt)
    await expect(save('rsj', entry('P_TRAIN:AP', '1', 1))).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.wrong_state' },
    })
    const [event] = await city.store.read(async (db) =>
      db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1),
    )
    expect(event).toMatchObject({ action: 'submission.submit', object: 'form:2026Q3/RSJ-SKILLS/RSJ' })
  })

  it('is stopped by a hard error, which is named cell by cell', async () => {
    await save(
      'rsj',
      ...fullRsj().map((one) => (one.item === 'P_TRAIN_SR' && one.unit === 'BS' ? { ...one, text: '101' } : one)),
    )
    await expect(submit()).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.blocking_errors', cells: [{ item: 'P_TRAIN_SR', unit: 'BS', rule: 'R10' }] },
    })
  })

  it('wants words for what was left empty, then takes it', async () => {
    await save('rsj', ...fullRsj().filter((one) => one.unit !== 'CX'))
    await expect(submit()).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.unexplained', cells: [{ unit: 'CX', rule: 'MISSING' }] },
    })
    await saveExplanations(city.as('rsj'), rsjForm, {
      items: [{ rule: 'MISSING', item: 'P_TRAIN', unit: 'CX', text: '该县系统故障，本季未报', version: 0 }],
    })
    expect((await submit()).submission.state).toBe('submitted')
  })

  it('names the version that was read', async () => {
    await save('rsj', ...fullRsj())
    const seen = await version()
    await save('rsj2', entry('P_TRAIN_SR:AP', '21', 1))
    await expect(submitForm(city.as('rsj'), rsjForm, { version: seen })).rejects.toMatchObject({ code: 'stale' })
    await expect(submitForm(city.as('rsj'), rsjForm, { version: null })).rejects.toMatchObject({
      code: 'precondition_required',
    })
  })

  it('with an Idempotency-Key a retry gets the same receipt and sends once', async () => {
    await save('rsj', ...fullRsj())
    const seen = await version()
    const input = { version: seen, idempotencyKey: 'retry-0001' }
    const first = await submitForm(city.as('rsj'), rsjForm, input)
    expect(await submitForm(city.as('rsj'), rsjForm, input)).toEqual(first)
    const events = await city.store.read(async (db) =>
      db.select().from(submissionEvent).orderBy(asc(submissionEvent.id)),
    )
    expect(events.map((event) => event.action)).toEqual(['save', 'submit'])
    expect(await city.store.read(async (db) => db.select().from(idempotencyKey))).toHaveLength(1)
    await expect(submitForm(city.as('rsj'), rsjForm, { ...input, version: seen + 1 })).rejects.toMatchObject({
      code: 'key_reused',
      detail: { reason: 'idempotency.other_request' },
    })
  })

  it('a key that does not look like one is refused and nothing is sent', async () => {
    await save('rsj', ...fullRsj())
    await expect(submit('rsj', '短')).rejects.toMatchObject({ code: 'invalid' })
    expect((await readForm(city.as('rsj'), rsjForm)).submission.state).toBe('draft')
  })

  it('late, before the quarter closes, is taken and marked late', async () => {
    await save('rsj', ...fullRsj())
    city.clock.now = '2026-10-16T00:00:00.000Z'
    expect((await listWork(city.as('rsj'), {})).owed.find((one) => one.period === '2026Q3')?.isOverdue).toBe(true)
    expect((await submit()).receipt.isLate).toBe(true)
  })

  it.each<Login>(['tjj', 'reviewer', 'leader', 'publisher', 'admin', 'auditor'])('%s may not submit', async (login) => {
    await save('rsj', ...fullRsj())
    const before = await rowCounts(city.store)
    await expect(submit(login)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(withdrawForm(city.as(login), rsjForm, { version: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveExplanations(city.as(login), rsjForm, { items: [] })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await rowCounts(city.store)).toEqual(before)
  })
})

describe('withdrawing', () => {
  it('opens the form again, and it can be sent again under a new receipt', async () => {
    await save('rsj', ...fullRsj())
    const sent = await submit()
    const { submission } = await withdrawForm(city.as('rsj'), rsjForm, { version: sent.submission.version })
    expect(submission.state).toBe('withdrawn')
    await save('rsj', entry('P_TRAIN_SR:AP', '21', 1))
    expect((await submit()).receipt.receiptNo).toBe('2026Q3-RSJ-SKILLS-RSJ-2')
  })

  it('of what was sent again opens the marked cells only, and review still sees what changed since its return', async () => {
    await save('rsj', ...fullRsj())
    const sent = await submit()
    city.clock.now = '2026-10-06T02:00:00.000Z'
    const mark = { item: 'P_TRAIN_SR', unit: 'AP', reasonCode: 'wrong_number' as const, reason: '与台账不符' }
    const returning = { version: sent.submission.version, marks: [mark] }
    const back = await returnForm(city.as('reviewer'), rsjForm, returning)
    city.clock.now = '2026-10-06T03:00:00.000Z'
    await save('rsj', entry('P_TRAIN_SR:AP', '21', 1))
    const again = await submit()
    expect([back.submission.round, again.submission.round]).toEqual([1, 2])
    city.clock.now = '2026-10-06T04:00:00.000Z'
    const { submission } = await withdrawForm(city.as('rsj'), rsjForm, { version: again.submission.version })
    expect(submission).toMatchObject({ state: 'returned', round: 1 })
    const { outcomes } = await save('rsj', entry('P_TRAIN_SR:AP', '22', 2), entry('P_TRAIN_SR:BS', '22', 1))
    expect(outcomes.map((one) => one.outcome)).toEqual(['saved', 'refused'])
    const last = await submit()
    expect(last.receipt).toMatchObject({ round: 2, receiptNo: '2026Q3-RSJ-SKILLS-RSJ-3' })
    const review = await readReviewForm(city.as('reviewer'), rsjForm)
    expect([review.changedCells.length, review.before]).toEqual([1, [{ state: 'reported', value: 20 }]])
  })

  it('a draft cannot be withdrawn', async () => {
    await save('rsj', ...fullRsj())
    await expect(withdrawForm(city.as('rsj'), rsjForm, { version: 1 })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('explaining', () => {
  const explain = (text: string, at: number | undefined, login: Login = 'rsj') =>
    saveExplanations(city.as(login), rsjForm, {
      items: [{ rule: 'MISSING', item: 'P_TRAIN', unit: 'CX', text, ...(at === undefined ? {} : { version: at }) }],
    })

  it('keeps the words with their author and marks the finding explained', async () => {
    await save('rsj', entry('P_TRAIN:AP', '1'))
    const reply = await explain('该县系统故障，本季未报', 0)
    expect(reply.explanations).toMatchObject([
      { rule: 'MISSING', unit: 'CX', version: 1, by: 'rsj同志', verdict: null },
    ])
    expect(reply.findings.find((one) => one.rule === 'MISSING' && one.unit === 'CX')?.isExplained).toBe(true)
  })

  it('refuses too few words, a missing or stale version and a place that is not on the form', async () => {
    await save('rsj', entry('P_TRAIN:AP', '1'))
    await expect(explain('已核实', 0)).rejects.toMatchObject({
      code: 'invalid',
      detail: { reason: 'explanation.too_short' },
    })
    await expect(explain('该县系统故障，本季未报', undefined)).rejects.toMatchObject({ code: 'precondition_required' })
    await explain('该县系统故障，本季未报', 0)
    await expect(explain('该县没有开展培训活动', 0, 'rsj2')).rejects.toMatchObject({
      code: 'stale',
      detail: { current: { mine: { text: '该县没有开展培训活动' }, current: { by: 'rsj同志' } } },
    })
    await expect(
      saveExplanations(city.as('rsj'), rsjForm, {
        items: [{ rule: 'R10', item: 'W_TOTAL', unit: 'AP', text: '这是一个说明', version: 0 }],
      }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('what is read', () => {
  it('lists what I owe with progress, and nothing to those who owe nothing', async () => {
    await save('rsj', ...fullRsj().filter((one) => one.unit === 'AP'))
    const { owed } = await listWork(city.as('rsj'), { period: '2026Q3' })
    expect(owed).toMatchObject([
      { form: 'RSJ-SKILLS', state: 'draft', filled: 5, total: 15, unexplained: 2, blocking: 0, isOverdue: false },
    ])
    expect((await listWork(city.as('ap'), { period: '2026Q3' })).owed.map((one) => one.form)).toEqual(['U-ZGH'])
    expect((await listWork(city.as('leader'), {})).owed).toEqual([])
  })

  it('another department sees a draft neither as a form nor as a reference, and sees it once it was sent', async () => {
    const tjj = ['AP', 'BS', 'CX'].flatMap((code) => [
      entry(`W_TOTAL:${code}`, '1000'),
      entry(`W_TOTAL:${code}:size:above`, '600'),
      entry(`W_TOTAL:${code}:size:msme`, '400'),
    ])
    await saveCells(city.as('tjj'), tjjForm, { source: 'grid', cells: tjj })
    await expect(readForm(city.as('rsj'), tjjForm)).rejects.toMatchObject({ code: 'forbidden' })
    const reference = async () =>
      (await readForm(city.as('rsj'), rsjForm)).references.find(
        (one) => one.row.item === 'W_TOTAL' && one.row.breakdown === '',
      )
    expect((await reference())?.value).toEqual([null, null, null, null])
    await submitForm(city.as('tjj'), tjjForm, { version: 1 })
    expect((await reference())?.value).toEqual([null, 1000, 1000, 1000])
  })

  it('a rule over two owners asks for words and never blocks', async () => {
    const tjj = ['AP', 'BS', 'CX'].map((code) => entry(`W_TOTAL:${code}`, '10'))
    await saveCells(city.as('tjj'), tjjForm, { source: 'grid', cells: tjj })
    for (const code of ['AP', 'BS', 'CX']) {
      await saveExplanations(city.as('tjj'), tjjForm, {
        items: [{ rule: 'MISSING', item: 'W_TOTAL', unit: code, text: '分组数据本季未报', version: 0 }],
      })
    }
    const sent = await readForm(city.as('tjj'), tjjForm)
    await submitForm(city.as('tjj'), tjjForm, { version: sent.submission.version })
    const reply = await save('rsj', entry('P_TRAIN_UNQ:AP', '80'))
    expect(reply.findings.find((one) => one.rule === 'R12')).toMatchObject({ class: 'explain', unit: 'AP' })
  })

  it('the office sees no figures before a form was sent; leaders, admins and auditors see none at all', async () => {
    await save('rsj', ...fullRsj())
    await expect(readForm(city.as('reviewer'), rsjForm)).rejects.toMatchObject({
      detail: { reason: 'form.not_submitted' },
    })
    await submit()
    expect((await readForm(city.as('reviewer'), rsjForm)).cells.value).toContain(100)
    for (const login of ['leader', 'admin', 'auditor', 'tjj', 'ap'] as const) {
      await expect(readForm(city.as(login), rsjForm)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(readSheet(city.as(login), rsjForm)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('every revision of a cell, newest first', async () => {
    await save('rsj', entry('P_TRAIN:AP', '100'))
    await save('rsj2', { ...entry('P_TRAIN:AP', '1.2万', 1), note: '新增两期' })
    const place = { item: 'P_TRAIN', unit: 'AP', breakdown: '' }
    expect((await readCellHistory(city.as('rsj'), rsjForm, place)).revisions).toMatchObject([
      { version: 2, oldValue: 100, newValue: 12_000, by: 'rsj2同志', note: '新增两期' },
      { version: 1, oldState: null, newValue: 100, by: 'rsj同志' },
    ])
  })

  it('the sheet prints figures, words and a total that distinct people do not get', async () => {
    await save('rsj', ...fullRsj(100), entry('P_TRAIN_UNQ:YC', '20000'))
    const sheet = await readSheet(city.as('rsj'), rsjForm)
    expect(sheet.printed[0]).toEqual(['', '10,000', '10,000', '10,000'])
    expect(sheet.totals[0]).toBe('30,000')
    const unique = sheet.rows.findIndex((row) => row.item === 'P_TRAIN_UNQ')
    expect([sheet.printed[unique]?.[0], sheet.totals[unique]]).toEqual(['20,000', '—'])
    expect(sheet.head.legalNote).toBe('内部工作调度表，非统计调查')
  })

  it('last quarter stands beside each cell', async () => {
    const q2 = { ...rsjForm, period: '2026Q2' }
    city.clock.now = '2026-07-05T00:00:00.000Z'
    await saveCells(city.as('rsj'), q2, { source: 'grid', cells: fullRsj() })
    city.clock.now = '2026-10-05T00:00:00.000Z'
    const reply = await save('rsj', entry('P_TRAIN:AP', '900'))
    expect(reply.findings.find((one) => one.rule === 'R32')).toMatchObject({
      class: 'explain',
      unit: 'AP',
      isExplained: false,
    })
    const form = await readForm(city.as('rsj'), rsjForm)
    expect(form.cells.previous.slice(0, 4)).toEqual([null, 100, 100, 100])
    expect(form.history.periods.at(-1)).toBe('2026Q2')
    expect(form.history.value.at(-1)?.[1]).toBe(100)
  })
})
