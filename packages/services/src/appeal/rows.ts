import type { CheckedUnit, Objection } from '@cg/contract/appeal'
import { breakdownName } from '@cg/contract/catalogue'
import { checkConfirmation, checkWindow, objection } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq, getTableColumns } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { digestOf } from './figures.ts'
import type { AskedCell, CheckedQuarter } from './figures.ts'
import { decidesOn, offeredOn } from './rights.ts'

export type ObjectionRow = typeof objection.$inferSelect

/** All objections of a quarter, in the order they came. */
export async function loadObjections(db: Db, period: string): Promise<ObjectionRow[]> {
  return db
    .select(getTableColumns(objection))
    .from(objection)
    .innerJoin(checkWindow, eq(checkWindow.id, objection.windowId))
    .where(eq(checkWindow.period, period))
    .orderBy(objection.id)
}

/** The line of its district's sheet that an objection is against; null: nobody is asked for it any more. */
export function askedFor(quarter: CheckedQuarter, row: Pick<ObjectionRow, 'itemCode' | 'unitCode' | 'breakdown'>) {
  const isMeant = ({ item, breakdown }: AskedCell): boolean => item.code === row.itemCode && breakdown === row.breakdown
  return quarter.askedOf(row.unitCode).find(isMeant) ?? null
}

/** Whether the actor answers an objection. */
export function decidesRow(actor: Actor, quarter: CheckedQuarter, row: ObjectionRow): boolean {
  const asked = askedFor(quarter, row)
  if (asked === null) return false
  const { form, reporter } = asked
  return decidesOn(actor, { filledBy: form.filledBy, departmentCode: form.department }, reporter)
}

/** Objections as pages show them. */
export async function describeObjections(
  db: Db,
  actor: Actor,
  quarter: CheckedQuarter,
  rows: readonly ObjectionRow[],
): Promise<Objection[]> {
  const names = await loadNames(
    db,
    rows.flatMap((row) => [row.enteredBy, row.decidedBy]),
  )
  return rows.flatMap((row) => {
    const asked = askedFor(quarter, row)
    return asked === null ? [] : [described({ actor, quarter, names }, row, asked)]
  })
}

type Seen = { readonly actor: Actor; readonly quarter: CheckedQuarter; readonly names: Names }

function described({ actor, quarter, names }: Seen, row: ObjectionRow, asked: AskedCell): Objection {
  const { form, item, breakdown, reporter, reporterName } = asked
  const figure = quarter.figureAt(asked, row.unitCode)
  const isShown = figure !== null && !quarter.isHidden(asked, row.unitCode)
  return {
    id: row.id,
    unit: row.unitCode,
    unitName: unitName(quarter, row.unitCode),
    item: item.code,
    itemName: item.name,
    breakdown,
    breakdownName: breakdown === '' ? '' : breakdownName(quarter.definitions.guide.axes, breakdown),
    form: form.code,
    formName: form.name,
    reporter,
    reporterName,
    measured: item.unit,
    decimals: item.decimals,
    seen: { state: row.seenState, value: row.seenValue },
    now: isShown ? { state: figure.state, value: figure.value } : null,
    claimed: row.claimed,
    reason: row.reason,
    evidence: row.evidence,
    state: row.state,
    version: row.version,
    by: names(row.enteredBy, row.enteredAt),
    at: row.enteredAt,
    answer:
      row.decidedAt === null || row.state === 'withdrawn'
        ? null
        : { text: row.answer, by: names(row.decidedBy, row.decidedAt), at: row.decidedAt },
    may: [...offeredOn(actor, row, decidesRow(actor, quarter, row))],
  }
}

export function unitName({ units }: CheckedQuarter, code: string): string {
  return units.find((unit) => unit.code === code)?.shortName ?? code
}

/** The last 核对无误 of each unit in a window. */
export async function loadConfirmations(
  db: Db,
  windowId: number | null,
): Promise<ReadonlyMap<string, typeof checkConfirmation.$inferSelect>> {
  if (windowId === null) return new Map()
  const rows = await db
    .select()
    .from(checkConfirmation)
    .where(eq(checkConfirmation.windowId, windowId))
    .orderBy(checkConfirmation.id)
  return new Map(rows.map((row) => [row.unitCode, row]))
}

/** A unit's 核对无误, and whether its figures have changed since. */
export function confirmedAs(
  quarter: CheckedQuarter,
  row: typeof checkConfirmation.$inferSelect | undefined,
  names: Names,
): CheckedUnit['confirmed'] {
  if (row === undefined) return null
  return {
    by: names(row.confirmedBy, row.confirmedAt),
    at: row.confirmedAt,
    isStale: row.contentHash !== digestOf(quarter, row.unitCode),
  }
}
