import {
  exact,
  fraction,
  minus,
  order,
  over,
  plus,
  printed,
  quarterName,
  quarterNumber,
  steps,
  times,
  yearIn,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { isBroken } from './reading.fixture.ts'
import type { Figure, Reckoner } from './reckoner.fixture.ts'
import type { RawAction, RawItem, RawMeasure, RawRule, RawScheme, RawUnit } from './world.fixture.ts'

/* Composite scores reckoned from raw cells under a scheme: exact fractions and nothing of the product. */

export type Part = {
  readonly code: string
  readonly weight: Fraction
  /** Of a hundred; null where its weight went to the others. */
  readonly points: Fraction | null
  /** Why it has no figure of its own to score; null when it has. */
  readonly reason: string | null
  readonly isZero: boolean
  /** Without its figure the unit has no score. */
  readonly isBlocking: boolean
}

export type Scored = {
  readonly unit: RawUnit
  readonly total: Fraction | null
  /** Why it has no place; null when it has one. */
  readonly noPlace: 'blocked' | 'nothing' | 'too_little' | null
  readonly availability: Fraction
  readonly parts: readonly Part[]
}

/** A figure that one unit would have instead of its own. */
export type Instead = { readonly unit: string; readonly code: string; readonly value: Fraction }

const [zero, hundred] = [fraction(0n), fraction(100n)]
const asksNothing = ['not_applicable', 'zero_denominator', 'carried', 'no_target']

/** All of today's units in a quarter under the scheme. */
export function scoresIn(city: Reckoner, scheme: RawScheme, when: string, instead: Instead | null = null): Scored[] {
  const columns = scheme.items.map((item) => columnOf(city, scheme, item, { when, instead }))
  return city.now.units.map((unit, row) =>
    totalOf(
      unit,
      columns.map((column) => column[row] as Part),
      scheme,
    ),
  )
}

function columnOf(
  city: Reckoner,
  scheme: RawScheme,
  item: RawItem,
  { when, instead }: { when: string; instead: Instead | null },
): Part[] {
  const measure = city.world.measures.find((one) => one.code === item.code) as RawMeasure
  const asked = city.now.units.map(({ code }) => {
    const own = city.figure(measure, code, when)
    const isOther = instead !== null && instead.unit === code && instead.code === item.code
    const figure = isOther ? { ...own, value: instead.value } : own
    const target = city.expected(measure, code, figure.from)
    const reason = reasonOf(figure, { target, when, rule: item.rule })
    const action = reason === null ? null : (item.missing[reason] ?? scheme.missing[reason] ?? 'zero')
    const value = reason === null ? figure.value : earlierValue(city, measure, { code, when, action, scheme })
    return { value, target, reason, action }
  })
  const points = pointsOf(item.rule, asked, measure)
  const typical = medianOf(points.filter((own, row) => own !== null && asked[row]?.reason === null) as Fraction[])
  return asked.map(({ reason, action }, row) => {
    const own = points[row] ?? null
    const base = { code: item.code, weight: exact(item.weight), reason, isBlocking: action === 'block' }
    if (action === null) return { ...base, points: own, isZero: false }
    if (action === 'zero') return { ...base, points: zero, isZero: true }
    if (action === 'median') return { ...base, points: typical, isZero: false }
    if (typeof action === 'object') return { ...base, points: own ?? zero, isZero: own === null }
    return { ...base, points: null, isZero: false }
  })
}

function reasonOf(
  { state, value, from }: Figure,
  { target, when, rule }: { target: Fraction | null; when: string; rule: RawRule },
): string | null {
  if (value === null) return state
  if (yearIn(from) !== yearIn(when)) return 'carried'
  const needs = ['ratio', 'pass', 'around'].includes(rule.kind) || (rule.kind === 'steps' && rule.target === null)
  return target === null && needs ? 'no_target' : null
}

type Looking = {
  readonly code: string
  readonly when: string
  readonly action: RawAction | null
  readonly scheme: RawScheme
}

/** The newest earlier figure, when the scheme lets one of its age stand in. */
function earlierValue(city: Reckoner, measure: RawMeasure, { code, when, action }: Looking): Fraction | null {
  if (action === null || typeof action === 'string') return null
  for (let age = 1; age <= action.carry; age++) {
    const then = quarterName(quarterNumber(when) - age)
    if (city.quarter(then) === null) continue
    const { value, from } = city.figure(measure, code, then)
    if (isBroken(measure, from, when)) return null
    if (value !== null) return value
  }
  return null
}

function medianOf(values: readonly Fraction[]): Fraction | null {
  const sorted = values.toSorted(order)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : over(plus(low, high), fraction(2n))
}

type Asked = { readonly value: Fraction | null; readonly target: Fraction | null }

const clamp = (points: Fraction, most: Fraction): Fraction =>
  order(points, zero) < 0 ? zero : order(points, most) > 0 ? most : points

function pointsOf(rule: RawRule, column: readonly Asked[], measure: RawMeasure): (Fraction | null)[] {
  const isHigher = measure.direction === 'higher'
  const good = isHigher ? 1 : -1
  const reached = (value: Fraction, aim: Fraction): boolean => order(value, aim) * good >= 0
  const alone = (score: (value: Fraction) => Fraction) =>
    column.map(({ value }) => (value === null ? null : score(value)))
  const aimed = (score: (value: Fraction, target: Fraction) => Fraction) =>
    column.map(({ value, target }) => (value === null || target === null ? null : score(value, target)))
  const known = column.flatMap(({ value }) => (value === null ? [] : [value]))
  switch (rule.kind) {
    case 'pass':
      return aimed((value, target) => (reached(value, target) ? hundred : zero))
    case 'ratio':
      return aimed((value, target) =>
        clamp(times(hundred, attained(value, target, isHigher)), times(hundred, exact(rule.cap))),
      )
    case 'around':
      return aimed((value, target) => {
        const far = isHigher ? minus(value, target) : minus(target, value)
        return clamp(plus(exact(rule.base), times(exact(rule.slope), far)), exact(rule.cap))
      })
    case 'steps': {
      const lose = (value: Fraction, target: Fraction): Fraction => {
        const far = isHigher ? minus(target, value) : minus(value, target)
        const short = order(far, zero) < 0 ? zero : over(far, exact(rule.step))
        const counted = rule.isWhole ? fraction(short.n / short.d) : short
        return clamp(minus(hundred, times(counted, exact(rule.loss))), hundred)
      }
      const { target: own } = rule
      return own === null ? aimed(lose) : alone((value) => lose(value, exact(own)))
    }
    case 'bands':
      return alone((value) => {
        const band = rule.bands.find(({ limit }) => reached(value, exact(limit)))
        return exact(band?.points ?? rule.otherwise)
      })
    case 'decay': {
      const keys = known.map((value) => printed(value, measure.decimals))
      return alone((value) => {
        const own = printed(value, measure.decimals)
        const ahead = keys.filter((key) => order(key, own) * good > 0).length
        const points = minus(hundred, times(exact(rule.step), fraction(BigInt(ahead))))
        return order(points, exact(rule.floor)) < 0 ? exact(rule.floor) : points
      })
    }
    case 'power': {
      const sorted = known.toSorted((left, right) => order(left, right) * good)
      const [worst, best] = [sorted[0], sorted[sorted.length - 1]]
      if (worst === undefined || best === undefined || order(worst, best) === 0) return column.map(() => null)
      return alone((value) => plus(fraction(60n), times(fraction(40n), over(minus(value, worst), minus(best, worst)))))
    }
    case 'posts': {
      const [worst, best] = isHigher ? [rule.low, rule.high] : [rule.high, rule.low]
      return alone((value) =>
        clamp(times(hundred, over(minus(value, exact(worst)), minus(exact(best), exact(worst)))), hundred),
      )
    }
  }
}

function attained(value: Fraction, target: Fraction, isHigher: boolean): Fraction {
  if (target.n <= 0n || value.n <= 0n) {
    const isReached = isHigher ? order(value, target) >= 0 : order(value, target) <= 0
    return isReached ? fraction(1n) : zero
  }
  return isHigher ? over(value, target) : over(target, value)
}

function totalOf(unit: RawUnit, cells: readonly Part[], scheme: RawScheme): Scored {
  const sum = (keep: (cell: Part) => boolean): Fraction =>
    cells.filter(keep).reduce((all, { weight }) => plus(all, weight), zero)
  const carried = sum(({ points }) => points !== null)
  const asked = sum(({ reason }) => reason === null || !asksNothing.includes(reason))
  const availability =
    asked.n === 0n
      ? zero
      : over(
          sum(({ reason }) => reason === null),
          asked,
        )
  const base = { unit, availability, parts: cells }
  if (cells.some(({ isBlocking }) => isBlocking)) return { ...base, total: null, noPlace: 'blocked' }
  if (carried.n === 0n) return { ...base, total: null, noPlace: 'nothing' }
  const weighted = cells.reduce((all, { weight, points }) => plus(all, times(weight, points ?? zero)), zero)
  const isEnough = order(availability, exact(scheme.availability)) >= 0
  return { ...base, total: over(weighted, carried), noPlace: isEnough ? null : 'too_little' }
}

export type Standing = Scored & { readonly total: Fraction; readonly rank: number; readonly isTied: boolean }

/** The units with a place, best first; those that print the same total share one. */
export function standings(scores: readonly Scored[], decimals: number): Standing[] {
  const held = scores.flatMap((one) =>
    one.total === null || one.noPlace !== null ? [] : [{ ...one, total: one.total }],
  )
  const prints = held.map(({ total }) => steps(total, decimals))
  return held
    .map((one, at) => {
      const own = prints[at] as bigint
      const rank = 1 + prints.filter((other) => other > own).length
      return { ...one, rank, isTied: prints.filter((other) => other === own).length > 1 }
    })
    .toSorted((left, right) => left.rank - right.rank)
}

/** What each part adds to the lead over another; one scored on one side only stands at the other side's own mean. */
export function leads(own: Scored, other: Scored): Fraction[] {
  const has = (part: number): boolean => [own, other].some(({ parts }) => (parts[part]?.points ?? null) !== null)
  const all = own.parts.reduce((sum, { weight }, part) => (has(part) ? plus(sum, weight) : sum), zero)
  const at = ({ parts, total }: Scored, part: number): Fraction => parts[part]?.points ?? total ?? zero
  return own.parts.map(({ weight }, part) =>
    has(part) ? times(over(weight, all), minus(at(own, part), at(other, part))) : zero,
  )
}
