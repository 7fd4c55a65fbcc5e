import type Database from 'better-sqlite3'
import { digester, firstHash, rowsOf, sealHash, sha256 } from './runs.ts'
import type { Run, RowKey } from './runs.ts'
import { coveredSql, keySql, sealedTables } from './tables.ts'

/** Something that was not left there by the program. */
export type Breach =
  /** The chain of seals itself is broken at a seal. */
  | { readonly kind: 'seal'; readonly id: number }
  /** The audit trail no longer holds the event that a seal was made after, or holds others after the last one. */
  | { readonly kind: 'trail'; readonly event: number; readonly how: 'missing' | 'other' | 'unsealed' }
  /** A row differs from what was sealed last, is gone, or was never sealed. */
  | { readonly kind: 'row'; readonly table: string; readonly key: RowKey; readonly how: 'changed' | 'gone' | 'foreign' }
  /** A cell holds something else than its last revision says. */
  | { readonly kind: 'cell'; readonly id: number }
  /** The bytes of a file are not those that it is known by. */
  | { readonly kind: 'file'; readonly hash: string }

type SealRow = { id: number; eventId: number; eventHash: string; runs: string; previousHash: string; hash: string }

export type SealCheck = {
  readonly seals: number
  /** Hash of the last seal whose chain holds. */
  readonly head: string
  readonly breaches: readonly Breach[]
}

/** Holds everything that seals cover against them. Reads the whole file; on one moment if the caller holds a transaction. */
export function checkSeals(db: Database.Database): SealCheck {
  const chain = walkChain(db)
  return {
    seals: chain.seals,
    head: chain.head,
    breaches: [
      ...chain.breaches,
      ...checkTrail(db),
      ...checkRows(db, chain.sealed),
      ...checkCells(db),
      ...checkFiles(db),
    ],
  }
}

type Sealed = Map<string, Map<RowKey, string | null>>
type Chain = { seals: number; head: string; breaches: Breach[]; sealed: Sealed }

function walkChain(db: Database.Database): Chain {
  const rows = db.prepare<unknown[], SealRow>(
    `SELECT id, event_id AS eventId, event_hash AS eventHash, runs, previous_hash AS previousHash, hash
     FROM seal ORDER BY id`,
  )
  const chain: Chain = { seals: 0, head: firstHash, breaches: [], sealed: new Map() }
  for (const row of rows.iterate()) {
    const isWhole =
      row.id === chain.seals + 1 && row.previousHash === chain.head && sealHash(chain.head, row) === row.hash
    if (!isWhole) {
      chain.breaches.push({ kind: 'seal', id: row.id })
      // What stands behind a broken link proves nothing; it is read on so that rows are still named.
    }
    takeRuns(chain, row)
    chain.seals = row.id
    chain.head = row.hash
  }
  return chain
}

function takeRuns({ sealed, breaches }: Chain, { id, runs }: SealRow): void {
  try {
    for (const { table, key, digest } of rowsOf(JSON.parse(runs) as Run[])) {
      const known = sealed.get(table) ?? new Map<RowKey, string | null>()
      known.set(key, digest)
      sealed.set(table, known)
    }
  } catch {
    // Not JSON of ours: the link is named, whatever else it was made to say.
    if (!breaches.some((one) => one.kind === 'seal' && one.id === id)) breaches.push({ kind: 'seal', id })
  }
}

/** Every seal's audit event must be there as it was, and none may stand behind the last one. */
function checkTrail(db: Database.Database): Breach[] {
  const lost = db
    .prepare<unknown[], { event: number; found: string | null }>(
      `SELECT seal.event_id AS event, audit_event.hash AS found
       FROM seal LEFT JOIN audit_event ON audit_event.id = seal.event_id
       WHERE seal.event_id > 0 AND audit_event.hash IS NOT seal.event_hash ORDER BY seal.id`,
    )
    .all()
  const last = db.prepare<unknown[], number>('SELECT coalesce(max(event_id), 0) FROM seal').pluck().get() ?? 0
  const newest = db.prepare<unknown[], number>('SELECT coalesce(max(id), 0) FROM audit_event').pluck().get() ?? 0
  const [first] = lost
  return [
    ...(first === undefined
      ? []
      : [{ kind: 'trail', event: first.event, how: first.found === null ? 'missing' : 'other' } as const]),
    ...(newest > last ? [{ kind: 'trail', event: last + 1, how: 'unsealed' } as const] : []),
  ]
}

function checkRows(db: Database.Database, sealed: Sealed): Breach[] {
  return sealedTables(db).flatMap((table) => {
    const { name } = table
    const known = sealed.get(name) ?? new Map<RowKey, string | null>()
    const breaches: Breach[] = []
    const seen = new Set<RowKey>()
    const rows = db
      .prepare<unknown[], unknown[]>(`SELECT ${coveredSql(table)}, ${keySql(table, `"${name}"`)} FROM main."${name}"`)
      .raw()
    const columns = rows.columns().map((column) => column.name)
    const digestOf = digester(name, columns.slice(0, -1))
    for (const row of rows.iterate()) {
      const key = row.at(-1)
      seen.add(key as RowKey)
      const wanted = known.get(key as RowKey) ?? null
      if (wanted === null) breaches.push({ kind: 'row', table: name, key: key as RowKey, how: 'foreign' })
      else if (wanted !== digestOf(row)) breaches.push({ kind: 'row', table: name, key: key as RowKey, how: 'changed' })
    }
    for (const [key, digest] of known)
      if (digest !== null && !seen.has(key)) breaches.push({ kind: 'row', table: name, key, how: 'gone' })
    return breaches
  })
}

/** A cell and its last revision say the same: state, value, note, who and when. */
function checkCells(db: Database.Database): Breach[] {
  return db
    .prepare<unknown[], number>(
      `SELECT cell.id FROM cell LEFT JOIN cell_revision AS last
         ON last.cell_id / 64 = cell.id / 64 AND last.version = cell.version AND last.cell_id = cell.id
       WHERE last.id IS NULL OR last.new_state <> cell.state OR last.new_value IS NOT cell.value
         OR last.note IS NOT cell.note OR last.changed_by <> cell.updated_by OR last.changed_at <> cell.updated_at
         OR EXISTS (SELECT 1 FROM cell_revision AS later
           WHERE later.cell_id / 64 = cell.id / 64 AND later.version > cell.version AND later.cell_id = cell.id)
       ORDER BY cell.id`,
    )
    .pluck()
    .all()
    .map((id) => ({ kind: 'cell', id }))
}

/** The bytes of every file people gave are those that it is known by. */
function checkFiles(db: Database.Database): Breach[] {
  const files = db.prepare<unknown[], { hash: string; bytes: Buffer }>(
    'SELECT hash, bytes FROM evidence_file ORDER BY hash',
  )
  const breaches: Breach[] = []
  for (const { hash, bytes } of files.iterate()) if (sha256(bytes) !== hash) breaches.push({ kind: 'file', hash })
  return breaches
}
