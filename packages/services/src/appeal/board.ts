import type { AppealBoard } from '@cg/contract/appeal'
import { checkWindow } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isWindowOpen } from '@cg/domain/form/objection'
import type { Period } from '@cg/domain/period'
import { desc, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { releaseOf } from '../entry/move/standing.ts'
import { notFound } from '../errors.ts'
import { offeredPeriods } from '../statement/board.ts'
import { loadChecked } from './figures.ts'
import type { CheckedQuarter } from './figures.ts'
import { managesWindows, requirePart, seesAll, speaksFor } from './rights.ts'
import { confirmedAs, decidesRow, describeObjections, loadConfirmations, loadObjections } from './rows.ts'
import type { ObjectionRow } from './rows.ts'
import { newestWindow, openingRefusal, windowFact } from './window.ts'

/**
 * Where a quarter's checking stands (default: the newest quarter with a window, else the newest that was opened): the
 * office and its auditors see every district, a district itself, a department's reviewers the objections to its forms.
 */
export async function readAppeals(ctx: Context, { period }: { period?: string | undefined }): Promise<AppealBoard> {
  requirePart(ctx.actor)
  return ctx.store.read(async (db) => {
    const periods = await offeredPeriods(db)
    const chosen = period === undefined ? await usualPeriod(db, periods) : periods.find((one) => one === period)
    if (chosen === undefined) throw notFound(period === undefined ? '已开放的期次' : `期次 ${period}`)
    return appealBoard(ctx, db, chosen)
  })
}

async function usualPeriod(db: Db, periods: readonly Period[]): Promise<Period | undefined> {
  const [last] = await db
    .select({ period: checkWindow.period })
    .from(checkWindow)
    .where(inArray(checkWindow.period, [...periods]))
    .orderBy(desc(checkWindow.id))
    .limit(1)
  return periods.find((one) => one === last?.period) ?? periods[0]
}

/** The board of one quarter. */
export async function appealBoard(ctx: Context, db: Db, period: Period): Promise<AppealBoard> {
  const window = await newestWindow(db, period)
  const quarter = await loadChecked(ctx, db, period)
  const rows = (await loadObjections(db, period)).filter((row) => maySee(ctx, quarter, row))
  const isOpen = window !== null && isWindowOpen(window, ctx.now())
  const mayManage = managesWindows(ctx.actor)
  return {
    period,
    periods: await offeredPeriods(db),
    release: await releaseOf(db, period),
    window: await windowFact(db, window, ctx.now()),
    mayManage,
    closedReason: isOpen || !mayManage ? null : await openingRefusal(db, period, ctx.now()),
    units: await unitsOf(ctx, db, quarter, { windowId: window?.id ?? null, rows }),
    items: await describeObjections(db, ctx.actor, quarter, waitingFirst(rows)),
  }
}

function maySee({ actor }: Context, quarter: CheckedQuarter, row: ObjectionRow): boolean {
  return seesAll(actor) || speaksFor(actor, row.unitCode) || decidesRow(actor, quarter, row)
}

function waitingFirst(rows: readonly ObjectionRow[]): ObjectionRow[] {
  const rank = ({ state }: ObjectionRow): number => (state === 'submitted' ? 0 : 1)
  return rows.toSorted((left, right) => rank(left) - rank(right) || right.id - left.id)
}

type Standing = { readonly windowId: number | null; readonly rows: readonly ObjectionRow[] }

async function unitsOf(
  { actor }: Context,
  db: Db,
  quarter: CheckedQuarter,
  { windowId, rows }: Standing,
): Promise<AppealBoard['units']> {
  const confirmations = await loadConfirmations(db, windowId)
  const names = await loadNames(
    db,
    [...confirmations.values()].map(({ confirmedBy }) => confirmedBy),
  )
  const seen = quarter.units.filter(({ code }) => seesAll(actor) || speaksFor(actor, code))
  return seen.map(({ code, shortName }) => {
    const own = rows.filter(({ unitCode }) => unitCode === code)
    return {
      code,
      name: shortName,
      confirmed: confirmedAs(quarter, confirmations.get(code), names),
      objections: own.length,
      waiting: own.filter(({ state }) => state === 'submitted').length,
    }
  })
}
