import { auditEvent, explanation, extension, form, formItem, setting } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { apForm, entry, fullRsj, openCity, rowCounts, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { saveExplanations } from '../entry/check/explain.ts'
import { readForm } from '../entry/form/read-form.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { withdrawForm } from '../entry/move/withdraw-form.ts'
import { listWork } from '../entry/work.ts'
import { acceptForm, checkForm } from './accept-form.ts'
import { beginReview } from './begin-review.ts'
import { giveVerdict } from './give-verdict.ts'
import { grantExtension } from './grant-extension.ts'
import { readFilingQuality } from './filing-quality.ts'
import { readMatrix } from './matrix.ts'
import { listQueue } from './queue.ts'
import { listReminders } from './reminders.ts'
import { returnForm } from './return-form.ts'
import { readReviewForm } from './review-form.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const mark = (item: string, unit: string) => ({ item, unit, reasonCode: 'wrong_number' as const, reason: '与台账不符' })

/** Fills and sends the RSJ form; answers the submission's version. */
async function send(): Promise<number> {
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  return (await submitForm(city.as('rsj'), rsjForm, { version: 1 })).submission.version
}

async function sendUnitForm(): Promise<number> {
  const cells = [entry('E_OPEN:AP', '12'), entry('E_UNION:AP', '30')]
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells })
  return (await submitForm(city.as('ap'), apForm, { version: 1 })).submission.version
}

describe('the peers of a unit’s form', () => {
  it('show their figures once they were sent, and never to themselves', async () => {
    const fill = async (login: Login, form: typeof apForm, unit: string, value: string) => {
      await saveCells(city.as(login), form, {
        source: 'grid',
        cells: [entry(`E_OPEN:${unit}`, value), entry(`E_UNION:${unit}`, '99')],
      })
    }
    await sendUnitForm()
    const bsForm = { ...apForm, reporter: 'BS' }
    await fill('bs', bsForm, 'BS', '77')
    const before = (await readReviewForm(city.as('reviewer'), apForm)).peers
    expect(before.map((peer) => peer.code)).not.toContain('AP')
    expect(before.find((peer) => peer.code === 'BS')).toMatchObject({ isSent: false, value: [null, null] })
    await submitForm(city.as('bs'), bsForm, { version: 1 })
    const after = (await readReviewForm(city.as('reviewer'), apForm)).peers
    expect(after.find((peer) => peer.code === 'BS')).toMatchObject({ isSent: true })
    expect(after.find((peer) => peer.code === 'BS')?.value).toContain(77)
    await send()
    expect((await readReviewForm(city.as('reviewer'), rsjForm)).peers).toEqual([])
  })
})

