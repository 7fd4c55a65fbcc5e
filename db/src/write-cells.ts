import { must } from '@cg/domain/must'
import type Database from 'better-sqlite3'
import { clientOf, rawOf } from './client.ts'
import { insertAnswered, insertBatches, updateBatches } from './postgres/batches.ts'
import { cell, cellRevision } from './schema.ts'
import type { Db } from './store.ts'

/*
 * Cells and their revisions through statements that the connection keeps, each of many rows: measured twice as fast as row
 * by row, faster than the rows as JSON, and many times faster than building the statements with drizzle.
 */

/** How many rows a statement takes at most: those of a form go by one, and a connection keeps few statements. */
const mostRows = 64

/** Rows in their order, in pieces of so many. */
function* piecesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += mostRows) yield rows.slice(at, at + mostRows)
}

/**
 * The text of a statement by how many rows it takes, worded once: the connection finds its statement by it. What all rows
 * share is bound before them.
 */
function textsFor(columns: number, text: (rows: string) => string): (rows: readonly unknown[]) => string {
  const row = `(${Array.from({ length: columns }, () => '?').join()})`
  const texts = new Map<number, string>()
  return (rows) => {
    const made = texts.get(rows.length) ?? text(rows.map(() => row).join())
    texts.set(rows.length, made)
    return made
  }
}

/** What the cells of a save mostly have in common, and is bound once then: binding costs as much as writing. */
const often = ['version', 'state', 'note', 'reason'] as const
type Often = (typeof often)[number]

/**
 * Of cells that stand as they did before: what they are to hold is bound, what they held is read. From the first new one on
 * they hold it already, and held nothing. `own`: what each of them has for itself.
 */
function revisionText(own: readonly Often[]): (rows: string) => string {
  const said = (column: Often) => (own.includes(column) ? `new.column${own.indexOf(column) + 3}` : '?')
  return (rows) =>
    `insert into cell_revision
      (cell_id, version, old_state, old_value,
       new_state, new_value, note, reason, source, changed_by, changed_at)
    select cell.id, ${said('version')}, iif(cell.id < ?, cell.state, null), iif(cell.id < ?, cell.value, null),
           ${said('state')}, new.column2, ${said('note')}, ${said('reason')}, ?, ?, ?
    from (values ${rows}) as new cross join cell on cell.id = new.column1`
}

const revisionTexts = new Map<string, ReturnType<typeof textsFor>>()

function revisionTextsFor(own: readonly Often[]): ReturnType<typeof textsFor> {
  const known = revisionTexts.get(own.join()) ?? textsFor(own.length + 2, revisionText(own))
  revisionTexts.set(own.join(), known)
  return known
}

/** Makes the cells what their revisions say: nothing is bound a second time. Those that are new hold it already. */
const followText = `update cell
    set updated_by = made.changed_by, updated_at = made.changed_at,
        state = made.new_state, value = made.new_value, note = made.note, version = made.version
    from cell_revision as made where made.id > ? and made.version > 1 and cell.id = made.cell_id`

export type CellToWrite = {
  /** The row that stands there already; null where nothing was entered yet. */
  readonly id: number | null
  readonly period: string
  readonly itemCode: string
  readonly unitCode: string
  readonly breakdown: string
  readonly state: string
  readonly value: number | null
  readonly note: string | null
  readonly version: number
  /** What stood there before; null where nothing did. */
  readonly oldState: string | null
  readonly oldValue: number | null
  /** Why, for the revision. */
  readonly reason: string
}

/** What all cells of a save share. */
export type CellStamp = { readonly source: string; readonly updatedBy: number; readonly updatedAt: string }

/** Inserts the new cells, replaces the others and leaves a revision of each; answers the ids in the order of the rows. */
export async function writeCellRows(tx: Db, rows: readonly CellToWrite[], stamp: CellStamp): Promise<number[]> {
  if (rawOf(tx).dialect === 'postgres') return writeCellBatches(tx, rows, stamp)
  if (rows.length === 0) return []
  const client = clientOf(tx)
  const fresh = rows.filter(({ id }) => id === null).length
  const ids = fresh === 0 ? rows.map(({ id }) => must(id)) : insertCells(client, rows, stamp)
  const last = insertRevisions(client, rows, { ids, stamp })
  const followed = fresh === rows.length ? 0 : client.prepare(followText).run(last - rows.length).changes
  requireAll(rows.length - fresh, followed)
  return ids
}

