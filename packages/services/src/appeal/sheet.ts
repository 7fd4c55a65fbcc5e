import type { Worksheet, WorksheetRow } from '@cg/contract/appeal'
import { breakdownName } from '@cg/contract/catalogue'
import type { Db } from '@cg/db/store'
import { isWindowOpen } from '@cg/domain/form/objection'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError, notFound } from '../errors.ts'
import { forbidden } from '../permission.ts'
import { loadChecked } from './figures.ts'
import type { AskedCell, CheckedQuarter, SeenFigure } from './figures.ts'
import { seesAll, speaksFor } from './rights.ts'
import { confirmedAs, describeObjections, loadConfirmations, loadObjections, unitName } from './rows.ts'
import type { ObjectionRow } from './rows.ts'
import { newestWindow, notOpen, windowFact } from './window.ts'
import type { WindowRow } from './window.ts'

export type SheetKey = { readonly period: string; readonly unit: string }

/** A district's own figures, for it and the office. Errors: another's, an unknown unit, a quarter without a window. */
export async function readWorksheet(ctx: Context, key: SheetKey): Promise<Worksheet> {
  requireReader(ctx, key.unit)
  return ctx.store.read((db) => worksheet(ctx, db, key))
}

/** Strangers learn nothing of which units there are. */
export function requireReader({ actor }: Context, unit: string): void {
  if (!speaksFor(actor, unit) && !seesAll(actor)) throw forbidden('filler', 'reviewer')
}

/** The sheet, once the right to it is known. */
export async function worksheet(ctx: Context, db: Db, { period: code, unit }: SheetKey): Promise<Worksheet> {
  const period = parsePeriod(code)
  const window = await newestWindow(db, period)
  if (window === null) {
    throw new ServiceError('conflict', '本季度的区县核对还没有开始。开始后，消息中会有提示。', {
      reason: 'appeal.never_opened',
      heading: '还没有开始核对',
    })
  }
  const quarter = await loadChecked(ctx, db, period)
  requireUnit(quarter, unit)
  const rows = (await loadObjections(db, period)).filter(({ unitCode }) => unitCode === unit)
  return sheetOf(ctx, db, { period, unit, window, quarter, rows })
}

export function requireUnit({ units }: CheckedQuarter, unit: string): void {
  if (!units.some(({ code }) => code === unit)) throw notFound(`单位 ${unit}`)
}

type Sheet = {
  readonly period: Period
  readonly unit: string
  readonly window: WindowRow
  readonly quarter: CheckedQuarter
  readonly rows: readonly ObjectionRow[]
}

async function sheetOf(ctx: Context, db: Db, { period, unit, window, quarter, rows }: Sheet): Promise<Worksheet> {
  const confirmation = (await loadConfirmations(db, window.id)).get(unit)
  const names = await loadNames(db, [confirmation?.confirmedBy ?? null])
  const forms = Map.groupBy(quarter.askedOf(unit), ({ form }) => form)
  return {
    period,
    unit,
    unitName: unitName(quarter, unit),
    isDemo: quarter.basis.isDemo,
    window: await windowFact(db, window, ctx.now()),
    confirmed: confirmedAs(quarter, confirmation, names),
    mayObject: speaksFor(ctx.actor, unit) && isWindowOpen(window, ctx.now()),
    previousRelease: quarter.previousRelease,
    forms: [...forms].map(([form, cells]) => {
      const [first] = cells
      const isAccepted = first !== undefined && quarter.isAccepted(first)
      return {
        code: form.code,
        name: form.name,
        reporterName: first?.reporterName ?? '',
        isAccepted,
        rows: cells.flatMap((cell) => sheetRow(quarter, unit, cell, rows)),
      }
    }),
    objections: await describeObjections(db, ctx.actor, quarter, rows.toReversed()),
  }
}

/** Nothing of a form that is not accepted. */
function sheetRow(
  quarter: CheckedQuarter,
  unit: string,
  cell: AskedCell,
  objections: readonly ObjectionRow[],
): WorksheetRow[] {
  const figure = quarter.figureAt(cell, unit)
  if (figure === null) return []
  const { item, breakdown } = cell
  const isHidden = quarter.isHidden(cell, unit)
  const last = objections.findLast((row) => row.itemCode === item.code && row.breakdown === breakdown)
  return [
    {
      item: item.code,
      itemName: item.name,
      breakdown,
      breakdownName: breakdown === '' ? '' : breakdownName(quarter.definitions.guide.axes, breakdown),
      measured: item.unit,
      decimals: item.decimals,
      ...shown(figure, isHidden),
      previous: isHidden ? null : quarter.previousAt(cell, unit),
      isHidden,
      objection: last === undefined ? null : { id: last.id, state: last.state },
    },
  ]
}

function shown({ state, value, version }: SeenFigure, isHidden: boolean): Pick<WorksheetRow, 'figure' | 'version'> {
  return { figure: isHidden ? { state: 'withheld', value: null } : { state, value }, version }
}

/** The open window, for a write of the district itself. */
export async function requireOpen(ctx: Context, db: Db, period: Period): Promise<WindowRow> {
  const window = await newestWindow(db, period)
  if (window === null || !isWindowOpen(window, ctx.now())) throw notOpen(period)
  return window
}