describe('returning', () => {
  it('reopens only the marked cells, counts a round, and shows the reviewer what changed', async () => {
    const version = await send()
    city.clock.now = '2026-10-06T02:00:00.000Z'
    const returned = await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark('P_TRAIN_SR', 'BS')] })
    expect(returned.submission).toMatchObject({ state: 'returned', round: 1 })
    const [owed] = (await listWork(city.as('rsj'), { period: '2026Q3' })).owed
    expect(owed).toMatchObject({ state: 'returned', returned: 1 })
    city.clock.now = '2026-10-06T03:00:00.000Z'
    const saved = await saveCells(city.as('rsj'), rsjForm, {
      source: 'grid',
      cells: [entry('P_TRAIN_SR:BS', '25', 1), entry('P_TRAIN_SR:AP', '25', 1)],
    })
    expect(saved.outcomes.map((one) => one.outcome)).toEqual(['saved', 'refused'])
    expect(saved.outcomes[1]?.message).toContain('没有被退回')
    const again = await submitForm(city.as('rsj'), rsjForm, { version: saved.submission.version })
    expect(again.submission.round).toBe(2)
    const review = await readReviewForm(city.as('reviewer'), rsjForm)
    expect(review.changedCells).toHaveLength(1)
    expect(review.before).toEqual([{ state: 'reported', value: 20 }])
    const at = review.changedCells[0] ?? -1
    expect(review.form.cells.value[at]).toBe(25)
    expect(review.form.returnMarks).toMatchObject([
      { round: 1, item: 'P_TRAIN_SR', unit: 'BS', reason: '与台账不符', by: 'reviewer同志' },
    ])
  })

  it('proposes what should stand there, as a figure or a word for none, and changes nothing itself', async () => {
    const version = await send()
    const marks = [
      { ...mark('P_TRAIN_SR', 'BS'), proposed: '1.2万' },
      { ...mark('P_TRAIN_SR', 'AP'), proposed: '不适用' },
      mark('P_TRAIN_SR', 'CX'),
    ]
    await returnForm(city.as('reviewer'), rsjForm, { version, marks })
    const form = await readForm(city.as('rsj'), rsjForm)
    expect(form.returnMarks.map(({ unit, proposed }) => [unit, proposed])).toEqual([
      ['BS', { state: 'reported', value: 12_000 }],
      ['AP', { state: 'not_applicable', value: null }],
      ['CX', null],
    ])
    const row = form.rows.findIndex(({ item }) => item === 'P_TRAIN_SR')
    const column = form.units.findIndex(({ code }) => code === 'BS')
    expect(form.cells.value[row * form.units.length + column]).toBe(20)
  })

  it('refuses a proposal that is no figure, and names the cell', async () => {
    const version = await send()
    const marks = [{ ...mark('P_TRAIN_SR', 'BS'), proposed: '很多' }]
    await expect(returnForm(city.as('reviewer'), rsjForm, { version, marks })).rejects.toMatchObject({
      code: 'invalid',
      detail: { cells: [{ item: 'P_TRAIN_SR', unit: 'BS', breakdown: '' }] },
    })
    expect((await readForm(city.as('rsj'), rsjForm)).submission.state).toBe('submitted')
  })

  it('says of a changed cell what state it was in, where it held no figure', async () => {
    const cells = fullRsj().map((one) =>
      one.item === 'P_TRAIN_SR' && one.unit === 'BS' ? { ...one, text: '不适用' } : one,
    )
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
    const { submission } = await submitForm(city.as('rsj'), rsjForm, { version: 1 })
    city.clock.now = '2026-10-06T02:00:00.000Z'
    await returnForm(city.as('reviewer'), rsjForm, { version: submission.version, marks: [mark('P_TRAIN_SR', 'BS')] })
    city.clock.now = '2026-10-06T03:00:00.000Z'
    const saved = await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN_SR:BS', '25', 1)] })
    await submitForm(city.as('rsj'), rsjForm, { version: saved.submission.version })
    expect((await readReviewForm(city.as('reviewer'), rsjForm)).before).toEqual([
      { state: 'not_applicable', value: null },
    ])
  })

  it('wants at least one cell, known cells and a reason', async () => {
    const version = await send()
    const back = (marks: ReturnType<typeof mark>[]) => returnForm(city.as('reviewer'), rsjForm, { version, marks })
    await expect(back([])).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'submission.no_marked_cells' } })
    await expect(back([mark('W_TOTAL', 'AP')])).rejects.toMatchObject({ code: 'invalid' })
    await expect(back([{ ...mark('P_TRAIN', 'AP'), reason: '  ' }])).rejects.toMatchObject({ code: 'invalid' })
    expect((await readForm(city.as('rsj'), rsjForm)).submission.state).toBe('submitted')
  })

  it('still takes the mended cells after the deadline', async () => {
    const version = await send()
    await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark('P_TRAIN_SR', 'BS')] })
    city.clock.now = '2026-10-25T00:00:00.000Z'
    const saved = await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN_SR:BS', '25', 1)] })
    expect(saved.outcomes[0]?.outcome).toBe('saved')
  })

  it('an accepted form is reopened the same way', async () => {
    const version = await send()
    const accepted = await acceptForm(city.as('reviewer'), rsjForm, { version })
    const reopened = await returnForm(city.as('reviewer'), rsjForm, {
      version: accepted.submission.version,
      marks: [mark('P_TRAIN_SR', 'BS')],
    })
    expect(reopened.submission).toMatchObject({ state: 'returned', acceptedAt: null })
  })
})

