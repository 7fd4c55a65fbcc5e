import { auditEvent } from '@cg/db/schema'
import { desc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCellHistory } from '../cells/cell-history.ts'
import { saveCells } from '../cells/save-cells.ts'
import { entry, fullRsj, openCity, rowCounts, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { readForm } from '../form/read-form.ts'
import { submitForm } from '../move/submit-form.ts'
import { withdrawForm } from '../move/withdraw-form.ts'
import { applyUpload } from './apply-upload.ts'
import { undoUpload } from './undo-upload.ts'

let city: City
const fileHash = 'a'.repeat(64)
const at = '2026-10-06T02:00:00.000Z'
const place = (item: string, unit: string) => ({ item, unit, breakdown: '' })

/** Fills the form by hand, one cell with a note; then a workbook changes two cells and fills none new. */
beforeEach(async () => {
  city = await openCity()
  const cells = fullRsj().map((one) =>
    one.item === 'P_TRAIN_SR' && one.unit === 'AP' ? { ...one, note: '按台账' } : one,
  )
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
  city.clock.now = at
  const uploaded = [{ ...entry('P_TRAIN_SR:AP', '31', 1), note: '按工作簿' }, entry('P_TRAIN_SR:BS', '32', 1)]
  await applyUpload(city.as('rsj'), rsjForm, { fileHash, cells: uploaded })
  city.clock.now = '2026-10-06T03:00:00.000Z'
})
afterEach(() => city.close())

async function valueOf(item: string, unit: string): Promise<unknown[]> {
  const { cells, rows, units } = await readForm(city.as('rsj'), rsjForm)
  const row = rows.findIndex((one) => one.item === item && one.breakdown === '')
  const index = row * units.length + units.findIndex((one) => one.code === unit)
  return [cells.value[index], cells.note[index]]
}

const undo = () => undoUpload(city.as('rsj'), rsjForm, { at })

describe('an upload', () => {
  it('is taken back whole: former value and note again, as revisions that say why', async () => {
    expect((await readForm(city.as('rsj'), rsjForm)).lastUpload).toEqual({
      at,
      by: 'rsj同志',
      cells: 2,
      changed: [],
    })
    const { outcomes } = await undo()
    expect(outcomes.map((one) => [one.unit, one.outcome, one.current?.value])).toEqual([
      ['AP', 'saved', 20],
      ['BS', 'saved', 20],
    ])
    expect(await valueOf('P_TRAIN_SR', 'AP')).toEqual([20, '按台账'])
    expect(await valueOf('P_TRAIN_SR', 'BS')).toEqual([20, null])
    const { revisions } = await readCellHistory(city.as('rsj'), rsjForm, place('P_TRAIN_SR', 'AP'))
    expect(revisions.map(({ newValue, reason }) => [newValue, reason])).toEqual([
      [20, '撤销 Excel 导入（文件 aaaaaaaaaaaa）'],
      [31, 'Excel 导入（文件 aaaaaaaaaaaa）'],
      [20, '填报'],
    ])
    const [told] = await city.store.read((db) => db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1))
    expect(told?.detail).toContain('撤销 Excel 导入（文件 aaaaaaaaaaaa）')
    expect((await readForm(city.as('rsj'), rsjForm)).lastUpload).toBeNull()
    const before = await rowCounts(city.store)
    await expect(undo()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'upload.nothing_to_undo' } })
    expect(await rowCounts(city.store)).toEqual(before)
  })

  it('leaves a cell that was changed since, and names it', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN_SR:BS', '33', 2)] })
    const { lastUpload } = await readForm(city.as('rsj'), rsjForm)
    expect(lastUpload).toMatchObject({ cells: 1, changed: [expect.stringMatching(/^.+“P_TRAIN_SR”$/)] })
    const { outcomes } = await undo()
    expect(outcomes.map((one) => [one.unit, one.outcome])).toEqual([
      ['AP', 'saved'],
      ['BS', 'refused'],
    ])
    expect(outcomes[1]?.message).toMatch(/^.+“P_TRAIN_SR”在导入后已由rsj同志改过，没有撤销。$/)
    expect([await valueOf('P_TRAIN_SR', 'AP'), await valueOf('P_TRAIN_SR', 'BS')]).toEqual([
      [20, '按台账'],
      [33, null],
    ])
  })

  it('is refused in words where every cell was changed since', async () => {
    const cells = [entry('P_TRAIN_SR:AP', '33', 2), entry('P_TRAIN_SR:BS', '33', 2)]
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
    await expect(undo()).rejects.toThrow(/各格后来都改过，没有撤销：.+“P_TRAIN_SR”、.+“P_TRAIN_SR”/)
  })

  it('is no longer taken back once the form was sent, withdrawn or not; nor by anybody else', async () => {
    for (const who of ['reviewer', 'tjj', 'ap'] as const)
      await expect(undoUpload(city.as(who), rsjForm, { at })).rejects.toMatchObject({ code: 'forbidden' })
    const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
    const sent = await submitForm(city.as('rsj'), rsjForm, { version })
    await expect(undo()).rejects.toMatchObject({ code: 'conflict' })
    await withdrawForm(city.as('rsj'), rsjForm, { version: sent.submission.version })
    expect((await readForm(city.as('rsj'), rsjForm)).lastUpload).toBeNull()
    await expect(undo()).rejects.toMatchObject({ detail: { reason: 'upload.nothing_to_undo' } })
    expect(await valueOf('P_TRAIN_SR', 'AP')).toEqual([31, '按工作簿'])
  })

  it('that filled an empty cell leaves it 未报 again', async () => {
    const other = await openCity()
    try {
      await applyUpload(other.as('rsj'), rsjForm, { fileHash, cells: [entry('P_TRAIN_SR:AP', '31')] })
      const { lastUpload } = await readForm(other.as('rsj'), rsjForm)
      const { outcomes } = await undoUpload(other.as('rsj'), rsjForm, { at: lastUpload?.at ?? '' })
      expect(outcomes[0]?.current).toMatchObject({ state: 'not_reported', value: null, version: 2 })
    } finally {
      other.close()
    }
  })
})
