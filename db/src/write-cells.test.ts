import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeCellRows } from './write-cells.ts'
import { openEmpty } from './installation.fixture.ts'

import * as schema from './schema.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-cells-'))
  store = await openEmpty(folder)
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const at = '2026-10-01T00:00:00Z'
    await tx.insert(schema.user).values({ id: 1, login: 'a', name: 'A', passwordHash: '', createdAt: at })
    await tx.insert(schema.department).values({ code: 'D', name: 'D', role: 'member', protocolOrder: 1 })
    await tx
      .insert(schema.orgUnit)
      .values({ code: 'U', name: 'U', shortName: 'U', kind: 'district', protocolOrder: 1, validFrom: '2021Q1' })
    await tx.insert(schema.period).values({ code: '2026Q3', opensAt: at, dueAt: at, closesAt: at, state: 'open' })
    await tx.insert(schema.dataItem).values({
      code: 'P',
      name: 'P',
      definition: '',
      unit: '人',
      decimals: 4,
      periodKind: 'FLOW_Q',
      ownerDepartment: 'D',
      axes: '{}',
      limits: '{}',
      position: 0,
    })
  })
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const row = (breakdown: string, value: number | null, version = 1, id: number | null = null) => ({
  id,
  period: '2026Q3',
  itemCode: 'P',
  unitCode: 'U',
  breakdown,
  state: value === null ? 'not_applicable' : 'reported',
  value,
  note: `“${breakdown}”\n'引号'`,
  version,
  oldState: null as string | null,
  oldValue: null as number | null,
  reason: `为 ${breakdown}`,
})

const stamp = { source: 'grid', updatedBy: 1, updatedAt: '2026-10-01T00:00:00Z' }

describe('cells', () => {
  it('keep every number exactly, null apart from 0, and text as it was', async () => {
    const values = [0, 0.1 + 0.2, 99.995, 1 / 3, 1234567890.1234, Number.MAX_SAFE_INTEGER, -5, 1e-4, null]
    const rows = values.map((value, at) => row(`b${at}`, value))
    await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, rows, stamp))
    const stored = await store.read(async (db) => db.select().from(schema.cell).orderBy(asc(schema.cell.breakdown)))
    expect(stored.map((one) => one.value)).toEqual(values)
    expect(stored.map((one) => one.note)).toEqual(rows.map((one) => one.note))
  })

  it('replace the row that stands there and answer its id', async () => {
    const [first] = await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, [row('', 1)], stamp))
    const [again] = await store.write({ unaudited: 'fixture' }, async (tx) =>
      writeCellRows(tx, [row('', null, 2, first)], stamp),
    )
    expect(again).toEqual(first)
    const stored = await store.read(async (db) => db.select().from(schema.cell))
    expect(stored).toMatchObject([{ state: 'not_applicable', value: null, version: 2 }])
  })

  it('are written in pieces, each row with what is its own', async () => {
    const rows = Array.from({ length: 107 }, (_, at) => row(`b${at}`, at))
    const ids = await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, rows, stamp))
    const changed = rows.map((one, at) => ({
      ...one,
      id: ids[at] ?? 0,
      value: 1000 - at,
      version: 2,
      note: at % 3 === 0 ? null : `n${at}`,
      oldState: 'reported',
      oldValue: at,
    }))
    const mixed = [...changed.slice(0, 50), row('new', 7), ...changed.slice(50)]
    const again = await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, mixed, stamp))
    expect([...again.slice(0, 50), ...again.slice(51)]).toEqual(ids)
    const stored = await store.read(async (db) => db.select().from(schema.cell).orderBy(asc(schema.cell.id)))
    const told = stored.map(({ breakdown, value, note, version }) => [breakdown, value, note, version])
    expect(told.slice(0, -1)).toEqual(changed.map((one) => [one.breakdown, one.value, one.note, 2]))
    expect(stored.at(-1)).toMatchObject({ id: again[50], breakdown: 'new', value: 7 })
    const revisions = await store.read(async (db) => db.select().from(schema.cellRevision))
    expect(revisions).toHaveLength(rows.length + mixed.length)
    const left = revisions.slice(rows.length).map((one) => [one.cellId, one.oldValue, one.newValue, one.note])
    expect(left).toEqual(mixed.map((one, at) => [again[at], one.oldValue, one.value, one.note]))
  })

  it('that are not there are an error, and nothing of the others stays', async () => {
    const [id = 0] = await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, [row('', 1)], stamp))
    const write = store.write({ unaudited: 'fixture' }, async (tx) =>
      writeCellRows(tx, [row('', 2, 2, id), row('x', 3, 2, id + 1)], stamp),
    )
    await expect(write).rejects.toThrow('1 cells that were to change are not there')
    expect(await store.read(async (db) => db.select().from(schema.cell))).toMatchObject([{ value: 1, version: 1 }])
  })

  it('a state that contradicts its value is refused, and nothing of the statement stays', async () => {
    const wrong = { ...row('x', 1), value: null }
    await expect(
      store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, [row('', 1), wrong], stamp)),
    ).rejects.toThrow(/check/i)
    expect(await store.read(async (db) => db.select().from(schema.cell))).toEqual([])
  })

  it('leave a revision each, with old and new and why', async () => {
    const later = { source: 'paste', updatedBy: 1, updatedAt: '2026-10-02T00:00:00Z' }
    const [first = 0] = await store.write({ unaudited: 'fixture' }, async (tx) =>
      writeCellRows(tx, [row('', 0.1 + 0.2)], stamp),
    )
    const again = { ...row('', null, 2, first), oldState: 'reported', oldValue: 0.1 + 0.2, note: null, reason: '更正' }
    const [, second = 0] = await store.write({ unaudited: 'fixture' }, async (tx) =>
      writeCellRows(tx, [again, row('x', 0)], later),
    )
    const nothing = { oldState: null, oldValue: null }
    const old = { cellId: first, newState: 'reported', newValue: 0.1 + 0.2, note: row('', 0).note, reason: '为 ' }
    const now = { cellId: first, oldState: 'reported', oldValue: 0.1 + 0.2, newState: 'not_applicable', newValue: null }
    const other = { cellId: second, newState: 'reported', newValue: 0, note: row('x', 0).note, reason: '为 x' }
    const by = { source: 'paste', changedBy: 1, changedAt: '2026-10-02T00:00:00Z' }
    expect(await store.read(async (db) => db.select().from(schema.cellRevision))).toEqual([
      { id: 1, version: 1, ...nothing, ...old, source: 'grid', changedBy: 1, changedAt: '2026-10-01T00:00:00Z' },
      { id: 2, version: 2, ...now, note: null, reason: '更正', ...by },
      { id: 3, version: 1, ...nothing, ...other, ...by },
    ])
  })

  it('of which one does not stand as it is told leave nothing, revisions neither', async () => {
    const [id = 0] = await store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, [row('', 1)], stamp))
    const twice = [row('', 2, 1, id), row('y', 3)]
    const write = store.write({ unaudited: 'fixture' }, async (tx) => writeCellRows(tx, twice, stamp))
    await expect(write).rejects.toThrow()
    expect(await store.read(async (db) => db.select().from(schema.cellRevision))).toHaveLength(1)
    expect(await store.read(async (db) => db.select().from(schema.cell))).toMatchObject([{ value: 1, version: 1 }])
  })
})
