import type { Period } from '@cg/domain/period'
import { quarterOf, yearOf } from '@cg/domain/period'
import { roundHalfAway } from '@cg/domain/number/round'
import type { UnitProfile } from './profile.ts'
import { partOf, shareOf } from './profile.ts'
import { wobble } from './random.ts'
import type { Sized } from './workforce.ts'

/** A unit's figures of one quarter: 'P_CON' or 'P_CON|size:above'. */
export type Figures = Map<string, number>

/** What a figure is made from. */
export type Moment = {
  readonly unit: UnitProfile
  readonly period: Period
  readonly workers: Sized
  readonly figures: Figures
  /** The quarter before; empty for the first. */
  readonly before: ReadonlyMap<string, number>
}

/** Shares of the year's volume reached by the end of each quarter. */
const reached = { 1: 0.24, 2: 0.495, 3: 0.755, 4: 1 } as const

export function put(figures: Figures, item: string, value: number, decimals = 0): number {
  const rounded = roundHalfAway(value, decimals)
  figures.set(item, rounded)
  return rounded
}

export function putSized(figures: Figures, item: string, { all, above, msme }: Sized): Sized {
  figures.set(item, all)
  figures.set(`${item}|size:above`, above)
  figures.set(`${item}|size:msme`, msme)
  return { all, above, msme }
}

export function take(figures: ReadonlyMap<string, number>, item: string): number {
  const value = figures.get(item)
  if (value === undefined) throw new Error(`${item} is used before it is made`)
  return value
}

/** A part of a figure of the same quarter by the item's share in seeds/demo/rates.json. */
export function putPart({ figures, unit, period }: Moment, item: string, whole: string): number {
  return put(figures, item, partOf(item, take(figures, whole), unit, period))
}

/** As putPart for money, with two decimals. */
export function putMoneyPart({ figures, unit, period }: Moment, item: string, whole: string): number {
  return put(figures, item, take(figures, whole) * shareOf(item, unit, period), 2)
}

/** A year's volume as it has run up so far; the volume itself is settled for the year, so it never falls within it. */
export function putYearSoFar({ figures, unit, period }: Moment, item: string, perYear: number, decimals = 0): number {
  const volume = perYear * (1 + 0.06 * wobble(`${unit.code}|${item}|${yearOf(period)}`))
  return put(figures, item, volume * reached[quarterOf(period)], decimals)
}

/** A quarter's volume around its mean. */
export function putFlow({ figures, unit, period }: Moment, item: string, mean: number): number {
  return put(figures, item, Math.max(0, mean * (1 + 0.09 * wobble(`${unit.code}|${item}|${period}`))))
}

/** Workers in ten thousands, as a settled size of the unit for the year. */
export function size({ unit }: Moment): number {
  return unit.workers / 10_000
}
