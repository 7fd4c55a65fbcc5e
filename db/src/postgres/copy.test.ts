import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '@cg/tooling/postgres/shared'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databasePath, initStore } from '../open.ts'
import { checkSeals } from '../seal/check.ts'
import { copyIntoPostgres, copyToFile } from './copy.ts'
import { openPlain } from './plain-client.ts'
import type { PlainClient } from './plain-client.ts'
import { contentOf, fileRows, tablesOf } from './table-rows.ts'

let folder: string
let file: Database.Database
let database: Awaited<ReturnType<typeof makeDatabase>>
let client: PlainClient
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-copy-'))
  await initStore(folder)
  file = new Database(databasePath(folder))
  database = await makeDatabase()
  client = await openPlain(database.url)
  await client.script('BEGIN')
})
afterEach(async () => {
  file.close()
  await client.close()
  database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const oddTexts = [
  '',
  ' ',
  'NULL',
  '{a,"b"}',
  '\\x00',
  "it's",
  'a\\b\n\r\tc',
  '𠮷野家 🏭',
  '\u{feff}é',
  '\u007f\u0080\uffff',
  '%s $1 ?',
]
// SQLite keeps no sign of a zero.
const oddReals = [0, -0, 0.1, 1 / 3, 5e-324, -1.797_693_134_862_315_7e308, 2 ** 53, 123456789012345.67, Infinity, 1e21]
const oddBytes = [Buffer.alloc(0), Buffer.from([0, 1, 92, 120, 255]), Buffer.from('产改'), Buffer.alloc(300_000, 7)]

function fillOddly(): void {
  for (const text of oddTexts)
    file.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(`odd:${text}`, JSON.stringify([text]))
  file.exec(`INSERT INTO indicator VALUES ('I01', 'd', 1);
    INSERT INTO user (id, login, name, password_hash, created_at) VALUES (1, 'a', '甲', 'x', 'now');
    INSERT INTO period VALUES ('2026Q3', 'a', 'b', 'c', 'open', 0, NULL, NULL, NULL);
    INSERT INTO release (id, period, state, prepared_by, prepared_at) VALUES (9007199254740991, '2026Q3', 'preview', 1, 'now')`)
  for (const [at, value] of oddReals.entries()) {
    file
      .prepare(
        "INSERT INTO org_unit (code, name, short_name, kind, protocol_order, valid_from) VALUES (?, ?, ?, 'district', ?, '2020Q1')",
      )
      .run(`u${at}`, '区', '区', -at)
    file.prepare("INSERT INTO baseline VALUES ('I01', ?, '2020Q4', ?, 's', 1)").run(`u${at}`, value)
  }
  for (const [at, bytes] of oddBytes.entries())
    file
      .prepare("INSERT INTO release_answer (release_id, name, hash, body) VALUES (9007199254740991, ?, 'h', ?)")
      .run(`n${at}`, bytes)
  // More than are sent, or asked for, at a time.
  const many = file.prepare("INSERT INTO login_attempt (login, address, at, is_success) VALUES ('x', 'y', ?, 1)")
  file.transaction(() => {
    for (let at = 0; at < 11_000; at += 1) many.run(String(at))
  })()
}

async function contents(of: Database.Database): Promise<unknown[]> {
  const list: unknown[] = []
  for (const table of tablesOf(of)) list.push([table.name, await contentOf(fileRows(of, table))])
  return list
}

test('what goes there and back is what it was, to the last bit, with its seals and what refuses', async () => {
  fillOddly()
  const copied = await copyIntoPostgres(file, client)
  await client.script('COMMIT')
  expect(copied.get('login_attempt')?.rows).toBe(11_000)

  const back = join(folder, 'back.sqlite')
  expect(await copyToFile(database.url, back)).toEqual(copied)
  const read = new Database(back)
  expect(await contents(read)).toEqual(await contents(file))
  const rows = (of: Database.Database) => of.prepare('SELECT * FROM baseline ORDER BY unit_code').all()
  expect(rows(read)).toEqual(rows(file))
  const schema = (of: Database.Database) =>
    of.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  expect(schema(read)).toEqual(schema(file))
  expect(read.pragma('application_id')).toEqual(file.pragma('application_id'))
  expect(checkSeals(read)).toEqual(checkSeals(file))
  expect(checkSeals(read).seals).toBe(1)
  read.close()
  await expect(client.script('DELETE FROM seal')).rejects.toThrow('seals are not deleted')
  expect(
    await client.script("INSERT INTO former_name (user_id, name, until) VALUES (1, 'b', 'c') RETURNING id"),
  ).toEqual([{ id: '1' }])
})

test('a zero byte in a text is refused with the place, and nothing is left', async () => {
  file
    .prepare(
      "INSERT INTO org_unit (code, name, short_name, kind, protocol_order, valid_from) VALUES ('u1', ?, 'x', 'district', 1, '2020Q1')",
    )
    .run('区\0')
  await expect(copyIntoPostgres(file, client)).rejects.toThrow('表 org_unit（code=u1）的 name 含有空字符')
  await client.script('ROLLBACK')
  expect(await client.rows("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([
    ['0'],
  ])
})

test('a number that no page could show exactly is refused, and so is what is no number', async () => {
  file.exec(
    `INSERT INTO org_unit (code, name, short_name, kind, protocol_order, valid_from) VALUES ('u1', 'x', 'x', 'district', 9007199254740993, '2020Q1')`,
  )
  await expect(copyIntoPostgres(file, client)).rejects.toThrow('protocol_order 的数超出')
  await client.script('ROLLBACK; BEGIN')
  file.exec("UPDATE org_unit SET protocol_order = 1; INSERT INTO indicator VALUES ('I01', 'd', 1)")
  await copyIntoPostgres(file, client)
  await client.script("INSERT INTO baseline VALUES ('I01', 'u1', '2020Q4', 'NaN', 's', 0); COMMIT")
  await expect(copyToFile(database.url, join(folder, 'back.sqlite'))).rejects.toThrow(
    'baseline.value 中有一个不是数的值',
  )
})

test('a copy is of one moment, whatever is written meanwhile', async () => {
  fillOddly()
  await copyIntoPostgres(file, client)
  await client.script('COMMIT')
  const path = join(folder, 'back.sqlite')
  const copying = copyToFile(database.url, path)
  for (let turn = 0; turn < 50; turn += 1) {
    await client.script(
      `DELETE FROM login_attempt WHERE id = (SELECT max(id) FROM login_attempt); INSERT INTO setting VALUES ('turn:${turn}', '1')`,
    )
  }
  await copying
  const read = new Database(path, { readonly: true })
  const count = (sql: string) => read.prepare<unknown[], number>(sql).pluck().get() ?? 0
  const [attempts, turns] = [
    count('SELECT count(*) FROM login_attempt'),
    count("SELECT count(*) FROM setting WHERE key LIKE 'turn:%'"),
  ]
  read.close()
  expect(attempts + turns).toBe(11_000)
})
