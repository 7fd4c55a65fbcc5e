import {
  apart,
  digits,
  fraction,
  minus,
  order,
  over,
  printed,
  quarterName,
  quarterNumber,
  samePrint,
  size,
  spoken,
  steps,
  times,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* What every reader of sentences needs. */

/**
 * Where a sentence stands: on the page of an indicator, of the scores (of one unit there), of a unit, of the commitments
 * (of the city where no unit is named), or on one that speaks of several.
 */
export type Spot = {
  readonly measure: RawMeasure | null
  readonly isScore?: boolean
  readonly unit?: string
  readonly page?: 'unit' | 'targets' | 'difference'
  /** The release that the one of the sentence is held against, and the numbers of both. */
  readonly other?: { readonly city: Reckoner; readonly codes: readonly [string, string] }
}

export type Check = (found: Record<string, string>, city: Reckoner, spot: Spot) => string | null

/** The first thing that is not so. */
export function unless(...facts: readonly (readonly [boolean, string])[]): string | null {
  return facts.find(([isSo]) => !isSo)?.[1] ?? null
}

export function named(names: readonly string[], most: number, counter = '个单位'): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等${names.length}${counter}`
}

export const sameNames = (words: string, names: readonly string[]): boolean =>
  words.split('、').toSorted().join() === [...names].toSorted().join()

export function sameMembers(words: string | undefined, names: readonly string[], most: number): boolean {
  if (words === undefined) return names.length === 0
  const [, listed = words, count] = /^(.*)等(\d+)(?:个单位|个|项|个部门)$/.exec(words) ?? []
  const said = listed.split('、')
  const isAll =
    count === undefined ? said.length === names.length : Number(count) === names.length && said.length === most
  return isAll && new Set(said).size === said.length && said.every((name) => names.includes(name))
}

export const period = String.raw`\d{4}年第[一二三四]季度`

export function periodOf(words: string): string {
  const [, year = '', quarter = ''] = /(\d{4})年第([一二三四])季度/.exec(words) ?? []
  return `${year}Q${'一二三四'.indexOf(quarter) + 1}`
}

export function measureOf(name: string, city: Reckoner, spot: Spot): RawMeasure | null {
  const bare = name.replace(/^全市/, '')
  const found = city.world.measures.find((one) => one.name === bare) ?? null
  return spot.measure !== null && found !== spot.measure ? null : found
}

export function isBroken(measure: RawMeasure, from: string, to: string): boolean {
  return measure.breaks.some((start) => start > from && start <= to)
}

export function movedOf(now: Fraction, then: Fraction, measure: RawMeasure): string | null {
  const { unit, decimals } = measure
  if (unit === '%' || unit === '百分点' || unit.includes('/')) {
    const side = order(printed(now, decimals), printed(then, decimals))
    const [up, down] = unit === '百分点' ? ['扩大', '缩小'] : ['提高', '下降']
    return side === 0 ? '持平' : `${side > 0 ? up : down}${apart(now, then, measure)}`
  }
  if (then.n < 0n || now.n < 0n) return null
  // Counted in ones from a small base: both ends, no percentage.
  if (decimals === 0 && order(then, fraction(50n)) < 0) {
    const side = order(printed(now, 0), printed(then, 0))
    if (side === 0) return '持平'
    return `由${spoken(then, unit, 0)}${side > 0 ? '增至' : '减至'}${spoken(now, unit, 0)}`
  }
  if (then.n === 0n) return now.n === 0n ? '持平' : null
  const growth = times(over(minus(now, then), then), fraction(100n))
  const grown = steps(growth, 1)
  return grown === 0n ? '持平' : `${grown > 0n ? '增长' : '下降'}${digits(size(growth), 1)}%`
}

/** What the length of a figure allows it to be held against; the same quarter of last year may always be. */
export function comparedWith(lead: string, measure: RawMeasure, city: Reckoner): string | null {
  const now = quarterNumber(city.now.period)
  if (lead === '较上年同期') return measure.every === 4 ? null : quarterName(now - 4)
  if (measure.isRunning) return null
  if (lead === '较上季' && measure.every === 1) return quarterName(now - 1)
  if (lead === '较上年' && measure.every === 4) return quarterName(now - 4)
  return lead === '较上次调查' && measure.every === 2 ? quarterName(now - 2) : null
}

export function goneSince(city: Reckoner, before: string): string[] {
  const then = city.quarter(before)?.units ?? []
  return then.filter((unit) => !city.now.units.some((one) => one.code === unit.code)).map((unit) => unit.name)
}

export function sameCity(city: Reckoner, measure: RawMeasure, before: string): boolean {
  const [published, today] = [city.city(measure, before).value, city.city(measure, before, city.now).value]
  return published !== null && today !== null && samePrint(published, today, measure)
}

export const close = '差距很小，不宜据此排先后'
