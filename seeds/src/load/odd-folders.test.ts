import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { period, target } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { example, now, openInstalled } from './example.fixture.ts'
import { loadFolder } from './load-folder.ts'
import { doubtfulFolders, plainFolders, refusedFolders } from './odd-folders.fixture.ts'
import type { OddFolder } from './odd-folders.fixture.ts'
import { LoadRefused, LoadUnconfirmed } from './problem.ts'

let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'cg-odd-'))
})
afterAll(() => rmSync(base, { recursive: true }))

let folder: string
let store: Store
beforeEach(async () => {
  const own = mkdtempSync(join(base, 'one-'))
  folder = join(own, 'files')
  cpSync(example, folder, { recursive: true })
  store = await openInstalled(join(own, 'data'))
})
afterEach(() => store.close())

function change(changes: OddFolder['changes']): void {
  for (const one of changes) {
    const path = join(folder, one.file)
    if ('text' in one) writeFileSync(path, one.text)
    else {
      const text = readFileSync(path, 'utf8')
      if ('add' in one) writeFileSync(path, `${text}${one.add.join('\n')}\n`)
      else {
        expect(text).toContain(`${one.line}\n`)
        writeFileSync(path, text.replace(`${one.line}\n`, `${one.by}\n`))
      }
    }
  }
}

async function said(isConfirmed = false): Promise<string[]> {
  try {
    await loadFolder({ store, now }, folder, { isConfirmed })
    return []
  } catch (error) {
    if (error instanceof LoadRefused) return error.message.split('\n').slice(1)
    if (error instanceof LoadUnconfirmed) return error.message.split('\n').slice(2, -1)
    throw error
  }
}

const storedPeriods = () => store.read((db) => db.select().from(period))

it.each(refusedFolders)('$name: refused with the cell and the remedy', async ({ changes, says }) => {
  change(changes)
  expect(await said(true)).toEqual(says)
  expect(await storedPeriods()).toEqual([])
})

it.each(doubtfulFolders)('$name: asked about, then loaded', async ({ changes, says }) => {
  change(changes)
  expect(await said()).toEqual(says)
  expect(await storedPeriods()).toEqual([])
  expect(await said(true)).toEqual([])
  expect(await storedPeriods()).toHaveLength(2)
})

const stands = {
  code: '2025Q3',
  opensAt: '2025-09-30T16:00:00.000Z',
  dueAt: '2025-10-20T10:00:00.000Z',
  closesAt: '2025-10-25T10:00:00.000Z',
}

it.each(plainFolders)('$name: taken', async ({ changes }) => {
  change(changes)
  expect(await said()).toEqual([])
  expect(await storedPeriods()).toContainEqual(expect.objectContaining(stands))
})

it('takes a spreadsheet’s own days, times and percentages, and a deadline without an hour to the end of its day', async () => {
  rmSync(join(folder, 'periods.csv'))
  rmSync(join(folder, 'targets.csv'))
  const day = (text: string) => new Date(`${text}Z`)
  const calendar = [
    ['季度', '开放时间', '截止时间', '关闭时间', '状态'],
    ['2025Q3', day('2025-10-01T00:00:00'), day('2025-10-20T18:00:00'), day('2025-10-25T18:00:00'), '开放'],
    ['2025年四季度', day('2026-01-01T00:00:00'), day('2026-01-20T00:00:00'), 46047, '开放'],
  ]
  const shown = new Map([
    ['1,2', { style: { numFmt: 'yyyy/m/d h:mm' } }],
    ['1,3', { style: { numFmt: 'yyyy/m/d h:mm' } }],
    ['2,2', { style: { numFmt: 'yyyy"年"m"月"d"日"' } }],
  ])
  const aims = [
    ['指标代码', '单位代码', '年份', '目标值', '来源'],
    ['QY01', 'CD', 2026, 0.965, '要点'],
  ]
  const percent = new Map([['1,3', { style: { numFmt: '0.0%' } }]])
  const put = async (name: string, rows: (string | number | Date)[][], cells: typeof shown) => {
    const sheet = await writeXlsx({ sheets: [{ name: '表', rows, cells }] })
    writeFileSync(join(folder, name), Buffer.from(sheet))
  }
  await put('periods.xlsx', calendar, shown)
  await put('targets.xlsx', aims, percent)
  expect(await said()).toEqual([])
  expect(await storedPeriods()).toEqual([
    expect.objectContaining(stands),
    expect.objectContaining({
      code: '2025Q4',
      opensAt: '2025-12-31T16:00:00.000Z',
      dueAt: '2026-01-20T15:59:00.000Z',
      closesAt: '2026-01-25T15:59:00.000Z',
    }),
  ])
  const targets = await store.read((db) => db.select({ value: target.value }).from(target))
  expect(targets).toEqual([{ value: 96.5 }])
})

it('reads the sheet that is shown, and asks about others that hold something', async () => {
  rmSync(join(folder, 'bases.csv'))
  const rows = [
    ['单位代码', '产业基础', '起始季度', '依据'],
    ['CD', '强', '2021Q4', '表'],
  ]
  const sheets = [
    { name: '旧', rows: [['不是这张']], hidden: true },
    { name: '基础', rows },
    { name: '空', rows: [] },
    { name: '补充', rows },
  ]
  writeFileSync(join(folder, 'bases.xlsx'), Buffer.from(await writeXlsx({ sheets })))
  expect(await said()).toEqual(['bases.xlsx：只读第一张工作表“基础”，“补充”不会装入。需要的请另存为单独的文件。'])
  expect(await said(true)).toEqual([])
})
