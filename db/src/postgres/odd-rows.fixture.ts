import type Database from 'better-sqlite3'
import { quoted } from './expression-text.ts'
import { tablesOf } from './table-rows.ts'
import type { Column, Table } from './table-rows.ts'

/* Rows of every table, in as many states as its checks let through: made up by chance, always the same. */

export type Cell = number | string | Buffer | null

export type Candidates = {
  readonly table: Table
  /** What may stand in each column, by its name. */
  readonly values: ReadonlyMap<string, readonly Cell[]>
}

type Reference = { readonly table: string; readonly from: string; readonly to: string }

const plainWords = [
  'x',
  '产改',
  '2026Q3',
  '2026Q4',
  '2026-07-01',
  '2026-08-02',
  '[]',
  '/x',
  'cg_12345678',
  'cg_87654321',
  '',
]
const words = plainWords.concat('a'.repeat(64), 'b'.repeat(64), 'c'.repeat(10), 'd'.repeat(10))
const usual: Readonly<Record<Column['type'], readonly Cell[]>> = {
  INTEGER: [1, 3, 0, 7],
  REAL: [0.1, -0.5, 12, 1e21],
  TEXT: words,
  BLOB: [Buffer.from('abc'), Buffer.from([0, 255, 92])],
}
const rowsWanted = 4
const mostTries = 3_000

/** Fills every table of a file whose triggers are out of the way, and answers what its columns may hold. */
export function fillWithOddRows(file: Database.Database): Candidates[] {
  const done: Candidates[] = []
  for (const table of inOrderOfReferences(file)) {
    // A seed of its own: a table that is added makes up no other rows for the others.
    const random = seeded(table.name)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const candidates = candidatesOf(file, table)
    const names = table.columns.map(({ name }) => quoted(name)).join(', ')
    const insert = file.prepare(
      `INSERT INTO ${quoted(table.name)} (${names}) VALUES (${table.columns.map(() => '?').join(', ')})`,
    )
    // Each state is made up once at least: what a trigger keeps is often kept in one of them alone.
    const states = candidates.values.get('state') ?? []
    const turns: Cell[] = [...states, ...states, ...Array.from({ length: rowsWanted }, () => null)].slice(
      0,
      Math.max(2 * states.length, rowsWanted),
    )
    // Where a row belongs to a release, every release gets one: what is kept of one that is published is not of another.
    const releases = table.name.startsWith('release_') ? (candidates.values.get('release_id') ?? []) : []
    while (turns.length < releases.length) turns.push(null)
    let made = 0
    for (const [at, state] of turns.entries()) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const row = table.columns.map(({ name }) => {
          if (name === 'state') return state
          const list = candidates.values.get(name) ?? [null]
          return name === 'release_id' && releases.length > 0 ? (list[at % list.length] ?? null) : pick(list)
        })
        try {
          insert.run(...row)
          made += 1
          break
        } catch (error) {
          // Most that is made up breaks a check; what passes is what is wanted.
          if (!String(error).includes('constraint failed')) throw error
        }
      }
    }
    if (made < turns.length / 2) throw new Error(`only ${made} rows could be made up for ${table.name}`)
    done.push(candidates)
  }
  return done
}

function candidatesOf(file: Database.Database, table: Table): Candidates {
  const told =
    file.prepare<unknown[], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table.name) ?? ''
  const named = [...told.matchAll(/'([^']*)'/g)].map(([, text = '']) => text).filter((text) => /^[a-z_-]+$/i.test(text))
  const references = file.pragma(`foreign_key_list(${quoted(table.name)})`) as Reference[]
  const values = new Map<string, readonly Cell[]>()
  for (const column of table.columns) {
    const reference = references.find(({ from }) => from === column.name)
    const line = new RegExp(String.raw`^\s*"?${column.name}"? .*$`, 'm').exec(told)?.[0] ?? ''
    const own = line.includes('json_valid')
      ? ['[]', '{"a":"产改"}']
      : [...line.matchAll(/'([a-z_-]+)'/gi)].map(([, text = '']) => text)
    const isFree = column.type === 'TEXT' && own.length === 0
    const usualOnes = own.length > 0 ? own : [...usual[column.type], ...(isFree ? named : [])]
    const of = reference === undefined ? usualOnes : targets(file, reference)
    const isOptional = !line.includes('NOT NULL') && column.pk === 0
    const ofKey: readonly Cell[] = /BETWEEN 2020/.test(line) ? [2024, 2025, 2026, 2027] : [1, 2, 3, 4, 5, 6, 7, 8, 9]
    const all = column.pk > 0 && column.type === 'INTEGER' && reference === undefined ? ofKey : of
    values.set(column.name, isOptional ? [null, ...all] : all)
  }
  return { table, values }
}

function targets(file: Database.Database, { table, to }: Reference): Cell[] {
  return file
    .prepare<unknown[], Cell>(`SELECT ${quoted(to)} FROM ${quoted(table)}`)
    .pluck()
    .all()
}

/** Tables after those that they name. */
function inOrderOfReferences(file: Database.Database): Table[] {
  const waiting = new Map(tablesOf(file).map((table) => [table.name, table]))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const before = waiting.size
    for (const [name, table] of waiting) {
      const references = file.pragma(`foreign_key_list(${quoted(name)})`) as Reference[]
      if (references.some((one) => one.table !== name && waiting.has(one.table))) continue
      ordered.push(table)
      waiting.delete(name)
    }
    if (waiting.size === before) throw new Error(`tables name each other in a ring: ${[...waiting.keys()].join(', ')}`)
  }
  return ordered
}

/** mulberry32 over a word. */
function seeded(word: string): () => number {
  let state = Buffer.from(word).reduce((sum, byte) => Math.imul(sum, 31) + byte, 20261130)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
