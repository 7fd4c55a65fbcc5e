import {
  apart,
  digits,
  fraction,
  isEnough,
  minus,
  order,
  over,
  plus,
  printed,
  quarterName,
  quarterNumber,
  quarterWords,
  reaches,
  size,
  spoken,
  steps,
  times,
  yearIn,
} from './said.world.fixture.ts'
import type { CityFigure, Figure, Fraction, RawMeasure, RawUnit, Reckoner } from './said.world.fixture.ts'

/*
 * Reads a printed Chinese sentence and says whether the raw cells bear it out. It knows nothing of claims: only words, cells
 * and its own arithmetic. A sentence of no known form is as bad as a false one.
 */

/** Where a sentence stands: on the page of an indicator, or on one that speaks of several. */
export type Spot = { readonly measure: RawMeasure | null }

/** True; or why not. */
export type Verdict = { readonly holds: true; readonly form: string } | { readonly holds: false; readonly why: string }

type Check = (found: Record<string, string>, city: Reckoner, spot: Spot) => string | null
type Form = { readonly name: string; readonly pattern: RegExp; readonly check: Check }

const close = '差距很小，不宜据此排先后'
const period = String.raw`\d{4}年第[一二三四]季度`

/** The first thing that is not so. */
function unless(...facts: readonly (readonly [boolean, string])[]): string | null {
  return facts.find(([isSo]) => !isSo)?.[1] ?? null
}

