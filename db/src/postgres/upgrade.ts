import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { auditHash } from '../audit-chain.ts'
import { claimFile, dropFile, finishFile, partOf } from '../backup-file.ts'
import { newestVersion } from '../migrate.ts'
import { hasSeals, rowsApart } from '../seal/as-found.ts'
import { firstHash, rowDigest } from '../seal/runs.ts'
import type { RowKey, Touched } from '../seal/runs.ts'
import { coveredSql, keySql, sealedTables as sealedTablesOfFile } from '../seal/tables.ts'
import type { Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { appendSeal, standingRows, watchTables } from './seals.ts'
import { copyToFile } from './copy.ts'
import { writeLock } from './writes.ts'

type Old = { readonly folder: string; readonly url: string; readonly from: number }

/**
 * Migrates an older database after copying it aside, all in one transaction, says so in the audit trail, and seals what the
 * migration changed. What did not fit its seal before does not fit afterwards either.
 */
export async function upgrade(connection: Connection, { folder, url, from }: Old): Promise<void> {
  const copy = claimFile(folder, `before-upgrade-v${from}-${Date.now()}`)
  try {
    await copyToFile(url, partOf(copy))
    finishFile(copy)
  } catch (error) {
    dropFile(copy)
    throw error
  }
  const before = readBefore(copy)
  await connection.script(`begin; select pg_advisory_xact_lock(${writeLock})`)
  await migrate(connection)
  await watchTables(connection)
  await appendUpgrade(connection, { from, copy: basename(copy) })
  await appendSeal(connection, await changedSince(connection, before))
  await connection.script('commit')
}

type Before = { readonly rows: ReadonlyMap<string, ReadonlyMap<RowKey, string>>; readonly apart: ReadonlySet<string> }

function readBefore(copy: string): Before {
  const file = new Database(copy, { readonly: true, fileMustExist: true })
  try {
    // From before seals: everything is sealed as it is found.
    if (!hasSeals(file)) return { rows: new Map(), apart: new Set() }
    const rows = sealedTablesOfFile(file).map((table): [string, Map<RowKey, string>] => {
      const found = file.prepare<unknown[], Record<string, unknown>>(
        `SELECT ${keySql(table, `"${table.name}"`)} AS "#", ${coveredSql(table)} FROM main."${table.name}"`,
      )
      const digests = new Map<RowKey, string>()
      for (const { '#': key, ...row } of found.iterate()) digests.set(key as RowKey, rowDigest(table.name, row))
      return [table.name, digests]
    })
    return { rows: new Map(rows), apart: rowsApart(file) }
  } finally {
    file.close()
  }
}

async function changedSince(connection: Connection, { rows, apart }: Before): Promise<Touched[]> {
  const touched: Touched[] = []
  for await (const { table, digests } of standingRows(connection)) {
    const old = rows.get(table) ?? new Map<RowKey, string>()
    for (const [key, digest] of digests) if (old.get(key) !== digest) touched.push({ table, key, digest })
    for (const key of old.keys()) if (!digests.has(key)) touched.push({ table, key, digest: null })
  }
  return touched.filter(({ table, key }) => !apart.has(JSON.stringify([table, key])))
}

async function appendUpgrade(connection: Connection, { from, copy }: { from: number; copy: string }): Promise<void> {
  const [last] = await connection.script<{ hash: string }>('select hash from audit_event order by id desc limit 1')
  const previous = last?.hash ?? firstHash
  const detail = JSON.stringify({ before: { version: from }, after: { version: newestVersion() }, backup: copy })
  const at = new Date().toISOString()
  const event = {
    at,
    actorId: null,
    actorName: '系统',
    action: 'database.upgrade',
    object: 'database',
    detail,
  } as const
  await connection.query(
    `insert into audit_event (at, actor_id, actor_name, action, object, detail, previous_hash, hash)
     values (?, null, ?, ?, ?, ?, ?, ?)`,
    [at, event.actorName, event.action, event.object, detail, previous, auditHash(previous, event)],
  )
}
