import { makeDatabase } from '@cg/tooling/postgres/shared'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMigrations, newestVersion } from '../migrate.ts'
import { createTables, finishTables, migrate, ownTables, schemaVersion } from './migrate.ts'
import type { Script } from './migrate.ts'
import { migrationText, schemaInMemory } from './schema-text.ts'
import { numberingPrefix, statementText } from './statement-text.ts'
import { statementsOf, tokensOf } from './tokens.ts'

type Opened = Script & { readonly client: pg.Client; readonly close: () => Promise<void> }

async function openFresh(): Promise<Opened> {
  const { url, drop } = await makeDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    client,
    script: async <Row>(text: string) => (await client.query(text)).rows as Row[],
    async close() {
      await client.end()
      drop()
    },
  }
}

const sqlite = schemaInMemory(newestVersion())
let fresh: Opened
beforeAll(async () => {
  fresh = await openFresh()
  await migrate(fresh)
})
afterAll(async () => {
  sqlite.close()
  await fresh.close()
})

const tables = sqlite
  .prepare<unknown[], string>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  )
  .pluck()
  .all()

const columnsQuery = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) || coalesce(' ' || co.collname, '') AS type, a.attnotnull AS required,
    pg_get_expr(d.adbin, d.adrelid) AS usual
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`

const constraintsQuery = `
  SELECT contype AS kind, pg_get_constraintdef(oid) AS told FROM pg_constraint
  WHERE conrelid = $1::regclass AND contype <> 't' ORDER BY contype, pg_get_constraintdef(oid)`

const typeOf: Readonly<Record<string, string>> = {
  INTEGER: 'bigint',
  REAL: 'double precision',
  TEXT: 'text C',
  BLOB: 'bytea',
}

type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }

describe('what PostgreSQL has of each table is what SQLite has', () => {
  test('the tables', async () => {
    const found = await fresh.client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('i', 'S')`,
    )
    expect(found.rows.map(({ name }) => name).toSorted()).toEqual([...tables, ...ownTables].toSorted())
    expect(tables.length).toBeGreaterThan(90)
  })

  test('columns in their order, with type, default, and whether they may be empty', async () => {
    for (const table of tables) {
      const wanted = (sqlite.pragma(`table_info("${table}")`) as Column[]).map((column) => ({
        name: column.name,
        type: typeOf[column.type],
        required: column.notnull === 1 || column.pk > 0,
        usual: column.dflt_value === null ? null : column.dflt_value.replace(/^'.*'$/, '$&::text'),
      }))
      const { rows } = await fresh.client.query(columnsQuery, [`"${table}"`])
      expect(rows, table).toEqual(wanted)
    }
  })

  test('primary and unique keys, whole and partial indexes with their columns', async () => {
    for (const table of tables) {
      const wanted = (
        sqlite.pragma(`index_list("${table}")`) as { name: string; unique: number; origin: string; partial: number }[]
      ).map(({ name, unique, origin, partial }) => ({
        name: origin === 'c' ? name : '',
        isUnique: unique === 1,
        isPartial: partial === 1,
        columns: (sqlite.pragma(`index_xinfo("${name}")`) as { name: string | null; key: number; desc: number }[])
          .filter(({ key }) => key === 1)
          .map((part) => `${part.name ?? 'expression'}${part.desc === 1 ? ' DESC' : ''}`),
      }))
      const info = sqlite.pragma(`table_info("${table}")`) as Column[]
      const keys = info.filter(({ pk }) => pk > 0)
      // A key of one number is the row's own number in SQLite, and bears no index.
      if (keys.length === 1 && keys[0]?.type === 'INTEGER')
        wanted.push({ name: '', isUnique: true, isPartial: false, columns: [keys[0].name] })
      const { rows } = await fresh.client.query<(typeof wanted)[number]>(
        `SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u')) THEN '' ELSE c.relname::text END AS name,
           i.indisunique AS "isUnique", i.indpred IS NOT NULL AS "isPartial",
           ARRAY(SELECT coalesce(a.attname::text, 'expression') || CASE WHEN i.indoption[k.at - 1] & 1 = 1 THEN ' DESC' ELSE '' END
             FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k(num, at)
               LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num AND k.num > 0 ORDER BY k.at) AS columns
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1::regclass`,
        [`"${table}"`],
      )
      const sorted = (list: typeof wanted) =>
        list.map((one) => JSON.stringify(one, ['name', 'isUnique', 'isPartial', 'columns'])).toSorted()
      expect(sorted(rows), table).toEqual(sorted(wanted))
    }
  })

  test('foreign keys with what they do, and as many checks', async () => {
    for (const table of tables) {
      const keys = sqlite.pragma(`foreign_key_list("${table}")`) as {
        id: number
        table: string
        from: string
        to: string
        on_delete: string
      }[]
      const wanted = [...Map.groupBy(keys, ({ id }) => id).values()].map((parts) => {
        const names = (side: 'from' | 'to') => parts.map((part) => part[side]).join(', ')
        const cascade = parts[0]?.on_delete === 'CASCADE' ? ' ON DELETE CASCADE' : ''
        return `FOREIGN KEY (${names('from')}) REFERENCES ${parts[0]?.table}(${names('to')})${cascade} DEFERRABLE`
      })
      const { rows } = await fresh.client.query<{ kind: string; told: string }>(constraintsQuery, [`"${table}"`])
      const found = rows.filter(({ kind }) => kind === 'f').map(({ told }) => told.replaceAll('"', ''))
      expect(found.toSorted(), table).toEqual(wanted.toSorted())
      const sql =
        sqlite.prepare<unknown[], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) ?? ''
      const checks = tokensOf(sql).filter(({ kind, text }) => kind === 'word' && text === 'CHECK')
      expect(rows.filter(({ kind }) => kind === 'c').length, table).toBe(checks.length)
    }
  })

  test('triggers with when they fire, and numbers for the tables that are numbered', async () => {
    const wanted = sqlite
      .prepare<unknown[], { name: string; table: string; sql: string }>(
        `SELECT name, tbl_name AS "table", sql FROM sqlite_schema WHERE type = 'trigger'`,
      )
      .all()
      .map(({ name, table, sql }) => {
        const head = /BEFORE (INSERT|UPDATE(?: OF [\w, ]+?)?|DELETE)\s+ON/i.exec(sql)?.[1]
        return `${name}: BEFORE ${head} ON ${table}`
      })
    const numbered = tables
      .filter((table) => {
        const keys = (sqlite.pragma(`table_info("${table}")`) as Column[]).filter(({ pk }) => pk > 0)
        const sql =
          sqlite.prepare<unknown[], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) ?? ''
        return keys.length === 1 && keys[0]?.type === 'INTEGER' && !sql.includes('WITHOUT ROWID')
      })
      .map((table) => `${numberingPrefix}${table}: BEFORE INSERT ON ${table}`)
    const { rows } = await fresh.client.query<{ name: string; told: string }>(
      'SELECT tgname AS name, pg_get_triggerdef(oid) AS told FROM pg_trigger WHERE NOT tgisinternal',
    )
    const found = rows.map(({ name, told }) => {
      const head = /(BEFORE .+) ON (?:public\.)?(\S+) FOR EACH ROW/.exec(told.replaceAll('"', ''))
      return `${name}: ${head?.[1]} ON ${head?.[2]}`
    })
    expect(found.toSorted()).toEqual([...wanted, ...numbered].toSorted())
    expect(wanted.length).toBeGreaterThan(150)
  })
})

