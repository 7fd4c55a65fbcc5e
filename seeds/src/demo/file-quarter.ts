import type { Period } from '@cg/domain/period'
import { periodEnd } from '@cg/domain/period'
import type { Actor, Services } from '@cg/services/context'
import { ServiceError } from '@cg/services/errors'
import { fileForms } from '@cg/services/entry/upload/bulk'
import type { FiledCell, FiledForm, SentBack } from '@cg/services/entry/upload/bulk'
import { meaningOf } from '@cg/services/entry/form/definitions'
import { plansOf } from '@cg/services/entry/form/plan'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { cellKey } from '@cg/domain/form/form-cell'
import { addDays, chinaTime } from './calendar.ts'
import { ownRecipes } from './generate.ts'
import type { DemoCell } from './generate.ts'
import { checkerOf, explain } from './people.ts'
import type { People } from './people.ts'
import { qualityOf, unitProfiles } from './profile.ts'
import { fraction } from './random.ts'
import { townCells } from './town-cells.ts'

/** The forms that are due, in an order in which figures that others are held against come first. */
export async function duePlans({ store }: Services, period: Period): Promise<FormPlan[]> {
  const meaning = await store.read((db) => meaningOf(store, db, period))
  return plansOf(meaning)
}

/** The form's cells among the quarter's, as they are filed. */
export function cellsOf(plan: FormPlan, cells: ReadonlyMap<string, DemoCell>): FiledCell[] {
  const own = [...plan.places.keys()].flatMap((key) => {
    const cell = cells.get(key)
    return cell === undefined || cell.state === 'not_reported' ? [] : [cell]
  })
  return townCells(plan, own)
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
    await fileWhatMayStand(
      services,
      returns.map((plan) => filedForm(people, plan, { ...quarter, known })),
    )
  }
}

const made = ownRecipes()

/**
 * Files forms whose figures come from the demo's recipes. A figure by the default recipe knows nothing of a rule that
 * came with its item: where it breaks one that blocks, its item stays 未报 instead of stopping the demo.
 */
export async function fileWhatMayStand(services: Services, forms: readonly FiledForm[]): Promise<void> {
  try {
    await fileForms(services, forms)
  } catch (error) {
    if (!(error instanceof ServiceError) || error.detail.reason !== 'submission.blocking_errors') throw error
    const named = new Set((error.detail.cells ?? []).map(({ item }) => item))
    const guilty = (item: string) => named.has(item) && !made.has(item)
    if (!forms.some(({ cells }) => cells.some(({ item }) => guilty(item)))) throw error
    const left = forms.map((form) => ({ ...form, cells: form.cells.filter(({ item }) => !guilty(item)) }))
    await fileWhatMayStand(services, left)
  }
}

export type Known = {
  readonly period: Period
  readonly known: ReadonlyMap<string, DemoCell>
  readonly isProven: boolean
}

function filedForm(people: People, plan: FormPlan, { period, known, isProven }: Known): FiledForm {
  const days = workdays(plan, period)
  const checker = checkerOf(people, plan)
  const filler = people.filler(plan.reporter)
  const cells = cellsOf(plan, known)
  return {
    key: { period, form: plan.form.code, reporter: plan.reporter },
    cells,
    source: 'seed',
    reason: '演示数据',
    filler: { actor: filler, at: days.saved },
    submitted: { actor: filler, at: days.submitted },
    ...(checker === null ? {} : { checked: { actor: checker, at: days.checked } }),
    accepted: { actor: people.reviewer, at: days.accepted },
    ...sendBack(plan, { cells, days, checker: checker ?? people.reviewer, filler }),
    isProven,
    explain,
  }
}

type Sending = {
  readonly cells: readonly FiledCell[]
  readonly days: ReturnType<typeof workdays>
  readonly checker: Actor
  readonly filler: Actor
}

/** Some returns come back once: more where the work is weaker. */
function sendBack(plan: FormPlan, { cells, days, checker, filler }: Sending): { sentBack?: SentBack } {
  const unit = unitProfiles.find((one) => one.code === plan.reporter)
  // What is wrong in a sum is mended where it comes from.
  if (plan.parts !== null) return {}
  const key = `${plan.form.code}|${plan.reporter}|${plan.definitions.period}|back`
  const chance = unit === undefined ? 0.05 : 0.03 + 0.16 * (1 - qualityOf(unit, plan.definitions.period))
  const cell = cells[0]
  if (fraction(key) >= chance || cell === undefined || cell.value === null || cell.value < 20) return {}
  const { item, breakdown } = cell
  return {
    sentBack: {
      place: { item, unit: cell.unit, breakdown },
      first: Math.round(cell.value * 0.94),
      reasonCode: 'wrong_number',
      reason: '与台账不一致，请核对后重新填报。',
      returned: { actor: checker, at: days.returned },
      resent: { actor: filler, at: days.resent },
    },
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
    returned: chinaTime(addDays(end, day), hour + 1, minute),
    resent: chinaTime(addDays(end, day), hour + 2, minute),
    checked: chinaTime(addDays(end, day + 1), 10, minute),
    accepted: chinaTime(addDays(end, day + 2), 15, minute),
  }
}
