import { resultStates } from '../cell.ts'
import { type CellColumn, type CellSource, emptyColumn, stateCode } from '../column.ts'
import type { ItemDefinition, IndicatorDefinition } from '../indicator.ts'
import { must } from '../must.ts'
import {
  makePeriod,
  type Period,
  periodIndex,
  periodRange,
  previousPeriod,
  quarterOf,
  yearOf,
  yearToDate,
} from '../period.ts'

/**
 * The time form in which an indicator is asked: as its definition says, 本季 (this quarter alone) or 累计 (year to date).
 */
export const periodForms = ['asDefined', 'quarter', 'ytd'] as const
export type PeriodForm = (typeof periodForms)[number]

/** How one item's cells become the quantity of a period. */
type ItemForm = 'raw' | 'sumOfYear' | 'sincePrevious' | 'sinceYearStart' | 'carried' | 'carriedInYear'

export type ItemRequest = {
  readonly source: CellSource
  readonly item: ItemDefinition
  readonly indicator: Pick<IndicatorDefinition, 'periodKind' | 'frequency' | 'flowForm'>
  readonly period: Period
  readonly breakdown: string
  readonly form: PeriodForm
  readonly length: number
  readonly carryLimit: number
}

/** A column with, where values were carried forward, the period index they come from (0: not carried). */
export type ItemColumn = CellColumn & { readonly origins?: Int32Array }

/** The item's quantity for the period in the form asked (domain 2.2); null when no unit has reported anything. */
export function itemColumn(request: ItemRequest): ItemColumn | null {
  switch (itemForm(request)) {
    case 'raw':
      return read(request, request.period)
    case 'sumOfYear':
      return sumOfYear(request)
    case 'sincePrevious':
      return difference(request, previousPeriod(request.period))
    case 'sinceYearStart':
      return difference(request, makePeriod(yearOf(request.period) - 1, 4))
    case 'carriedInYear':
      return planOf(request)
    case 'carried':
      return carry(request, request.carryLimit)
  }
}

/** The year's plan, in whichever quarter it was entered: it holds for the whole year, so nothing is carried. */
function planOf(request: ItemRequest): CellColumn | null {
  const plan = carry(request, quarterOf(request.period) - 1)
  return plan === null ? null : { values: plan.values, states: plan.states }
}

function itemForm({ item, indicator, form, period }: ItemRequest): ItemForm {
  const plan = indicator.periodKind === 'YTD_SUM_OVER_ANNUAL'
  switch (item.periodKind) {
    case 'FLOW_Q':
      return form === 'ytd' || (form === 'asDefined' && (plan || indicator.flowForm === 'ytd')) ? 'sumOfYear' : 'raw'
    case 'YTD_CUM':
      return form === 'quarter' && quarterOf(period) > 1 ? 'sincePrevious' : 'raw'
    case 'SINCE_BASE':
      if (form === 'asDefined') return 'raw'
      return form === 'quarter' ? 'sincePrevious' : 'sinceYearStart'
    case 'ANNUAL':
    case 'SURVEY':
      if (plan) return 'carriedInYear'
      return indicator.frequency === 'Q' ? 'carried' : 'raw'
    case 'STOCK_EOQ':
    case 'YTD_UNIQUE':
      return 'raw'
  }
}

/** A negative cell of an item that cannot be negative becomes invalid here, whatever it is used for. */
function read({ source, item, breakdown }: ItemRequest, period: Period): CellColumn | null {
  const column = source(item.code, period, breakdown)
  if (column === null || item.mayBeNegative === true || !hasNegative(column.values)) return column
  const states = column.states.map((state, unit) =>
    state === 0 && must(column.values[unit]) < 0 ? stateCode.invalid : state,
  )
  return { ...column, states }
}

function hasNegative(values: Float64Array): boolean {
  for (let unit = 0; unit < values.length; unit++) if (must(values[unit]) < 0) return true
  return false
}

const severity = new Uint8Array(resultStates.length)
severity[stateCode.withheld] = 1
severity[stateCode.not_available] = 2
severity[stateCode.not_reported] = 3
severity[stateCode.invalid] = 4
severity[stateCode.not_applicable] = 5
severity[stateCode.uncomputable] = 6

/** The state of a quantity made of two: reported only when both are; otherwise the more telling of the two. */
export function worseState(left: number, right: number): number {
  return must(severity[left]) >= must(severity[right]) ? left : right
}

/**
 * A quarter that does not apply adds nothing, but who is not asked in all of them has no sum of the year; a missing quarter makes the running sum missing, never smaller.
 */
function sumOfYear(request: ItemRequest): CellColumn | null {
  const quarters = yearToDate(request.period).map((period) => read(request, period))
  if (quarters.length === 1 || quarters.every((column) => column === null)) return quarters[0] ?? null
  const total = emptyColumn(request.length)
  const isAsked = (at: number) => !quarters.some((column) => column?.unasked?.has(at) === true)
  for (let unit = 0; unit < request.length; unit++) {
    let sum = 0
    let state: number = stateCode.not_applicable
    for (const column of quarters) {
      const own = column === null ? stateCode.not_reported : must(column.states[unit])
      if (own === stateCode.not_applicable || !isAsked(unit)) continue
      state = state === stateCode.not_applicable ? own : worseState(state, own)
      if (own === 0) sum += must(column?.values[unit])
    }
    total.states[unit] = state
    total.values[unit] = state === 0 ? sum : Number.NaN
  }
  return total
}

function difference(request: ItemRequest, base: Period): CellColumn | null {
  const now = read(request, request.period)
  const before = read(request, base)
  if (now === null) return null
  const result = emptyColumn(request.length)
  for (let unit = 0; unit < request.length; unit++) {
    const state = worseState(
      must(now.states[unit]),
      before === null ? stateCode.not_reported : must(before.states[unit]),
    )
    result.states[unit] = state
    if (state === 0) result.values[unit] = must(now.values[unit]) - must(before?.values[unit])
  }
  return result
}

/** Each unit's latest answer within `limit` quarters: anything but 未报 counts as an answer. */
function carry(request: ItemRequest, limit: number): ItemColumn | null {
  const last = periodIndex(request.period)
  const result = emptyColumn(request.length)
  const origins = new Int32Array(request.length)
  let missing = request.length
  for (const period of periodRange(shift(request.period, -limit), request.period).reverse()) {
    const column = read(request, period)
    if (column === null) continue
    const at = periodIndex(period)
    for (let unit = 0; unit < request.length; unit++) {
      if (result.states[unit] !== stateCode.not_reported || column.states[unit] === stateCode.not_reported) continue
      result.states[unit] = must(column.states[unit])
      result.values[unit] = must(column.values[unit])
      origins[unit] = at === last ? 0 : at
      missing -= 1
    }
    if (missing === 0) break
  }
  return missing === request.length ? null : { ...result, origins }
}

function shift(period: Period, count: number): Period {
  const index = Math.max(periodIndex(period) + count, 2000 * 4)
  return makePeriod(Math.floor(index / 4), (index % 4) + 1)
}
