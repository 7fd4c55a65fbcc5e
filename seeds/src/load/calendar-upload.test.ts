import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditEvent, holidayNotice, period, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { saveHolidays } from '@cg/services/admin/holidays'
import { savePeriod } from '@cg/services/admin/periods'
import type { Actor, Context } from '@cg/services/context'
import { writeSetting } from '@cg/services/settings'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeCityWorkbook } from './city-workbook.ts'
import { openInstalled } from './example.fixture.ts'
import { loadUpload } from './load-upload.ts'

/* The calendar goes out as a workbook, is changed and comes back: dates of every step, and the days that move them. */

const now = () => new Date('2026-11-20T02:00:00Z')
const at = (day: string) => `${day}T10:00:00.000Z`

let base: string
let store: Store
let by: Actor
let ctx: Context

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-calendar-'))
  store = await openInstalled(join(base, 'data'))
  const row = { login: 'guanli', name: '管理员', passwordHash: '!', isActive: true, createdAt: now().toISOString() }
  const userId = await store.write({ unaudited: 'fixture' }, async (tx) => {
    // The demo city: its calendar may be tried out with files as on the page.
    await writeSetting(tx, 'demo', { accounts: [] })
    return must((await tx.insert(user).values(row).returning())[0]).id
  })
  const grants = [{ role: 'admin' as const, department: null, unit: null }]
  by = { userId, login: row.login, name: row.name, mustChangePassword: false, grants }
  ctx = { store, now, actor: by } as Context
  await savePeriod(ctx, '2026Q4', {
    opensAt: '2026-12-31T16:00:00.000Z',
    dueAt: at('2027-01-15'),
    closesAt: at('2027-01-27'),
    checkBy: at('2027-01-20'),
    reviewBy: null,
    publishBy: at('2027-01-29'),
    state: 'planned',
  })
  await saveHolidays(ctx, 2026, '2026年放假安排\n国庆节：10月1日至7日放假。10月10日上班。')
})

afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

type Rows = Record<string, (string | number | null)[][]>

async function rowsOut(): Promise<Rows> {
  const book = await readXlsx(await writeCityWorkbook({ store }, 'calendar'))
  const text = (value: unknown) => (typeof value === 'number' ? value : typeof value === 'string' ? value : null)
  return Object.fromEntries(book.sheets.map(({ name, rows }) => [name, rows.map((row) => row.map(text))]))
}

/** A workbook bears the second it was made in: the same one is sent again. */
const books = new WeakMap<Rows, Uint8Array>()

async function send(rows: Rows, seen: string | null = null) {
  const sheets = Object.entries(rows).map(([name, own]) => ({ name, rows: own }))
  const bytes = books.get(rows) ?? (await writeXlsx({ sheets }))
  books.set(rows, bytes)
  return loadUpload({ store, now }, [{ fileName: '期次.xlsx', bytes }], { by, seen })
}

it('goes out with the date of every step and every special day, and as it is changes nothing', async () => {
  const rows = await rowsOut()
  expect(Object.keys(rows)).toEqual(['填写说明', '期次', '放假与调休'])
  expect(rows['填写说明']?.flat().join()).not.toContain('联络员')
  expect(rows['期次']).toEqual([
    ['季度', '开放时间', '截止时间', '牵头部门审核截止', '产改办审核截止', '关闭时间', '计划发布时间', '状态'],
    [
      '2026Q4',
      '2027年1月1日 00:00',
      '2027年1月15日 18:00',
      '2027年1月20日 18:00',
      expect.toSatisfy((one: unknown) => one === null || one === ''),
      '2027年1月27日 18:00',
      '2027年1月29日 18:00',
      '未开放',
    ],
  ])
  expect(rows['放假与调休']?.slice(0, 2)).toEqual([
    ['年份', '日期', '安排', '名称'],
    [2026, '2026-10-01', '放假', '国庆节'],
  ])
  expect(rows['放假与调休']).toHaveLength(1 + 7 + 1)
  const same = await send(rows)
  expect(same).toMatchObject({ stage: 'checked', errors: [], doubts: [], changes: [], notes: [], impacts: [] })
  expect(same.accounts).toEqual(['期次.xlsx“期次”：相同 1 期。', '期次.xlsx“放假与调休”：相同 1 年。'])
})

