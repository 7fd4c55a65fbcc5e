import { newestVersion } from '../migrate.ts'
import { StoreRefusal } from '../refusal.ts'
import type { DatabaseSource } from '../source.ts'
import { readStamp } from '../stamp.ts'
import type { Store } from '../store.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { migrate, moveMark, schemaVersion } from './migrate.ts'
import { ensureWatched, sealAll, watchTables } from './seals.ts'
import { createPostgresStore } from './store.ts'
import { upgrade } from './upgrade.ts'
import { writeLock } from './writes.ts'

/* Making and opening an installation whose data is in a database of PostgreSQL. Its folder holds the stamp and the rest. */

export async function onConnection<T>(url: string, body: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(url)
  try {
    return await body(connection)
  } finally {
    await connection.end()
  }
}

/** Makes the tables in an empty database; refuses one that holds anything. */
export async function createIn({ url }: DatabaseSource, id: string): Promise<void> {
  await onConnection(url, async (connection) => {
    if ((await tableCount(connection)) > 0) {
      throw new StoreRefusal(
        'exists',
        'DATABASE_URL 所指的 PostgreSQL 数据库里已有数据表，不能在其中新建。请另建一个空数据库（createdb），或把 DATA_DIR 指向它原来的数据目录。',
      )
    }
    await connection.script('begin')
    await connection.script(`select pg_advisory_xact_lock(${writeLock})`)
    await migrate(connection)
    await watchTables(connection)
    await connection.query('insert into setting (key, value) values (?, ?)', ['installation', JSON.stringify({ id })])
    await sealAll(connection)
    await connection.script('commit')
  })
}

async function tableCount(connection: Connection): Promise<number> {
  const [row] = await connection.script<{ count: number }>(
    "select count(*) as count from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'p')",
  )
  return row?.count ?? 0
}

/** Empties a database of an unfinished first run. */
export async function discardIn({ url }: DatabaseSource): Promise<void> {
  await onConnection(url, async (connection) => {
    const [row] = await connection.script<{ isFree: number }>(`select pg_try_advisory_lock(${writeLock}) as "isFree"`)
    if (row?.isFree !== 1)
      throw new StoreRefusal(
        'in_use',
        '另一个进程正在这个 PostgreSQL 数据库中进行首次启动。请等它完成，或先停止它再启动。',
      )
    await connection.script('drop schema public cascade; create schema public')
  })
}

/** Opens an existing one: refuses a foreign, other, newer or missing database, with words. */
export async function openIn(folder: string, source: DatabaseSource): Promise<Store> {
  await onConnection(source.url, async (connection) => {
    await assertOurs(folder, connection)
    const from = await schemaVersion(connection)
    if (from > newestVersion()) {
      throw new StoreRefusal(
        'newer_schema',
        `数据库的结构版本是 ${from}，高于本程序支持的 ${newestVersion()}。请使用更新版本的程序打开，或从升级前的备份恢复。`,
      )
    }
    if (from < newestVersion()) await upgrade(connection, { folder, url: source.url, from })
    await ensureWatched(connection, writeLock)
  })
  return createPostgresStore({ url: source.url, isTried: source.isTried ?? false })
}

/** Refuses a database that is empty, foreign, being moved, or of another installation than the folder's stamp. */
export async function assertOurs(folder: string, connection: Connection): Promise<void> {
  const stamp = readStamp(folder)
  if (stamp === null) {
    throw new StoreRefusal(
      'no_stamp',
      `数据目录 ${folder} 缺少安装记录，无法确认数据库属于本系统。请从备份恢复整个数据目录。`,
    )
  }
  const [known] = await connection.script<{ isOurs: number; tables: number }>(
    `select (to_regclass('public.schema_version') is not null and to_regclass('public.setting') is not null) as "isOurs",
            (select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as tables`,
  )
  if (known?.tables === 0) {
    throw new StoreRefusal(
      'emptied',
      `数据目录 ${folder} 有安装记录，但 DATABASE_URL 所指的数据库是空的。请从备份恢复（npm run restore），程序不会另建空库。`,
    )
  }
  if (known?.isOurs !== 1)
    throw new StoreRefusal('foreign', 'DATABASE_URL 所指的数据库不是本系统的。请检查库名是否正确。')
  await refuseMoving(connection)
  const [row] = await connection.script<{ value: string }>("select value from setting where key = 'installation'")
  if (row === undefined || (JSON.parse(row.value) as { id: string }).id !== stamp.id) {
    throw new StoreRefusal(
      'other_installation',
      `DATABASE_URL 所指的数据库与数据目录 ${folder} 的安装记录不是同一套安装。请检查 DATABASE_URL 和 DATA_DIR。`,
    )
  }
}

/** A move that is under way, was interrupted, or has taken the data away from here. */
async function refuseMoving(connection: Connection): Promise<void> {
  const [mark] = await connection.script<{ there: string | null }>(
    `select to_regclass('public.${moveMark}')::text as there`,
  )
  if (mark === undefined || mark.there === null) return
  const [row] = await connection.script<{ way: string }>(`select way from ${moveMark}`)
  throw new StoreRefusal(
    'moving',
    row?.way === 'out'
      ? '这个 PostgreSQL 数据库的数据正在迁回数据文件，或已经迁走，不能再打开。请重新运行 npm run move 完成迁移；已经迁完的，请去掉 DATABASE_URL 再启动。'
      : '迁移到这个 PostgreSQL 数据库的过程没有完成。请重新运行 npm run move，完成后再启动。',
  )
}
