import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CellEntry } from '@cg/contract/entry'
import { databasePath, initStore } from '@cg/db/open'
import { openWriter } from '@cg/db/store'
import { loadDefinitions } from '@cg/services/catalogue/read'
import type { FormPlan } from '@cg/services/entry/plan'
import { plansOf } from '@cg/services/entry/plan'
import { saveCells } from '@cg/services/entry/save-cells'
import type Database from 'better-sqlite3'
import { actor, createDataset, openPeriod } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import type { Part } from './table.ts'
import { sizes } from './table.ts'

const cellsPerForm = 60
const rounds = 200
const warmUp = 20

type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }

/** A department's form of the city with at least 60 cells, the one nearest to it. */
async function chooseForm({ services }: Dataset): Promise<FormPlan> {
  const definitions = await services.store.read((db) => loadDefinitions(db, openPeriod))
  const plans = plansOf({ definitions, rules: [] })
    .filter(({ form, places }) => form.filledBy === 'department' && places.size >= cellsPerForm)
    .toSorted((a, b) => a.places.size - b.places.size)
  const [plan] = plans
  if (plan === undefined) throw new Error(`no form has ${cellsPerForm} cells`)
  return plan
}

function placesOf(plan: FormPlan): Place[] {
  return [...plan.places.keys()].slice(0, cellsPerForm).map((key) => {
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    return { item, unit, breakdown }
  })
}

const figure = (round: number, index: number): number => 1000 + ((round * 37 + index * 11) % 500)

/** Forms per second through the verb: rights, rules, versions, revisions, audit. */
async function measureVerb({ services }: Dataset, plan: FormPlan): Promise<number> {
  const context = { ...services, actor: actor('filler', plan.form.department) }
  const key = { period: openPeriod, form: plan.form.code, reporter: plan.reporter }
  const places = placesOf(plan)
  const save = async (round: number): Promise<void> => {
    const cells = places.map((place, index): CellEntry => ({
      ...place,
      text: String(figure(round, index)),
      version: round,
    }))
    const { outcomes } = await saveCells(context, key, { source: 'paste', cells })
    const missed = outcomes.filter(({ outcome }) => outcome !== 'saved').length
    if (missed > 0) throw new Error(`${missed} of ${cells.length} cells were not saved in round ${round}`)
  }
  for (let round = 0; round < warmUp; round++) await save(round)
  const start = performance.now()
  for (let round = warmUp; round < warmUp + rounds; round++) await save(round)
  return rounds / ((performance.now() - start) / 1000)
}

/** The same rows by better-sqlite3 alone: 60 cells, 60 revisions, a submission, an audit line; same pragmas, one transaction. */
function measureBare(plan: FormPlan): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bare-'))
  try {
    initStore(folder)
    const db = openWriter(databasePath(folder))
    db.pragma('foreign_keys = OFF')
    const save = prepareBare(db, plan)
    for (let round = 0; round < warmUp; round++) save(round)
    const start = performance.now()
    for (let round = warmUp; round < warmUp + rounds; round++) save(round)
    const perSecond = rounds / ((performance.now() - start) / 1000)
    db.close()
    return perSecond
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function prepareBare(db: Database.Database, plan: FormPlan): (round: number) => void {
  const at = '2026-10-01T00:00:00.000Z'
  const cell = db.prepare(
    `insert into cell (period, item_code, unit_code, breakdown, state, value, version, updated_by, updated_at)
     values (?, ?, ?, ?, 'reported', ?, ?, 4, ?)
     on conflict (period, item_code, unit_code, breakdown) do update
     set state = excluded.state, value = excluded.value, version = excluded.version, updated_at = excluded.updated_at
     returning id`,
  )
  const revision = db.prepare(
    `insert into cell_revision (cell_id, version, old_state, old_value, new_state, new_value, reason, source, changed_by, changed_at)
     values (?, ?, 'reported', ?, 'reported', ?, '填报', 'paste', 4, ?)`,
  )
  const submission = db.prepare(
    `insert into submission (period, form_code, reporter, state, version) values (?, ?, ?, 'draft', ?)
     on conflict (period, form_code, reporter) do update set version = excluded.version`,
  )
  const audit = db.prepare(
    `insert into audit_event (at, actor_id, actor_name, action, object, detail, previous_hash, hash) values (?, 4, 'x', 'cells.save', ?, ?, ?, ?)`,
  )
  const places = placesOf(plan)
  const detail = JSON.stringify({ source: 'paste', cells: places.map((place) => [...Object.values(place), 1]) })
  const hash = '0'.repeat(64)
  const write = db.transaction((round: number) => {
    for (const [index, { item, unit, breakdown }] of places.entries()) {
      const row = cell.get(openPeriod, item, unit, breakdown, figure(round, index), round + 1, at) as { id: number }
      revision.run(row.id, round + 1, figure(round - 1, index), figure(round, index), at)
    }
    submission.run(openPeriod, plan.form.code, plan.reporter, round + 1)
    audit.run(at, plan.form.code, detail, hash, hash)
  })
  return (round) => write.immediate(round)
}

export const entryPart: Part = {
  name: 'entry',
  async run() {
    const [city] = sizes
    if (city === undefined) throw new Error('no size')
    const dataset = await createDataset(city)
    try {
      const plan = await chooseForm(dataset)
      const bare = measureBare(plan)
      const verb = await measureVerb(dataset, plan)
      return [
        {
          title: `Writing a form of ${cellsPerForm} cells (${plan.form.code}, ${rounds} rounds)`,
          columns: ['', 'forms per second', 'ms per form', 'ratio (aim ≥ 0.5)'],
          rows: [
            ['better-sqlite3 alone, same rows', bare, 1000 / bare, null],
            ['save with rights, rules, versions, revisions, audit', verb, 1000 / verb, verb / bare],
          ],
          note: 'Both with synchronous=FULL; every round changes every cell.',
        },
      ]
    } finally {
      dataset.close()
    }
  },
}
