import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CellEntry } from '@cg/contract/entry'
import { databasePath, initStore } from '@cg/db/open'
import { openWriter } from '@cg/db/store'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import type { FormPlan } from '@cg/services/entry/form/plan'
import type Database from 'better-sqlite3'
import { actor, openPeriod } from './dataset.ts'
import type { Dataset } from './dataset.ts'

export const cellsPerForm = 60

type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }

function placesOf(plan: FormPlan): Place[] {
  return [...plan.places.keys()].slice(0, cellsPerForm).map((key) => {
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    return { item, unit, breakdown }
  })
}

const figure = (round: number, index: number): number => 1000 + ((round * 37 + index * 11) % 500)

/** Writes a form's figures of one round. */
export type Save = () => Promise<void>

/** Through the verb: rights, rules, versions, revisions, audit. */
export function throughVerb({ services }: Dataset, plan: FormPlan): Save {
  const context = { ...services, actor: actor('filler', plan.form.department) }
  const key = { period: openPeriod, form: plan.form.code, reporter: plan.reporter }
  const places = placesOf(plan)
  let next = 0
  return async () => {
    const round = next++
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

/** The same rows by better-sqlite3 alone, in a file of their own. */
export type Bare = { readonly path: string; readonly saveOf: (plan: FormPlan) => Save }

/** 60 cells, 60 revisions, a submission, an audit line; same pragmas, one transaction for each form. */
export async function withBare<T>(body: (bare: Bare) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bare-'))
  try {
    await initStore(folder)
    const path = databasePath(folder)
    const db = openWriter(path)
    db.pragma('foreign_keys = OFF')
    const saveOf = (plan: FormPlan): Save => {
      const write = prepareBare(db, plan)
      let next = 0
      return async () => write(next++)
    }
    const result = await body({ path, saveOf })
    db.close()
    return result
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
  const detail = JSON.stringify({ source: 'paste', cells: places.length })
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
