import { cell, cellRevision, dataItem } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { returnForm } from '../review/return-form.ts'
import { readCellHistory } from './cells/cell-history.ts'
import { saveCells } from './cells/save-cells.ts'
import { saveExplanations } from './check/explain.ts'
import { apForm, entry } from './entry.fixture.ts'
import { readForm } from './form/read-form.ts'
import { submitForm } from './move/submit-form.ts'
import { openPartsCity, reportByParts } from './parts.fixture.ts'
import type { PartsCity } from './parts.fixture.ts'
import { readSheet } from './sheet.ts'
import { applyUpload } from './upload/apply-upload.ts'
import { compareUpload } from './upload/compare-upload.ts'
import { listWork } from './work.ts'

let city: PartsCity
beforeEach(async () => {
  city = await openPartsCity()
})
afterEach(() => city.close())

const save = (ctx: Context, ...cells: [item: string, unit: string, text: string, version?: number][]) =>
  saveCells(ctx, apForm, {
    source: 'grid',
    cells: cells.map(([item, unit, text, version]) => entry(`${item}:${unit}`, text, version ?? 0)),
  })

/** What stands in each unit's cell of an item. */
async function stored(item: string): Promise<Record<string, string>> {
  const rows = await city.store.read((db) => db.select().from(cell).where(eq(cell.itemCode, item)))
  return Object.fromEntries(rows.map((row) => [row.unitCode, row.value === null ? row.state : String(row.value)]))
}

