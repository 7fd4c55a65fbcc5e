import { cell, extension, period, release, signOff, submission, supplement } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { isPeriod } from '@cg/domain/period'
import { and, desc, eq, ne, count } from 'drizzle-orm'
import { notFound } from '../errors.ts'
import type { FormKey } from './form/access.ts'
import { meaningOf } from './form/definitions.ts'
import { cellAt, isSum, plansOf } from './form/plan.ts'
import type { FormPlan } from './form/plan.ts'
import { sincePublication } from './move/standing.ts'
import type {
  ExtensionRow,
  PeriodRow,
  SignOffRow,
  SincePublication,
  Standing,
  SubmissionRow,
  SupplementRow,
} from './move/standing.ts'

/** One form of a quarter with where it stands and how far it is. */
export type BoardForm = {
  readonly key: FormKey
  readonly plan: FormPlan
  readonly standing: Standing
  readonly filled: number
  readonly total: number
}

/** All forms of a quarter; `wanted` leaves out those the caller has no right to before anything is counted, `seen` rows. */
export async function loadBoard(
  store: Store,
  db: Db,
  code: string,
  wanted: (plan: FormPlan) => boolean = () => true,
  seen: (plan: FormPlan) => FormPlan = (plan) => plan,
): Promise<BoardForm[]> {
  const [calendar] = isPeriod(code) ? await db.select().from(period).where(eq(period.code, code)) : []
  if (calendar === undefined) throw notFound(`期次 ${code}`)
  const plans = plansOf(await meaningOf(store, db, code))
    .filter(wanted)
    .map(seen)
  if (plans.length === 0) return []
  const submissions = await db.select().from(submission).where(eq(submission.period, code))
  const extensions = await db.select().from(extension).where(eq(extension.period, code))
  const supplements = await db.select().from(supplement).where(eq(supplement.period, code))
  const rules = await db.select().from(signOff)
  const filled = await countFilled(db, code)
  const since = await sincePublication(db, code)
  return plans.map((plan) => boardForm(plan, { calendar, submissions, extensions, supplements, rules, filled, since }))
}

type Rows = {
  readonly calendar: PeriodRow
  readonly submissions: readonly SubmissionRow[]
  readonly extensions: readonly ExtensionRow[]
  readonly supplements: readonly SupplementRow[]
  readonly rules: readonly SignOffRow[]
  readonly filled: ReadonlyMap<string, number>
  readonly since: SincePublication
}

function boardForm(plan: FormPlan, rows: Rows): BoardForm {
  const { calendar, submissions, extensions, supplements, rules, filled } = rows
  const key = { period: calendar.code, form: plan.form.code, reporter: plan.reporter }
  const mine = (row: { formCode: string; reporter: string }) =>
    row.formCode === key.form && row.reporter === key.reporter
  const units = plan.units.filter((unit) => unit.kind !== 'city')
  const asked = askedPlaces(plan)
  let done = 0
  for (const item of plan.items)
    for (const unit of units)
      if (!isSum(plan, { item, unit: unit.code })) done += filled.get(`${item}|${unit.code}`) ?? 0
  const sent = submissions.find(mine) ?? null
  return {
    key,
    plan,
    standing: {
      period: calendar,
      submission: sent,
      extension: extensions.find(mine) ?? null,
      supplement: supplements.find(mine) ?? null,
      signOff: rules.find((rule) => rule.reporter === key.reporter) ?? null,
      reviewBegun: false,
      ...rows.since(sent),
    },
    filled: done,
    total: asked,
  }
}

/** How many cells somebody has to fill. */
function askedPlaces(plan: FormPlan): number {
  const units = plan.units.filter((unit) => unit.kind !== 'city')
  if (plan.parts === null) return plan.rows.length * units.length
  const cells = plan.rows.flatMap((row) => units.map((unit) => cellAt(row, unit)))
  return cells.filter((place) => plan.places.has(cellKey(place)) && !isSum(plan, place)).length
}

async function countFilled(db: Db, code: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ item: cell.itemCode, unit: cell.unitCode, count: count() })
    .from(cell)
    .where(and(eq(cell.period, code), ne(cell.state, 'not_reported')))
    .groupBy(cell.itemCode, cell.unitCode)
  return new Map(rows.map((row) => [`${row.item}|${row.unit}`, row.count]))
}

/** The open quarters, newest first. */
export async function openPeriods(db: Db): Promise<string[]> {
  const rows = await db
    .select({ code: period.code })
    .from(period)
    .where(eq(period.state, 'open'))
    .orderBy(desc(period.code))
  return rows.map((row) => row.code)
}

/** The open quarters and the newest published one: a form that it left out is shown with the reason. */
export async function shownPeriods(db: Db): Promise<string[]> {
  const [last] = await db
    .select({ code: release.period })
    .from(release)
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period))
    .limit(1)
  return [...new Set([...(await openPeriods(db)), ...(last === undefined ? [] : [last.code])])]
}

/** The quarter that is asked for, else the newest open one, else the newest there is. */
export async function currentPeriod(db: Db, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return asked
  const [open] = await openPeriods(db)
  if (open !== undefined) return open
  const [last] = await db
    .select({ code: period.code })
    .from(period)
    .where(ne(period.state, 'planned'))
    .orderBy(desc(period.code))
    .limit(1)
  if (last === undefined) throw notFound('任何已开放的季度，请先由管理员开放填报')
  return last.code
}
