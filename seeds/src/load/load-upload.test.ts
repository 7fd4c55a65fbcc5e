import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditEvent, grant, orgUnit, period, release, target, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { Actor } from '@cg/services/context'
import { meaningOf } from '@cg/services/entry/form/definitions'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { writeCityWorkbook } from './city-workbook.ts'
import { example, now, openInstalled } from './example.fixture.ts'
import { loadUpload } from './load-upload.ts'
import type { Upload } from './load-upload.ts'

/* Files that an admin chooses: first tried and told whole, then kept as they were told. */

let base: string
let store: Store
let by: Actor

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-upload-'))
  store = await openInstalled(join(base, 'data'))
  const row = { login: 'guanli', name: '管理员', passwordHash: '!', isActive: true, createdAt: now().toISOString() }
  const userId = await store.write({ unaudited: 'fixture' }, async (tx) => {
    const { id } = must((await tx.insert(user).values(row).returning())[0])
    await tx.insert(grant).values({ userId: id, role: 'admin', grantedAt: row.createdAt })
    return id
  })
  const grants = [{ role: 'admin' as const, department: null, unit: null }]
  by = { userId, login: row.login, name: row.name, mustChangePassword: false, grants }
})

afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

const files = (change: (name: string, text: string) => string = (_, text) => text): Upload[] =>
  readdirSync(example).map((fileName) => ({
    fileName,
    bytes: Buffer.from(change(fileName, readFileSync(join(example, fileName), 'utf8'))),
  }))
const load = (all: readonly Upload[], seen: string | null = null) => loadUpload({ store, now }, all, { by, seen })
const stored = () =>
  store.read(async (db) => ({
    units: (await db.select().from(orgUnit)).map(({ name }) => name),
    events: await db.select().from(auditEvent),
  }))

it('is tried first: everything that would be written is told, and nothing is', async () => {
  const before = await stored()
  const checked = await load(files())
  expect(checked).toMatchObject({ stage: 'checked', errors: [], doubts: [], files: readdirSync(example) })
  expect(checked.counts.units).toBeGreaterThan(2)
  expect(checked.counts.figures).toBeGreaterThan(0)
  expect(await stored()).toEqual(before)
})

it('is kept as it was told, once, in the name of who loaded it', async () => {
  const { digest, counts } = await load(files())
  expect(await load(files(), digest)).toMatchObject({ stage: 'loaded', counts })
  const { units, events } = await stored()
  expect(units).toContain('城东区')
  expect(events.find(({ action }) => action === 'city.install')).toMatchObject({ actorName: '管理员' })
  expect(JSON.parse(events.find(({ action }) => action === 'load.begin')?.detail ?? '{}')).toEqual({ by: '管理员' })
  const again = await load(files())
  expect(Object.values(again.counts).every((count) => count === 0)).toBe(true)
  expect([again.changes, again.doubts]).toEqual([[], []])
})

it('names every error with its place and remedy, and has no digest to go on with', async () => {
  const wrong = files((name, text) => (name === 'targets.csv' ? text.replace(',96,', ',960,') : text))
  const refused = await load(wrong)
  expect(refused).toMatchObject({ stage: 'refused', digest: '' })
  expect(refused.errors).toHaveLength(1)
  expect(refused.errors[0]).toMatch(/^targets\.csv 第 2 行“目标值”：/)
})

it('is refused when something else would be done than was told, and then nothing is written', async () => {
  const { digest } = await load(files())
  const other = files((name, text) => (name === 'units.csv' ? text.replace('城东区,城东区', '城东新区,城东') : text))
  await expect(load(other, digest)).rejects.toMatchObject({ code: 'stale' })
  expect((await stored()).units).toEqual([])
  await load(files(), digest)
  const renamed = await load(other)
  expect(renamed.changes.join()).toContain('城东新区')
  await expect(load(other, digest)).rejects.toMatchObject({ code: 'stale' })
  expect((await stored()).units).toContain('城东区')
  expect((await load(other, renamed.digest)).stage).toBe('loaded')
})

it('leaves nothing of a trial behind in what the program keeps in memory', async () => {
  await load(files(), (await load(files())).digest)
  const other = files((name, text) =>
    name === 'units.csv'
      ? text.replace('城东区,城东区', '城北区,城北区')
      : text.replace('"30,000",', '"30,000",复核无误'),
  )
  // What the load before has kept is too old to be used again.
  const clock = performance.now() + 60_000
  vi.spyOn(performance, 'now').mockReturnValue(clock)
  const tried = await load(other)
  expect(tried.errors).toEqual([])
  expect(tried.counts).toMatchObject({ units: 1, figures: 1 })
  const { definitions } = await store.read((db) => meaningOf(store, db, '2025Q3'))
  vi.restoreAllMocks()
  expect(definitions.units.map(({ name }) => name)).toContain('城东区')
})

