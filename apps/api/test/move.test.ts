import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { finishRestoreIn } from '@cg/db/backup'
import { databasePath, initStore, openStore, useDatabase } from '@cg/db/open'
import { endRestore, noteRestore, readRestoreNote } from '@cg/db/restore'
import { prepareRestoreAside } from '@cg/db/restore-aside'
import { auditEvent } from '@cg/db/schema'
import { readSource } from '@cg/db/source'
import { stampPath } from '@cg/db/stamp'
import { audit } from '@cg/services/audit'
import { installCity } from '@cg/services/catalogue/install-city'
import { settleAnchor } from '@cg/services/anchor/keep'
import { startServer } from '@cg/tooling/postgres/server'
import type { PrivateServer } from '@cg/tooling/postgres/server'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

let folder: string
let server: PrivateServer
let target: { readonly url: string }
let made = 0
beforeAll(async () => {
  server = await startServer({ isDurable: true })
})
afterAll(() => server.stop('immediate'))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-move-'))
  await initStore(folder)
  const store = await openStore(folder)
  const services = { store, now: () => new Date('2026-11-30T00:00:00Z') }
  await installCity(services, { name: '云川市', isDemo: false })
  await settleAnchor(services, folder)
  store.close()
  made += 1
  server.sql(`CREATE DATABASE city${made} OWNER cg`)
  target = { url: server.url(`city${made}`) }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Ran = { readonly code: number | null; readonly said: string }

const script = (name: string): string => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url))

