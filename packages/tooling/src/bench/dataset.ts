import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogueSeed } from '@cg/contract/catalogue'
import { rawOf } from '@cg/db/client'
import { databasePath, initStore, openStore } from '@cg/db/open'
import type { Period } from '@cg/domain/period'
import { makePeriod, periodRange, shiftPeriod } from '@cg/domain/period'
import { readCatalogue } from '@cg/seeds/catalogue-files'
import { installCatalogue } from '@cg/services/catalogue/install'
import { audit } from '@cg/services/audit'
import { loadDefinitions } from '@cg/services/catalogue/read'
import type { CatalogueIndicator } from '@cg/services/catalogue/read'
import type { Actor, Services } from '@cg/services/context'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { plansOf } from '@cg/services/entry/form/plan'
import { hashToken, newToken } from '@cg/services/session/actor'
import Database from 'better-sqlite3'
import type { Size } from './table.ts'

/** A made-up city, province or nation in a folder of its own. Its figures mean nothing; only their number counts. */
export type Dataset = {
  readonly size: Size
  readonly folder: string
  readonly services: Services
  readonly close: () => void
}

export const lastPeriod = makePeriod(2026, 3)
export const benchPeriods = periodRange(shiftPeriod(lastPeriod, -15), lastPeriod)
/** Still open, for the entry of figures. */
export const openPeriod = shiftPeriod(lastPeriod, 1)
const at = '2026-10-01T00:00:00.000Z'
const areas = ['centre', 'suburb', 'remote']

/** Catalogue, units, people, quarters and targets, but no figures yet. */
export async function createDataset(size: Size, seed: CatalogueSeed = readCatalogue()): Promise<Dataset> {
  const folder = mkdtempSync(join(tmpdir(), `bench-${size.name}-`))
  await initStore(folder)
  const store = await openStore(folder)
  const services: Services = { store, now: () => new Date(at) }
  await installCatalogue(services, seed, { schemeState: 'adopted' })
  withRaw(folder, (db) => {
    insertUnits(db, size)
    insertPeople(db)
    insertPeriods(db)
    insertTargets(
      db,
      seed.indicators.map(({ code }) => code),
      size.units,
    )
  })
  return opened(size, folder, services)
}

/** The data set that lies in a folder, in a copy of its own. */
export async function copyDataset(size: Size, from: string): Promise<Dataset> {
  const folder = mkdtempSync(join(tmpdir(), `bench-${size.name}-`))
  cpSync(from, folder, { recursive: true })
  return opened(size, folder, { store: await openStore(folder), now: () => new Date(at) })
}

