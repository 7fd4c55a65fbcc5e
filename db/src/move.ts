import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { must } from '@cg/domain/must'
import Database from 'better-sqlite3'
import { appendSystemEvent } from './audit-chain.ts'
import { refuseWhileInUse } from './in-use.ts'
import { assertInstalled, databasePath, openStore } from './open.ts'
import { copyIntoPostgres, copyToFile } from './postgres/copy.ts'
import { onConnection } from './postgres/open.ts'
import { assertDurable, clearMark, emptyTarget, openAlone, readMark, setMark } from './postgres/move-target.ts'
import type { PlainClient } from './postgres/plain-client.ts'
import { watchTables } from './postgres/seals.ts'
import { createPrivate, removeDatabase, syncFile } from './private-file.ts'
import { StoreRefusal } from './refusal.ts'
import { sealAppender } from './seal/recorder.ts'
import { forgetSource, readSource, writeSource } from './source.ts'
import { readStamp, writeStamp } from './stamp.ts'

/*
 * Moves an installation from its file into a database of PostgreSQL and back. The folder stays, with its stamp, anchor and
 * backups; which of the two holds the data is told by the folder alone (source.ts), in one step and after all checks: a
 * move that is killed leaves the old place in force, and is begun again by a second one.
 */

export type MoveOptions = {
  readonly folder: string
  /** Holds an installation's file, with its stamp in a folder of its own, against its chains; throws where it is not sound. */
  readonly verify: (folder: string, what: 'from' | 'to') => Promise<void>
  readonly say: (words: string) => void
}

export type Moved = {
  readonly tables: number
  readonly rows: number
  /** Where what was moved away stands now. */
  readonly left: string
}

export async function moveToPostgres({ folder, verify, say }: MoveOptions, url: string): Promise<Moved | 'finished'> {
  if (readSource(folder) !== null) return finishMove(folder, url)
  await assertDurable(url)
  // Refuses what is missing, damaged, foreign or unfinished, and brings an older file to this program's schema.
  ;(await openStore(folder)).close()
  const path = databasePath(folder)
  const held = holdFile(path)
  const place = join(folder, 'moving')
  try {
    const copy = databasePath(freshPlace(place, folder))
    held.prepare('VACUUM INTO ?').run(copy)
    say('正在校验原数据……')
    await verify(place, 'from')
    noteMove(copy, 'SQLite', 'PostgreSQL')
    const client = await openAlone(url, '迁移')
    try {
      const installation = must(readStamp(folder)).id
      if (await emptyTarget(client, installation)) say('上次迁移没有完成，留下的数据已清空，现在从头开始。')
      say('正在复制到 PostgreSQL 并逐表比对……')
      const moved = await fill(client, { copy, url, installation })
      say('正在校验迁移后的数据……')
      await verifyTarget(url, place, { folder, verify })
      writeSource(folder, { url })
      await clearMark(client)
      held.close()
      return { ...moved, left: setAside(folder) }
    } finally {
      await client.close()
    }
  } finally {
    held.close()
    rmSync(place, { recursive: true, force: true })
  }
}

/** A move that was killed after the folder had changed over: everything was checked already. */
async function finishMove(folder: string, url: string): Promise<'finished'> {
  if (readSource(folder)?.url !== url)
    throw new StoreRefusal(
      'elsewhere',
      `数据目录 ${folder} 的数据已在另一个 PostgreSQL 数据库里，没有可迁移的数据文件。`,
    )
  const client = await openAlone(url, '迁移')
  try {
    const mark = await readMark(client)
    if (mark?.way === 'in') await clearMark(client)
    else if (!existsSync(databasePath(folder)))
      throw new StoreRefusal('moved', `数据目录 ${folder} 的数据已在这个 PostgreSQL 数据库里，不需要再迁移。`)
  } finally {
    await client.close()
  }
  if (existsSync(databasePath(folder))) setAside(folder)
  return 'finished'
}