describe('accepting', () => {
  it('takes exactly the version that was read, and leaves an audit event with its hash', async () => {
    const version = await send()
    await expect(acceptForm(city.as('reviewer'), rsjForm, { version: version - 1 })).rejects.toMatchObject({
      code: 'stale',
    })
    await expect(acceptForm(city.as('reviewer'), rsjForm, { version: null })).rejects.toMatchObject({
      code: 'precondition_required',
    })
    const { submission } = await acceptForm(city.as('reviewer'), rsjForm, { version })
    expect(submission).toMatchObject({ state: 'accepted', acceptedBy: 'reviewer同志' })
    const [event] = await city.store.read(async (db) =>
      db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1),
    )
    expect(event).toMatchObject({ action: 'submission.accept', actorName: 'reviewer同志' })
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ contentHash: submission.contentHash })
    await expect(acceptForm(city.as('reviewer'), rsjForm, { version: submission.version })).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.wrong_state' },
    })
  })

  it('nobody accepts what they sent themselves', async () => {
    const rsj = city.as('rsj')
    const both = {
      ...rsj,
      actor: {
        ...rsj.actor,
        grants: [...rsj.actor.grants, { role: 'reviewer' as const, department: null, unit: null }],
      },
    }
    const version = await send()
    await expect(acceptForm(both, rsjForm, { version })).rejects.toMatchObject({
      code: 'forbidden',
      detail: { reason: 'submission.self_approval' },
    })
  })

  it('waits for the lead department where units fill the form', async () => {
    const version = await sendUnitForm()
    await expect(acceptForm(city.as('reviewer'), apForm, { version })).rejects.toMatchObject({
      detail: { reason: 'submission.check_first' },
    })
    expect((await listWork(city.as('zgh'), { period: '2026Q3' })).toCheck).toMatchObject([
      { form: 'U-ZGH', reporter: 'AP' },
    ])
    const checked = await checkForm(city.as('zgh'), apForm, { version })
    expect(checked.submission.state).toBe('checked')
    const accepted = await acceptForm(city.as('reviewer'), apForm, { version: checked.submission.version })
    expect(accepted.submission.state).toBe('accepted')
  })

  it('a rejected explanation stands in the way; the others are accepted with the form', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj().filter((one) => one.unit === 'AP') })
    const explained = await saveExplanations(city.as('rsj'), rsjForm, {
      items: ['BS', 'CX'].map((unit) => ({
        rule: 'MISSING',
        item: 'P_TRAIN',
        unit,
        text: '系统升级，本季未能报送',
        version: 0,
      })),
    })
    const { submission } = await submitForm(city.as('rsj'), rsjForm, { version: explained.submission.version })
    const verdict = { rule: 'MISSING', item: 'P_TRAIN', unit: 'CX', version: 1 }
    await giveVerdict(city.as('reviewer'), rsjForm, { ...verdict, verdict: 'rejected' })
    await expect(acceptForm(city.as('reviewer'), rsjForm, { version: submission.version })).rejects.toMatchObject({
      detail: { reason: 'submission.rejected_explanations' },
    })
    await expect(
      giveVerdict(city.as('reviewer'), rsjForm, { ...verdict, version: 7, verdict: 'accepted' }),
    ).rejects.toMatchObject({
      code: 'stale',
    })
    await giveVerdict(city.as('reviewer'), rsjForm, { ...verdict, verdict: 'accepted' })
    await acceptForm(city.as('reviewer'), rsjForm, { version: submission.version })
    const rows = await city.store.read(async (db) => db.select().from(explanation))
    expect(rows.map((row) => row.verdict)).toEqual(['accepted', 'accepted'])
  })
})

describe('beginning a review', () => {
  it('ends the right to withdraw; beginning twice changes nothing', async () => {
    const version = await send()
    const begun = await beginReview(city.as('reviewer'), rsjForm, { version })
    const after = await rowCounts(city.store)
    await beginReview(city.as('reviewer'), rsjForm, { version })
    expect(await rowCounts(city.store)).toEqual(after)
    await expect(withdrawForm(city.as('rsj'), rsjForm, { version: begun.submission.version })).rejects.toMatchObject({
      detail: { reason: 'submission.review_begun' },
    })
  })
})

