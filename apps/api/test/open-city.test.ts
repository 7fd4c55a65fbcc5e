import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { beginInstallation } from '@cg/db/first-run'
import { databasePath, isFirstRun, openStore } from '@cg/db/open'
import { must } from '@cg/domain/must'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '../src/open-city.ts'

/* A first start that is killed in the middle is begun again by the next one: half a city is never served. */

let base = ''
let folder = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cg-first-'))
  folder = join(base, 'data')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** The demo city of one published quarter: enough to be ended in the middle of. */
const asOf = '2022-04-20'
const child = fileURLToPath(new URL('open-city.child.ts', import.meta.url))
const silent = () => undefined

function start(): { process: ChildProcess; said: () => string; ended: Promise<NodeJS.Signals | number | null> } {
  let said = ''
  const server = spawn(process.execPath, [child, folder, asOf], { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (part) => (said += String(part)))
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    server.on('error', reject)
    server.on('close', (code, signal) => resolve(signal ?? code))
  })
  return { process: server, said: () => said, ended }
}

/** Waits until the seeding has filed some forms of its first quarter. */
async function inTheMiddle(): Promise<void> {
  for (;;) {
    await pause(5)
    if (!existsSync(databasePath(folder))) continue
    const db = new Database(databasePath(folder), { readonly: true, timeout: 2_000 })
    try {
      const found = db.prepare('SELECT count(*) FROM submission').pluck().get()
      if (Number(found) > 3) return
    } finally {
      db.close()
    }
  }
}

/** The process that the server has begun (Linux). */
function onlyChildOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

function counts(of: string): Record<string, unknown> {
  const db = new Database(databasePath(of), { readonly: true })
  const tables = [
    'org_unit',
    'user',
    'period',
    'submission',
    'cell',
    'cell_revision',
    'release',
    'release_answer',
    'audit_event',
  ]
  const found = tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()])
  db.close()
  return Object.fromEntries(found)
}

let whole: Record<string, unknown> | undefined

/** Of a city whose first start nobody ended, made once. */
async function countsOfWhole(): Promise<Record<string, unknown>> {
  if (whole !== undefined) return whole
  const own = join(base, 'whole')
  const store = await openCity(own, { isEmpty: false, asOf }, silent)
  store.close()
  whole = counts(own)
  expect(whole).toMatchObject({ release: 1 })
  return whole
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'a first start ended by %s while it is seeding is begun again, with words, and gives a whole city',
  async (signal) => {
    const first = start()
    await inTheMiddle()
    first.process.kill(signal)
    expect([await first.ended, first.said()]).toEqual([signal, ''])
    expect(isFirstRun(folder)).toBe(true)
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'unfinished' })
    const heard: string[] = []
    const store = await openCity(folder, { isEmpty: false, asOf }, (words) => heard.push(words))
    store.close()
    expect(heard.join()).toContain('上次首次启动没有完成')
    expect(counts(folder)).toEqual(await countsOfWhole())
    const again = await openCity(folder, { isEmpty: false, asOf }, () => {
      throw new Error('a finished installation is not begun again')
    })
    again.close()
    expect(readdirSync(folder).toSorted()).toEqual(['installation.json', 'monitor.sqlite'])
  },
  120_000,
)

it('says so when the process that seeds is killed, and begins again', async () => {
  const first = start()
  await inTheMiddle()
  process.kill(onlyChildOf(must(first.process.pid)), 'SIGKILL')
  expect(await first.ended).toBe(1)
  expect(first.said()).toContain('创建城市的进程中途结束（SIGKILL）')
  expect(isFirstRun(folder)).toBe(true)
  const heard: string[] = []
  const store = await openCity(folder, { isEmpty: true, asOf: undefined }, (words) => heard.push(words))
  store.close()
  expect(heard.join()).toContain('现在从头开始')
})

it('a second start beside one that is seeding refuses and leaves it alone', async () => {
  const first = start()
  await inTheMiddle()
  // Held where it is, or a busy machine may let it finish before the second one looks.
  const seeding = onlyChildOf(must(first.process.pid))
  process.kill(seeding, 'SIGSTOP')
  await expect(openCity(folder, { isEmpty: true, asOf: undefined }, silent)).rejects.toMatchObject({ code: 'in_use' })
  process.kill(seeding, 'SIGCONT')
  expect([await first.ended, first.said()]).toEqual([0, 'open\n'])
})

it('begins again wherever the power went off', async () => {
  const empty = { isEmpty: true, asOf: undefined }
  const store = await beginInstallation(folder)
  store.close()
  const cuts: (() => void)[] = [
    () => rmSync(databasePath(folder)),
    () => writeFileSync(databasePath(folder), ''),
    () => writeFileSync(databasePath(folder), 'half a page of zeros'.repeat(300)),
    () => writeFileSync(`${databasePath(folder)}.new`, 'a file that never got its name'),
  ]
  for (const cut of cuts) {
    cut()
    expect(isFirstRun(folder)).toBe(true)
    const begun = await beginInstallation(folder)
    begun.close()
  }
  const whole = await openCity(folder, empty, silent)
  whole.close()
  expect(isFirstRun(folder)).toBe(false)
  await expect(beginInstallation(folder)).rejects.toMatchObject({ code: 'exists' })
})

it('a first start that fails leaves nothing', async () => {
  await expect(openCity(folder, { isEmpty: false, asOf: '2021-01-01' }, silent)).rejects.toThrow('过早')
  expect(readdirSync(folder)).toEqual([])
})
