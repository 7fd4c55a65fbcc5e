import { scoredUnit } from '@cg/contract/appraisal'
import type { Appraisal, AppraisalList, AppraisalUnit } from '@cg/contract/appraisal'
import { appraisal, appraisalScorer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc, eq } from 'drizzle-orm'
import type { CatalogueForm, CatalogueItem } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { loadScoredItems } from '../entry/cells/scored-items.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import { plansOf } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { belongsTo, bodyOf, loadPeople } from './people.ts'
import type { Person } from './people.ts'
import { manages, offeredOn, seesAll } from './rights.ts'
import { decimalsOf, givenOf, itemOf, loadScoring, resultOf, scorersOf } from './scores.ts'
import type { Scoring } from './scores.ts'

/** All scorings for the office, publishers and auditors of the city; for everybody else those in which they score. */
export async function listAppraisals(ctx: Context): Promise<AppraisalList> {
  return ctx.store.read((db) => appraisalList(ctx, db))
}

/** The same inside a transaction. */
export async function appraisalList(ctx: Context, db: Db): Promise<AppraisalList> {
  const { actor } = ctx
  const mine = await db.select().from(appraisalScorer).where(eq(appraisalScorer.userId, actor.userId))
  const ids = new Set(mine.map(({ appraisalId }) => appraisalId))
  const rows = await db.select().from(appraisal).orderBy(desc(appraisal.id))
  const seen = rows.filter(({ id, state }) => seesAll(actor) || (ids.has(id) && state !== 'cancelled'))
  const people = await loadPeople(db)
  const items: Appraisal[] = []
  for (const row of seen) items.push(await described(ctx, db, await loadScoring(ctx, db, row), people))
  const mayOpen = manages(actor)
  return {
    items,
    mayOpen,
    candidates: mayOpen ? await candidatesOf(ctx, db) : [],
    people: mayOpen ? await offeredPeople(ctx, db, people) : [],
  }
}

/** Items in points that units are asked for in an open quarter and nobody scores yet. */
async function candidatesOf(ctx: Context, db: Db): Promise<AppraisalList['candidates']> {
  const found: AppraisalList['candidates'] = []
  for (const period of await openPeriods(db)) {
    const scored = await loadScoredItems(db, period)
    const { definitions } = await meaningOf(ctx.store, db, period)
    for (const { form, item } of scorable(plansOf(await meaningOf(ctx.store, db, period)))) {
      if (scored.has(item.code)) continue
      found.push({ period: definitions.period, item: item.code, itemName: item.name, formName: form.name })
    }
  }
  return found
}

/** What can be scored of these forms: items in points, asked of units without breakdowns. */
export function scorable(plans: readonly FormPlan[]): { form: CatalogueForm; item: CatalogueItem }[] {
  const found = new Map<string, { form: CatalogueForm; item: CatalogueItem }>()
  for (const { form, rows } of plans) {
    for (const { item, breakdown } of rows) {
      const isPlain = breakdown === '' && item.axes.breakdowns.length === 0 && item.axes.enteredFor === 'units'
      if (item.unit === scoredUnit && isPlain) found.set(item.code, { form, item })
    }
  }
  return [...found.values()]
}

async function offeredPeople(
  ctx: Context,
  db: Db,
  people: ReadonlyMap<number, Person>,
): Promise<AppraisalList['people']> {
  const [period] = await openPeriods(db)
  if (period === undefined) return []
  const { definitions } = await meaningOf(ctx.store, db, period)
  const others = [...people.values()].filter(({ id }) => id !== ctx.actor.userId)
  return others.map((person) => ({ id: person.id, name: person.name, body: bodyOf(person, definitions) }))
}

async function described(
  { actor }: Context,
  db: Db,
  scoring: Scoring,
  people: ReadonlyMap<number, Person>,
): Promise<Appraisal> {
  const { row, definitions, steps, scores, scorers } = scoring
  const isOffice = seesAll(actor) && !scorers.includes(actor.userId)
  const names = await loadNames(db, [...steps.map(({ actorId }) => actorId), ...scorers])
  const item = itemOf(definitions, row.itemCode)
  const unitOf = ({ code, shortName }: Scoring['units'][number]): AppraisalUnit => {
    const own = scores.find(({ scorerId, unitCode }) => scorerId === actor.userId && unitCode === code)
    return {
      code,
      name: shortName,
      mine: own === undefined ? null : givenOf(own),
      barred: scorers.includes(actor.userId) ? barredWords(actor.grants, code, scoring) : null,
      result: row.state === 'open' ? null : resultOf(scoring, code, { people, names, isOffice }),
    }
  }
  return {
    id: row.id,
    period: row.period,
    item: row.itemCode,
    itemName: item?.name ?? row.itemCode,
    definition: item?.definition ?? '',
    formName: definitions.forms.find(({ code }) => code === row.formCode)?.name ?? row.formCode,
    decimals: decimalsOf(scoring),
    state: row.state,
    round: row.round,
    version: row.version,
    reason: row.reason,
    least: row.least,
    scale: [...scoring.scale],
    scorers: isOffice ? progressOf(scoring, people, (id) => names(id, row.openedAt)) : [],
    units: scoring.units.map(unitOf),
    steps: steps.map(({ action, note, actorId, at }) => ({ action, note, by: names(actorId, at), at })),
    may: offeredOn(actor, row, scorers.includes(actor.userId)),
  }
}

/** Why somebody does not score a unit; null where he does. */
export function barredWords(grants: Person['grants'], unit: string, { definitions }: Scoring): string | null {
  return belongsTo(grants, unit, definitions.units) ? '您属于这个单位，不给它评分' : null
}

function progressOf(
  scoring: Scoring,
  people: ReadonlyMap<number, Person>,
  nameOf: (id: number) => string,
): Appraisal['scorers'] {
  return scoring.scorers.map((id) => ({
    name: nameOf(id),
    done: scoring.scores.filter(({ scorerId }) => scorerId === id).length,
    of: scoring.units.filter(({ code }) => scorersOf(scoring, code, people).some((one) => one.id === id)).length,
  }))
}
