import { createHash } from 'node:crypto'
import * as tables from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { asc } from 'drizzle-orm'
import { expect } from 'vitest'
import { ServiceError } from '../errors.ts'
import type { CellRow } from './cells/cells.ts'
import type { City, Login } from './entry.fixture.ts'
import type { FormKey } from './form/access.ts'
import { openForm } from './form/open.ts'
import { contentHashOf } from './move/receipt.ts'

/* What must hold of the stored rows after every step, whatever was done: read from the tables, not from the services. */

type RevisionRow = typeof tables.cellRevision.$inferSelect
type SubmissionRow = typeof tables.submission.$inferSelect

/** Everything that a refused call must leave as it was. */
export type Shot = {
  readonly cells: readonly CellRow[]
  readonly revisions: readonly RevisionRow[]
  readonly audit: readonly (typeof tables.auditEvent.$inferSelect)[]
  readonly submissions: readonly SubmissionRow[]
  /** In the order it came, with the form it stands on. */
  readonly evidence: readonly (typeof tables.evidence.$inferSelect & { readonly form: 'rsj' | 'ap' })[]
  readonly rest: string
}

/** One reading of all tables that entry and review write. */
export function takeShot({ store }: City): Promise<Shot> {
  return store.read(async (db) => {
    const submissions = await db.select().from(tables.submission).orderBy(asc(tables.submission.id))
    const evidence = await db.select().from(tables.evidence).orderBy(asc(tables.evidence.id))
    const formOf = (id: number) => (submissions.find((row) => row.id === id)?.reporter === 'AP' ? 'ap' : 'rsj')
    return {
      cells: await db.select().from(tables.cell).orderBy(asc(tables.cell.id)),
      revisions: await db.select().from(tables.cellRevision).orderBy(asc(tables.cellRevision.id)),
      audit: await db.select().from(tables.auditEvent).orderBy(asc(tables.auditEvent.id)),
      submissions,
      evidence: evidence.map((row) => ({ ...row, form: formOf(row.submissionId) })),
      rest: JSON.stringify([
        await db.select().from(tables.submissionEvent).orderBy(asc(tables.submissionEvent.id)),
        await db.select().from(tables.returnMark).orderBy(asc(tables.returnMark.id)),
        await db.select().from(tables.explanation).orderBy(asc(tables.explanation.id)),
        await db.select().from(tables.extension),
        await db.select().from(tables.signOff),
        await db.select().from(tables.insideMark),
      ]),
    }
  })
}

/** The row that is stored of a form; absent while nothing of it was saved. */
export function submissionOf(shot: Shot, key: FormKey): SubmissionRow | undefined {
  return shot.submissions.find((row) => row.formCode === key.form && row.reporter === key.reporter)
}

/** What a step came to: its answer, or the refusal in words. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ServiceError }

/** A refusal is an outcome; anything else that is thrown is a fault and fails the run. */
export async function outcomeOf<T>(body: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await body() }
  } catch (error) {
    if (error instanceof ServiceError) return { ok: false, error }
    throw error
  }
}

/** Replays the log from nothing, up to a moment: what every cell then held. */
export function replay(shot: Shot, until = '9999'): Map<string, CellRow> {
  const cells = new Map(shot.cells.map((row) => [row.id, row]))
  const rebuilt = new Map<string, CellRow>()
  for (const one of shot.revisions) {
    if (one.changedAt > until) continue
    const place = cells.get(one.cellId)
    if (place === undefined) throw new Error(`revision ${one.id} belongs to no cell`)
    const key = cellKey({ item: place.itemCode, unit: place.unitCode, breakdown: place.breakdown })
    const before = rebuilt.get(key)
    expect([one.version, one.oldState, one.oldValue]).toEqual([
      (before?.version ?? 0) + 1,
      before?.state ?? null,
      before?.value ?? null,
    ])
    rebuilt.set(key, {
      ...place,
      state: one.newState,
      value: one.newValue,
      note: one.note,
      version: one.version,
      updatedBy: one.changedBy,
      updatedAt: one.changedAt,
    })
  }
  return rebuilt
}

/** The log alone gives the cells back, and what was sent as it was sent. */
export async function expectRebuilt(city: City, shot: Shot, forms: readonly (readonly [FormKey, Login])[]) {
  const rebuilt = replay(shot)
  const byId = [...rebuilt.values()].sort((left, right) => left.id - right.id)
  expect(byId).toEqual(shot.cells)
  for (const { value, state } of shot.cells) expect(value === null).toBe(state !== 'reported')
  for (const [key, login] of forms) {
    const row = submissionOf(shot, key)
    if (row?.contentHash == null || row.submittedAt === null) continue
    const { plan } = await city.store.read((db: Db) => openForm(city.as(login), db, key, 'own'))
    expect(contentHashOf(key, plan, replay(shot, row.submittedAt))).toBe(row.contentHash)
    const isUntouched = ['submitted', 'checked', 'accepted'].includes(row.state)
    if (isUntouched) expect(contentHashOf(key, plan, rebuilt)).toBe(row.contentHash)
  }
}

export type Step = { readonly before: Shot; readonly after: Shot; readonly login: Login; readonly at: string }

/** One accepted step: one line of the trail and its revisions, by this person at this time; what stood before stands. */
export function expectSigned(city: City, { before, after, login, at }: Step): void {
  const { userId } = city.as(login).actor
  expect(after.revisions.slice(0, before.revisions.length)).toEqual(before.revisions)
  expect(after.audit.slice(0, before.audit.length)).toEqual(before.audit)
  const written = after.revisions.slice(before.revisions.length)
  for (const one of written) {
    expect([one.changedBy, one.changedAt]).toEqual([userId, at])
    expect(one.reason.trim().length).toBeGreaterThan(1)
  }
  for (const row of after.submissions) {
    const old = before.submissions.find((one) => one.id === row.id)
    // A first save makes version 1; every step after it is one more, so that two people's steps cannot pass each other.
    expect(row.version).toBe(JSON.stringify(row) === JSON.stringify(old) ? old?.version : (old?.version ?? 0) + 1)
  }
  const told = after.audit.slice(before.audit.length)
  const isSame = JSON.stringify({ ...before, audit: [] }) === JSON.stringify({ ...after, audit: [] })
  expect(told.map((event) => [event.actorId, event.at])).toEqual(isSame ? [] : [[userId, at]])
}

/** What was asked of the cells, in one line to compare by. */
export function contentOf(cells: Iterable<Pick<CellRow, 'state' | 'value' | 'note'>>): string {
  const rows = [...cells].map(({ state, value, note }) => [state, value, note])
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}