export function named(names: readonly string[], most: number, counter = '个单位'): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等${names.length}${counter}`
}

function periodOf(words: string): string {
  const [, year = '', quarter = ''] = /(\d{4})年第([一二三四])季度/.exec(words) ?? []
  return `${year}Q${'一二三四'.indexOf(quarter) + 1}`
}

function measureOf(name: string, city: Reckoner, spot: Spot): RawMeasure | null {
  const bare = name.replace(/^全市/, '')
  const found = city.world.measures.find((one) => one.name === bare) ?? null
  return spot.measure !== null && found !== spot.measure ? null : found
}

/* Comparisons. */

/** What the length of a figure allows it to be held against; the same quarter of last year may always be. */
function comparedWith(lead: string, measure: RawMeasure, city: Reckoner): string | null {
  const now = quarterNumber(city.now.period)
  if (lead === '较上年同期') return quarterName(now - 4)
  if (measure.isRunning) return null
  if (lead === '较上季' && measure.every === 1) return quarterName(now - 1)
  return lead === '较上次调查' && measure.every === 2 ? quarterName(now - 2) : null
}

function isBroken(measure: RawMeasure, from: string, to: string): boolean {
  return measure.breaks.some((start) => start > from && start <= to)
}

function movedOf(now: Fraction, then: Fraction, measure: RawMeasure): string | null {
  const { unit, decimals } = measure
  if (unit === '%' || unit.includes('/')) {
    const side = order(printed(now, decimals), printed(then, decimals))
    return side === 0 ? '持平' : `${side > 0 ? '提高' : '下降'}${apart(now, then, measure)}`
  }
  if (then.n <= 0n) return then.n === 0n && now.n === 0n ? '持平' : null
  const growth = times(over(minus(now, then), then), fraction(100n))
  const grown = steps(growth, 1)
  return grown === 0n ? '持平' : `${grown > 0n ? '增长' : '下降'}${digits(size(growth), 1)}%`
}

const isPresent = (figure: Figure): boolean => figure.state === 'reported' || figure.state === 'zero_denominator'

type Both = { readonly now: CityFigure; readonly past: CityFigure; readonly without: string[] }

/** The city now and then over the units that both have, and the names of the others. */
function overCommon(city: Reckoner, measure: RawMeasure, before: string): Both {
  const nowUnits = city.counted()
  const thenUnits = city.counted(city.quarter(before) ?? city.now)
  const all = [...nowUnits, ...thenUnits.filter((unit) => !nowUnits.some((one) => one.code === unit.code))]
  const at = (unit: RawUnit, when: string) => city.measured(measure, unit.code, when)
  const asked = all.filter((unit) =>
    [city.now.period, before].some((when) => at(unit, when).state !== 'not_applicable'),
  )
  const common = asked.filter((unit) => isPresent(at(unit, city.now.period)) && isPresent(at(unit, before)))
  return {
    now: city.added(measure, city.now.period, common),
    past: city.added(measure, before, common),
    without: asked.filter((unit) => !common.includes(unit)).map((unit) => unit.name),
  }
}

/** The share of the city that common units stand for. */
function shareOf(city: Reckoner, measure: RawMeasure, when: string, part: CityFigure): boolean {
  const whole = city.added(measure, when, city.counted())
  if (whole.coverage === null) return false
  if (measure.lower === null) return true
  return isEnough(times(whole.coverage, fraction(part.n, whole.n)))
}

const change: Check = ({ subject = '', value, lead = '', like, moved, without }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const now = city.city(measure)
  if (/^较\d{4}年$/.test(lead)) return changeSinceBase({ value, lead, moved }, city, measure)
  const before = comparedWith(lead, measure, city)
  if (before === null) return `${lead} is not for a figure of this length`
  if (city.quarter(before) === null) return `${before} was not published`
  if (isBroken(measure, before, city.now.period)) return 'the definition changed in between'
  const then = city.city(measure, before)
  if (now.from !== city.now.period || then.from !== before) return 'a carried figure is compared'
  const both = overCommon(city, measure, before)
  if (both.now.value === null || both.past.value === null) return 'nothing common has a value'
  const left = goneSince(city, before)
  const apartFromLeft = both.without.filter((name) => !left.includes(name))
  // A unit that is no longer there may go unnamed only when last time's printed figure is the same without it.
  const overToday = city.city(measure, before, city.now)
  const isSameWithout =
    then.value !== null && overToday.value !== null && samePrint(then.value, overToday.value, measure)
  const names = isSameWithout ? apartFromLeft : both.without
  return unless(
    [
      shareOf(city, measure, city.now.period, both.now) && shareOf(city, measure, before, both.past),
      'too little of the city',
    ],
    [(like !== undefined) === names.length > 0, `other units on the two sides: ${both.without.join('、')}`],
    [like === undefined || without === named(names, 3), `left out: ${names.join('、')}`],
    [value === undefined || value === spokenOf(now.value, measure), `the value is ${spokenOf(now.value, measure)}`],
    [
      moved === movedOf(both.now.value, both.past.value, measure),
      `it ${movedOf(both.now.value, both.past.value, measure)}`,
    ],
  )
}

const samePrint = (left: Fraction, right: Fraction, { decimals }: RawMeasure): boolean =>
  steps(left, decimals) === steps(right, decimals)

const spokenOf = (value: Fraction | null, { unit, decimals }: RawMeasure): string =>
  value === null ? '—' : spoken(value, unit, decimals)

function goneSince(city: Reckoner, before: string): string[] {
  const then = city.quarter(before)?.units ?? []
  return then.filter((unit) => !city.now.units.some((one) => one.code === unit.code)).map((unit) => unit.name)
}

function changeSinceBase(
  { value, lead, moved }: { value: string | undefined; lead: string; moved: string | undefined },
  city: Reckoner,
  measure: RawMeasure,
): string | null {
  const base = city.world.baselines[measure.code]?.['CITY']
  const now = city.city(measure)
  if (base === undefined || now.value === null) return 'there is no baseline or no figure'
  const then = fraction(BigInt(Math.round(base.value * 1000)), 1000n)
  return unless(
    [lead === `较${yearIn(base.period)}年`, 'another year is named'],
    [!measure.isRunning || base.period[5] === city.now.period[5], 'years counted to different quarters'],
    [!isBroken(measure, base.period, city.now.period), 'the definition changed since the baseline'],
    [now.from === city.now.period, 'a carried figure is compared'],
    [now.isWhole, 'the baseline is of all units'],
    [value === undefined || value === spokenOf(now.value, measure), `the value is ${spokenOf(now.value, measure)}`],
    [moved === movedOf(now.value, then, measure), `it ${movedOf(now.value, then, measure)}`],
  )
}

const allMoved: Check = ({ count, subject = '', year, verb, most, moved }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const held = city.now.units.flatMap((unit) => {
    const figure = city.figure(measure, unit.code)
    return figure.value === null ? [] : [{ unit, figure, base: city.world.baselines[measure.code]?.[unit.code] }]
  })
  const rows = held.map(({ unit, figure, base }) => ({
    name: unit.name,
    isFair: base !== undefined && figure.from === city.now.period && yearIn(base.period) === Number(year),
    isBroken: base !== undefined && isBroken(measure, base.period, city.now.period),
    moved: base === undefined ? null : movedOf(figure.value as Fraction, exactOf(base.value), measure),
    far: base === undefined ? fraction(0n) : farOf(figure.value as Fraction, exactOf(base.value), measure),
  }))
  const top = rows.find((row) => row.name === most)
  return unless(
    [rows.length === Number(count), `${rows.length} units have a value`],
    [rows.every((row) => row.isFair && !row.isBroken), 'one of them has no such baseline'],
    [rows.every((row) => row.moved?.startsWith(verb ?? '') === true), 'one of them did not'],
    [most === undefined || (top !== undefined && top.moved === moved), 'the one that moved most moved otherwise'],
    [top === undefined || rows.every((row) => row === top || order(top.far, row.far) > 0), 'another moved as far'],
  )
}

const exactOf = (value: number): Fraction => fraction(BigInt(Math.round(value * 1000)), 1000n)

function farOf(now: Fraction, then: Fraction, { unit, decimals }: RawMeasure): Fraction {
  if (unit === '%' || unit.includes('/')) return size(minus(printed(now, decimals), printed(then, decimals)))
  return then.n === 0n ? fraction(0n) : size(printed(times(over(minus(now, then), then), fraction(100n)), 1))
}

/* Goals. */

/** What a sentence says of a figure's goals, in the product's words. */
function goalTail(value: Fraction, expected: Fraction, measure: RawMeasure, city: Reckoner, unit: string): string {
  const { decimals } = measure
  const aim = spoken(expected, measure.unit, decimals)
  if (!reaches(value, expected, measure)) {
    return `${measure.direction === 'higher' ? '低于' : '高于'}时序目标${aim}，差${apart(value, expected, measure)}`
  }
  const year = yearIn(city.now.period)
  const goal = city.world.targets[measure.code]?.[unit]?.[year]
  if (goal === undefined || measure.isRunning) return `达到时序目标${aim}`
  const target = exactOf(goal)
  const words = `${year}年目标${spoken(target, measure.unit, decimals)}`
  if (reaches(value, target, measure)) return `已达到${words}`
  return `达到时序目标${aim}，距${words}还差${apart(value, target, measure)}`
}

const goal: Check = ({ subject = '', value, tail }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const own = city.city(measure)
  if (city.light(measure, 'CITY') === null || own.value === null) return 'the city may not be judged'
  const expected = city.expected(measure, 'CITY', own.from)
  if (expected === null) return 'nothing is expected'
  return unless(
    [value === spokenOf(own.value, measure), `the value is ${spokenOf(own.value, measure)}`],
    [
      tail === goalTail(own.value, expected, measure, city, 'CITY'),
      goalTail(own.value, expected, measure, city, 'CITY'),
    ],
  )
}

/** 低于时序目标2.4个百分点; null when it is met or may not be judged. */
function shortfall(city: Reckoner, measure: RawMeasure, unit: string): string | null {
  const own = unit === 'CITY' ? city.city(measure) : city.figure(measure, unit)
  const light = city.light(measure, unit)
  const expected = city.expected(measure, unit, own.from)
  if (light === null || light === 'met' || own.value === null || expected === null) return null
  return `${measure.direction === 'higher' ? '低于' : '高于'}时序目标${apart(own.value, expected, measure)}`
}

const countUnits: Check = ({ some, count, met, subject = '', all }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const lights = city.now.units.map((unit) => city.light(measure, unit.code))
  return countOf({ some, count, met, all }, lights)
}

function countOf(
  { some, count, met, all }: Record<'some' | 'count' | 'met' | 'all', string | undefined>,
  lights: readonly (string | null)[],
): string | null {
  const judged = lights.filter((light) => light !== null)
  const reached = judged.filter((light) => light === 'met').length
  const said = all === '均达到' ? judged.length : all === '均未达到' ? 0 : Number(met)
  return unless(
    [Number(count) === judged.length, `${judged.length} are judged`],
    [(some !== undefined) === judged.length < lights.length, `${judged.length} of ${lights.length} are judged`],
    [said === reached, `${reached} reach it`],
  )
}

const cards: Check = ({ some, count, met, all, worst, short }, city) => {
  const shown = city.world.cards.map((code) => city.world.measures.find((one) => one.code === code) as RawMeasure)
  const wrong = countOf(
    { some, count, met, all },
    shown.map((measure) => city.light(measure, 'CITY')),
  )
  if (wrong !== null || worst === undefined) return wrong
  const rates = shown.flatMap((measure) => {
    const [own, light] = [city.city(measure), city.light(measure, 'CITY')]
    const expected = city.expected(measure, 'CITY', own.from)
    const isShort = measure.unit === '%' && light !== null && light !== 'met'
    return isShort && own.value !== null && expected !== null
      ? [{ measure, far: size(minus(own.value, expected)) }]
      : []
  })
  const top = rates.find(({ measure }) => measure.name === worst)
  return unless(
    [top !== undefined, `${worst} does not lag`],
    [top === undefined || short === shortfall(city, top.measure, 'CITY'), 'it lags by something else'],
    [rates.every((rate) => rate === top || (top !== undefined && order(top.far, rate.far) > 0)), 'another lags as far'],
  )
}

/* Rankings. */

type Ranked = {
  readonly name: string
  readonly code: string
  readonly value: Fraction
  readonly figure: Figure
  rank: number
}

function rankedOf(
  city: Reckoner,
  measure: RawMeasure,
  figures: readonly { name: string; code: string; figure: Figure }[],
): Ranked[] {
  const better = (left: Fraction, right: Fraction): boolean =>
    order(printed(left, measure.decimals), printed(right, measure.decimals)) ===
    (measure.direction === 'lower' ? -1 : 1)
  const held = figures.flatMap(({ name, code, figure }) =>
    figure.value === null ? [] : [{ name, code, figure, value: figure.value, rank: 0 }],
  )
  for (const row of held) row.rank = 1 + held.filter((other) => better(other.value, row.value)).length
  return held
}

/** Today's places. */
function ranking(city: Reckoner, measure: RawMeasure): Ranked[] {
  return rankedOf(
    city,
    measure,
    city.now.units.map(({ name, code }) => ({ name, code, figure: city.figure(measure, code) })),
  )
}

/** Wilson's 95 % interval, from E. B. Wilson 1927 directly. */
function wilson({ x, n }: Figure): [number, number] {
  const [count, of, z] = [Number(x), Number(n), 1.959963984540054]
  const share = count / of
  const centre = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [(centre - half) / scale, (centre + half) / scale]
}

function touches(measure: RawMeasure, left: Ranked, right: Ranked): boolean {
  if (!measure.isShare) return false
  const [[low, high], [otherLow, otherHigh]] = [wilson(left.figure), wilson(right.figure)]
  return low <= otherHigh + 1e-12 && otherLow <= high + 1e-12
}

function isAlone(measure: RawMeasure, rows: readonly Ranked[], row: Ranked): boolean {
  return rows.every((other) => other === row || (other.rank !== row.rank && !touches(measure, row, other)))
}

const ends: Check = (found, city, { measure }) => {
  if (measure === null || measure.direction === 'neutral') return 'nothing is ranked here'
  const rows = ranking(city, measure).toSorted((left, right) => left.rank - right.rank)
  if (rows.length < 3) return 'fewer than three are ranked'
  const [first, last] = [rows[0] as Ranked, rows[rows.length - 1] as Ranked]
  const bare = (names: string | undefined): string | undefined =>
    names?.endsWith(measure.name) === true ? names.slice(0, -measure.name.length) : names
  const { headWord, apartName, apartWord, far, lastWord, shortName, short, loneWord, all } = found
  const [head, tied, near, lone] = [found['head'], found['tied'], found['near'], found['lone']].map(bare)
  const best = measure.direction === 'lower' ? '最低' : '居首'
  const worst = measure.direction === 'lower' ? '最高' : '居末'
  const isLast = (name: string | undefined): boolean => name === last.name && isAlone(measure, rows, last)
  const lows = rows.filter((row) => row.rank === 1).map((row) => row.name)
  const around = rows.filter((row) => row === first || touches(measure, row, first)).map((row) => row.name)
  return unless(
    [head === undefined || (head === first.name && isAlone(measure, rows, first)), `${head} does not lead alone`],
    [head === undefined || headWord === best, 'the wrong word for the first'],
    [tied === undefined || (lows.length > 1 && sameNames(tied, lows)), `first are ${lows.join('、')}`],
    [
      near === undefined || (lows.length === 1 && around.length > 1 && sameNames(near, around)),
      `close are ${around.join('、')}`,
    ],
    [apartName === undefined || (isLast(apartName) && apartWord === worst), `${apartName} is not last alone`],
    [
      apartName === undefined || far === apart(first.value, last.value, measure),
      `the ends are ${apart(first.value, last.value, measure)} apart`,
    ],
    [lone === undefined || (isLast(lone) && loneWord === worst), `${lone} is not last alone`],
    [shortName === undefined || isLast(shortName), `${shortName} is not last alone`],
    [lastWord === undefined || lastWord === worst, 'the wrong word for the last'],
    [
      shortName === undefined || short === shortfall(city, measure, last.code),
      `it lags by ${shortfall(city, measure, last.code)}`,
    ],
    [
      all === undefined ||
        (Number(all) === rows.length && rows.every((row) => city.light(measure, row.code) === 'met')),
      'not all reach it',
    ],
  )
}

const sameNames = (words: string, names: readonly string[]): boolean =>
  words.split('、').toSorted().join() === [...names].toSorted().join()

const groups: Check = ({ stable, spans }, city, { measure }) => {
  if (measure === null) return 'nothing is ranked here'
  const rows = ranking(city, measure)
  if (rows.length < 3) return 'fewer than three are ranked'
  const top = rows.filter((row) => row.rank <= 3)
  const isStable = top.length === 3 && top.every((row) => isAlone(measure, rows, row))
  const wrong = (spans ?? '')
    .split('、')
    .filter((span) => span !== '')
    .flatMap((span) => {
      const [, from = '', to = from] = /^第(\d+)(?:—(\d+))?位$/.exec(span) ?? []
      const members = rows.filter((row) => row.rank >= Number(from) && row.rank <= Number(to))
      const pairs = members.flatMap((left) =>
        members.filter((right) => right !== left).map((right) => [left, right] as const),
      )
      if (members.length < 2) return [`${span} is no group`]
      if (!members.some((row) => row.rank === Number(to))) return [`nobody holds the last place of ${span}`]
      return pairs.every(([left, right]) => touches(measure, left, right)) ? [] : [`two of ${span} can be told apart`]
    })
  return unless(
    [stable === undefined || isStable, 'the first three do not stand alone'],
    [wrong.length === 0, wrong.join()],
  )
}

/** Places now and last quarter among the units with one in both; `without`: those with one in only one. */
function commonPlaces(city: Reckoner, measure: RawMeasure) {
  const before = quarterName(quarterNumber(city.now.period) - 1)
  const then = city.quarter(before)
  if (then === null) return null
  const units = [
    ...city.now.units,
    ...then.units.filter((unit) => !city.now.units.some((one) => one.code === unit.code)),
  ]
  const rows = units.map((unit) => {
    const nowThere = city.now.units.some((one) => one.code === unit.code)
    return {
      unit,
      now: nowThere ? city.measured(measure, unit.code, city.now.period) : null,
      past: city.measured(measure, unit.code, before),
    }
  })
  const has = (figure: Figure | null): boolean => figure !== null && figure.value !== null
  const common = rows.filter((row) => has(row.now) && has(row.past))
  const enough = (which: 'now' | 'past'): boolean => rows.filter((row) => has(row[which])).length >= 3
  const placed = (which: 'now' | 'past') =>
    new Map(
      rankedOf(
        city,
        measure,
        common.map(({ unit, ...row }) => ({ name: unit.name, code: unit.code, figure: row[which] as Figure })),
      ).map((row) => [row.name, row.rank]),
    )
  const [now, earlier] = [placed('now'), placed('past')]
  return {
    before,
    isRanked: enough('now') && enough('past') && common.length >= 3,
    moves: common.map(({ unit }) => ({
      name: unit.name,
      now: now.get(unit.name) as number,
      past: earlier.get(unit.name) as number,
    })),
    without: rows.filter((row) => has(row.now) !== has(row.past)).map((row) => row.unit.name),
  }
}

const moved: Check = ({ name, from, way, to, wasTied, isTied, none, without }, city, { measure }) => {
  if (measure === null || measure.isRunning || measure.every !== 1) return 'not held against last quarter'
  const places = commonPlaces(city, measure)
  if (places === null || !places.isRanked) return 'the two quarters have no places to compare'
  if (isBroken(measure, places.before, city.now.period)) return 'the definition changed in between'
  const left = places.without.length === 0 ? undefined : named(places.without, 3)
  const step = (move: { now: number; past: number }): number => Math.abs(move.now - move.past)
  const own = places.moves.find((move) => move.name === name)
  const shares = (when: 'past' | 'now'): boolean =>
    places.moves.some((move) => move.name !== name && move[when] === own?.[when])
  return unless(
    [without === left, `left out: ${places.without.join('、')}`],
    [none === undefined || places.moves.every((move) => step(move) === 0), 'somebody moved'],
    [none === undefined || (none === '各单位') === (left === undefined), 'not all are meant'],
    [
      name === undefined || (own !== undefined && own.past === Number(from) && own.now === Number(to)),
      `it moved ${own?.past}→${own?.now}`,
    ],
    [name === undefined || (way === '升至') === Number(to) < Number(from), 'up is down'],
    [name === undefined || shares('past') === (wasTied !== undefined), 'the place was shared, or not'],
    [name === undefined || shares('now') === (isTied !== undefined), 'the place is shared, or not'],
    [
      name === undefined || places.moves.every((move) => move.name === name || step(move) < step(own ?? move)),
      'another moved as far',
    ],
  )
}

const areas: Check = ({ upper, lower, subject = '' }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const areaOf: Record<string, string> = { 中心城区: 'centre', 偏远地区: 'remote' }
  const of = (name: string | undefined): (Fraction | null)[] =>
    city.now.units
      .filter((unit) => unit.area === areaOf[name ?? ''])
      .map((unit) => city.figure(measure, unit.code))
      .filter((figure) => figure.state !== 'not_applicable')
      .map((figure) => figure.value)
  const [high, low] = [of(upper), of(lower)]
  const { decimals } = measure
  return unless(
    [high.length > 0 && low.length > 0, 'an area has no units'],
    [![...high, ...low].includes(null), 'a unit has no value'],
    [
      high.every((one) =>
        low.every(
          (other) => one !== null && other !== null && order(printed(one, decimals), printed(other, decimals)) > 0,
        ),
      ),
      'one of them is not higher',
    ],
  )
}

/* Gaps. */

type Sides = { readonly high: CityFigure; readonly low: CityFigure; readonly isWhole: boolean }

/** Both sides of a gap in a quarter; null when one of them lacks a unit, a figure or its own observation. */
function sidesOf(
  city: Reckoner,
  measure: RawMeasure,
  [first, second]: readonly [string, string],
  when: string,
): Sides | null {
  const tree = city.now
  const inArea = (area: string) => city.counted(tree).filter((unit) => unit.area === area)
  const pair = city.world.pairs.find((one) => one.highName === first && one.lowName === second)
  const of = (name: string): CityFigure | null => {
    if (name === '中心城区') return city.added(measure, when, inArea('centre'))
    if (name === '偏远地区') return city.added(measure, when, inArea('remote'))
    if (name === '规上企业') return city.added(measure, when, city.counted(tree), 'size:above')
    if (name === '中小微企业') return city.added(measure, when, city.counted(tree), 'size:msme')
    const code = name === pair?.highName ? pair.high : pair?.low
    const other = city.world.measures.find((one) => one.code === code)
    return other === undefined ? null : city.city(other, when, tree)
  }
  const [high, low] = [of(first), of(second)]
  if (high === null || low === null || high.value === null || low.value === null) return null
  return { high, low, isWhole: high.isWhole && low.isWhole && high.from === when && low.from === when }
}

const gap: Check = (
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

function sameCity(city: Reckoner, measure: RawMeasure, before: string): boolean {
  const [published, today] = [city.city(measure, before).value, city.city(measure, before, city.now).value]
  return published !== null && today !== null && samePrint(published, today, measure)
}

const standing = [
  ['中心城区', '偏远地区'],
  ['规上企业', '中小微企业'],
] as const

function gapMeasure(city: Reckoner, own: RawMeasure | null, topic: string, names: readonly [string, string]) {
  const isPair = (pair: readonly [string, string]): boolean =>
    [...pair].toSorted().join() === [...names].toSorted().join()
  const fixed = standing.find((pair) => isPair(pair))
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
const gapTrend: Check = ({ first = '', second = '', topic = '', from = '', verdict = '' }, city) => {
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
    both.some((measure) => city.figure(measure, code, then).value !== null)
  return today.some((unit) => !isIn(before, unit)) || before.some((unit) => !isIn(today, unit) && hadFigure(unit))
}

/** 中心城区82.6%，偏远地区65.1%；市人社局牵头 */
const gapDetail: Check = ({ first = '', high, second = '', low, owner }, city) => {
  const pairs = [...standing, ...city.world.pairs.map((pair) => [pair.highName, pair.lowName] as const)]
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

/* The way of a figure. */

/** The newest figures that may stand on one line, as they were published. */
function likeSeries(city: Reckoner, measure: RawMeasure): { period: string; value: Fraction }[] {
  const now = city.now.period
  return city.world.quarters.flatMap(({ period: then }) => {
    const isLike = !measure.isRunning || then[5] === now[5]
    const figure = city.city(measure, then)
    const isFull = measure.lower === null ? figure.isWhole : isEnough(figure.coverage)
    const isFair = isLike && isFull && figure.from === then && !isBroken(measure, then, now)
    return isFair && figure.value !== null ? [{ period: then, value: printed(figure.value, measure.decimals) }] : []
  })
}

/** Two-sided: of all orders of n values, how many are as far from even; the normal curve when values are tied. */
function isClearTrend(values: readonly Fraction[]): -1 | 0 | 1 {
  const sign = (from: number, to: number): number => order(values[to] as Fraction, values[from] as Fraction)
  const n = values.length
  let sum = 0
  for (let from = 0; from < n; from++) for (let to = from + 1; to < n; to++) sum += sign(from, to)
  const tallies = new Map<string, number>()
  for (const value of values) tallies.set(`${value.n}/${value.d}`, (tallies.get(`${value.n}/${value.d}`) ?? 0) + 1)
  const term = (t: number): number => t * (t - 1) * (2 * t + 5)
  const variance = [...tallies.values()].reduce((left, t) => left - term(t), term(n)) / 18
  if (variance === 0) return 0
  const isClear =
    tallies.size === n ? tailOf(n, Math.abs(sum)) < 0.05 : (Math.abs(sum) - 1) / Math.sqrt(variance) > 1.959963984540054
  return isClear ? (sum > 0 ? 1 : -1) : 0
}

const tails = new Map<string, number>()

/** The share of all orders of 1…n whose sum of signs is at least as far from 0, each order tried. */
function tailOf(n: number, sum: number): number {
  const key = `${n} ${sum}`
  const known = tails.get(key)
  if (known !== undefined) return known
  let [far, all] = [0, 0]
  const place = (left: readonly number[], own: number): void => {
    if (left.length === 0) {
      all += 1
      if (Math.abs(own) >= sum) far += 1
    }
    for (const next of left) {
      const others = left.filter((other) => other !== next)
      place(others, own + others.filter((other) => other > next).length - others.filter((other) => other < next).length)
    }
  }
  place(
    Array.from({ length: n }, (_, at) => at),
    0,
  )
  tails.set(key, far / all)
  return far / all
}

const tooFew: Check = ({ same, count }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const points = likeSeries(city, measure).slice(-8)
  return unless(
    [(same !== undefined) === measure.isRunning, 'another length of time'],
    [points.length === Number(count) && points.length < 5, `${points.length} quarters compare`],
  )
}

const trend: Check = ({ from = '', to = '', count, same, verdict }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const points = likeSeries(city, measure).slice(-8)
  const way = isClearTrend(points.map((point) => point.value))
  const good = measure.direction === 'higher' ? 1 : -1
  const right =
    measure.direction === 'neutral'
      ? ['总体下降', '总体上升']
      : good > 0
        ? ['总体变差', '总体向好']
        : ['总体向好', '总体变差']
  const words = way === 0 ? '没有明显升降' : right[way > 0 ? 1 : 0]
  return unless(
    [(same !== undefined) === measure.isRunning, 'another length of time'],
    [points.length === Number(count) && points.length >= 5, `${points.length} quarters compare`],
    [periodOf(from) === points[0]?.period && periodOf(to) === points[points.length - 1]?.period, 'other quarters'],
    [verdict === words, `it is ${words}`],
  )
}

const amount = (words: string | undefined): number =>
  Number((words ?? '').replace(/[^\d.-]/g, '')) * (words?.includes('万') === true ? 1e4 : 1)

const forecast: Check = (found, city, { measure }) => {
  const { count, year, value, percent, low, high, tail = '' } = found
  if (measure === null) return 'of what?'
  const points = likeSeries(city, measure).slice(-8)
  const aims = Object.entries(city.world.targets[measure.code]?.['CITY'] ?? {}).toSorted(
    ([left], [right]) => Number(left) - Number(right),
  )
  const [lastYear = '', goalValue = 0] = aims[aims.length - 1] ?? []
  const target = exactOf(Number(goalValue))
  const due = Number(lastYear) * 4 + 3
  const now = quarterNumber(city.now.period)
  const aim = `${lastYear}年目标${spoken(target, measure.unit, measure.decimals)}`
  const leads =
    (amount(value) - amount(spoken(target, measure.unit, measure.decimals))) *
      (measure.direction === 'higher' ? 1 : -1) >=
    -1e-9
  const own = city.city(measure).value
  return unless(
    [points.length === Number(count) && points.length >= 5, `${points.length} quarters compare`],
    [points[points.length - 1]?.period === city.now.period, 'this quarter is not on the line'],
    [year === lastYear, `the last target is of ${lastYear}`],
    [due > now && due - now <= points.length, 'further ahead than the history is long'],
    [
      amount(low) < amount(high) && amount(low) <= amount(value) && amount(value) <= amount(high),
      'the range leaves the value out',
    ],
    [percent === undefined || Number(percent) === 90, 'another certainty'],
    [
      own !== null && arrivalHolds(tail, { aim, leads, isMet: reaches(own, target, measure), now, due }),
      `not so: ${tail}`,
    ],
  )
}

type Arrival = {
  readonly aim: string
  readonly leads: boolean
  readonly isMet: boolean
  readonly now: number
  readonly due: number
}

function arrivalHolds(tail: string, { aim, leads, isMet, now, due }: Arrival): boolean {
  const [, when = ''] = new RegExp(`(?:可望在|要到)(${period})`).exec(tail) ?? []
  const at = when === '' ? 0 : quarterNumber(periodOf(when))
  if (tail === `目前已达到${aim}`) return isMet && leads
  if (tail === `目前已达到${aim}，但照此走势届时会退回目标之外`) return isMet && !leads
  if (isMet) return false
  if (tail === `可望在${when}达到${aim}`) return at > now && at <= due && leads
  if (tail === `要到${when}才达到${aim}`) return at > due && !leads
  if (tail === `照此走势到期达不到${aim}`) return !leads
  return tail === `走势线${leads ? '处在' : '曾达到'}${aim}的水平，而本季数值未达到`
}

const spread: Check = ({ count, tops = '', most, lows = '', least, far }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const held = rankedOf(
    city,
    measure,
    city.counted().map(({ name, code }) => ({ name, code, figure: city.figure(measure, code) })),
  )
  if (!isEnough(city.city(measure).coverage)) return 'too little of the city'
  const values = held.map((row) => printed(row.value, measure.decimals))
  const top = values.reduce((left, right) => (order(left, right) >= 0 ? left : right), fraction(-1n))
  const bottom = values.reduce((left, right) => (order(left, right) <= 0 ? left : right), top)
  const at = (end: Fraction): string =>
    named(
      held.filter((_, i) => order(values[i] as Fraction, end) === 0).map((row) => row.name),
      3,
    )
  return unless(
    [Number(count) === held.length, `${held.length} have a value`],
    [tops === at(top) && lows === at(bottom), `${at(top)} and ${at(bottom)} are the ends`],
    [most === spokenOf(top, measure) && least === spokenOf(bottom, measure), 'other values'],
    [far === apart(top, bottom, measure), `they are ${apart(top, bottom, measure)} apart`],
  )
}

const split: Check = ({ change: whole, own, mix, simpson }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const before = quarterName(quarterNumber(city.now.period) - 4)
  if (city.quarter(before) === null || isBroken(measure, before, city.now.period)) return 'last year does not compare'
  const both = overCommon(city, measure, before)
  if (both.without.filter((name) => !goneSince(city, before).includes(name)).length > 0)
    return 'other units on the two sides'
  if (both.now.value === null || both.past.value === null) return 'a side has no value'
  if (!sameCity(city, measure, before)) return 'last year was of other units'
  const all = city
    .counted()
    .map(
      (unit) =>
        [city.measured(measure, unit.code, before), city.measured(measure, unit.code, city.now.period)] as const,
    )
  const total = [both.past.n, both.now.n] as const
  let rates = fraction(0n)
  const moves: number[] = []
  for (const [then, now] of all) {
    const weight = (figure: Figure, at: 0 | 1): Fraction =>
      figure.value === null ? fraction(0n) : fraction(figure.n, total[at])
    if (then.value === null || now.value === null) continue
    const mean = times(plus(weight(then, 0), weight(now, 1)), fraction(1n, 2n))
    rates = plus(rates, times(mean, minus(now.value, then.value)))
    moves.push(order(now.value, then.value))
  }
  const delta = minus(both.now.value, both.past.value)
  const paradox =
    moves.length === 0
      ? ''
      : delta.n < 0n && moves.every((move) => move > 0)
        ? '上升'
        : delta.n > 0n && moves.every((move) => move < 0)
          ? '下降'
          : ''
  const decimals = measure.decimals + 1
  const signed = (value: Fraction): string => {
    const unit = measure.unit === '%' ? '百分点' : measure.unit
    return `${steps(value, decimals) === 0n ? '' : value.n < 0n ? '−' : '+'}${spoken(size(value), unit, decimals)}`
  }
  return unless(
    [whole === signed(delta), `it changed ${signed(delta)}`],
    [own === signed(rates), `the units' own change is ${signed(rates)}`],
    [mix === signed(minus(delta, rates)), `the mix changed it by ${signed(minus(delta, rates))}`],
    [(simpson ?? '') === paradox, 'no paradox, or an unsaid one'],
  )
}