describe('an extension', () => {
  const extend = (login: Login, dueAt = '2026-10-25T10:00:00+08:00') =>
    grantExtension(city.as(login), rsjForm, { dueAt, reason: '系统切换' })

  it('opens one form again after the quarter has closed for the others', async () => {
    city.clock.now = '2026-10-21T00:00:00.000Z'
    const save = () => saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:AP', '1')] })
    await expect(save()).rejects.toMatchObject({ detail: { reason: 'submission.deadline_passed' } })
    const { submission } = await extend('reviewer')
    expect(submission).toMatchObject({
      dueAt: '2026-10-25T02:00:00.000Z',
      extension: { reason: '系统切换', grantedBy: 'reviewer同志' },
    })
    expect((await save()).outcomes[0]?.outcome).toBe('saved')
  })

  it('is later than now and given only by the office', async () => {
    await expect(extend('reviewer', '2026-10-01T00:00:00Z')).rejects.toMatchObject({ code: 'invalid' })
    await expect(extend('reviewer', '2026-13-45T00:00:00Z')).rejects.toMatchObject({ code: 'invalid' })
    await expect(extend('reviewer', '2026-11-31T10:00:00+08:00')).rejects.toThrow(
      '延长后的截止时间“2026-11-31T10:00:00+08:00”不是日历上有的时间',
    )
    await expect(extend('rsj')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('counts for several forms of the reporter at once, or for none of them', async () => {
    const time = { dueAt: '2026-10-25T10:00:00+08:00', reason: '系统切换' }
    const granted = () => city.store.read((db) => db.select().from(extension))
    await expect(
      grantExtension(city.as('reviewer'), rsjForm, { ...time, also: ['TJJ-BASE'] }),
      'another reporter’s form',
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(await granted()).toEqual([])
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const [skills] = await tx.select().from(form).where(eq(form.code, rsjForm.form))
      await tx.insert(form).values({ ...must(skills), code: 'RSJ-TRAIN' })
      await tx.update(formItem).set({ formCode: 'RSJ-TRAIN' }).where(eq(formItem.itemCode, 'P_TRAIN_UNQ'))
      await tx.update(setting).set({ value: '"another"' }).where(eq(setting.key, 'catalogueHash'))
    })
    const also = ['RSJ-TRAIN', rsjForm.form]
    const { submission } = await grantExtension(city.as('reviewer'), rsjForm, { ...time, also })
    expect(submission.dueAt).toBe('2026-10-25T02:00:00.000Z')
    expect((await granted()).map((row) => [row.formCode, row.dueAt])).toEqual([
      ['RSJ-SKILLS', '2026-10-25T02:00:00.000Z'],
      ['RSJ-TRAIN', '2026-10-25T02:00:00.000Z'],
    ])
    const sooner = { ...time, dueAt: '2026-10-23T10:00:00+08:00', also }
    await expect(grantExtension(city.as('reviewer'), rsjForm, sooner)).rejects.toMatchObject({
      code: 'invalid',
      detail: { reason: 'extension.shorter' },
    })
    const events = await city.store.read((db) =>
      db.select().from(auditEvent).where(eq(auditEvent.action, 'extension.grant')),
    )
    expect(events.map((event) => event.object)).toEqual(['form:2026Q3/RSJ-SKILLS/RSJ', 'form:2026Q3/RSJ-TRAIN/RSJ'])
  })
})

describe('the office looks over the quarter', () => {
  it('queue: what was sent, riskiest first, with counts of the rest', async () => {
    await send()
    await sendUnitForm()
    const queue = await listQueue(city.as('reviewer'), {})
    expect(queue).toMatchObject({ period: '2026Q3', due: 5 })
    expect(queue.items.map((one) => one.form).toSorted()).toEqual(['RSJ-SKILLS', 'U-ZGH'])
    expect(queue.counts.find((one) => one.state === 'not_started')?.count).toBe(3)
  })

  it('matrix: every reporter and form that exists, with progress and no figures', async () => {
    await send()
    const matrix = await readMatrix(city.as('publisher'), { period: '2026Q3' })
    expect(matrix.forms.map((one) => one.code)).toEqual(['TJJ-BASE', 'RSJ-SKILLS', 'U-ZGH'])
    expect(matrix.reporters.map((one) => one.code)).toEqual(['TJJ', 'RSJ', 'AP', 'BS', 'CX'])
    expect(matrix.cells.find((one) => one.form === 'RSJ-SKILLS')).toMatchObject({
      state: 'submitted',
      filled: 15,
      total: 15,
    })
    expect(JSON.stringify(matrix)).not.toContain('"value"')
  })

  it('reminders: who owes what, how late, with a text for each and one for all', async () => {
    await send()
    city.clock.now = '2026-10-17T00:00:00.000Z'
    const reminders = await listReminders(city.as('reviewer'), { period: '2026Q3' })
    expect(reminders.items.map((one) => one.reporter)).toEqual(['TJJ', 'AP', 'BS', 'CX'])
    expect(reminders.items[0]).toMatchObject({ daysLate: 2, state: 'not_started' })
    expect(reminders.texts[0]?.text).toContain('市统计局：2026年第三季度产改数据尚有 1 张报表待报送')
    expect(reminders.allText).toContain('4 个单位、4 张报表')
  })
})

describe('who may review', () => {
  const strangers: Login[] = ['rsj', 'tjj', 'ap', 'leader', 'publisher', 'admin', 'auditor']

  it.each(strangers)('%s may not return, check, accept, judge, begin or extend, and changes nothing', async (login) => {
    const version = await send()
    const before = await rowCounts(city.store)
    const ctx = city.as(login)
    const verdict = { rule: 'R10', item: 'P_TRAIN', unit: 'AP', version: 1, verdict: 'accepted' as const }
    const attempts = [
      () => returnForm(ctx, rsjForm, { version, marks: [mark('P_TRAIN', 'AP')] }),
      () => checkForm(ctx, rsjForm, { version }),
      () => acceptForm(ctx, rsjForm, { version }),
      () => beginReview(ctx, rsjForm, { version }),
      () => giveVerdict(ctx, rsjForm, verdict),
      () => grantExtension(ctx, rsjForm, { dueAt: '2026-11-01T00:00:00Z', reason: '原因' }),
      () => readReviewForm(ctx, rsjForm),
      () => listQueue(ctx, {}),
      () => listReminders(ctx, {}),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await rowCounts(city.store)).toEqual(before)
  })

  it('a reviewer changes no number', async () => {
    await send()
    await expect(
      saveCells(city.as('reviewer'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:AP', '1', 1)] }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the filing quality of a quarter', () => {
  const of = async (code: string) =>
    (await readFilingQuality(city.as('reviewer'), { period: '2026Q3' })).reporters.find((one) => one.code === code)

  it('counts what was sent at once, what came back, and nothing that is not due yet', async () => {
    expect(await of('RSJ')).toMatchObject({ due: 0, timeliness: null, completeness: null, firstPassRate: null })
    const version = await send()
    expect(await of('RSJ')).toMatchObject({
      due: 1,
      onTime: 1,
      returns: 0,
      timeliness: 1,
      completeness: 1,
      firstPassRate: null,
    })
    const returned = await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark('P_TRAIN', 'AP')] })
    expect(await of('RSJ')).toMatchObject({ due: 1, onTime: 1, clean: 0, returns: 1 })
    await submitForm(city.as('rsj'), rsjForm, { version: returned.submission.version })
    const again = (await readForm(city.as('rsj'), rsjForm)).submission.version
    await acceptForm(city.as('reviewer'), rsjForm, { version: again })
    expect(await of('RSJ')).toMatchObject({ due: 1, onTime: 1, clean: 0, returns: 1, firstPassRate: 0 })
  })

  it('holds a form that passed at once for clean, and one that missed its deadline for late', async () => {
    const version = await send()
    await acceptForm(city.as('reviewer'), rsjForm, { version })
    expect(await of('RSJ')).toMatchObject({ due: 1, clean: 1, firstPassRate: 1 })
    city.clock.now = '2026-12-31T00:00:00.000Z'
    expect(await of('AP')).toMatchObject({ onTime: 0, timeliness: 0, completeness: 0 })
  })
})