/** Opens a file so that no other process can, until it is closed. */
function holdFile(path: string): Database.Database {
  refuseWhileInUse(path, '数据文件正在使用。请先停止服务（Ctrl+C 或 systemctl stop），再迁移。')
  const held = new Database(path, { fileMustExist: true, timeout: 500 })
  held.pragma('locking_mode = EXCLUSIVE')
  held.exec('BEGIN EXCLUSIVE; COMMIT')
  return held
}

/** An empty folder with the installation's stamp, for a file of it. */
function freshPlace(place: string, folder: string): string {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true, mode: 0o700 })
  writeStamp(place, must(readStamp(folder)))
  return place
}

/** What was done goes into the audit trail, and a seal over it: the chain of the new place goes on from the old one's. */
export function noteMove(path: string, from: string, to: string): void {
  const file = new Database(path, { fileMustExist: true })
  try {
    file
      .transaction(() => {
        const detail = { before: { place: from }, after: { place: to } }
        appendSystemEvent(file, { at: new Date().toISOString(), action: 'database.move', detail })
        sealAppender(file)([])
      })
      .immediate()
  } finally {
    file.close()
  }
}

type Filling = { readonly copy: string; readonly url: string; readonly installation: string }

/** All in one transaction with the mark: whoever is killed here leaves nothing. */
async function fill(
  client: PlainClient,
  { copy, url, installation }: Filling,
): Promise<Pick<Moved, 'tables' | 'rows'>> {
  const file = new Database(copy, { readonly: true, fileMustExist: true })
  try {
    await client.script('BEGIN')
    await setMark(client, { installation, way: 'in' })
    const copied = await copyIntoPostgres(file, client)
    await client.script('COMMIT')
    await onConnection(url, watchTables)
    return { tables: copied.size, rows: [...copied.values()].reduce((sum, { rows }) => sum + rows, 0) }
  } finally {
    file.close()
  }
}

type Checking = Pick<MoveOptions, 'folder' | 'verify'>

/** What the database holds is read back and held against its chains as the file was. */
async function verifyTarget(url: string, place: string, { folder, verify }: Checking): Promise<void> {
  const target = freshPlace(join(place, 'target'), folder)
  await copyToFile(url, databasePath(target))
  await verify(target, 'to')
}

/** One single file without anything beside it, on the disk. */
function settleFile(path: string): void {
  const file = new Database(path, { fileMustExist: true })
  file.pragma('journal_mode = DELETE')
  file.close()
  syncFile(path)
}

function setAside(folder: string): string {
  const path = databasePath(folder)
  const aside = join(folder, `monitor-moved-${Date.now()}.sqlite`)
  renameSync(path, aside)
  removeDatabase(path)
  return aside
}

export async function moveToFile({ folder, verify, say }: MoveOptions): Promise<Moved> {
  assertInstalled(folder)
  const source = readSource(folder)
  if (source === null)
    throw new StoreRefusal('in_file', `数据目录 ${folder} 的数据就在它自己的数据文件里，不需要迁移。`)
  const installation = must(readStamp(folder)).id
  const client = await openAlone(source.url, '迁移')
  const place = join(folder, 'moving')
  try {
    const before = await readMark(client)
    if (before !== null) await clearMark(client)
    // Refuses another installation's, and brings an older one to this program's schema.
    ;(await openStore(folder)).close()
    await setMark(client, { installation, way: 'out' })
    const copy = databasePath(freshPlace(place, folder))
    createPrivate(copy)
    say('正在从 PostgreSQL 复制并逐表比对……')
    const copied = await copyToFile(source.url, copy)
    say('正在校验原数据……')
    await verify(place, 'from').catch(async (error: unknown) => {
      await clearMark(client)
      throw error
    })
    noteMove(copy, 'PostgreSQL', 'SQLite')
    say('正在校验迁移后的数据……')
    await verify(place, 'to')
    settleFile(copy)
    renameSync(copy, databasePath(folder))
    forgetSource(folder)
    const rows = [...copied.values()].reduce((sum, table) => sum + table.rows, 0)
    return { tables: copied.size, rows, left: 'PostgreSQL' }
  } finally {
    await client.close()
    rmSync(place, { recursive: true, force: true })
  }
}