/* Alerts and notes. */

const late: Check = ({ subject = '', short, light, owner, units }, city) => {
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null) return `no such measure: ${subject}`
  const behind = city.now.units.filter((unit) => city.light(measure, unit.code) === 'late').map((unit) => unit.name)
  return unless(
    [short === shortfall(city, measure, 'CITY'), `it lags by ${shortfall(city, measure, 'CITY')}`],
    [light === undefined || city.light(measure, 'CITY') === { 滞后: 'late', 临近: 'near' }[light], 'another light'],
    [owner === undefined || owner === measure.department, 'another owner'],
    [sameMembers(units, behind, 4), `late are ${behind.join('、')}`],
  )
}

function sameMembers(words: string | undefined, names: readonly string[], most: number): boolean {
  if (words === undefined) return names.length === 0
  const [, listed = words, count] = /^(.*)等(\d+)(?:个单位|个|项|个部门)$/.exec(words) ?? []
  const said = listed.split('、')
  const isAll =
    count === undefined ? said.length === names.length : Number(count) === names.length && said.length === most
  return isAll && new Set(said).size === said.length && said.every((name) => names.includes(name))
}

const silent: Check = ({ unit, count, names, owners }, city) => {
  const own = city.now.units.find((one) => one.name === unit)
  if (own === undefined) return `no such unit: ${unit}`
  const owed = city.world.measures.filter(
    (measure) => measure.isAssessed && city.figure(measure, own.code).state === 'not_reported',
  )
  const departments = [...new Set(owed.map((measure) => measure.department))]
  return unless(
    [owed.length === Number(count) && owed.length > 0, `${owed.length} are owed`],
    [
      sameMembers(
        names,
        owed.map((measure) => measure.name),
        3,
      ),
      'other indicators are owed',
    ],
    [sameMembers(owners, departments, 3), 'others own them'],
  )
}