const workbook = async (): Promise<Upload> => ({ fileName: '城市资料.xlsx', bytes: await writeCityWorkbook({ store }) })

it('of an empty installation is a form with every sheet, which loads as it is', async () => {
  const empty = await load([await workbook()])
  expect(empty).toMatchObject({ stage: 'checked', errors: [], doubts: [], changes: [] })
  expect(Object.values(empty.counts).every((count) => count === 0)).toBe(true)
})

it('comes out as a workbook that changes nothing, and one that was changed changes that alone', async () => {
  await load(files(), (await load(files())).digest)
  const same = await load([await workbook()])
  expect(same).toMatchObject({ stage: 'checked', errors: [], doubts: [], changes: [], notes: [] })
  expect(Object.values(same.counts).every((count) => count === 0)).toBe(true)
  const book = await readXlsx((await workbook()).bytes)
  const offered = book.sheets.flatMap(({ name, dataValidations = [] }) =>
    dataValidations.map(({ range, values = [] }) => `${name} ${range} ${values[0]}`),
  )
  expect(offered).toContain('单位 D2:D3000 市')
  expect(offered).toContain('用户 D2:D3000 领导')
  const sheets = book.sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => row.map((value) => (value === '城东区' ? '城东新区' : value))),
  }))
  const renamed = await load([{ fileName: '城市资料.xlsx', bytes: await writeXlsx({ sheets }) }])
  expect(renamed.counts).toMatchObject({ units: 1, users: 0, targets: 0 })
  expect(renamed.changes).toHaveLength(1)
  expect(renamed.changes[0]).toMatch(/^城市资料\.xlsx“单位” 第 \d 行：城东区（CD）的名称由“城东区”改为“城东新区”/)
})

it('asks about sheets that it does not know, and never leaves an installation without an administrator', async () => {
  await load(files(), (await load(files())).digest)
  const odd = await writeXlsx({
    sheets: [
      {
        name: '用户',
        rows: [
          ['登录名', '姓名', '初始密码', '角色'],
          ['guanli', '管理员', '', '审核人'],
        ],
      },
      { name: '草稿', rows: [['随手记']] },
    ],
  })
  const refused = await load([{ fileName: '改.xlsx', bytes: odd }])
  expect(refused.stage).toBe('refused')
  expect(refused.errors.join()).toContain('没有可用的系统管理员')
  const kept = await writeXlsx({
    sheets: [
      {
        name: '用户',
        rows: [
          ['登录名', '姓名', '初始密码', '角色'],
          ['guanli', '管理员甲', '', '系统管理员'],
        ],
      },
      { name: '草稿', rows: [['随手记']] },
    ],
  })
  const asked = await load([{ fileName: '改.xlsx', bytes: kept }])
  expect(asked.changes).toEqual(['改.xlsx“用户” 第 2 行：管理员（guanli）的姓名由“管理员”改为“管理员甲”'])
  expect(asked.doubts.join()).toContain('工作表“草稿”不是可以装入的名称')
})

it('takes targets and baselines alone until something is published; then it leads to the page with a second person', async () => {
  await load(files(), (await load(files())).digest)
  const other = files((name, text) => {
    if (name === 'targets.csv') return text.replace(',97,', ',97.5,')
    return name === 'units.csv' ? text.replace('城东区,城东,', '城东区,城东片,') : text
  })
  const before = await load(other)
  expect(before).toMatchObject({ stage: 'checked', counts: { targets: 1 } })
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const [{ code }] = [must((await tx.select().from(period))[0])]
    const at = now().toISOString()
    const head = { code: `CG-${code}-01`, period: code, sequence: 1, state: 'published' as const, contentHash: 'x' }
    await tx
      .insert(release)
      .values({ ...head, preparedBy: by.userId, preparedAt: at, publishedBy: by.userId, publishedAt: at })
  })
  const after = await load(other)
  expect(after.stage).toBe('refused')
  expect(after.errors).toEqual([
    expect.stringMatching(/^targets\.csv 第 3 行“目标值”：已有发布的期次.*请到“目标设定”页/),
  ])
  await expect(load(other, before.digest)).resolves.toMatchObject({ stage: 'refused' })
  expect((await store.read((db) => db.select().from(target))).map(({ value }) => value)).not.toContain(97.5)
  expect((await load(files())).stage).toBe('checked')
})
