import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { openEmpty } from '@cg/db/installation.fixture'
import { databasePath } from '@cg/db/open'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installEmpty } from '../seed.ts'

/* npm run load writes everything in one transaction: killed in the middle it has written nothing. */

const command = fileURLToPath(new URL('../load.ts', import.meta.url))
const example = fileURLToPath(new URL('../../example/', import.meta.url))

let folder = ''
async function install(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'cg-load-kill-'))
  const store = await openEmpty(folder)
  await installEmpty(store)
  store.close()
}

beforeEach(install)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function isWriting(): boolean {
  const db = new Database(databasePath(folder), { timeout: 0 })
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    return false
  } catch {
    return true
  } finally {
    db.close()
  }
}

function load(): { kill: (signal: NodeJS.Signals) => void; ended: Promise<NodeJS.Signals | number | null> } {
  const loading = spawn(process.execPath, [command, example], {
    env: { ...process.env, DATA_DIR: folder },
    stdio: 'ignore',
  })
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    loading.on('error', reject)
    loading.on('close', (code, signal) => resolve(signal ?? code))
  })
  return { kill: (signal) => loading.kill(signal), ended }
}

function counts(): Record<string, unknown> {
  const db = new Database(databasePath(folder), { readonly: true })
  const tables = ['org_unit', 'user', 'period', 'target', 'baseline', 'cell', 'submission', 'audit_event', 'setting']
  const found = tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()])
  db.close()
  return Object.fromEntries(found)
}

/** A look every two milliseconds can miss the writing of a small folder: then a new installation is loaded. */
async function endWhileWriting(signal: NodeJS.Signals): Promise<void> {
  for (;;) {
    const loading = load()
    let isOver = false
    void loading.ended.then(() => (isOver = true))
    while (!isOver && !isWriting()) await pause(2)
    if (!isOver) {
      loading.kill(signal)
      expect(await loading.ended).toBe(signal)
      return
    }
    expect(await loading.ended).toBe(0)
    rmSync(folder, { recursive: true, force: true })
    await install()
  }
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'a load ended by %s while it writes has written nothing, and runs again from the start',
  async (signal) => {
    const before = counts()
    await endWhileWriting(signal)
    expect(counts()).toEqual(before)
    const again = load()
    expect(await again.ended).toBe(0)
    expect(counts()).toMatchObject({ org_unit: 4, cell: 36, submission: 4 })
  },
  60_000,
)