/** Inserts those that are new; answers the ids of all. */
function insertCells(client: Database.Database, rows: readonly CellToWrite[], stamp: CellStamp): number[] {
  const insert = client
    .prepare<unknown[], number>(
      `insert into cell (period, item_code, unit_code, breakdown, state, value, note, version, updated_by, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    )
    .pluck()
  return rows.map(({ id, period, itemCode, unitCode, breakdown, state, value, note, version }) => {
    if (id !== null) return id
    const content = [state, value, note, version, stamp.updatedBy, stamp.updatedAt]
    return must(insert.get(period, itemCode, unitCode, breakdown, ...content), 'a cell was not written')
  })
}

type Bound = string | number | null

type Revised = { readonly ids: readonly number[]; readonly stamp: CellStamp }

/** Answers the id of the last revision: the others stand before it without a gap. */
function insertRevisions(client: Database.Database, rows: readonly CellToWrite[], { ids, stamp }: Revised): number {
  const firstNew = rows.reduce((first, { id }, at) => (id === null ? Math.min(first, must(ids[at])) : first), Infinity)
  const first = must(rows[0])
  const own = often.filter((column) => rows.some((row) => row[column] !== first[column]))
  const text = revisionTextsFor(own)
  const shared = (column: Often): Bound[] => (own.includes(column) ? [] : [first[column]])
  const head = [...shared('version'), firstNew, firstNew, ...shared('state'), ...shared('note'), ...shared('reason')]
  let [next, last] = [0, 0]
  for (const piece of piecesOf(rows)) {
    const bound: Bound[] = [...head, stamp.source, stamp.updatedBy, stamp.updatedAt]
    for (const row of piece) {
      bound.push(must(ids[next++]), row.value)
      for (const column of own) bound.push(row[column])
    }
    const { changes, lastInsertRowid } = client.prepare(text(piece)).run(bound)
    requireAll(piece.length, changes)
    last = Number(lastInsertRowid)
  }
  return last
}

function requireAll(wanted: number, changed: number): void {
  if (changed !== wanted) throw new Error(`${wanted - changed} cells that were to change are not there`)
}

/** On PostgreSQL every statement is a journey: the new cells go by one, the others by another, their revisions by a third. */
async function writeCellBatches(
  tx: Db,
  rows: readonly CellToWrite[],
  { source, updatedBy, updatedAt }: CellStamp,
): Promise<number[]> {
  const placeOf = (row: Pick<CellToWrite, 'period' | 'itemCode' | 'unitCode' | 'breakdown'>) =>
    JSON.stringify([row.period, row.itemCode, row.unitCode, row.breakdown])
  const cells = rows.map(({ oldState: _state, oldValue: _value, reason: _reason, ...row }) => ({
    ...row,
    updatedBy,
    updatedAt,
  }))
  const fresh = cells.filter(({ id }) => id === null).map(({ id: _id, ...row }) => row)
  const standing = cells.filter(({ id }) => id !== null)
  const made = await insertAnswered(tx, cell, fresh, ['id', 'period', 'itemCode', 'unitCode', 'breakdown'])
  const newIds = new Map(made.map((row) => [placeOf(row), row.id]))
  requireAll(standing.length, await updateBatches(tx, cell, standing, 'id'))
  const ids = rows.map((row) => must(row.id ?? newIds.get(placeOf(row)), 'a cell was not written'))
  const revisions = rows.map(({ version, oldState, oldValue, state, value, note, reason }, at) => ({
    cellId: must(ids[at]),
    version,
    oldState,
    oldValue,
    newState: state,
    newValue: value,
    note,
    reason,
    source,
    changedBy: updatedBy,
    changedAt: updatedAt,
  }))
  await insertBatches(tx, cellRevision, revisions)
  return ids
}
