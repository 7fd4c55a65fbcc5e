import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CellEntry } from '@cg/contract/entry'
import { databasePath, initStore } from '@cg/db/open'
import { openWriter } from '@cg/db/store'
import { loadDefinitions } from '@cg/services/catalogue/read'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { plansOf } from '@cg/services/entry/form/plan'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import type Database from 'better-sqlite3'
import { actor, createDataset, openPeriod } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import type { Part } from './table.ts'
import { sizes } from './table.ts'

const cellsPerForm = 60
const turns = 11
const roundsPerTurn = 20

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

/** Writes a form's figures of one round. */
type Save = (round: number) => Promise<void>

/** Through the verb: rights, rules, versions, revisions, audit. */
function throughVerb({ services }: Dataset, plan: FormPlan): Save {
  const context = { ...services, actor: actor('filler', plan.form.department) }
  const key = { period: openPeriod, form: plan.form.code, reporter: plan.reporter }
  const places = placesOf(plan)
  return async (round) => {
    const cells = places.map((place, index): CellEntry => ({
      ...place,
      text: String(figure(round, index)),
      version: round,
    }))
    const { outcomes } = await saveCells(context, key, { source: 'paste', cells })
    const missed = outcomes.filter(({ outcome }) => outcome !== 'saved').length
    if (missed > 0) throw new Error(`${missed} of ${cells.length} cells were not saved in round ${round}`)
  }
}

/** The same rows by better-sqlite3 alone: 60 cells, 60 revisions, a submission, an audit line; same pragmas, one transaction. */
async function withBare<T>(plan: FormPlan, body: (save: Save) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bare-'))
  try {
    await initStore(folder)
    const db = openWriter(databasePath(folder))
    db.pragma('foreign_keys = OFF')
    const write = prepareBare(db, plan)
    const result = await body(async (round) => write(round))
    db.close()
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Spent = { readonly ms: number; readonly cpuMs: number }

async function spend(save: Save, from: number): Promise<Spent> {
  const start = performance.now()
  const used = process.cpuUsage()
  for (let round = from; round < from + roundsPerTurn; round++) await save(round)
  const { user, system } = process.cpuUsage(used)
  return { ms: (performance.now() - start) / roundsPerTurn, cpuMs: (user + system) / 1000 / roundsPerTurn }
}

/** Turns, so that what else the machine does hits both; the first turn is not counted, it compiles. */
async function alternate(bare: Save, verb: Save): Promise<{ bare: Spent; verb: Spent }[]> {
  const all: { bare: Spent; verb: Spent }[] = []
  for (let turn = 0; turn <= turns; turn++) {
    const from = turn * roundsPerTurn
    all.push({ bare: await spend(bare, from), verb: await spend(verb, from) })
  }
  return all.slice(1)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
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
      const measured = await withBare(plan, (bare) => alternate(bare, throughVerb(dataset, plan)))
      const row = (name: string, spent: readonly Spent[], ...ratios: (number | null)[]) => {
        const ms = median(spent.map((one) => one.ms))
        return [name, 1000 / ms, ms, median(spent.map((one) => one.cpuMs)), ...ratios]
      }
      return [
        {
          title: `Writing a form of ${cellsPerForm} cells (${plan.form.code}, median of ${turns} turns of ${roundsPerTurn})`,
          columns: [
            '',
            'forms per second',
            'ms per form',
            'ms of processor',
            'ratio (aim ≥ 0.5)',
            'ratio by processor',
          ],
          rows: [
            row(
              'better-sqlite3 alone, same rows',
              measured.map((turn) => turn.bare),
              null,
              null,
            ),
            row(
              'save with rights, rules, versions, revisions, audit',
              measured.map((turn) => turn.verb),
              median(measured.map((turn) => turn.bare.ms / turn.verb.ms)),
              median(measured.map((turn) => turn.bare.cpuMs / turn.verb.cpuMs)),
            ),
          ],
          note: 'Both with synchronous=FULL; every round changes every cell; the two take turns. On a loaded disk waiting for it hides the work: the ratio by processor does not depend on that.',
        },
      ]
    } finally {
      dataset.close()
    }
  },
}