it('comes back with every change told before it is written, each with its own line of the trail', async () => {
  const rows = await rowsOut()
  const [head = [], quarter = []] = rows['期次'] ?? []
  const moved = quarter.map((value, column) =>
    column === 2 ? '2027-01-16 18:00' : column === 3 ? null : column === 4 ? '2027-01-22 18:00' : value,
  )
  const added = ['2027Q1', '2027-04-01', '2027-04-16 18:00', '', '', '2027-04-28', '', '未开放']
  const days = (rows['放假与调休'] ?? []).filter(([, day]) => day !== '2026-10-10')
  const changed = {
    期次: [head, moved, added],
    放假与调休: [...days, [2027, '2027-01-01', '放假', '元旦'], [2027, '2027-01-16', '放假', '本地节']],
  }
  const checked = await send(changed)
  expect(checked).toMatchObject({ stage: 'checked', errors: [], counts: { periods: 2, holidays: 2 } })
  expect(checked.changes).toEqual([
    '期次.xlsx“期次” 第 2 行：2026Q4的截止时间由“2027年1月15日 18:00”改为“2027年1月16日 18:00”，牵头部门审核截止由“2027年1月20日 18:00”改为空，产改办审核截止由空改为“2027年1月22日 18:00”',
    '期次.xlsx“放假与调休” 第 2 行：2026年的放假安排：不再调休上班 10月10日',
  ])
  expect(checked.accounts).toEqual([
    '期次.xlsx“期次”：新增 1 期，改动 1 期。',
    '期次.xlsx“放假与调休”：新增 1 年，改动 1 年。',
  ])
  expect(checked.impacts).toEqual([
    expect.stringMatching(/^2026年第四季度：涉及 \d+ 张还没有审核通过的报表。这一期还没有发布。$/),
    '2026年第四季度的截止时间 2027年1月16日 18:00 是星期六，本地节放假，请核对。',
    expect.stringMatching(/^2027年第一季度：新增，2027年4月16日 18:00 截止，未开放。涉及 \d+ 张还没有审核通过/),
    '新登记2027年：放假 元旦 1月1日、本地节 1月16日；调休上班 无。',
    '开放以后的季度时按新的放假安排推算日期；已经设好的期次日期不变。',
  ])
  const before = await store.read((db) => db.select().from(auditEvent))
  expect((await send(changed, checked.digest)).stage).toBe('loaded')
  const stored = await store.read(async (db) => ({
    quarters: await db.select().from(period),
    years: await db.select().from(holidayNotice),
    events: (await db.select().from(auditEvent)).slice(before.length),
  }))
  expect(stored.quarters.find(({ code }) => code === '2026Q4')).toMatchObject({
    dueAt: at('2027-01-16'),
    checkBy: null,
    reviewBy: at('2027-01-22'),
    publishBy: at('2027-01-29'),
  })
  expect(stored.years.map(({ year }) => year)).toEqual([2026, 2027])
  expect(stored.events.map(({ action, object, actorName }) => [action, object, actorName])).toEqual([
    ['period.save', 'period:2026Q4', '管理员'],
    ['period.save', 'period:2027Q1', '管理员'],
    ['holidays.save', 'holidays:2026', '管理员'],
    ['holidays.save', 'holidays:2027', '管理员'],
  ])
  expect((await send(await rowsOut())).accounts.join('')).not.toMatch(/新增|改动/)
})

it('leaves the steps alone that an older file has no column for, and tells what it lacks', async () => {
  const older = await send({
    期次: [
      ['季度', '开放时间', '截止时间', '关闭时间', '状态'],
      ['2027Q1', '2027-04-01', '2027-04-16 18:00', '2027-04-28', '未开放'],
    ],
  })
  expect(older.accounts).toEqual(['期次.xlsx“期次”：新增 1 期；平台里另有 1 期不在文件里，保持不变。'])
  const same = await send({
    期次: [
      ['季度', '开放时间', '截止时间', '关闭时间', '状态'],
      ['2026Q4', '2027-01-01', '2027-01-15 18:00', '2027-01-27 18:00', '未开放'],
    ],
  })
  expect(same.accounts).toEqual(['期次.xlsx“期次”：相同 1 期。'])
})

it.each([
  [
    '期次',
    ['2026Q4', '2027-01-01', '2027-01-15 18:00', '2027-01-14', '', '2027-01-27', '', '未开放'],
    /^期次\.xlsx“期次” 第 2 行“牵头部门审核截止”：各环节的次序应为：.*不需要的可以留空。/,
  ],
  [
    '期次',
    ['2026Q4', '2027-01-01', '2027-01-15 18:00', '', '1月20日', '2027-01-27', '', '未开放'],
    /^期次\.xlsx“期次” 第 2 行“产改办审核截止”：“1月20日”没有写年份，应写成/,
  ],
  ['放假与调休', [2026, '2026-10-08', '补班', '国庆节'], /第 2 行“安排”：“补班”不在可选的词中：放假、调休上班。/],
  ['放假与调休', [2026, '2026-10-08', '调休上班', '国庆节'], /第 2 行“日期”：2026年：/],
  ['放假与调休', [2026, '2028-10-08', '放假', '国庆节'], /第 2 行“日期”：2028-10-08 不在2026年前后，请核对/],
  ['放假与调休', [26, '2026-10-08', '放假', '国庆节'], /第 2 行“年份”：年份应是 2020 到 2099 之间的四位数/],
  ['放假与调休', [2026, '2026-10-08', '放假', '10月国庆'], /第 2 行“名称”：“10月国庆”不能作名称，请写 8 个字以内/],
])('refuses with sheet, row, column and remedy: %s %j', async (sheet, row, message) => {
  const [head = []] = (await rowsOut())[sheet] ?? []
  const refused = await send({ [sheet]: [head, row] })
  expect(refused).toMatchObject({ stage: 'refused', digest: '' })
  expect(refused.errors).toHaveLength(1)
  expect(refused.errors[0]).toMatch(message)
})

it('names the row of a worked day that is no weekend, and of a day that stands twice', async () => {
  const refused = await send({
    放假与调休: [
      ['年份', '日期', '安排', '名称'],
      [2026, '2026-10-01', '放假', '国庆节'],
      [2026, '2026-10-09', '调休上班', '国庆节'],
      [2026, '2026-10-01', '放假', '国庆节'],
    ],
  })
  expect(refused.errors).toEqual([
    '期次.xlsx“放假与调休” 第 4 行“日期”：2026-10-01 在第 2 行已经写过，请只留一行。',
    '期次.xlsx“放假与调休” 第 3 行“日期”：2026年：2026-10-09 不是周六或周日，不会是调休上班的日子，请核对。',
  ])
})

it('still takes nothing else into the demo city', async () => {
  const refused = await send({
    部门: [
      ['代码', '名称', '角色'],
      ['QXJ', '市气象局', '参与单位'],
    ],
  })
  expect(refused.errors.join()).toContain('这里是演示城市')
})
