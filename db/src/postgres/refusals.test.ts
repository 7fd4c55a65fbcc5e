import { makeDatabase } from '@cg/tooling/postgres/shared'
import type Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { newestVersion } from '../migrate.ts'
import { copyIntoPostgres } from './copy.ts'
import { quoted } from './expression-text.ts'
import { fillWithOddRows } from './odd-rows.fixture.ts'
import type { Candidates, Cell } from './odd-rows.fixture.ts'
import { openPlain } from './plain-client.ts'
import type { PlainClient } from './plain-client.ts'
import { schemaInMemory } from './schema-text.ts'
import { fileRows } from './table-rows.ts'

/* The same statements on both databases, over rows of every table in many states: both let them through, or both refuse. */

/** What a database answers: '' lets it through, else the words of a trigger or the kind of rule that was broken. */
type Outcome = { readonly said: string; readonly by?: string | undefined }

function inSqlite(file: Database.Database, text: string): Outcome {
  file.exec('SAVEPOINT one')
  try {
    file.exec(text)
    return { said: '' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const kind = /^(UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed/.exec(message)?.[1]
    if (
      kind === undefined &&
      !(error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_TRIGGER')
    )
      throw new Error(`${message} in ${text}`, { cause: error })
    return { said: kind ?? message }
  } finally {
    file.exec('ROLLBACK TO one; RELEASE one')
  }
}

const kinds: Readonly<Record<string, string>> = {
  '23505': 'UNIQUE',
  '23503': 'FOREIGN KEY',
  '23514': 'CHECK',
  '23502': 'NOT NULL',
}

/** Tries texts one after the other and takes each back; answers [code, message, where] of each. */
const tryAll = `
CREATE FUNCTION pg_temp.try_all(texts TEXT[]) RETURNS JSON LANGUAGE plpgsql AS $cg$
DECLARE
  one TEXT; code TEXT; message TEXT; place TEXT; found JSONB := '[]';
BEGIN
  FOREACH one IN ARRAY texts LOOP
    BEGIN
      EXECUTE one;
      RAISE EXCEPTION USING MESSAGE = 'done', ERRCODE = 'CG000';
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, place = PG_EXCEPTION_CONTEXT;
      found := found || jsonb_build_array(jsonb_build_array(code, message, place));
    END;
  END LOOP;
  RETURN found;
END $cg$`

async function inPostgres(client: PlainClient, texts: readonly string[]): Promise<Outcome[]> {
  const [[told = null] = []] = await client.rows('SELECT pg_temp.try_all($1)', [texts])
  return (JSON.parse(told ?? '[]') as [string, string, string][]).map(([code, message, where], at) => {
    if (code === 'CG000') return { said: '' }
    const kind = kinds[code]
    if (kind === undefined && code !== '23000') throw new Error(`${code} ${message} in ${texts[at]}`)
    return {
      said: kind ?? message,
      by: kind === undefined ? /^PL\/pgSQL function (\w+)\(\)/.exec(where)?.[1] : undefined,
    }
  })
}

type Statement = { readonly sqlite: string; readonly postgres: string }

const literal = (value: Cell, isPostgres: boolean): string => {
  if (value === null) return 'NULL'
  if (Buffer.isBuffer(value)) return isPostgres ? `'\\x${value.toString('hex')}'::bytea` : `x'${value.toString('hex')}'`
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** What somebody might try on a row: take it away, change each of its columns, put another in its place. */
function* triedOn({ table, values }: Candidates, row: readonly Cell[]): Generator<Statement> {
  const name = quoted(table.name)
  const both = (make: (of: (value: Cell) => string) => string): Statement => ({
    sqlite: make((value) => literal(value, false)),
    postgres: make((value) => literal(value, true)),
  })
  const columns = table.columns.map((column, at) => ({ ...column, value: row[at] ?? null }))
  const key = columns.filter(({ pk }) => pk > 0)
  const is = (of: (value: Cell) => string) => key.map((one) => `${quoted(one.name)} = ${of(one.value)}`).join(' AND ')
  yield both((of) => `DELETE FROM ${name} WHERE ${is(of)}`)
  for (const column of columns) {
    const others = (values.get(column.name) ?? []).filter((value) => value !== column.value)
    const odd = column.type === 'TEXT' ? '{"' : -1
    for (const other of [
      column.value,
      ...others.slice(0, 3),
      others.at(-1) ?? null,
      ...(column.type === 'BLOB' ? [] : [odd]),
    ])
      yield both((of) => `UPDATE ${name} SET ${quoted(column.name)} = ${of(other)} WHERE ${is(of)}`)
  }
  const put = (list: typeof columns, of: (value: Cell) => string) =>
    `INSERT INTO ${name} (${list.map((one) => quoted(one.name)).join(', ')}) VALUES (${list.map((one) => of(one.value)).join(', ')})`
  yield both((of) => put(columns, of))
  const rest = columns.filter(({ pk }) => pk === 0)
  if (rest.length === 0) return
  const names = key.map((one) => quoted(one.name)).join(', ')
  const set = rest.map((one) => `${quoted(one.name)} = excluded.${quoted(one.name)}`).join(', ')
  yield both((of) => `${put(columns, of)} ON CONFLICT (${names}) DO UPDATE SET ${set}`)
  // Another key, and where it is a number none at all.
  const [first] = key
  if (first === undefined) return
  for (const other of (values.get(first.name) ?? []).slice(0, 5)) {
    const moved = columns.map((one) => (one.name === first.name ? { ...one, value: other } : one))
    yield both((of) => put(moved, of))
  }
  if (key.length === 1 && first.type === 'INTEGER') yield both((of) => put(rest, of))
}

test('every statement has the same outcome on both, and every trigger refuses', async () => {
  const file = schemaInMemory(newestVersion())
  file.pragma('foreign_keys = ON')
  const triggers = file
    .prepare<unknown[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) file.exec(`DROP TRIGGER ${quoted(name)}`)
  const filled = fillWithOddRows(file)
  for (const { sql } of triggers) file.exec(sql)
  file.pragma(`user_version = ${newestVersion()}`)

  const { url, drop } = await makeDatabase()
  const client = await openPlain(url)
  await client.script('BEGIN')
  await copyIntoPostgres(file, client)
  await client.script(`COMMIT; ${tryAll}; BEGIN`)
  const seen = new Set<string>()
  const apart: string[] = []
  let tried = 0
  for (const candidates of filled) {
    for (const row of [...fileRows(file, candidates.table)].map((one) => one.map(plainCell))) {
      const statements = [...triedOn(candidates, row)]
      const found = await inPostgres(
        client,
        statements.map(({ postgres }) => postgres),
      )
      expect(found.length).toBe(statements.length)
      for (const [at, { sqlite }] of statements.entries()) {
        tried += 1
        const wanted = inSqlite(file, sqlite).said
        const { said = 'nothing', by } = found[at] ?? {}
        if (by !== undefined) seen.add(by)
        // A row may break two rules at once: which is told first is each database's own affair.
        if ((wanted === '') !== (said === '')) apart.push(`${sqlite}: ${wanted || 'done'} | ${said || 'done'}`)
      }
    }
  }
  await client.script('ROLLBACK')
  await client.close()
  drop()
  file.close()
  expect(apart).toEqual([])
  expect(triggers.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([])
  expect(tried).toBeGreaterThan(10_000)
})

const plainCell = (value: bigint | number | string | Buffer | null): Cell =>
  typeof value === 'bigint' ? Number(value) : value