type Shape = Readonly<Record<string, unknown>>

async function shapeOf({ client }: Opened): Promise<Shape> {
  const shape: Record<string, unknown> = {}
  for (const table of [...tables, ...ownTables]) {
    const of = [`"${table}"`]
    const indexes = await client.query<{ told: string }>(
      'SELECT pg_get_indexdef(indexrelid) AS told FROM pg_index WHERE indrelid = $1::regclass ORDER BY 1',
      of,
    )
    shape[table] = {
      columns: (await client.query(columnsQuery, of)).rows,
      constraints: (await client.query(constraintsQuery, of)).rows,
      // A renamed table keeps the name of its key.
      indexes: indexes.rows.map(({ told }) => told.replace(/INDEX \w+_pkey/, 'INDEX key')).toSorted(),
    }
  }
  shape['triggers'] = (
    await client.query('SELECT pg_get_triggerdef(oid) AS told FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1')
  ).rows
  shape['functions'] = (
    await client.query(
      `SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname COLLATE "C"`,
    )
  ).rows
  return shape
}

/** The last whose statements work on JSON by functions of SQLite's own; no database of PostgreSQL is as old. */
const lastOfSqliteAlone = 16

test('a database that was made at an earlier version and migrated is as one that is made now', async () => {
  const wanted = await shapeOf(fresh)
  for (const version of [lastOfSqliteAlone, 51, newestVersion() - 1]) {
    const older = await openFresh()
    try {
      await createTables(older, version)
      await finishTables(older, version)
      expect(await schemaVersion(older)).toBe(version)
      await older.client.query('BEGIN')
      await migrate(older)
      await older.client.query('COMMIT')
      expect(await shapeOf(older)).toEqual(wanted)
      expect(await schemaVersion(older)).toBe(newestVersion())
      await migrate(older)
    } finally {
      await older.close()
    }
  }
})

