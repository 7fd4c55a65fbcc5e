import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databasePath, openStore } from '@cg/db/open'
import { session } from '@cg/db/schema'
import { auditHash, firstHash } from '@cg/db/audit-chain'
import { hashToken, newToken } from '@cg/services/session/actor'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCity } from './city.ts'

/* D1: what was answered as saved is there after kill -9, whole, with its history and its line of the audit trail. */

let folder = ''
let cookie = ''

beforeAll(async () => {
  const city = await openTestCity()
  const token = newToken()
  cookie = `cg=${token}`
  await city.harness.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(session).values({
      tokenHash: hashToken(token),
      userId: city.id('rsj'),
      createdAt: '2026-10-05T02:00:00.000Z',
      lastSeenAt: '2026-10-05T02:00:00.000Z',
      expiresAt: '2026-10-05T08:00:00.000Z',
      address: '127.0.0.1',
    })
  })
  folder = mkdtempSync(join(tmpdir(), 'cg-kill-'))
  city.raw.file?.pragma('wal_checkpoint(TRUNCATE)')
  cpSync(city.app.installation.dataDir, folder, { recursive: true })
  await city.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const child = fileURLToPath(new URL('kill.child.ts', import.meta.url))

/** Lets a server write until it has answered often enough, and kills it in the middle of the next save. */
function writeAndKill(from: number, answers: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = spawn(process.execPath, [child, folder, cookie, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let heard = ''
    let trouble = ''
    const numbers = () => heard.split('\n').slice(0, -1)
    server.stderr.on('data', (part) => (trouble += String(part)))
    server.stdout.on('data', (part) => {
      heard += String(part)
      if (numbers().length >= answers) server.kill('SIGKILL')
    })
    server.on('error', reject)
    server.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the server ended by itself (${String(code)}): ${heard}${trouble}`))
      else resolve(Number(numbers().at(-1)))
    })
  })
}

type Row = Record<string, number | string | null>

function inspect(): { versions: number[]; problems: string[] } {
  const db = new Database(databasePath(folder), { readonly: true })
  const problems: string[] = []
  const cells = db.prepare("SELECT id, value, version FROM cell WHERE item_code = 'P_TRAIN_SR'").all() as Row[]
  for (const { id, value, version } of cells) {
    if (value !== version) problems.push(`cell ${id} holds ${value} in version ${version}`)
    const revisions = db.prepare('SELECT new_value FROM cell_revision WHERE cell_id = ? ORDER BY version').pluck()
    const values = revisions.all(id)
    if (JSON.stringify(values) !== JSON.stringify(Array.from({ length: Number(version) }, (_, at) => at + 1)))
      problems.push(`cell ${id} has the history ${values.length}, not ${version}`)
  }
  const events = db.prepare('SELECT * FROM audit_event ORDER BY id').all() as Row[]
  let previous = firstHash
  for (const event of events) {
    const line = {
      at: String(event['at']),
      actorId: event['actor_id'] === null ? null : Number(event['actor_id']),
      actorName: String(event['actor_name']),
      action: String(event['action']),
      object: String(event['object']),
      detail: String(event['detail']),
    }
    if (event['previous_hash'] !== previous || event['hash'] !== auditHash(previous, line))
      problems.push(`the audit trail is broken at ${event['id']}`)
    previous = String(event['hash'])
  }
  const saves = events.filter((event) => event['action'] === 'cells.save').length
  const versions = cells.map((cell) => Number(cell['version']))
  if (saves !== (versions[0] ?? 0)) problems.push(`${saves} lines of the audit trail for ${versions[0]} saves`)
  if (db.pragma('quick_check', { simple: true }) !== 'ok') problems.push('quick_check')
  db.close()
  return { versions, problems }
}

it('no answered save is lost or halved by kill -9, and the next start takes up where it was', async () => {
  let version = 0
  for (const answers of [3, 25, 60]) {
    const answered = await writeAndKill(version, answers)
    expect(answered).toBeGreaterThanOrEqual(version + answers)
    const { versions, problems } = inspect()
    expect(problems).toEqual([])
    // Three cells were one save: all of them stand at the same version, at least at the last that was answered.
    expect(new Set(versions).size).toBe(1)
    expect(versions).toHaveLength(3)
    expect(versions[0]).toBeGreaterThanOrEqual(answered)
    expect(versions[0]).toBeLessThanOrEqual(answered + 1)
    version = versions[0] ?? 0
    const store = await openStore(folder)
    store.check()
    store.close()
  }
})
