import type { AppealBoard } from '@cg/contract/appeal'
import type { CheckingSummary } from '@cg/contract/publish'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/number-format'
import { isPeriod, parsePeriod } from '@cg/domain/period'
import type { Context } from '../context.ts'
import { ServiceError, notFound } from '../errors.ts'
import { forbidden } from '../permission.ts'
import { appealBoard } from './board.ts'
import { loadChecked } from './figures.ts'
import { seesAll } from './rights.ts'

/** What the districts' checking of a quarter came to, beside a preview of a moment; null: no window was opened. */
export async function checkingOf(
  ctx: Context,
  db: Db,
  { period, preparedAt }: { readonly period: string; readonly preparedAt: string },
): Promise<CheckingSummary | null> {
  const { window, units, items } = await appealBoard(ctx, db, parsePeriod(period))
  if (window === null) return null
  const closesAt = window.ended?.at ?? window.closesAt
  const inState = (wanted: string) => items.filter(({ state }) => state === wanted).length
  return {
    openedAt: window.openedAt,
    closesAt,
    isOpen: window.isOpen,
    units: units.length,
    confirmed: units.filter(({ confirmed }) => confirmed !== null).length,
    stale: units.filter(({ confirmed }) => confirmed?.isStale === true).length,
    waiting: inState('submitted'),
    upheld: inState('upheld'),
    refused: inState('refused'),
    withdrawn: inState('withdrawn'),
    isPreparedAfter: !window.isOpen && Date.parse(preparedAt) >= Date.parse(closesAt),
  }
}

/** A quarter's checking as it stands, to be written down. */
export type CheckRecord = {
  readonly board: AppealBoard
  readonly city: string
  readonly isDemo: boolean
  readonly at: string
}

/** For the office and its auditors. Errors: an unknown quarter, one that was never checked. */
export async function readCheckRecord(ctx: Context, { period: code }: { period: string }): Promise<CheckRecord> {
  if (!seesAll(ctx.actor)) throw forbidden('reviewer', 'publisher', 'auditor')
  if (!isPeriod(code)) throw notFound(`期次 ${code}`)
  return ctx.store.read(async (db) => {
    const board = await appealBoard(ctx, db, code)
    if (board.window === null)
      throw new ServiceError('conflict', `${formatPeriod(code)}没有开过区县核对，没有记录可以导出。`, {
        reason: 'appeal.never_opened',
      })
    const { basis } = await loadChecked(ctx, db, code)
    return { board, city: basis.cityName, isDemo: basis.isDemo, at: ctx.now().toISOString() }
  })
}
