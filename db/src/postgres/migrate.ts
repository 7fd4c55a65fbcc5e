import { listMigrations, newestVersion } from '../migrate.ts'
import { StoreRefusal } from '../refusal.ts'
import { quoted } from './expression-text.ts'
import { migrationText, schemaText } from './schema-text.ts'
import { numberingPrefix } from './statement-text.ts'

/** What of a connection is needed here: statements without parameters, the rows of the last. */
export type Script = { readonly script: <Row = Record<string, unknown>>(text: string) => Promise<Row[]> }

/**
 * What only PostgreSQL has: how far the schema is, how many commits there were, and functions that SQLite brings along.
 * `json_valid` answers NULL for NULL, which lets a CHECK pass on both.
 */
const own: readonly string[] = [
  `CREATE TABLE schema_version (version BIGINT NOT NULL)`,
  `CREATE TABLE store_version (version BIGINT NOT NULL)`,
  `INSERT INTO store_version (version) VALUES (0)`,
  `CREATE FUNCTION json_valid(told TEXT) RETURNS BOOLEAN LANGUAGE plpgsql IMMUTABLE STRICT AS $cg$
BEGIN
  PERFORM told::json;
  RETURN true;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $cg$`,
  `CREATE FUNCTION json_each(told TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE AS $cg$
  SELECT json_array_elements_text(told::json)
$cg$`,
]

/** Tables that only the schema of PostgreSQL has. */
export const ownTables: ReadonlySet<string> = new Set(['schema_version', 'store_version'])

/** Stands while an installation is moved: nobody opens a database that bears it. */
export const moveMark = 'unfinished_move'

/** 0: nothing of ours is there. */
export async function schemaVersion(connection: Script): Promise<number> {
  const [found] = await connection.script<{ there: unknown }>(
    `SELECT CASE WHEN to_regclass('public.schema_version') IS NULL THEN 0 ELSE 1 END AS there`,
  )
  if (Number(found?.there) === 0) return 0
  const [row] = await connection.script<{ version: unknown }>('SELECT version FROM schema_version')
  return Number(row?.version ?? 0)
}

/** In the caller's transaction: makes the schema where there is none, else brings it to the newest, forward only. */
export async function migrate(connection: Script): Promise<void> {
  const current = await schemaVersion(connection)
  if (current > newestVersion()) {
    throw new StoreRefusal(
      'newer_schema',
      `数据库的结构版本是 ${current}，高于本程序支持的 ${newestVersion()}。请使用更新版本的程序打开，或从升级前的备份恢复。`,
    )
  }
  if (current === 0) {
    await createTables(connection)
    await finishTables(connection)
    return
  }
  const pending = listMigrations().filter(({ version }) => version > current)
  if (pending.length === 0) return
  // A function names its tables in words that no renaming reaches: what is made of functions is made anew.
  await run(connection, schemaText(current).refusals.map(droppedFunction))
  for (const { sql, name } of pending) await run(connection, migrationText(sql, name))
  await run(connection, (await numberingNames(connection)).map(droppedFunction))
  await run(connection, schemaText().triggers)
  await run(connection, [`UPDATE schema_version SET version = ${newestVersion()}`])
}

/** The tables with their checks and keys, empty and without triggers. */
export async function createTables(connection: Script, version: number = newestVersion()): Promise<void> {
  await run(connection, own)
  await run(connection, [`INSERT INTO schema_version (version) VALUES (${version})`, ...schemaText(version).tables])
}

/** What holds between rows, once they are there. */
export async function finishTables(connection: Script, version: number = newestVersion()): Promise<void> {
  const { indexes, foreignKeys, triggers } = schemaText(version)
  await run(connection, [...indexes, ...foreignKeys, ...triggers])
}

const droppedFunction = (name: string): string => `DROP FUNCTION ${quoted(name)}() CASCADE`

async function numberingNames(connection: Script): Promise<string[]> {
  const rows = await connection.script<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, '${numberingPrefix}')`,
  )
  return rows.map(({ name }) => name)
}

async function run(connection: Script, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    try {
      await connection.script(text)
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)} in: ${text}`, { cause: error })
    }
  }
}
