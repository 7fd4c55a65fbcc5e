import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditEvent, cell, cellRevision, department, grant, period, release, submission, user } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { verifyPassword } from '@cg/services/session/password'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { example, now, openExample } from './example.fixture.ts'
import { loadFolder } from './load-folder.ts'
import { LoadRefused, LoadUnconfirmed } from './problem.ts'
import { nothingWritten } from './write.ts'
import type { LoadReport } from './write.ts'

/* A folder may be loaded as often as one likes: what is as installed stays untouched, what is other is said first. */

let base: string
let folder: string
let store: Store

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-again-'))
  folder = join(base, 'files')
  cpSync(example, folder, { recursive: true })
  store = await openExample(join(base, 'data'))
})

afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

const load = (isConfirmed = false): Promise<LoadReport> => loadFolder({ store, now }, folder, { isConfirmed })

async function said(isConfirmed = false): Promise<string[]> {
  try {
    await load(isConfirmed)
  } catch (error) {
    if (error instanceof LoadRefused || error instanceof LoadUnconfirmed) return error.message.split('\n')
    throw error
  }
  throw new Error('the folder was loaded')
}

function edit(file: string, from: string, to: string): void {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

const fixture = (body: (tx: Db) => Promise<unknown>) => store.write({ unaudited: 'fixture' }, body)
const everything = () =>
  store.read(async (db) => ({
    events: await db.select().from(auditEvent),
    users: await db.select().from(user),
    cells: await db.select().from(cell),
    revisions: await db.select().from(cellRevision),
    forms: await db.select().from(submission),
    periods: await db.select().from(period),
  }))

const nothing = { ...nothingWritten, changes: [], notes: [], impacts: [] }

async function publish(code: string): Promise<void> {
  await fixture(async (tx) => {
    const [by] = await tx.select({ id: user.id }).from(user).where(eq(user.login, 'fabu'))
    const { id } = must(by)
    const at = now().toISOString()
    const head = { code: `CG-${code}-01`, period: code, sequence: 1, state: 'published' as const, contentHash: 'x' }
    await tx.insert(release).values({ ...head, preparedBy: id, preparedAt: at, publishedBy: id, publishedAt: at })
    await tx.update(period).set({ state: 'closed' }).where(eq(period.code, code))
  })
}

it('the same folder again changes nothing, not even the audit trail', async () => {
  const before = await everything()
  expect(await load()).toMatchObject(nothing)
  expect(await load(true)).toMatchObject(nothing)
  expect(await everything()).toEqual(before)
})

it('says what would be other, writes nothing before somebody confirms it, and then that alone', async () => {
  edit('units.csv', 'SX,山下县,山下县,县,SL,偏远地区,县域,是,2,1,1', 'SX,山下县,山下县,县,SL,偏远地区,,是,2,3,1')
  edit('targets.csv', 'QY01,CD,2026,97,', 'QY01,CD,2026,97.5,')
  edit('periods.csv', '2026-01-25 18:00', '2026-01-26 18:00')
  edit('users.csv', 'chengdong,赵城东,Shili-2026,领导,,CD\n', '')
  edit('history-2025.csv', '2025Q3,P_INS_DUE,CD,,"30,000",', '2025Q3,P_INS_DUE,CD,,"30,001",')
  edit('history-2025.csv', '2025Q3,P_INS_DUE,CD,size:above,18000,', '2025Q3,P_INS_DUE,CD,size:above,18001,')
  const before = await everything()
  const changes = [
    'units.csv 第 4 行：山下县（SX）的考核组由“县域”改为空，地图行由“1”改为“3”（各季度都改）',
    'users.csv 第 6 行：赵城东（chengdong）的权限由“填报人 CD、领导 CD”改为“填报人 CD”',
    'periods.csv 第 3 行：2025Q4的关闭时间由“2026年1月25日 18:00”改为“2026年1月26日 18:00”',
    'targets.csv 第 3 行：QY01 在 CD 的 2026 年目标的目标值由“97”改为“97.5”',
    'history-2025.csv 第 2 行：2025Q3 CD 的 P_INS_DUE由 30,000 改为 30,001',
    'history-2025.csv 第 3 行：2025Q3 CD 的 P_INS_DUE（size:above）由 18,000 改为 18,001',
  ]
  expect(await said()).toEqual([
    '还没有写入任何数据，请先核对：',
    '将改动已有的 6 处：',
    ...changes,
    '有误的请改正后再装载；确认无误的，在命令末尾加上 --confirm 再运行一次。',
  ])
  expect(await everything()).toEqual(before)
  expect(await load(true)).toMatchObject({
    ...nothing,
    units: 1,
    users: 1,
    periods: 1,
    targets: 1,
    figures: 2,
    forms: 1,
    changes,
    impacts: ['2025年第四季度：涉及 28 张还没有审核通过的报表。这一期还没有发布。'],
  })
  const after = await everything()
  expect(after.revisions).toHaveLength(before.revisions.length + 2)
  expect(after.forms.map(({ state }) => state)).toEqual(before.forms.map(() => 'accepted'))
  expect(after.forms.map(({ round }) => round).filter((round) => round === 2)).toHaveLength(1)
  expect(await load()).toMatchObject(nothing)
})

it('leaves an account its own password and whether it is in use', async () => {
  await fixture((tx) => tx.update(user).set({ isActive: false }).where(eq(user.login, 'rsj')))
  edit('users.csv', 'rsj,张人社,Shili-2026', 'rsj,张人社,Other-2027')
  expect(await load()).toMatchObject(nothing)
  edit('users.csv', 'rsj,张人社,Other-2027', 'rsj,张人力,Other-2027')
  await load(true)
  const [row] = await store.read((db) => db.select().from(user).where(eq(user.login, 'rsj')))
  expect(row).toMatchObject({ name: '张人力', isActive: false, version: 2 })
  expect(await verifyPassword('Shili-2026', must(row).passwordHash)).toBe(true)
  expect(
    await store.read((db) =>
      db
        .select()
        .from(grant)
        .where(eq(grant.userId, must(row).id)),
    ),
  ).toHaveLength(1)
})

it('keeps departments in their order, new ones last', async () => {
  const before = await store.read((db) => db.select().from(department).orderBy(department.protocolOrder))
  writeFileSync(join(folder, 'departments.csv'), '代码,名称,角色\nQXJ,市气象局,参与单位\nZJJ,市住建局,成员单位\n')
  await load(true)
  const after = await store.read((db) => db.select().from(department).orderBy(department.protocolOrder))
  expect(after.map(({ code }) => code)).toEqual([...before.map(({ code }) => code), 'QXJ'])
})

it('never changes a published quarter: what is the same passes, what is other is refused', async () => {
  await publish('2025Q3')
  const note = 'periods.csv 第 2 行：2025Q3 已经发布，状态仍是“关闭”，没有采用文件里的。'
  expect(await load()).toMatchObject({ ...nothing, notes: [note] })
  edit('history-2025.csv', '2025Q3,P_INS_DUE,CD,size:above,18000,', '2025Q3,P_INS_DUE,CD,size:above,18001,')
  const before = await everything()
  expect(await said(true)).toEqual([
    '共有 1 处错误，没有写入任何数据：',
    'history-2025.csv 第 3 行“数值”：2025Q3 已经发布，已发布的数据里是 18,000，这里是 18,001。已发布的数字只能按更正流程修改，请改回原数或删去这一行。',
  ])
  expect(await everything()).toEqual(before)
})

it('never writes over a form that people have worked on', async () => {
  await fixture(async (tx) => {
    const [by] = await tx.select({ id: user.id }).from(user).where(eq(user.login, 'shenhe'))
    await tx
      .update(submission)
      .set({ acceptedBy: must(by).id })
      .where(and(eq(submission.period, '2025Q3')))
  })
  expect(await load()).toMatchObject(nothing)
  edit('history-2025.csv', '2025Q3,P_INS_DUE,CD,size:above,18000,', '2025Q3,P_INS_DUE,CD,size:above,18001,')
  expect((await said(true))[1]).toMatch(
    /^history-2025\.csv 第 3 行“数值”：2025Q3 的报表“.+”（RSJ）已通过，有人填报或审核过，不能用文件改。请在页面上修改，或从文件中删去这一行。$/,
  )
})
