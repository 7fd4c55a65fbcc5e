import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { followUp, followUpStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { causeWords, closingWords, isFollowUpOverdue } from '@cg/domain/task/follow-up'
import type { FollowUpCause } from '@cg/domain/task/follow-up'
import { asc, desc } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { forbidden, hasCityRole } from '../permission.ts'
import { readSetting } from '../settings.ts'
import { loadFollowUpData } from './data.ts'
import type { FollowUpData } from './data.ts'
import { hasPart, offeredOnFollowUp, readsFollowUp } from './rights.ts'
import type { FollowUpRow } from './rights.ts'

/** 督办台账: what the actor may see of it. Who has no part in it is refused. */
export async function readFollowUps(ctx: Context): Promise<FollowUpLedger> {
  return ctx.store.read((db) => followUpLedger(ctx, db))
}

/** The ledger as a workbook shows it. */
export async function readFollowUpBook(
  ctx: Context,
): Promise<{ readonly ledger: FollowUpLedger; readonly city: string; readonly isDemo: boolean; readonly at: string }> {
  return ctx.store.read(async (db) => ({
    ledger: await followUpLedger(ctx, db),
    city: (await readSetting(db, 'city')) ?? '',
    isDemo: (await readSetting(db, 'demo')) !== null,
    at: ctx.now().toISOString(),
  }))
}

/** The same inside a transaction. */
export async function followUpLedger({ actor, now }: Context, db: Db): Promise<FollowUpLedger> {
  if (!hasPart(actor)) throw forbidden('reviewer', 'filler')
  const data = await loadFollowUpData(db, now())
  const all = await db.select().from(followUp).orderBy(desc(followUp.id))
  const rows = all.filter((row) => readsFollowUp(actor, row))
  const steps = await db.select().from(followUpStep).orderBy(asc(followUpStep.id))
  const names = await loadNames(
    db,
    steps.map(({ actorId }) => actorId),
  )
  const stepsOf = Map.groupBy(steps, (step) => step.followUpId)
  return {
    today: data.today,
    items: rows.map((row): FollowUp => ({
      id: row.id,
      kind: row.kind,
      about: causeWords(row.causeOf),
      link: linkOf(row.causeOf),
      responsible: responsibleName(data, row),
      requirement: row.requirement,
      dueOn: row.dueOn,
      isOverdue: isFollowUpOverdue(row.state, row.dueOn, data.today),
      state: row.state,
      reason: row.reason,
      measures: row.measures,
      expectedOn: row.expectedOn,
      closing: row.closing === null ? null : closingWords(row.causeOf, row.closing),
      version: row.version,
      steps: (stepsOf.get(row.id) ?? []).map(({ action, note, actorId, at }) => ({
        action,
        note,
        by: names(actorId, at),
        at,
      })),
      may: [...offeredOnFollowUp(actor, row)],
    })),
    offer: hasCityRole(actor, 'reviewer') ? offerOf(data, all) : null,
  }
}

function linkOf(cause: FollowUpCause): string | null {
  if (cause.kind === 'light') return `/i/${cause.indicator}?pub=${cause.release}&focus=${cause.unit}`
  return cause.kind === 'task' ? '/tasks' : null
}

export function responsibleName(
  { departments, units }: Pick<FollowUpData, 'departments' | 'units'>,
  { departmentCode, unitCode }: Pick<FollowUpRow, 'departmentCode' | 'unitCode'>,
): string {
  const [list, code] = departmentCode === null ? [units, unitCode] : [departments, departmentCode]
  return list.find((one) => one.code === code)?.name ?? code ?? ''
}

/** What no item that stands open follows. */
function offerOf(data: FollowUpData, rows: readonly FollowUpRow[]): NonNullable<FollowUpLedger['offer']> {
  const followed = new Set(rows.filter(isStanding).map(({ causeOf }) => placeOf(causeOf)))
  return {
    departments: [...data.departments],
    units: [...data.units],
    lights: data.lights
      .filter(({ cause }) => !followed.has(placeOf(cause)))
      .map(({ cause, lead }) => ({
        release: cause.release,
        indicator: cause.indicator,
        unit: cause.unit,
        words: causeWords(cause),
        lead,
      })),
    tasks: data.milestones
      .filter(({ isOverdue, measure, milestone }) => isOverdue && !followed.has(`task ${measure} ${milestone}`))
      .map((one) => ({
        measure: one.measure,
        milestone: one.milestone,
        words: causeWords({ ...one, kind: 'task' }),
        lead: one.lead,
      })),
  }
}

/** Neither closed nor cancelled: it stands in the way of a second one of the same thing. */
export const isStanding = ({ state }: Pick<FollowUpRow, 'state'>): boolean =>
  state !== 'closed' && state !== 'cancelled'

/** What two items of the same thing have in common; words of the speech however they are spaced and pointed. */
export function placeOf(cause: FollowUpCause): string {
  if (cause.kind === 'light') return `light ${cause.indicator} ${cause.unit}`
  if (cause.kind === 'task') return `task ${cause.measure} ${cause.milestone}`
  return cause.kind === 'speech' ? `speech ${seenLetters(cause.quote)}` : `other ${seenLetters(cause.matter)}`
}

/** What a person reads of a text: two that differ in blanks and marks alone are one. */
function seenLetters(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\p{P}\p{Cf}]/gu, '')
}
