import { apart, fraction, minus, order, over, printed, size, spoken, spokenOf } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { comparedWith, goneSince, isBroken, periodOf, sameCity, sameMembers, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { CityFigure } from './reckoner.fixture.ts'
import { isClearTrend } from './ways.fixture.ts'
import type { RawMeasure, RawUnit, World } from './world.fixture.ts'

/* Two sides held against each other. */

/** What the cities of this fixture call units with a strong and a weak industrial base. */
const [strong, weak] = ['产业基础较强地区', '产业基础薄弱地区'] as const

/** Whether a unit stands on the side of this name; null: the name is of no kind of unit. */
function standsOn({ areas }: World, name: string): ((unit: RawUnit) => boolean) | null {
  if (name === areas.centre) return ({ area }) => area === 'centre'
  if (name === areas.remote) return ({ area }) => area === 'remote'
  if (name === strong) return ({ base }) => base === 'strong'
  if (name === weak) return ({ base }) => base === 'weak'
  return null
}

/** The units on either side of a pair of kinds of unit; null for groups of people and firms. */
function unitsOn(world: World, pair: readonly [string, string]): ((unit: RawUnit) => boolean) | null {
  const [one, other] = pair.map((name) => standsOn(world, name))
  if (one === undefined || one === null || other === undefined || other === null) return null
  return (unit) => one(unit) || other(unit)
}

type Sides = { readonly high: CityFigure; readonly low: CityFigure; readonly isWhole: boolean }

/** Both sides of a gap in a quarter; null when one of them lacks a unit, a figure or its own observation. */
function sidesOf(
  city: Reckoner,
  measure: RawMeasure,
  [first, second]: readonly [string, string],
  when: string,
): Sides | null {
  const tree = city.now
  const pair = city.world.pairs.find((one) => one.highName === first && one.lowName === second)
  const of = (name: string): CityFigure | null => {
    const isOn = standsOn(city.world, name)
    if (isOn !== null) {
      const units = city.counted(tree).filter(isOn)
      const [only] = units
      // A side of one unit would publish the figure that is hidden.
      if (only !== undefined && units.length === 1 && city.figure(measure, only.code, when).state === 'withheld')
        return null
      return city.added(measure, when, units)
    }
    if (name === '规上企业') return city.added(measure, when, city.counted(tree), 'size:above')
    if (name === '中小微企业') return city.added(measure, when, city.counted(tree), 'size:msme')
    const code = name === pair?.highName ? pair.high : pair?.low
    const other = city.world.measures.find((one) => one.code === code)
    if (other === undefined || city.city(other, when).state === 'withheld') return null
    return city.city(other, when, tree)
  }
  const [high, low] = [of(first), of(second)]
  if (high === null || low === null || high.value === null || low.value === null) return null
  return { high, low, isWhole: high.isWhole && low.isWhole && high.from === when && low.from === when }
}

export const gap: Check = (
  { first = '', second = '', topic, only, now, way, lead = '', step, ways },
  city,
  { measure: own },
) => {
  const found = gapMeasure(city, own, topic ?? '', [first, second])
  if (found === null) return `no such gap: ${topic}`
  const { measure, pair } = found
  const sides = sidesOf(city, measure, pair, city.now.period)
  if (sides === null || !sides.isWhole) return 'a unit of one side is missing, or a side is carried'
  const [high, low] = [sides.high.value as Fraction, sides.low.value as Fraction]
  const [upper, lower] = first === pair[0] ? [high, low] : [low, high]
  const { decimals } = measure
  const far = (left: Fraction, right: Fraction): Fraction => minus(printed(left, decimals), printed(right, decimals))
  const words = apart(high, low, measure)
  if (order(printed(upper, decimals), printed(lower, decimals)) <= 0) return `${first} is not above ${second}`
  if (only !== undefined) return unless([only === words, `they are ${words} apart`])
  const before = comparedWith(lead, measure, city)
  if (before === null || city.quarter(before) === null) return `${lead} cannot be said`
  if (isBroken(measure, before, city.now.period)) return 'the definition changed in between'
  if (isOtherUnits(city, measure, pair, before)) return 'other units on the two sides'
  const then = sidesOf(city, measure, pair, before)
  if (then === null || !then.isWhole) return 'a side of the earlier gap lacks a unit'
  if (goneSince(city, before).length > 0 && !sameCity(city, measure, before)) return 'other units on the two sides'
  const [thenHigh, thenLow] = [then.high.value as Fraction, then.low.value as Fraction]
  const [thenGap, nowGap] = [size(far(thenHigh, thenLow)), size(far(high, low))]
  const moved = minus(nowGap, thenGap)
  return unless(
    [now === words, `they are ${words} apart`],
    [order(far(thenHigh, thenLow), fraction(0n)) * order(far(high, low), fraction(0n)) >= 0, 'the gap turned'],
    [
      moved.n !== 0n && (way === '扩大至') === moved.n > 0n && (ways === '扩大') === moved.n > 0n,
      'it moved the other way',
    ],
    [
      step === spoken(size(moved), measure.unit === '%' ? '百分点' : measure.unit, decimals),
      'it moved by something else',
    ],
  )
}

function isOtherUnits(city: Reckoner, measure: RawMeasure, pair: readonly [string, string], before: string): boolean {
  const isOn = unitsOn(city.world, pair)
  if (isOn === null) return false
  const [now, then] = [city.now.period, before].map((period) =>
    city
      .counted()
      .filter((unit) => isOn(unit) && city.measured(measure, unit.code, period).state !== 'not_applicable')
      .map(({ code }) => code)
      .join(),
  )
  return now !== then
}

const standing = ({ areas }: World) =>
  [
    [areas.centre, areas.remote],
    [strong, weak],
    ['规上企业', '中小微企业'],
  ] as const

function gapMeasure(city: Reckoner, own: RawMeasure | null, topic: string, names: readonly [string, string]) {
  const isPair = (pair: readonly [string, string]): boolean =>
    [...pair].toSorted().join() === [...names].toSorted().join()
  const fixed = standing(city.world).find((pair) => isPair(pair))
  const pair = city.world.pairs.find((one) => isPair([one.highName, one.lowName]))
  const measure =
    own ??
    city.world.measures.find((one) => (fixed === undefined ? one.code === pair?.low : one.topic === topic)) ??
    null
  if (measure === null || (topic !== measure.topic && topic !== measure.name)) return null
  if (fixed !== undefined) return { measure, pair: fixed }
  return pair === undefined ? null : { measure, pair: [pair.highName, pair.lowName] as const }
}

const gapVerdicts: Record<string, readonly (readonly [number, number])[]> = {
  差距收敛: [
    [-1, -1],
    [-1, 0],
    [0, -1],
  ],
  差距扩大: [
    [1, 1],
    [1, 0],
    [0, 1],
  ],
  差距没有明显变化: [[0, 0]],
  绝对差距与相对差距方向不一: [
    [1, -1],
    [-1, 1],
  ],
}

/** The printed gap and its share of the larger side, quarter by quarter. */
export const gapTrend: Check = ({ first = '', second = '', topic = '', from = '', verdict = '' }, city) => {
  const found = gapMeasure(city, null, topic, [first, second])
  if (found === null) return `no such gap: ${topic}`
  const { measure, pair } = found
  const points = city.world.quarters
    .filter(({ period: then }) => !measure.isRunning || then[5] === city.now.period[5])
    .filter(({ period: then }) => !isBroken(measure, then, city.now.period))
    .slice(-8)
    .flatMap(({ period: then }) => {
      const sides = sidesOf(city, measure, pair, then)
      if (sides === null || !sides.isWhole || (then !== city.now.period && isOtherPair(city, pair, then))) return []
      const [high, low] = [sides.high, sides.low].map((side) => printed(side.value as Fraction, measure.decimals))
      const [upper, lower] = [high as Fraction, low as Fraction]
      const apart = size(minus(upper, lower))
      const larger = order(upper, lower) > 0 ? upper : lower
      return [{ past: then, apart, share: larger.n > 0n ? over(apart, larger) : null }]
    })
  const absolute = isClearTrend(points.map((point) => point.apart))
  const shares = points.flatMap(({ share }) => (share === null ? [] : [share]))
  const relative = shares.length === points.length ? isClearTrend(shares) : absolute
  return unless(
    [points.length >= 5 && points[points.length - 1]?.past === city.now.period, `${points.length} quarters compare`],
    [periodOf(from) === points[0]?.past, 'it begins elsewhere'],
    [
      gapVerdicts[verdict]?.some(([own, other]) => own === absolute && other === relative) === true,
      `${absolute} and ${relative}`,
    ],
  )
}

/** Whether a pair's published figures were of other units than today's. */
function isOtherPair(city: Reckoner, pair: readonly [string, string], then: string): boolean {
  const own = city.world.pairs.find((one) => one.highName === pair[0] && one.lowName === pair[1])
  if (own === undefined) return false
  const both = city.world.measures.filter(({ code }) => code === own.high || code === own.low)
  const [today, before] = [city.counted(), city.counted(city.quarter(then) ?? city.now)]
  const isIn = (units: readonly RawUnit[], { code }: RawUnit): boolean => units.some((unit) => unit.code === code)
  const hadFigure = ({ code }: RawUnit): boolean =>
    both
      .map((measure) => city.figure(measure, code, then))
      .some((own) => own.value !== null || own.state === 'withheld')
  return today.some((unit) => !isIn(before, unit)) || before.some((unit) => !isIn(today, unit) && hadFigure(unit))
}

/** The units without whose figure a gap cannot be reckoned. */
export const gapLacking: Check = ({ first = '', second = '', topic = '', when = '', names }, city) => {
  const found = gapMeasure(city, null, topic, [first, second])
  if (found === null) return `no such gap: ${topic}`
  const { measure, pair } = found
  const period = periodOf(when)
  const sides = sidesOf(city, measure, pair, period)
  const parts = city.counted().map((unit) => ({ unit, states: statesOf(city, measure, pair, unit, period) }))
  const missing = parts
    .filter(({ states }) => states.some((state) => !['reported', 'zero_denominator', 'not_applicable'].includes(state)))
    .map(({ unit }) => unit.name)
  return unless(
    [city.quarter(period) !== null, `${period} was not published`],
    [measure.every === 1 || isAsked(city, measure, parts, period), `nobody was asked in ${period}`],
    [sides === null || !sides.isWhole, 'nothing is missing'],
    [sameMembers(names, missing, 3), `missing are ${missing.join('、')}`],
  )
}

/** Whether anybody of the city has a word for the quarter. */
function isAsked(
  city: Reckoner,
  measure: RawMeasure,
  parts: readonly { readonly states: readonly string[] }[],
  period: string,
): boolean {
  const all = city.counted().map(({ code }) => city.measured(measure, code, period).state)
  return [...all, ...parts.flatMap(({ states }) => states)].some((state) => state !== 'not_reported')
}

/** States in a quarter of a unit's part of each side that it stands on. */
function statesOf(
  city: Reckoner,
  measure: RawMeasure,
  pair: readonly [string, string],
  unit: RawUnit,
  period: string,
): string[] {
  const [first] = pair
  const state = (own: RawMeasure, group = ''): string => city.measured(own, unit.code, period, group).state
  const isOn = unitsOn(city.world, pair)
  if (isOn !== null) return isOn(unit) ? [state(measure)] : []
  if (first === '规上企业') return ['size:above', 'size:msme'].map((group) => state(measure, group))
  const named = city.world.pairs.find(({ highName, lowName }) => highName === first && lowName === pair[1])
  const both = city.world.measures.filter((own) => own.code === named?.high || own.code === named?.low)
  return both.map((own) => state(own))
}

/** 中心城区82.6%，偏远地区65.1%；市人社局牵头 */
export const gapDetail: Check = ({ first = '', high, second = '', low, owner }, city) => {
  const pairs = [...standing(city.world), ...city.world.pairs.map((pair) => [pair.highName, pair.lowName] as const)]
  const pair = pairs.find((one) => one.includes(first) && one.includes(second))
  if (pair === undefined) return `no such gap: ${first}`
  const sides = city.world.measures.flatMap((measure) => {
    const found = sidesOf(city, measure, pair, city.now.period)
    if (found === null || measure.department !== owner) return []
    const [upper, lower] = first === pair[0] ? [found.high, found.low] : [found.low, found.high]
    return [[spokenOf(upper.value, measure), spokenOf(lower.value, measure)].join()]
  })
  return unless([sides.includes([high, low].join()), `they are ${sides.join(' or ')}`])
}