test('every later migration can be put into PostgreSQL', () => {
  const later = listMigrations().filter(({ version }) => version > lastOfSqliteAlone)
  expect(later.length).toBeGreaterThan(40)
  for (const { sql, name } of later) expect(() => migrationText(sql, name)).not.toThrow()
})

test('a newer schema is refused with words', async () => {
  const newer = await openFresh()
  try {
    await createTables(newer)
    await newer.client.query('UPDATE schema_version SET version = 9999')
    await expect(migrate(newer)).rejects.toThrow('高于本程序支持的')
  } finally {
    await newer.close()
  }
})

test('what is not known to mean the same is refused', () => {
  const of = (sql: string) => () => statementsOf(sql).map(statementText)
  expect(of("UPDATE setting SET value = json_set(value, '$.a', 1)")).toThrow('json_set')
  expect(of('CREATE TABLE t (a ANY) STRICT')).toThrow('ANY')
  expect(of('CREATE TABLE t (a INTEGER)')).toThrow('STRICT')
  expect(of('CREATE TABLE t (a TEXT COLLATE NOCASE) STRICT')).toThrow('COLLATE')
  expect(of("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT RAISE(ABORT, 'x'); END")).toThrow('BEFORE')
  expect(of('CREATE TRIGGER t BEFORE INSERT ON a BEGIN DELETE FROM b; END')).toThrow('SELECT')
  expect(of("SELECT * FROM t WHERE a GLOB '[^a]*'")).toThrow('SELECT')
  expect(of("DELETE FROM t WHERE a GLOB '[^a]*'")).toThrow('pattern')
  expect(of("DELETE FROM t WHERE a REGEXP 'x'")).toThrow('REGEXP')
  expect(of('DELETE FROM t WHERE a == 1')).toThrow('==')
  expect(of('PRAGMA foreign_keys = OFF')).toThrow('PRAGMA')
  expect(of('DELETE FROM t WHERE a = `b`')).toThrow('not understood')
})

test('points and commas inside a text stay, and every name is quoted', () => {
  expect(statementText(tokensOf("UPDATE user SET name = 'a . b, ''c''' WHERE grant.user_id IS NOT name"))).toEqual({
    kind: 'step',
    texts: [`UPDATE "user" SET "name" = 'a . b, ''c''' WHERE "grant"."user_id" IS DISTINCT FROM "name"`],
  })
})
