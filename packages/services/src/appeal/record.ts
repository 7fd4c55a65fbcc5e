import type { CheckingSummary } from '@cg/contract/publish'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import type { Context } from '../context.ts'
import { appealBoard } from './board.ts'

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
