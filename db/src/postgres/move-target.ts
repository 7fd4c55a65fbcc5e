import { StoreRefusal } from '../refusal.ts'
import { connect } from './connection.ts'
import { leadLock } from './lead.ts'
import { moveMark } from './migrate.ts'
import { openPlain } from './plain-client.ts'
import type { PlainClient } from './plain-client.ts'
import { assertPromised, writeLock } from './writes.ts'

/* What a move asks of a database of PostgreSQL: that nobody else is on it, and how far an earlier move has come. */

/** in: an installation was being brought here; out: it was being taken away, or is gone. */
export type Mark = { readonly installation: string; readonly way: 'in' | 'out' }

/** Opens a database that nobody else is on; refuses with words where it cannot be reached or is served. */
export async function openAlone(url: string, act: '迁移' | '恢复'): Promise<PlainClient> {
  // Its refusals are in words.
  await (await connect(url)).end()
  const client = await openPlain(url)
  const [free = []] = await client.rows(
    `SELECT pg_try_advisory_lock(${leadLock}) AND pg_try_advisory_lock(${writeLock})`,
  )
  if (free[0] === 't') return client
  await client.close()
  throw new StoreRefusal('in_use', `这个 PostgreSQL 数据库正在使用。请先停止连接它的所有服务进程，再${act}。`)
}

export async function readMark(client: PlainClient): Promise<Mark | null> {
  if ((await client.rows(`SELECT to_regclass('public.${moveMark}')`))[0]?.[0] === null) return null
  const [row] = await client.rows(`SELECT installation, way FROM ${moveMark}`)
  return row === undefined ? null : { installation: row[0] ?? '', way: row[1] === 'out' ? 'out' : 'in' }
}

export async function setMark(client: PlainClient, { installation, way }: Mark): Promise<void> {
  await client.script(`DROP TABLE IF EXISTS ${moveMark}; CREATE TABLE ${moveMark} (installation TEXT, way TEXT)`)
  await client.rows(`INSERT INTO ${moveMark} VALUES ($1, $2)`, [installation, way])
}

export async function clearMark(client: PlainClient): Promise<void> {
  await client.script(`DROP TABLE IF EXISTS ${moveMark}`)
}

/** Refuses a server to which nothing may be entrusted before anything is. */
export async function assertDurable(url: string): Promise<void> {
  const connection = await connect(url)
  try {
    await connection.script('SET synchronous_commit = on')
    await assertPromised(connection)
  } finally {
    await connection.end()
  }
}

/** Makes a target empty that an interrupted move of the same installation has filled; refuses any other that holds something. */
export async function emptyTarget(client: PlainClient, installation: string): Promise<boolean> {
  const [[tables] = []] = await client.rows(
    `SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')`,
  )
  if (tables === '0') return false
  const mark = await readMark(client)
  if (mark?.way === 'in' && mark.installation === installation) {
    await client.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    return true
  }
  throw new StoreRefusal(
    'not_empty',
    '目标 PostgreSQL 数据库里已有数据表，不会覆盖。请另建一个空数据库（createdb），再迁移到它。',
  )
}