describe('towns that report for their district', () => {
  beforeEach(() => reportByParts(city))

  it('give it their sum, which is written with its own revision as soon as all are there', async () => {
    await save(city.as('ap'), ['E_UNION', 'A1', '12'], ['E_UNION', 'A2', '0'])
    expect(await stored('E_UNION')).toEqual({ A1: '12', A2: '0' })
    await save(city.as('ap'), ['E_UNION', 'A3', '30'])
    expect(await stored('E_UNION')).toEqual({ A1: '12', A2: '0', A3: '30', AP: '42' })
    await save(city.as('ap'), ['E_UNION', 'A3', '31', 1])
    const { revisions } = await readCellHistory(city.as('ap'), apForm, { item: 'E_UNION', unit: 'AP', breakdown: '' })
    expect(revisions.map(({ newValue, source, reason }) => [newValue, source, reason])).toEqual([
      [43, 'system', '乡镇街道分报合计'],
      [42, 'system', '乡镇街道分报合计'],
    ])
  })

  it('make it 未报 again when one takes its figure back, and 无法提供 when one has none', async () => {
    await save(city.as('ap'), ['E_UNION', 'A1', '12'], ['E_UNION', 'A2', '不适用'], ['E_UNION', 'A3', '30'])
    expect(await stored('E_UNION')).toMatchObject({ A2: 'not_applicable', AP: '42' })
    await save(city.as('ap'), ['E_UNION', 'A3', '无法提供', 1])
    expect(await stored('E_UNION')).toMatchObject({ AP: 'not_available' })
    await save(city.as('ap'), ['E_UNION', 'A1', '', 1])
    expect(await stored('E_UNION')).toMatchObject({ AP: 'not_reported' })
  })

  it('are the only ones whose figures are typed', async () => {
    const { outcomes } = await save(city.as('ap'), ['E_UNION', 'AP', '42'], ['E_UNION', 'BS', '1'])
    expect(outcomes.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['refused', 'E_UNION由各乡镇街道的数相加得出，不能直接填写。请改各乡镇街道的数。'],
      ['refused', '本表没有这一格（E_UNION，BS）。请刷新页面。'],
    ])
    expect(await stored('E_UNION')).toEqual({})
  })

  it('are shown above their sum, with its cells closed', async () => {
    const { head, units, cells } = await readForm(city.as('ap'), apForm)
    expect(head.parts).toEqual({ by: 'town', isOwn: false })
    expect(units.map(({ code }) => code)).toEqual(['A1', 'A2', 'A3', 'AP'])
    expect(cells.isOpen).toEqual([true, true, true, false, true, true, true, false])
  })

  it('are named where they lack, and the district may send only with a word on them', async () => {
    const filled = ['E_OPEN', 'E_UNION'].flatMap((item) =>
      ['A1', 'A3'].map((unit): [string, string, string] => [item, unit, '5']),
    )
    const { findings, submission } = await save(city.as('ap'), ...filled)
    expect(findings.map(({ unit, class: kind, message }) => [unit, kind, message])).toEqual([
      ['A2', 'explain', expect.stringContaining('柳渡镇：E_OPEN、E_UNION 2 格未填')],
    ])
    const version = submission.version
    await expect(submitForm(city.as('ap'), apForm, { version })).rejects.toThrow('柳渡镇')
    await saveExplanations(city.as('ap'), apForm, {
      items: [
        {
          rule: 'MISSING',
          item: 'E_OPEN',
          unit: 'A2',
          breakdown: '',
          text: '柳渡镇换届，本季报不上来',
          version: 0,
        },
      ],
    })
    const form = await readForm(city.as('ap'), apForm)
    await submitForm(city.as('ap'), apForm, { version: form.submission.version })
    expect(await stored('E_UNION')).toEqual({ A1: '5', A3: '5' })
  })

  it('are opened by a return of their sum, which follows them', async () => {
    const all = ['E_OPEN', 'E_UNION'].flatMap((item) =>
      ['A1', 'A2', 'A3'].map((unit): [string, string, string] => [item, unit, '5']),
    )
    const { submission } = await save(city.as('ap'), ...all)
    await submitForm(city.as('ap'), apForm, { version: submission.version })
    const sent = await readForm(city.as('zgh'), apForm)
    await returnForm(city.as('zgh'), apForm, {
      version: sent.submission.version,
      note: '',
      marks: [{ item: 'E_UNION', unit: 'AP', breakdown: '', reasonCode: 'wrong_number', reason: '偏大' }],
    })
    const again = await readForm(city.as('ap'), apForm)
    expect(again.cells.isOpen).toEqual([false, false, false, false, true, true, true, false])
    const { outcomes } = await save(city.as('ap'), ['E_UNION', 'A1', '4', 1], ['E_OPEN', 'A1', '4', 1])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'refused'])
    expect(await stored('E_UNION')).toMatchObject({ AP: '14' })
  })

  it('may come from a workbook, whose own sum is passed over', async () => {
    const written = (unit: string, text: string, base: string | null) => ({
      item: 'E_UNION',
      unit,
      breakdown: '',
      text,
      place: `${unit}的格`,
      base: base === null ? null : { version: 0, text: base },
    })
    const file = {
      fileName: '乡镇.xlsx',
      fileHash: 'a'.repeat(64),
      matchedBy: 'template' as const,
      errors: [],
      ignored: [],
      cells: [written('A1', '12', ''), written('A2', '3', ''), written('A3', '5', ''), written('AP', '21', '')],
    }
    const { changes, ignored } = await compareUpload(city.as('ap'), apForm, file)
    expect(changes.map(({ unitName, newValue }) => [unitName, newValue])).toEqual([
      ['青石街道', 12],
      ['柳渡镇', 3],
      ['石桥湾镇', 5],
    ])
    expect(ignored).toEqual([{ place: 'AP的格', message: '这是合计，由系统相加，文件里的数已略过' }])
    await applyUpload(city.as('ap'), apForm, {
      fileHash: file.fileHash,
      cells: changes.map(({ item, unit, breakdown, text, version }) => ({ item, unit, breakdown, text, version })),
    })
    expect(await stored('E_UNION')).toEqual({ A1: '12', A2: '3', A3: '5', AP: '20' })
  })

  it('leave what cannot be added to the district, which no town is asked for', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(dataItem).set({ isDistinctPeople: true }).where(eq(dataItem.code, 'E_OPEN')),
    )
    await reportByParts(city, { units: ['AP'], by: null }, '2026Q4')
    const { cells, rows } = await readForm(city.as('ap'), apForm)
    expect(rows.map(({ item }) => item)).toEqual(['E_OPEN', 'E_UNION'])
    expect(cells.isEntry).toEqual([false, false, false, true, true, true, true, true])
    expect(cells.isOpen).toEqual([false, false, false, true, true, true, true, false])
    const { outcomes } = await save(city.as('ap'), ['E_OPEN', 'AP', '7'], ['E_OPEN', 'A1', '7'])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'refused'])
  })
})

