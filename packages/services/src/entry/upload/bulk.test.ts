import { cellRevision, explanation, returnMark, submission, submissionEvent } from '@cg/db/schema'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileForm, fileForms } from './bulk.ts'
import type { FiledForm } from './bulk.ts'
import { apForm, fullRsj, openCity, rowCounts, rsjForm } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

function hand(login: Login, at: string) {
  return { actor: city.as(login).actor, at: new Date(at) }
}

function rsj(over: Partial<FiledForm> = {}): FiledForm {
  return {
    key: rsjForm,
    cells: fullRsj().map(({ item, unit, breakdown = '', text }) => ({
      item,
      unit,
      breakdown,
      state: 'reported',
      value: Number(text),
    })),
    source: 'seed',
    reason: '测试',
    filler: hand('rsj', '2026-10-04T01:00:00Z'),
    submitted: hand('rsj', '2026-10-04T02:00:00Z'),
    accepted: hand('reviewer', '2026-10-05T02:00:00Z'),
    explain: () => '已与台账逐项核对，数字属实。',
    ...over,
  }
}

describe('filing a whole form at once', () => {
  test('leaves cells, one revision each, the steps with their persons, and the audit lines of single calls', async () => {
    await fileForm(city.as('rsj'), rsj())
    const [row] = await city.store.read((db) => db.select().from(submission))
    expect(row).toMatchObject({ state: 'accepted', round: 1, receiptNo: '2026Q3-RSJ-SKILLS-RSJ-1' })
    const events = await city.store.read((db) => db.select().from(submissionEvent).orderBy(asc(submissionEvent.id)))
    expect(events.map((event) => event.action)).toEqual(['save', 'submit', 'accept'])
    const { cells, revisions } = await rowCounts(city.store)
    expect([cells, revisions]).toEqual([15, 15])
  })

  test('by someone who does not fill that form is refused', async () => {
    await expect(fileForm(city.as('tjj'), rsj({ filler: hand('tjj', '2026-10-04T01:00:00Z') }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      fileForm(city.as('rsj'), rsj({ accepted: hand('leader', '2026-10-05T02:00:00Z') })),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect((await rowCounts(city.store)).cells).toBe(0)
  })

  test('with a figure that breaks a hard rule writes nothing, of this form or of those filed with it', async () => {
    const before = await rowCounts(city.store)
    const wrong = rsj({
      cells: rsj().cells.map((one) => (one.item === 'P_TRAIN_SR' ? { ...one, value: 900 } : one)),
    })
    const other: FiledForm = {
      ...rsj(),
      key: apForm,
      cells: [{ item: 'E_OPEN', unit: 'AP', breakdown: '', state: 'reported', value: 5 }],
      filler: hand('ap', '2026-10-04T01:00:00Z'),
      submitted: hand('ap', '2026-10-04T02:00:00Z'),
      checked: hand('zgh', '2026-10-04T03:00:00Z'),
    }
    await expect(fileForms(city.as('rsj'), [other, wrong])).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'submission.blocking_errors' },
    })
    expect(await rowCounts(city.store)).toEqual(before)
  })

  test('after the calendar has closed is refused for people, not for history from files', async () => {
    const late = { filler: hand('rsj', '2026-11-30T01:00:00Z'), submitted: hand('rsj', '2026-11-30T01:00:00Z') }
    await expect(fileForm(city.as('rsj'), rsj(late))).rejects.toMatchObject({ code: 'conflict' })
    await fileForm(city.as('rsj'), rsj({ ...late, source: 'load' }))
    const [row] = await city.store.read((db) => db.select().from(submission))
    expect(row).toMatchObject({ state: 'accepted', firstSubmittedAt: null })
  })

  test('that came back once stands in its second round, with the mark and both revisions of the cell', async () => {
    await fileForm(
      city.as('rsj'),
      rsj({
        sentBack: {
          place: { item: 'P_TRAIN_UNQ', unit: 'AP', breakdown: '' },
          first: 70,
          reasonCode: 'wrong_number',
          reason: '与台账不一致',
          returned: hand('reviewer', '2026-10-04T03:00:00Z'),
          resent: hand('rsj', '2026-10-04T04:00:00Z'),
        },
      }),
    )
    const [row] = await city.store.read((db) => db.select().from(submission))
    expect(row).toMatchObject({ state: 'accepted', round: 2, firstSubmittedAt: '2026-10-04T02:00:00.000Z' })
    expect(await city.store.read((db) => db.select().from(returnMark))).toHaveLength(1)
    const changed = (await city.store.read((db) => db.select().from(cellRevision))).filter((one) => one.version === 2)
    expect(changed.map((one) => [one.oldValue, one.newValue])).toEqual([[70, 80]])
  })

  test('explains what wants an explanation, and its acceptance accepts that too', async () => {
    await fileForm(city.as('rsj'), rsj({ cells: rsj().cells.filter((one) => one.unit !== 'CX') }))
    const rows = await city.store.read((db) => db.select().from(explanation))
    expect(rows.map((row) => [row.ruleCode, row.unitCode, row.verdict])).toEqual([['MISSING', 'CX', 'accepted']])
  })
})
