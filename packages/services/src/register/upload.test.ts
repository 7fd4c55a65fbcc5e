import type { RegisterSheet } from '@cg/contract/register'
import type { KeptRow, RegisterFileRow, RegisterUpload } from '@cg/contract/register-upload'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideRecords } from './decide.ts'
import { enterRecords } from './enter.ts'
import { readRegister } from './list.ts'
import { compareRecords, keepRecords, openToEnter } from './upload.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const kind = 'CONTEST'
const welders = { name: '焊工大赛', day: '2026-02-11', people: '120' }
const fitters = { name: '钳工大赛', day: '2026-02-12', people: '80' }
const file = { kind, ignored: [], fileName: '竞赛.xlsx', fileHash: 'a'.repeat(64) }

/** A row of a file; without a number a new record. */
const row = (line: number, texts: Record<string, string>, more: Partial<RegisterFileRow> = {}): RegisterFileRow => ({
  line,
  id: '',
  version: null,
  isUntouched: false,
  unit: 'A',
  reason: '',
  faults: [],
  texts,
  ...more,
})
const compare = (...rows: RegisterFileRow[]) => compareRecords(city.as('filler'), { ...file, rows })
const asKept = ({ rows }: RegisterUpload, reason = ''): KeptRow[] =>
  rows.map(({ id, version, unit, values }) => ({ id, version, unit, values, reason }))
const keep = (rows: readonly KeptRow[], idempotencyKey: string | null = null) =>
  keepRecords(city.as('filler'), { kind, fileName: file.fileName, fileHash: file.fileHash, rows, idempotencyKey })
const first = ({ records }: RegisterSheet) => must(records.at(-1))

/** 焊工大赛 as number 1, in version 1. */
const entered = () => enterRecords(city.as('filler'), { kind, rows: [{ unit: 'A', values: welders }] })
async function accepted(): Promise<void> {
  await entered()
  const records = [{ id: 1, version: 1 }]
  await decideRecords(city.as('reviewer'), { kind, action: 'accept', note: '', records })
}

describe('a file of a register', () => {
  it('is told apart into new, changed and same, and kept as it was shown', async () => {
    await entered()
    const shown = await compare(
      row(4, { ...welders, people: '130' }, { id: '1', version: 1 }),
      row(5, fitters, { unit: 'B' }),
    )
    expect(shown).toMatchObject({
      same: 0,
      faultCount: 0,
      rows: [
        {
          line: 4,
          id: 1,
          version: 1,
          values: { people: '130' },
          before: { people: '120', unit: 'A' },
          isReasonAsked: false,
        },
        { line: 5, id: null, version: null, unit: 'B', before: null },
      ],
    })
    const sheet = await keep(asKept(shown))
    expect(sheet.records.map(({ id, version, values }) => [id, version, values['people']])).toEqual([
      [2, 1, 80],
      [1, 2, 130],
    ])
    // Sent once more, with and without numbers, it says what stands.
    expect(await compare(row(4, { ...welders, people: '130' }), row(5, fitters, { id: '2', unit: 'B' }))).toMatchObject(
      {
        same: 2,
        rows: [],
        faultCount: 0,
      },
    )
  })

  it('says every fault with its line and column, and keeps nothing', async () => {
    await entered()
    const shown = await compare(
      row(4, { ...fitters, people: 'x' }, { unit: '无名县' }),
      row(5, fitters, { id: '99' }),
      row(6, welders, { unit: 'B', faults: [{ column: '举办日期', message: '公式出错' }] }),
      row(7, { ...welders, people: '1' }),
      row(8, fitters, { unit: 'B' }),
      row(9, fitters, { unit: 'B' }),
    )
    expect(shown.faults.map(({ line, column, message }) => `${line} ${column} ${message}`)).toEqual([
      '4 区县 没有“无名县”这个区县，请从下拉列表中选',
      expect.stringMatching(/^4 参赛人数 /),
      '5 记录号 “99”不是竞赛台账的记录号；新记录请留空',
      '6 举办日期 公式出错',
      '7 竞赛名称 “焊工大赛”（2026年2月11日）已经登记过（第1号记录；要改它，请在记录号一栏填1）',
      '9 竞赛名称 “钳工大赛”（2026年2月12日）已经登记过（本文件第8行，请删去一行）',
    ])
    expect((await readRegister(city.as('filler'), kind)).records.length).toBe(1)
  })

  it('that was made before a record changed does not undo the change; its untouched rows stay quiet', async () => {
    await accepted()
    const stale = await compare(row(4, { ...welders, people: '130' }, { id: '1', version: 1 }))
    expect(stale.faults).toMatchObject([{ line: 4, message: expect.stringContaining('请重新下载') }])
    expect(await compare(row(4, welders, { id: '1', version: 1, isUntouched: true }))).toMatchObject({
      same: 1,
      faultCount: 0,
      rows: [],
    })
    expect((await compare(row(4, welders, { id: '1' }), row(5, welders, { id: '1' }))).faults).toMatchObject([
      { line: 5, message: expect.stringContaining('第1号记录在第4行已有一行') },
    ])
  })

  it('changes what counts with a reason only, and what counted goes on counting', async () => {
    await accepted()
    const shown = await compare(row(4, { ...welders, people: '130' }, { id: '1', version: 2 }))
    expect(shown.rows).toMatchObject([{ isReasonAsked: true }])
    await expect(keep(asKept(shown))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('原因'),
    })
    expect(first(await keep(asKept(shown, '漏计10人')))).toMatchObject({
      state: 'submitted',
      isCounted: true,
      values: { people: 130 },
      steps: [
        { action: 'submit' },
        { action: 'accept' },
        {
          action: 'revise',
          note: '漏计10人',
          before: { people: 120 },
        },
      ],
    })
  })

  it('is kept whole or not at all, and once however often it is sent', async () => {
    const shown = await compare(row(4, welders), row(5, fitters))
    await entered()
    await expect(keep(asKept(shown))).rejects.toMatchObject({ code: 'stale' })
    expect((await readRegister(city.as('filler'), kind)).records.length).toBe(1)
    const rest = asKept(await compare(row(5, fitters)))
    await keep(rest, 'key-of-a-file')
    expect((await keep(rest, 'key-of-a-file')).records.length).toBe(2)
  })

  it('of more records than are kept at once is refused', async () => {
    const many = Array.from({ length: 201 }, (_, at) => row(at + 4, { ...welders, name: `第${at}次` }))
    await expect(compare(...many)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('201条') })
  })

  it('is nobody else’s to send', async () => {
    for (const who of ['reviewer', 'leader', 'auditor'] as const) {
      await expect(openToEnter(city.as(who), kind)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(compareRecords(city.as(who), { ...file, rows: [] })).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(openToEnter(city.as('filler'), 'NOTHING')).rejects.toMatchObject({ code: 'forbidden' })
  })
})