const stateNotes: Record<string, string> = {
  未报: 'not_reported',
  不适用: 'not_applicable',
  无法提供: 'not_available',
  样本过少或按规定不公布: 'withheld',
  '分母为零，不可计算': 'zero_denominator',
  '数据无效，未采用': 'invalid',
}

const stateNote: Check = ({ state = '', names = '' }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const there = city.now.units.filter((unit) => city.figure(measure, unit.code).state === stateNotes[state])
  return unless([
    names ===
      named(
        there.map((unit) => unit.name),
        6,
      ),
    `${state}: ${there.map((unit) => unit.name).join('、')}`,
  ])
}

const carriedNote: Check = ({ when = '' }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const { from } = city.city(measure)
  return unless([from !== city.now.period && quarterWords(from) === when, `it was measured in ${from}`])
}

const partialNote: Check = ({ percent, without }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const figure = city.city(measure)
  const lacking = city
    .counted()
    .filter((unit) => !isPresent(city.measured(measure, unit.code, figure.from)))
    .filter((unit) => city.measured(measure, unit.code, figure.from).state !== 'not_applicable')
    .map((unit) => unit.name)
  const share = figure.coverage === null ? '' : digits(times(figure.coverage, fraction(100n)), 1)
  return unless(
    [figure.state === 'partial', 'nothing is missing'],
    [without === undefined || without === named(lacking, 6), `without ${lacking.join('、')}`],
    [percent === undefined || percent === share, `${share} % is covered`],
  )
}

