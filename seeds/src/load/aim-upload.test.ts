import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAimUpload } from './aim-upload.ts'
import { writeAimWorkbook, writeCityWorkbook } from './city-workbook.ts'
import { now, openExample } from './example.fixture.ts'

/* Targets and baselines out as a workbook, and what was changed in it in again. */

let base: string
let store: Store
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-aims-'))
  store = await openExample(join(base, 'data'))
})
afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

const read = (bytes: Uint8Array, fileName = '目标.xlsx') => readAimUpload({ store, now }, { fileName, bytes })

/** The workbook with other rows of one sheet. */
async function changed(name: string, change: (rows: (string | number)[][]) => unknown): Promise<Uint8Array> {
  const book = await readXlsx(await writeAimWorkbook({ store }))
  const sheets = book.sheets.map((one) => ({ name: one.name, rows: one.rows.map((row) => [...row]) }))
  change(must(sheets.find((one) => one.name === name)).rows as (string | number)[][])
  return writeXlsx({ sheets })
}

it('comes out with the names beside the codes, and as it is changes nothing', async () => {
  const book = await readXlsx(await writeAimWorkbook({ store }))
  expect(book.sheets.map(({ name }) => name)).toEqual(['目标', '基期', '参考：指标', '参考：单位'])
  expect(book.sheets[0]?.rows[0]).toEqual(['指标名称', '单位名称', '指标代码', '单位代码', '年份', '目标值', '来源'])
  expect(book.sheets[0]?.rows[1]?.[0]).toBe('劳动合同签订率')
  expect(await read(await writeAimWorkbook({ store }))).toEqual({ errors: [], changes: [], same: 5, notes: [] })
  const whole = await read(await writeCityWorkbook({ store }))
  expect(whole).toMatchObject({ errors: [], changes: [], same: 5 })
  expect(whole.notes.join()).toContain('“用户”')
})

it('gives what was changed and what is new, as it was written', async () => {
  const bytes = await changed('目标', (rows) => {
    must(rows[1])[5] = '960'
    rows.push(['', '', 'QY01', must(rows[1])[3] ?? '', 2027, '98%', '云产改〔2026〕3号'])
  })
  const { changes, same, errors } = await read(bytes)
  expect(errors).toEqual([])
  expect(same).toBe(4)
  expect(changes).toMatchObject([
    { kind: 'target', indicator: 'QY01', when: '2026', value: '960' },
    { kind: 'target', indicator: 'QY01', when: '2027', value: '98%', source: '云产改〔2026〕3号' },
  ])
})

it('is refused with its row where it cannot be read, and nothing of it is taken', async () => {
  const empty = await read(await changed('目标', (rows) => (must(rows[1])[6] = '')))
  expect(empty).toMatchObject({ errors: ['目标.xlsx“目标” 第 2 行“来源”：不能为空，请填写。'], changes: [] })
  const lacking = await read(await changed('基期', (rows) => (must(rows[0])[5] = '数值')))
  expect(lacking.errors.join()).toContain('缺少这一列')
  const other = await read(await writeXlsx({ sheets: [{ name: '随手记', rows: [['甲']] }] }))
  expect(other.errors.join()).toContain('没有“目标”“基期”工作表')
})
