import { must } from '@cg/domain/must'
import { firstHash, rowDigest, sealHash, toRuns } from '../seal/runs.ts'
import type { RowKey, Touched } from '../seal/runs.ts'
import { coveredColumns, isSealed } from '../seal/tables.ts'
import type { Connection } from './connection.ts'
import { ownTables } from './migrate.ts'

/*
 * Seals on PostgreSQL. The triggers that note which rows a transaction touches belong to the tables, and note only what
 * the program's own writing session does: whoever writes by another way leaves no seal, and is found by it.
 */

type Column = { readonly name: string; readonly type: string }

export type SealedTable = {
  readonly name: string
  /** The columns that a row's digest covers; null: all. */
  readonly columns: readonly string[] | null
  /** Columns of the primary key. */
  readonly key: readonly Column[]
  readonly isCounted: boolean
}

/** The tables that seals cover, in the order of their names. */
export async function sealedTables(connection: Connection): Promise<SealedTable[]> {
  const { rows } = await connection.objects<Column & { table: string; place: number | null }>(
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
       array_position(i.indkey::int[], a.attnum::int) as place
     from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     order by c.relname collate "C", place, a.attnum`,
    [],
  )
  const byTable = Map.groupBy(rows, (row) => row.table)
  return [...byTable]
    .filter(([name]) => isSealed(name) && !ownTables.has(name))
    .map(([name, all]) => {
      const key = all.filter(({ place }) => place !== null)
      const columns = coveredColumns(
        name,
        all.map((column) => column.name),
      )
      return { name, columns, key, isCounted: key.length === 1 && key[0]?.type === 'bigint' }
    })
}

const on = `current_setting('cg.recording', true) = 'on'`

/** Puts the triggers on every table that seals cover; those that are there are made anew. */
export async function watchTables(connection: Connection): Promise<void> {
  const texts = (await sealedTables(connection)).flatMap((table) => {
    const { name } = table
    const note = (from: string) =>
      `insert into pg_temp.touched select '${name}', ${keySql(table, 'one')} from ${from} as one on conflict do nothing;`
    const functionOf = (verb: string, ...from: string[]) =>
      `create or replace function "seal_${name}_${verb}"() returns trigger language plpgsql as $$ begin
         if ${on} then ${from.map(note).join(' ')} end if; return null; end $$;`
    const changed = (from: string, other: string) => changedSql(table, { from, other })
    const trigger = (verb: string, referencing: string) =>
      `create or replace trigger "seal_${name}_${verb}" after ${verb} on "${name}" ${referencing}
         for each statement execute function "seal_${name}_${verb}"();`
    return [
      functionOf('insert', 'fresh'),
      trigger('insert', 'referencing new table as fresh'),
      functionOf('update', changed('old_rows', 'fresh'), changed('fresh', 'old_rows')),
      trigger('update', 'referencing old table as old_rows new table as fresh'),
      functionOf('delete', 'old_rows'),
      trigger('delete', 'referencing old table as old_rows'),
    ]
  })
  await connection.script(texts.join('\n'))
}

/**
 * Puts the triggers back where one is missing: a restore or a move that was cut before its end has brought the rows without
 * them, and what is written then would lie unsealed.
 */
export async function ensureWatched(connection: Connection, lock: number): Promise<void> {
  const wanted = (await sealedTables(connection)).flatMap(({ name }) =>
    ['insert', 'update', 'delete'].map((verb) => `${sealTriggers}${name}_${verb}`),
  )
  const { rows } = await connection.objects<{ name: string }>(
    `select tgname as name from pg_trigger where not tgisinternal and starts_with(tgname, ?)`,
    [sealTriggers],
  )
  const there = new Set(rows.map(({ name }) => name))
  if (wanted.every((name) => there.has(name))) return
  await connection.script(`begin; select pg_advisory_xact_lock(${lock})`)
  await watchTables(connection)
  await connection.script('commit')
}

/** Rows of an update; of a table that is covered in part, those whose covered part has changed. */
function changedSql({ columns }: SealedTable, { from, other }: { from: string; other: string }): string {
  if (columns === null) return from
  const list = columns.map((name) => `"${name}"`).join(', ')
  return `(select ${list} from ${from} except select ${list} from ${other})`
}

/** Names of the triggers that `watchTables` makes begin so. */
export const sealTriggers = 'seal_'

const keySql = ({ key, isCounted }: SealedTable, of: string): string => {
  const columns = key.map(({ name }) => `${of}."${name}"`)
  return isCounted ? `${columns[0]}::text` : `json_build_array(${columns.join(', ')})::text`
}

/** A key as the seals tell it. */
const keyOf = ({ isCounted }: SealedTable, text: string): RowKey =>
  isCounted ? Number(text) : JSON.stringify(JSON.parse(text))

export type Recorder = {
  /** Before the commit: seals what the transaction has touched. */
  readonly seal: () => Promise<void>
}

/** After as many the table of what was touched is cut: nobody else clears a session's own table of rows that are gone. */
const mostGone = 10_000

/** Makes of a connection one whose changes are noted and sealed. */
export async function recorderOf(connection: Connection): Promise<Recorder> {
  await connection.script(
    `create temp table touched (tab text collate "C", row text collate "C", primary key (tab, row));
     set cg.recording = 'on'`,
  )
  const tables = new Map((await sealedTables(connection)).map((table) => [table.name, table]))
  let gone = 0
  return {
    async seal() {
      // By ON COMMIT DELETE ROWS the server would cut two files at every commit: longer than all else of a commit.
      const { rows } = await connection.objects<{ tab: string; row: string }>(
        'delete from pg_temp.touched returning tab, row',
        [],
      )
      gone += rows.length
      if (gone > mostGone) {
        await connection.script('truncate pg_temp.touched')
        gone = 0
      }
      const touched: Touched[] = []
      for (const [name, own] of [...Map.groupBy(rows, ({ tab }) => tab)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const table = must(tables.get(name), `the table ${name} is not known to the seals`)
        const found = await digestsOf(
          connection,
          table,
          own.map(({ row }) => row),
        )
        for (const key of inOrder(own.map(({ row }) => keyOf(table, row))))
          touched.push({ table: name, key, digest: found.get(key) ?? null })
      }
      await appendSeal(connection, touched)
    },
  }
}

function inOrder(keys: RowKey[]): RowKey[] {
  return keys.sort((a, b) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))),
  )
}

async function digestsOf(
  connection: Connection,
  table: SealedTable,
  keys: readonly string[],
): Promise<ReadonlyMap<RowKey, string>> {
  const columns = table.key.map(({ name }) => name)
  const list = JSON.stringify(
    keys.map((text) => {
      const values = table.isCounted ? [text] : (JSON.parse(text) as unknown[])
      return Object.fromEntries(columns.map((name, at) => [name, values[at]]))
    }),
  )
  const types = table.key.map(({ name, type }) => `"${name}" ${type}`).join(', ')
  const isSame = columns.map((name) => `own."${name}" = asked."${name}"`).join(' and ')
  const { rows } = await connection.objects<Record<string, unknown>>(
    `select own.* from json_to_recordset(?::json) as asked(${types}) join "${table.name}" as own on ${isSame}`,
    [list],
  )
  return new Map(rows.map((row) => [rowKey(table, row), digestOf(table, row)]))
}

const digestOf = ({ name, columns }: SealedTable, row: Readonly<Record<string, unknown>>): string =>
  rowDigest(name, columns === null ? row : Object.fromEntries(columns.map((column) => [column, row[column]])))

const rowKey = ({ key, isCounted }: SealedTable, row: Readonly<Record<string, unknown>>): RowKey => {
  const values = key.map(({ name }) => row[name])
  return isCounted ? Number(values[0]) : JSON.stringify(values)
}

/** Appends a seal over rows and over the audit events since the one before; nothing where there is neither. */
export async function appendSeal(connection: Connection, touched: readonly Touched[]): Promise<void> {
  const { rows } = await connection.objects<{ id: number; hash: string; event: number; last: number; trail: string }>(
    `select coalesce(seal.id, 0) as id, coalesce(seal.hash, '${firstHash}') as hash, coalesce(seal.event_id, 0) as event,
            coalesce(audit_event.id, 0) as last, coalesce(audit_event.hash, '${firstHash}') as trail
     from (select 1) as one
       left join (select id, hash, event_id from seal order by id desc limit 1) as seal on true
       left join (select id, hash from audit_event order by id desc limit 1) as audit_event on true`,
    [],
  )
  const before = must(rows[0])
  if (touched.length === 0 && before.last === before.event) return
  const content = { eventId: before.last, eventHash: before.trail, runs: JSON.stringify(toRuns(touched)) }
  await connection.query(
    'insert into seal (id, event_id, event_hash, runs, previous_hash, hash) values (?, ?, ?, ?, ?, ?)',
    [before.id + 1, content.eventId, content.eventHash, content.runs, before.hash, sealHash(before.hash, content)],
  )
}

/** Seals every row of every table as it stands: of a database that was just made. */
export async function sealAll(connection: Connection): Promise<void> {
  const touched: Touched[] = []
  for await (const { table, digests } of standingRows(connection))
    for (const [key, digest] of digests) touched.push({ table, key, digest })
  await appendSeal(connection, touched)
}

/** The digests of all rows that seals cover, table by table, in the order of their keys. */
export async function* standingRows(
  connection: Connection,
): AsyncGenerator<{ readonly table: string; readonly digests: ReadonlyMap<RowKey, string> }> {
  for (const table of await sealedTables(connection)) {
    const { rows } = await connection.objects<Record<string, unknown>>(`select * from "${table.name}"`, [])
    const found = new Map(rows.map((row) => [rowKey(table, row), digestOf(table, row)]))
    yield { table: table.name, digests: new Map(inOrder([...found.keys()]).map((key) => [key, must(found.get(key))])) }
  }
}