/** Runs a command on the folder; killed as soon as it says `killAt`. */
async function run(name: string, args: readonly string[], killAt?: string): Promise<Ran> {
  const { DATABASE_URL: _url, ANCHOR_DIR: _anchor, ...env } = process.env
  const child = spawn(process.execPath, [script(name), ...args], {
    env: { ...env, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part.toString()
      if (killAt !== undefined && said.includes(killAt)) child.kill('SIGKILL')
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

const moveIn = (killAt?: string) => run('move', [target.url], killAt)

async function trail(): Promise<(readonly [string, string])[]> {
  const store = await openStore(folder)
  const rows = await store.read((db) => db.select().from(auditEvent).orderBy(auditEvent.id))
  store.close()
  return rows.map(({ action, detail }) => [action, detail] as const)
}

test('an installation goes into PostgreSQL and back, sound at each place, and says so in its trail', async () => {
  const before = await trail()
  const there = await moveIn()
  expect(there).toEqual({ code: 0, said: expect.stringContaining('两边逐表一致') })
  expect(readSource(folder)).toEqual({ url: target.url })
  expect(existsSync(databasePath(folder))).toBe(false)
  expect(await run('verify', [])).toEqual({ code: 0, said: expect.stringMatching(/^✓ \d+ 条审计记录，\d+ 个封签/) })
  const moved = ['database.move', JSON.stringify({ before: { place: 'SQLite' }, after: { place: 'PostgreSQL' } })]
  expect(await trail()).toEqual([...before, moved])

  expect(await moveIn()).toEqual({ code: 1, said: expect.stringContaining('不需要再迁移') })
  const back = await run('move', [`sqlite:${folder}`])
  expect(back).toEqual({ code: 0, said: expect.stringContaining('两边逐表一致') })
  expect(readSource(folder)).toBeNull()
  expect(await run('verify', [])).toEqual({ code: 0, said: expect.stringContaining('✓') })
  expect((await trail()).slice(before.length).map(([action]) => action)).toEqual(['database.move', 'database.move'])
  expect(await run('move', [`sqlite:${folder}`])).toEqual({ code: 1, said: expect.stringContaining('不需要迁移') })
  // What was left behind is not opened again, nor written over.
  expect(await moveIn()).toEqual({ code: 1, said: expect.stringContaining('已有数据表，不会覆盖') })
})

test('a move that is killed leaves the file in force, and a second one begins again', async () => {
  const before = await trail()
  for (const at of ['正在复制到', '正在校验迁移后的数据']) {
    expect(await moveIn(at)).toMatchObject({ code: null })
    expect(readSource(folder)).toBeNull()
    expect(await trail()).toEqual(before)
    expect(await run('verify', [])).toMatchObject({ code: 0 })
  }
  // The copy is whole, but nobody has checked it: it is not opened.
  const other = mkdtempSync(join(tmpdir(), 'cg-move-other-'))
  useDatabase(other, target.url)
  copyFileSync(stampPath(folder), stampPath(other))
  await expect(openStore(other)).rejects.toThrow('迁移到这个 PostgreSQL 数据库的过程没有完成')
  rmSync(other, { recursive: true, force: true })
  const again = await moveIn()
  expect(again).toEqual({ code: 0, said: expect.stringContaining('上次迁移没有完成，留下的数据已清空') })
  expect(again.said).toContain('两边逐表一致')
  expect(await run('verify', [])).toMatchObject({ code: 0 })
  expect(readdirSync(folder)).not.toContain('moving')
})

test('a move back that is killed is not opened until it is begun again', async () => {
  await moveIn()
  const before = await trail()
  for (const at of ['正在从 PostgreSQL 复制', '正在校验迁移后的数据']) {
    expect(await run('move', ['sqlite:'], at)).toMatchObject({ code: null })
    expect(readSource(folder)).toEqual({ url: target.url })
    await expect(openStore(folder)).rejects.toThrow('请重新运行 npm run move 完成迁移')
  }
  expect(await run('move', ['sqlite:'])).toMatchObject({ code: 0 })
  expect((await trail()).length).toBe(before.length + 1)
})

test('refused with words: a target that holds something, a file in use, no server, a damaged history', async () => {
  const store = await openStore(folder)
  expect(await moveIn()).toEqual({ code: 1, said: expect.stringContaining('数据文件正在使用') })
  store.close()
  expect(await run('move', ['postgres://nobody@127.0.0.1:1/nothing'])).toEqual({
    code: 1,
    said: expect.stringContaining('连接不上 PostgreSQL'),
  })
  const fast = await makeDatabase()
  expect(await run('move', [fast.url])).toEqual({ code: 1, said: expect.stringContaining('fsync 应为 on') })
  fast.drop()
  expect(await run('move', ['mysql://x'])).toEqual({ code: 2, said: expect.stringContaining('用法') })
  const raw = new Database(databasePath(folder))
  raw.exec("DROP TRIGGER audit_event_no_update; UPDATE audit_event SET actor_name = '别人' WHERE id = 1")
  raw.close()
  const refused = await moveIn()
  expect(refused).toEqual({ code: 1, said: expect.stringContaining('原数据没有通过校验') })
  expect(readSource(folder)).toBeNull()
})

test('a backup is made while PostgreSQL serves, and restored into it while it does not', async () => {
  await moveIn()
  const before = await trail()
  const store = await openStore(folder)
  const stopLeading = await store.lead(
    async () => () => undefined,
    (error) => {
      throw error
    },
  )
  expect(await run('backup', [])).toEqual({ code: 0, said: expect.stringContaining('已备份到') })
  const [name = ''] = readdirSync(join(folder, 'backups'))
  const backup = join(folder, 'backups', name)
  const event = { at: '2026-11-30T01:00:00Z', actor: null, action: 'city.install', object: 'city', detail: {} } as const
  await store.write('city.install', (tx) => audit(tx, event))
  expect(await run('restore', [backup])).toEqual({ code: 1, said: expect.stringContaining('正在使用') })
  expect(await run('move', ['sqlite:'])).toEqual({ code: 1, said: expect.stringContaining('正在使用') })
  // Asked for in the interface, and another process came while the program started anew.
  await prepareRestoreAside(folder, backup)
  noteRestore(folder, { file: name, at: '2026-11-30T01:00:00Z', reason: '演练', by: null })
  const why = '这个 PostgreSQL 数据库正在使用。请先停止连接它的所有服务进程，再恢复。'
  expect(await finishRestoreIn(folder, 0)).toEqual({ replaced: null, problem: why })
  expect(readRestoreNote(folder)).toMatchObject({ file: name, givenUp: why })
  expect(await finishRestoreIn(folder, 0)).toEqual({ replaced: null, problem: null })
  endRestore(folder)
  await stopLeading()
  store.close()
  const restored = await run('restore', [backup])
  expect(restored).toEqual({ code: 0, said: expect.stringContaining('原数据保留为') })
  expect((await trail()).map(([action]) => action)).toEqual([...before.map(([action]) => action), 'database.restore'])
  expect(await run('verify', [])).toMatchObject({ code: 0 })
  // What was replaced is a file like any other.
  const replaced = readdirSync(folder).find((one) => one.startsWith('monitor-replaced-')) ?? ''
  const file = new Database(join(folder, replaced), { readonly: true })
  expect(file.prepare('SELECT count(*) FROM audit_event').pluck().get()).toBe(before.length + 1)
  file.close()
})