const insideNote: Check = ({ names }, city) => {
  const inside = city.now.units.filter((unit) => unit.isInside).map((unit) => unit.name)
  return unless([inside.length > 0 && names === named(inside, 6), `inside are ${inside.join('、')}`])
}

const partialCount: Check = ({ count }, city) => {
  const partial = city.world.measures.filter((measure) => city.city(measure).state === 'partial')
  return unless([partial.length === Number(count), `${partial.length} are partial`])
}

const anything: Check = () => null

const figureWords = String.raw`[\d,.]+[^，。；（）、]*?`
const movedWords = String.raw`持平|(?:提高|下降|增长)[\d,.]+[^，。；（）]*`
const countTail = String.raw`(?:(?<all>均达到|均未达到)|中有(?<met>\d+)X达到)时序目标`

const forms: readonly Form[] = [
  {
    name: 'change',
    pattern: new RegExp(
      `^(?<subject>.+?)(?:为(?<value>${figureWords})，)?(?<lead>较上季|较上年同期|较上次调查|较上年|较\\d{4}年)(?<like>同口径)?(?<moved>${movedWords})(?:（不含(?<without>[^）]+)）)?$`,
    ),
    check: change,
  },
  {
    name: 'goal',
    pattern: new RegExp(`^(?<subject>.+?)为(?<value>${figureWords})，(?<tail>(?:达到|低于|高于|已达到).+)$`),
    check: goal,
  },
  {
    name: 'count',
    pattern:
      /^(?<some>可与时序目标比较的)?(?<count>\d+)个单位(?:中有(?<met>\d+)个单位)?的(?<subject>.+?)(?<all>均达到|均未达到|达到)时序目标$/,
    check: countUnits,
  },
  {
    name: 'cards',
    pattern: new RegExp(
      `^(?<some>可与时序目标比较的)?(?<count>\\d+)项核心指标${countTail.replace('X', '项')}(?:，(?<worst>.+?)(?<short>(?:低于|高于)时序目标.+))?$`,
    ),
    check: cards,
  },
  {
    name: 'all_moved',
    pattern:
      /^(?<count>\d+)个单位的(?<subject>.+?)较(?<year>\d{4})年均(?<verb>提高|增长|下降)(?:，(?<most>.+?)(?<moved>(?:提高|增长|下降)[^，]+)，幅度最大)?$/,
    check: allMoved,
  },
  {
    name: 'move',
    pattern:
      /^(?:较上季位次变动最大的是(?<name>[^，]+)，由(?<wasTied>并列)?第(?<from>\d+)位(?<way>升至|降至)(?<isTied>并列)?第(?<to>\d+)位|(?<none>各单位|两季均有位次的单位)位次与上季相同)(?:（不含(?<without>[^）]+)）)?$/,
    check: moved,
  },
  {
    name: 'areas',
    pattern: /^(?<upper>中心城区|偏远地区)各单位的(?<subject>.+?)均高于(?<lower>中心城区|偏远地区)各单位$/,
    check: areas,
  },
  {
    name: 'gap',
    pattern:
      /^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)(?:相差(?<only>[^，]+)|差距(?<way>扩大至|收窄至)(?<now>[^，]+)，(?<lead>较上季|较上年同期|较上次调查|较上年)(?<ways>扩大|收窄)(?<step>[^，]+))$/,
    check: gap,
  },
  {
    name: 'groups',
    pattern: new RegExp(`^(?:(?<stable>前三位位次稳定)(?:；|$))?(?:(?<spans>第[第\\d—位、]+位)之间${close})?$`),
    check: groups,
  },
  { name: 'trend', pattern: /^可比(?<same>各年同季)?数据仅(?<count>\d+)期，不足5期，不作走势判断。$/, check: tooFew },
  {
    name: 'trend',
    pattern: new RegExp(
      `^(?<from>${period})—(?<to>${period})的(?<count>\\d+)期(?<same>各年同季)?数据(?<verdict>总体向好|总体变差|总体上升|总体下降|没有明显升降)。$`,
    ),
    check: trend,
  },
  {
    name: 'forecast',
    pattern:
      /^按最近(?<count>\d+)期走势推算，(?<year>\d{4})年末约为(?<value>[^（]+)（(?:(?<percent>\d+)%的)?可能在(?<low>[^—]+)—(?<high>[^）]+)之间），(?<tail>[^。]+)。推算不是统计数据。$/,
    check: forecast,
  },
  {
    name: 'spread',
    pattern:
      /^(?<count>\d+)个单位中最高的是(?<tops>[^（]+)（(?<most>[^）]+)），最低的是(?<lows>[^（]+)（(?<least>[^）]+)），相差(?<far>[^。]+)。$/,
    check: spread,
  },
  {
    name: 'split',
    pattern:
      /^较上年同期变化(?<change>[^（]+)（按未舍入的数计算），其中各单位自身变化(?<own>[^，]+)，单位结构变化(?<mix>[^。，]+)。(?:各单位都在(?<simpson>上升|下降)而全市(?:上升|下降)，原因是单位结构变化，不宜据此判断各单位(?:进步|退步)。)?$/,
    check: split,
  },
  {
    name: 'late',
    pattern:
      /^(?<subject>[^，]+?)(?<short>(?:低于|高于)时序目标[^；]+)；(?<owner>[^；]+)牵头(?:；滞后单位：(?<units>[^；]+))?$/,
    check: late,
  },
  {
    name: 'ends',
    pattern: new RegExp(
      `^(?!.*位次)(?:(?<tied>[^，]+)并列第1位|(?<near>[^，]+)居前（${close}）|(?<head>[^，、]+?)(?<headWord>居首|最低))?(?:，|^|$)(?:参与排名的(?<all>\\d+)个单位均达到时序目标|与(?<apartWord>居末|最高)的(?<apartName>[^，]+?)相差(?<far>[^，]+)|(?:(?<lastWord>居末|最高)的)?(?<shortName>[^，]+?)(?<short>(?:低于|高于)时序目标[^，]+)|(?<lone>[^，、]+?)(?<loneWord>居末|最高))?$`,
    ),
    check: ends,
  },
  {
    name: 'gap trend',
    pattern: new RegExp(
      `^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)：(?<from>${period})以来(?<verdict>差距收敛|差距扩大|差距没有明显变化|绝对差距与相对差距方向不一)$`,
    ),
    check: gapTrend,
  },
  {
    name: 'gap detail',
    pattern: new RegExp(
      `^(?<first>[^\\d，]+)(?<high>${figureWords})，(?<second>[^\\d，]+)(?<low>${figureWords})；(?<owner>[^；]+)牵头$`,
    ),
    check: gapDetail,
  },
  {
    name: 'silent',
    pattern: /^(?<unit>[^，]+?)有(?<count>\d+)项考核指标未报；(?<names>[^；]+)；由(?<owners>[^；]+)催报$/,
    check: silent,
  },
  {
    name: 'state note',
    pattern:
      /^(?<state>未报|不适用|无法提供|样本过少或按规定不公布|分母为零，不可计算|数据无效，未采用)：(?<names>[^，。]+)(?:，不参与排名)?。$/,
    check: stateNote,
  },
  { name: 'carried note', pattern: /^沿用(?<when>[^的]+)的数据，本季没有新的观测。$/, check: carriedNote },
  {
    name: 'partial note',
    pattern:
      /^全市数据按已报单位汇总，(?:尚不完整|不含(?<without>[^，。]+))(?:，已报部分占分母的(?<percent>[\d.]+)%)?。$/,
    check: partialNote,
  },
  { name: 'inside note', pattern: /^(?<names>[^，]+)位于其他区县内，全市合计不重复计算。$/, check: insideNote },
  { name: 'partial count', pattern: /^(?<count>\d+)项指标的全市数据按已报单位汇总，尚不完整。$/, check: partialCount },
  {
    name: 'method note',
    pattern:
      /^(?:位次区间与“差距很小”按各单位数值的95%区间（威尔逊法）推算，.+|未通过审核的报表按未报处理：.+|本次发布更正.+，原发布仍可查阅。|演示数据，非真实统计结果。)$/,
    check: anything,
  },
]

export const formNames: readonly string[] = [...new Set(forms.map((form) => form.name))]

/** Whether all figures of a page were measured in an earlier quarter that a sentence names. */
function isOf(when: string, city: Reckoner, { measure }: Spot): boolean {
  if (measure === null) return city.world.measures.some((one) => city.city(one).from === when)
  const figures = city.now.units.map((unit) => city.figure(measure, unit.code)).filter(({ value }) => value !== null)
  return when < city.now.period && figures.some(({ from }) => from === when)
}

/** Whether a printed sentence is true of the cells; one that no form reads is not. */
export function judge(words: string, city: Reckoner, spot: Spot): Verdict {
  const [, observed, rest] = new RegExp(`^(${period})，(.+)$`).exec(words) ?? []
  const sentence = rest ?? words
  if (observed !== undefined && !isOf(periodOf(observed), city, spot))
    return { holds: false, why: `not of ${observed}` }
  for (const { name, pattern, check } of forms) {
    const found = pattern.exec(sentence)
    if (found === null) continue
    const why = check(found.groups ?? {}, city, spot)
    return why === null ? { holds: true, form: name } : { holds: false, why: `${name}: ${why}` }
  }
  return { holds: false, why: 'not understood' }
}