function opened(size: Size, folder: string, services: Services): Dataset {
  const close = (): void => {
    services.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { size, folder, services, close }
}

/** Places of the quarter's forms, all of which are filled. */
export async function countCells({ services }: Dataset, period: Period): Promise<number> {
  const definitions = await services.store.read((db) => loadDefinitions(db, period))
  return plansOf({ definitions, rules: [] }).reduce((sum, plan) => sum + plan.places.size, 0)
}

/** Enters and accepts every figure that is due in the quarter. */
export async function fillQuarter({ folder, services }: Dataset, period: Period): Promise<number> {
  const definitions = await services.store.read((db) => loadDefinitions(db, period))
  const plans = plansOf({ definitions, rules: [] })
  const levels = levelsOf([...definitions.indicators.values()])
  withRaw(folder, (db) => insertEntries(db, { period, plans, levels }))
  return plans.reduce((sum, plan) => sum + plan.places.size, 0)
}

/**
 * Gives all figures of one accepted form new values, over the store, as a server would; `turn` says which form of the
 * quarter, each in its turn.
 */
export async function changeForm({ services }: Pick<Dataset, 'services'>, period: Period, turn: number): Promise<void> {
  const definitions = await services.store.read((db) => loadDefinitions(db, period))
  const plans = plansOf({ definitions, rules: [] })
  const plan = plans[turn % plans.length]
  if (plan === undefined) throw new Error(`${period} has no form`)
  await services.store.write('cells.save', async (tx) => {
    const update = `update cell set value = value + 1, version = version + 1
      where period = ? and item_code = ? and unit_code = ? and breakdown = ?`
    for (const key of plan.places.keys()) await rawOf(tx).run(update, period, ...key.split('|'))
    await audit(tx, {
      at: services.now().toISOString(),
      actor: actor('reviewer'),
      action: 'cells.save',
      object: `form:${plan.form.code}`,
      detail: { period, turn },
    })
  })
}

/** A second connection for filling only: what it writes is measured nowhere. */
function withRaw(folder: string, body: (db: Database.Database) => void): void {
  const db = new Database(databasePath(folder))
  try {
    db.pragma('synchronous = OFF')
    db.pragma('busy_timeout = 5000')
    db.transaction(() => body(db))()
  } finally {
    db.close()
  }
}

const unitCode = (index: number): string => `U${String(index).padStart(4, '0')}`

function insertUnits(db: Database.Database, { units: count, hasTiles = true }: Size): void {
  const insert = db.prepare(
    `insert into org_unit (code, name, short_name, kind, parent_code, area_type, assessment_group, protocol_order, tile_row, tile_column, valid_from)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '2021Q1')`,
  )
  insert.run('CITY', '测试市', '测试市', 'city', null, null, null, 0, null, null)
  const width = Math.ceil(Math.sqrt(count))
  for (let index = 1; index <= count; index++) {
    const area = index % areas.length
    const name = `测试区县${index}`
    insert.run(
      unitCode(index),
      name,
      name,
      'district',
      'CITY',
      areas[area],
      `第${area + 1}组`,
      index,
      hasTiles ? Math.floor(index / width) : null,
      hasTiles ? index % width : null,
    )
  }
}

const people = [
  [1, 'bench-reviewer', 'reviewer'],
  [2, 'bench-publisher', 'publisher'],
  [3, 'bench-leader', 'leader'],
  [4, 'bench-filler', 'filler'],
] as const

function insertPeople(db: Database.Database): void {
  const user = db.prepare(`insert into user (id, login, name, password_hash, created_at) values (?, ?, ?, 'none', ?)`)
  const grant = db.prepare(`insert into "grant" (user_id, role, department_code, granted_at) values (?, ?, ?, ?)`)
  for (const [id, login, role] of people) {
    user.run(id, login, login, at)
    grant.run(id, role, null, at)
  }
}

/** Who asks a verb; `department` is what a filler fills for. */
export function actor(role: (typeof people)[number][2], department: string | null = null): Actor {
  const found = people.find(([, , of]) => of === role)
  if (found === undefined) throw new Error(`nobody is ${role}`)
  const [userId, login] = found
  return { userId, login, name: login, mustChangePassword: false, grants: [{ role, department, unit: null }] }
}

/** A leader's session in the database as of the server's clock; its token is the cookie. */
export function openSession({ folder }: Dataset, now = new Date()): string {
  const token = newToken()
  withRaw(folder, (db) => {
    const insert = db.prepare(
      `insert into session (token_hash, user_id, created_at, last_seen_at, expires_at, address) values (?, ?, ?, ?, ?, '127.0.0.1')`,
    )
    const expires = new Date(now.getTime() + 3_600_000).toISOString()
    insert.run(hashToken(token), actor('leader').userId, now.toISOString(), now.toISOString(), expires)
  })
  return token
}

function insertPeriods(db: Database.Database): void {
  const insert = db.prepare(`insert into period (code, opens_at, due_at, closes_at, state) values (?, ?, ?, ?, 'open')`)
  for (const period of [...benchPeriods, openPeriod]) {
    insert.run(period, '2022-01-01T00:00:00.000Z', '2026-12-31T00:00:00.000Z', '2026-12-31T00:00:00.000Z')
  }
}

function insertTargets(db: Database.Database, indicators: readonly string[], count: number): void {
  const insert = db.prepare(
    `insert into target (indicator_code, unit_code, year, value, source) values (?, ?, ?, ?, '测试目标')`,
  )
  const units = ['CITY', ...Array.from({ length: count }, (_, index) => unitCode(index + 1))]
  for (const year of [2023, 2024, 2025, 2026]) {
    for (const indicator of indicators) for (const unit of units) insert.run(indicator, unit, year, 80)
  }
}

type Levels = ReadonlyMap<string, number>

/** How many parts an item is the whole of, one above the other: wholes are filled larger, so that most shares can be. */
function levelsOf(indicators: readonly CatalogueIndicator[]): Levels {
  const levels = new Map<string, number>()
  const pairs = indicators.flatMap(({ formula }) =>
    formula.kind === 'quotient'
      ? formula.denominator.flatMap((whole) => formula.numerator.map((part) => [part.item, whole.item] as const))
      : [],
  )
  for (let round = 0; round < deepest; round++)
    for (const [part, whole] of pairs)
      levels.set(whole, Math.min(deepest, Math.max(levels.get(whole) ?? 0, 1 + (levels.get(part) ?? 0))))
  return levels
}

/** Items of two rates that are each other's whole would climb without end. */
const deepest = 4

type Entries = { readonly period: Period; readonly plans: readonly FormPlan[]; readonly levels: Levels }

function insertEntries(db: Database.Database, { period, plans, levels }: Entries): void {
  const cell = db.prepare(
    `insert into cell (period, item_code, unit_code, breakdown, state, value, version, updated_by, updated_at)
     values (?, ?, ?, ?, 'reported', ?, 1, 4, ?)`,
  )
  const submission = db.prepare(
    `insert into submission (period, form_code, reporter, state, first_submitted_at, submitted_at, submitted_by, accepted_at, accepted_by)
     values (?, ?, ?, 'accepted', ?, ?, 4, ?, 1)`,
  )
  const random = makeRandom(Number(period.replace('Q', '')))
  for (const plan of plans) {
    submission.run(period, plan.form.code, plan.reporter, at, at, at)
    for (const key of plan.places.keys()) {
      const [item = '', unit, breakdown] = key.split('|')
      const value = 1000 * (levels.get(item) ?? 0) + 200 + Math.floor(random() * 800)
      cell.run(period, item, unit, breakdown, value, at)
    }
  }
}

/** The same figures on every run (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