describe("a town's own account", () => {
  beforeEach(() => reportByParts(city))

  it('is asked for its own row, and sees, fills and learns of no other', async () => {
    await save(city.as('ap'), ['E_UNION', 'A2', '77'])
    const { owed } = await listWork(city.of('a1'), {})
    expect(
      owed.map(({ form, reporterName, filled, total, allowedActions }) => [
        form,
        reporterName,
        filled,
        total,
        allowedActions,
      ]),
    ).toEqual([['U-ZGH', '青石街道', 0, 2, ['save']]])
    const form = await readForm(city.of('a1'), apForm)
    expect(form.head.parts).toEqual({ by: 'town', isOwn: true })
    expect(form.units.map(({ code }) => code)).toEqual(['A1'])
    expect(JSON.stringify(form)).not.toContain('77')
    const { outcomes, findings } = await save(city.of('a1'), ['E_UNION', 'A1', '12'], ['E_UNION', 'A2', '1', 1])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'refused'])
    expect(findings.every(({ unit }) => unit === 'A1')).toBe(true)
    await save(city.of('a2'), ['E_UNION', 'A2', '78', 1])
    await save(city.as('ap'), ['E_UNION', 'A3', '10'])
    expect(await stored('E_UNION')).toEqual({ A1: '12', A2: '78', A3: '10', AP: '100' })
  })

  it('sends, explains and prints nothing: the form is the district’s', async () => {
    await save(city.of('a1'), ['E_UNION', 'A1', '12'])
    const place = { item: 'E_UNION', unit: 'A1', breakdown: '' }
    const others = { item: 'E_UNION', unit: 'A2', breakdown: '' }
    await expect(submitForm(city.of('a1'), apForm, { version: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readSheet(city.of('a1'), apForm)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      saveExplanations(city.of('a1'), apForm, {
        items: [{ rule: 'MISSING', ...place, text: '本季没有这样的企业', version: 0 }],
      }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect((await readCellHistory(city.of('a1'), apForm, place)).revisions).toHaveLength(1)
    await expect(readCellHistory(city.of('a1'), apForm, others)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('reaches nothing of a form that its district fills itself', async () => {
    const q2 = { ...apForm, period: '2026Q2' }
    await expect(readForm(city.of('a1'), q2)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readForm(city.of('e1'), apForm)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listWork(city.of('e1'), {})).owed).toEqual([])
    await expect(readForm(city.as('leader'), apForm)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it('key enterprises add up likewise, each seeing its own figures alone', async () => {
  await reportByParts(city, { by: 'enterprise' })
  await save(city.of('e1'), ['E_UNION', 'E1', '3'])
  const { units } = await readForm(city.of('e1'), apForm)
  expect(units.map(({ code }) => code)).toEqual(['E1'])
  await save(city.as('ap'), ['E_UNION', 'E2', '4'])
  expect(await stored('E_UNION')).toEqual({ E1: '3', E2: '4', AP: '7' })
  await expect(readForm(city.of('a1'), apForm)).rejects.toMatchObject({ code: 'forbidden' })
})

it('writes nothing that no audit event tells of', async () => {
  await reportByParts(city)
  await save(city.as('ap'), ['E_UNION', 'A1', '1'], ['E_UNION', 'A2', '2'], ['E_UNION', 'A3', '3'])
  const rows = await city.store.read((db) => db.select().from(cellRevision))
  expect(rows.map(({ source }) => source)).toEqual(['grid', 'grid', 'grid', 'system'])
})
