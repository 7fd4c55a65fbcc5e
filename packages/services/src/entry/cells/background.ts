import { changedVersionOf, seenVersionOf } from '@cg/db/client'
import { cell, submission } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import type { Period } from '@cg/domain/period'
import { shiftPeriod } from '@cg/domain/period'
import type { SubmissionState } from '@cg/domain/form/submission'
import { and, inArray } from 'drizzle-orm'
import { asCell, unitFilter } from './cells.ts'
import { FigureTable } from './figures.ts'
import type { Figures } from './figures.ts'
import type { FormKey } from '../form/access.ts'
import { partsKey } from '../../catalogue/layer.ts'
import type { FormPlan } from '../form/plan.ts'

/** How many quarters stand beside a figure. */
export const historyQuarters = 8

/** The quarters before this one, oldest first. */
export function earlierPeriods(period: Period): Period[] {
  return Array.from({ length: historyQuarters }, (_, at) => shiftPeriod(period, at - historyQuarters))
}

type Kept = {
  readonly changed: number
  /** How much others than this process had committed. */
  readonly others: number
  readonly loadedAt: number
  readonly figures: Figures
}

const kept = new WeakMap<FormPlan, Kept>()
/** By quarter and form: the store's version once its last change is committed. */
const changes = new WeakMap<Store, Map<string, number>>()
/** What is written into a file by another way is seen after this long. */
const keptMs = 10_000

/**
 * Says within a transaction that it changes figures or the state of a form, so that what was read of it earlier is read
 * again: by the bodies after it in the same transaction, and by everybody once it is committed.
 */
export function markChanged(store: Store, tx: Db, { period, form }: Pick<FormKey, 'period' | 'form'>): void {
  const known = changes.get(store) ?? new Map<string, number>()
  changes.set(store, known)
  known.set(`${period}|${form}`, changedVersionOf(tx))
}

/**
 * What the rules of a form read besides its own cells: its earlier quarters, and other forms' figures once those forms
 * were submitted (nobody sees another's draft). Kept in memory until one of those forms changes; a body that began before
 * the change reads its own moment and leaves nothing behind for others.
 */
export async function backgroundOf(store: Store, db: Db, plan: FormPlan): Promise<Figures> {
  const changed = lastChange(store, plan)
  const seesChange = seenVersionOf(db) >= changed
  const found = kept.get(plan)
  const others = seenVersionOf(db) - store.commits()
  const isFresh = found?.changed === changed && found.others === others && performance.now() - found.loadedAt < keptMs
  if (seesChange && isFresh) return found.figures
  const figures = new FigureTable()
  await addOwnHistory(db, plan, figures)
  await addReferences(db, plan, figures)
  if (seesChange) kept.set(plan, { changed, others, loadedAt: performance.now(), figures })
  return figures
}

function lastChange(store: Store, plan: FormPlan): number {
  const known = changes.get(store)
  if (known === undefined) return 0
  let last = 0
  for (const part of partsOf(plan)) last = Math.max(last, known.get(part) ?? 0)
  return last
}

const parts = new WeakMap<FormPlan, readonly string[]>()

/** By quarter and form, what the background of a plan is made of; put together once, as it is asked for at every save. */
function partsOf(plan: FormPlan): readonly string[] {
  const found = parts.get(plan)
  if (found !== undefined) return found
  const { period } = plan.definitions
  const earlier = earlierPeriods(period)
  const others = [...new Set(plan.references.map((reference) => reference.form.code))]
  const made = [
    ...earlier.map((quarter) => `${quarter}|${plan.form.code}`),
    ...others.flatMap((form) => [...earlier, period].map((quarter) => `${quarter}|${form}`)),
  ]
  parts.set(plan, made)
  return made
}

async function addOwnHistory(db: Db, plan: FormPlan, figures: FigureTable): Promise<void> {
  const rows = await readFigures(db, plan, plan.items, earlierPeriods(plan.definitions.period))
  for (const row of rows) figures.put(placeOf(row), row.period, asCell(row))
}

async function addReferences(db: Db, plan: FormPlan, figures: FigureTable): Promise<void> {
  if (plan.references.length === 0) return
  const { period } = plan.definitions
  const periods = [...earlierPeriods(period), period]
  const formOf = new Map(plan.references.map(({ item, form }) => [item.code as string, form]))
  const rows = await readFigures(db, plan, [...formOf.keys()], periods)
  if (rows.length === 0) return
  const submitted = await submittedForms(db, [...new Set([...formOf.values()].map((form) => form.code))], periods)
  for (const row of rows) {
    const form = formOf.get(row.itemCode)
    if (form === undefined) continue
    const reporter = form.filledBy === 'unit' ? reporterOf(plan, form, row.unitCode) : form.department
    if (submitted.has(`${row.period}|${form.code}|${reporter}`)) figures.put(placeOf(row), row.period, asCell(row))
  }
}

/** Whose form a unit's figure stands on: its own, or the district's that it is a part of. */
function reporterOf({ definitions }: FormPlan, form: FormPlan['form'], code: string): string {
  const parent = definitions.units.find((unit) => unit.code === code)?.parent ?? ''
  return definitions.parts.has(partsKey(form.code, parent)) ? parent : code
}

type FigureRow = Pick<typeof cell.$inferSelect, 'period' | 'itemCode' | 'unitCode' | 'breakdown' | 'state' | 'value'>

async function readFigures(
  db: Db,
  plan: FormPlan,
  items: readonly string[],
  periods: readonly string[],
): Promise<FigureRow[]> {
  return db
    .select({
      period: cell.period,
      itemCode: cell.itemCode,
      unitCode: cell.unitCode,
      breakdown: cell.breakdown,
      state: cell.state,
      value: cell.value,
    })
    .from(cell)
    .where(and(inArray(cell.period, [...periods]), inArray(cell.itemCode, [...items]), unitFilter(plan)))
}

function placeOf({ itemCode, unitCode, breakdown }: FigureRow): FormCell {
  return { item: itemCode, unit: unitCode, breakdown }
}

const shown: readonly SubmissionState[] = ['submitted', 'checked', 'accepted', 'locked']

async function submittedForms(db: Db, forms: readonly string[], periods: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ period: submission.period, form: submission.formCode, reporter: submission.reporter })
    .from(submission)
    .where(
      and(
        inArray(submission.formCode, [...forms]),
        inArray(submission.period, [...periods]),
        inArray(submission.state, [...shown]),
      ),
    )
  return new Set(rows.map((row) => `${row.period}|${row.form}|${row.reporter}`))
}
