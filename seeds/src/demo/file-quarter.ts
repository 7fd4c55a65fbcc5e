import type { Period } from '@cg/domain/period'
import { periodEnd } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { fileForms } from '@cg/services/entry/bulk'
import type { FiledCell, FiledForm } from '@cg/services/entry/bulk'
import { meaningOf } from '@cg/services/entry/definitions'
import { plansOf } from '@cg/services/entry/plan'
import type { FormPlan } from '@cg/services/entry/plan'
import { cellKey } from '@cg/domain/form-cell'
import { addDays, chinaTime } from './calendar.ts'
import type { DemoCell } from './generate.ts'
import { checkerOf, explain } from './people.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

/** The forms that are due, in an order in which figures that others are held against come first. */
export async function duePlans({ store }: Services, period: Period): Promise<FormPlan[]> {
  const meaning = await store.read((db) => meaningOf(store, db, period))
  return plansOf(meaning)
}

/** The form's cells among the quarter's, as they are filed. */
export function cellsOf(plan: FormPlan, cells: ReadonlyMap<string, DemoCell>): FiledCell[] {
  return [...plan.places.keys()].flatMap((key) => {
    const cell = cells.get(key)
    return cell === undefined || cell.state === 'not_reported' ? [] : [cell]
  })
}

export function byKey(cells: readonly DemoCell[]): Map<string, DemoCell> {
  return new Map(cells.map((cell) => [cellKey(cell), cell]))
}

export type PastQuarter = {
  readonly period: Period
  readonly cells: readonly DemoCell[]
  readonly missing: (plan: FormPlan) => boolean
  /** Filed without judging again what the tests have proven (seed.test.ts judges every quarter). */
  readonly isProven: boolean
}

/** Files and accepts every form of a quarter that is over, except those that never came. One transaction per form. */
export async function fileQuarter(services: Services, people: People, quarter: PastQuarter): Promise<void> {
  const known = byKey(quarter.cells)
  const plans = (await duePlans(services, quarter.period)).filter((plan) => !quarter.missing(plan))
  for (const returns of Map.groupBy(plans, (plan) => plan.form.code).values()) {
    await fileForms(
      services,
      returns.map((plan) => filedForm(people, plan, { ...quarter, known })),
    )
  }
}

type Known = { readonly period: Period; readonly known: ReadonlyMap<string, DemoCell>; readonly isProven: boolean }

function filedForm(people: People, plan: FormPlan, { period, known, isProven }: Known): FiledForm {
  const days = workdays(plan, period)
  const checker = checkerOf(people, plan)
  const filler = people.filler(plan.reporter)
  return {
    key: { period, form: plan.form.code, reporter: plan.reporter },
    cells: cellsOf(plan, known),
    source: 'seed',
    reason: '演示数据',
    filler: { actor: filler, at: days.saved },
    submitted: { actor: filler, at: days.submitted },
    ...(checker === null ? {} : { checked: { actor: checker, at: days.checked } }),
    accepted: { actor: people.reviewer, at: days.accepted },
    isProven,
    explain,
  }
}

/** Most send in the third week, a few after the deadline. */
function workdays(plan: FormPlan, period: Period) {
  const end = periodEnd(period)
  const key = `${plan.form.code}|${plan.reporter}|${period}`
  const isLate = fraction(`${key}|late`) < (plan.form.filledBy === 'unit' ? 0.07 : 0.03)
  const day = isLate ? 22 : 8 + Math.floor(fraction(`${key}|day`) * 12)
  const hour = 9 + Math.floor(fraction(`${key}|hour`) * 8)
  const minute = Math.floor(fraction(`${key}|minute`) * 60)
  return {
    saved: chinaTime(addDays(end, day - 1), hour, minute),
    submitted: chinaTime(addDays(end, day), hour, minute),
    checked: chinaTime(addDays(end, day + 1), 10, minute),
    accepted: chinaTime(addDays(end, day + 2), 15, minute),
  }
}
