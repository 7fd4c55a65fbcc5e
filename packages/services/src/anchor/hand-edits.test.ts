import { databasePath } from '@cg/db/open'
import { checkSeals } from '@cg/db/seal/check'
import type { Breach } from '@cg/db/seal/check'
import { sealAsFound } from '@cg/db/seal/as-found'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadAuditNames } from '../admin/audit-words.ts'
import type { AuditNames } from '../admin/audit-words.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { breachWords } from './words.ts'

/*
 * Every table that decides something is edited by hand: each column of a row, a row taken out, a row put in. Each edit must
 * be named with its place. What a release froze is held by its content hash (tamper.test.ts and release.test.ts).
 */

let city: TestCity
let raw: Database.Database

type Column = { name: string; type: string; pk: number; notnull: number }
const columnsOf = (table: string) => raw.pragma(`table_info("${table}")`) as Column[]

/** What the file holds besides what decides: held otherwise, or decides nothing (db/src/seal/tables.ts). */
const held = [
  'audit_event',
  'seal',
  'session',
  'login_attempt',
  'call_count',
  'idempotency_key',
  'message_read',
  'notice',
]
const others = ['reminder_post', 'issued_file', 'evidence_file', 'cell']
const frozen = ['release_base', 'release_cell', 'release_result', 'release_score', 'release_answer']

beforeAll(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const { id, version } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  await publishPreview(city.as('second'), { id, version })
  city.store.close()
  raw = new Database(databasePath(city.folder))
  raw.pragma('foreign_keys = OFF')
  raw.pragma('ignore_check_constraints = ON')
  for (const name of raw
    .prepare<unknown[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all())
    raw.exec(`DROP TRIGGER "${name}"`)
  for (const name of raw
    .prepare<unknown[], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'")
    .pluck()
    .all())
    raw.exec(`DROP INDEX "${name}"`)
  // A table that the fixture leaves empty gets a row, as the program had written it.
  for (const table of tables()) if (rowOf(table) === undefined) putIn(table)
  sealAsFound(raw, new Set())
}, 60_000)
afterAll(() => {
  raw.close()
  city.close()
})

const tables = (): string[] =>
  raw
    .prepare<unknown[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck()
    .all()
    .filter((name) => ![...held, ...others, ...frozen].includes(name))

const rowOf = (table: string) =>
  raw.prepare<unknown[], Record<string, unknown>>(`SELECT * FROM "${table}" LIMIT 1`).get()

const other = (value: unknown, type: string): unknown => {
  if (typeof value === 'number') return value + 77_777
  if (typeof value === 'string') return `${value}!`
  if (Buffer.isBuffer(value)) return Buffer.from('other')
  return type === 'INTEGER' || type === 'REAL' ? 77_777 : type === 'BLOB' ? Buffer.from('x') : 'x!'
}

/** A row of made-up values under a key that is free. */
function putIn(table: string): void {
  const columns = columnsOf(table)
  const values = columns.map(({ name, type, pk }) =>
    pk > 0 && type !== 'INTEGER'
      ? `made-up-${name}`
      : type === 'TEXT'
        ? '{}'
        : type === 'BLOB'
          ? Buffer.from('x')
          : 987_654,
  )
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  raw.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
}

/** Does it, says in words what is found of it that was not there before, and takes it back. */
async function wordsAfter(edit: () => void): Promise<string[]> {
  raw.exec('SAVEPOINT edit')
  try {
    edit()
    const { breaches } = checkSeals(raw)
    const db = drizzle({ client: raw }) as never
    const words: string[] = []
    for (const one of breaches.filter((found) => !known.has(keyOf(found))))
      words.push(await breachWords(db, names, one))
    return words
  } finally {
    raw.exec('ROLLBACK TO edit; RELEASE edit')
  }
}
const known = new Set<string>()
let names: AuditNames
const keyOf = (breach: Breach): string => JSON.stringify(breach)

it('each column changed, each row taken out, each row put in is named where it stands', async ({ task }) => {
  names = await loadAuditNames(drizzle({ client: raw }) as never)
  for (const breach of checkSeals(raw).breaches) known.add(keyOf(breach))
  // Made-up rows leave nothing that would hide what an edit does.
  expect([...known]).toEqual([])
  const missed: string[] = []
  let edits = 0
  const tryOut = async (name: string, edit: () => void) => {
    edits += 1
    if ((await wordsAfter(edit)).length === 0) missed.push(name)
  }
  for (const table of tables()) {
    for (const { name, type, pk } of columnsOf(table)) {
      if (pk > 0 || counters.includes(`${table}.${name}`)) continue
      const row = rowOf(table) ?? {}
      await tryOut(`${table}.${name}`, () =>
        raw
          .prepare(`UPDATE "${table}" SET "${name}" = ? WHERE ${whereOf(table)}`)
          .run(other(row[name], type), ...keysOf(table)),
      )
    }
    await tryOut(`${table} taken out`, () =>
      raw.prepare(`DELETE FROM "${table}" WHERE ${whereOf(table)}`).run(...keysOf(table)),
    )
    await tryOut(`${table} put in`, () => insertAnother(table))
  }
  for (const { name, type, pk } of columnsOf('cell'))
    if (pk === 0)
      await tryOut(`cell.${name}`, () =>
        raw.prepare(`UPDATE cell SET "${name}" = ? WHERE id = 1`).run(other((rowOf('cell') ?? {})[name], type)),
      )
  await tryOut('cell taken out', () => raw.exec('DELETE FROM cell WHERE id = 1'))
  expect(missed).toEqual([])
  expect(edits).toBeGreaterThan(148)
  task.meta.counted = { 'hand edits': edits }
}, 120_000)

/** What only counts uses: it may change without a line (db/src/seal/tables.ts). */
const counters: readonly string[] = [
  'api_token.last_used_at',
  'share_link.first_used_at',
  'share_link.last_used_at',
  'share_link.use_count',
]

const whereOf = (table: string): string =>
  columnsOf(table)
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => `"${name}" IS ?`)
    .join(' AND ')
const keysOf = (table: string): unknown[] => {
  const row = rowOf(table) ?? {}
  return columnsOf(table)
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => row[name])
}

function insertAnother(table: string): void {
  const columns = columnsOf(table)
  const row = rowOf(table) ?? {}
  const values = columns.map(({ name, type, pk }) =>
    pk > 0 ? (type === 'INTEGER' ? 123_456 : `free-${name}`) : other(row[name], type),
  )
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  raw.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
}
