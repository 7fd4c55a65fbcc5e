import {
  apart,
  fraction,
  isEnough,
  isRate,
  order,
  printed,
  quarterName,
  quarterNumber,
  spokenOf,
  steps,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { shortfall } from './goals.fixture.ts'
import { intervalOf } from './intervals.fixture.ts'
import { isBroken, measureOf, named, sameNames, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import { reckonedOnce } from './reckoner.fixture.ts'
import type { Figure, Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure, RawUnit } from './world.fixture.ts'

/* Places among units. */

type Ranked = {
  readonly name: string
  readonly code: string
  readonly value: Fraction
  readonly figure: Figure
  readonly rank: number
}

function rankedOf(
  city: Reckoner,
  measure: RawMeasure,
  figures: readonly { name: string; code: string; figure: Figure }[],
): Ranked[] {
  const held = figures.flatMap(({ name, code, figure }) =>
    figure.value === null ? [] : [{ name, code, figure, value: figure.value }],
  )
  const prints = held.map(({ value }) => steps(value, measure.decimals))
  const isBetter = (one: bigint, own: bigint): boolean => (measure.direction === 'lower' ? one < own : one > own)
  return held.map((row, at) => {
    const own = prints[at] as bigint
    return { ...row, rank: 1 + prints.filter((one) => isBetter(one, own)).length }
  })
}

/** Today's places. */
export const ranking = reckonedOnce((city: Reckoner, measure: RawMeasure): readonly Ranked[] =>
  rankedOf(
    city,
    measure,
    city.now.units.map(({ name, code }) => ({ name, code, figure: city.figure(measure, code) })),
  ),
)

function touches(measure: RawMeasure, left: Ranked, right: Ranked): boolean {
  const [own, other] = [intervalOf(measure, left.figure), intervalOf(measure, right.figure)]
  if (own === null || other === null) return false
  const [[low, high], [otherLow, otherHigh]] = [own, other]
  return low <= otherHigh + 1e-12 && otherLow <= high + 1e-12
}

function isAlone(measure: RawMeasure, rows: readonly Ranked[], row: Ranked): boolean {
  return rows.every((other) => other === row || (other.rank !== row.rank && !touches(measure, row, other)))
}

/** The first and the last place that intervals leave open: nobody told apart from it stands on the other side. */
export function holdsPlaces(measure: RawMeasure, rows: readonly Ranked[], own: Ranked): readonly [number, number] {
  const apart = rows.filter((row) => row !== own && !touches(measure, row, own))
  const ahead = (row: Ranked): boolean =>
    measure.direction === 'lower' ? order(row.value, own.value) < 0 : order(row.value, own.value) > 0
  // Two that print alike share a place though their counts tell them apart.
  return [
    Math.min(own.rank, 1 + apart.filter(ahead).length),
    Math.max(own.rank, rows.length - apart.filter((row) => !ahead(row)).length),
  ]
}

const namesOf = (rows: readonly Ranked[]): string[] => rows.map((row) => row.name)

/** Every two of them touch, and nobody stands among them who is not one of them. */
function isGroup(measure: RawMeasure, rows: readonly Ranked[], members: readonly Ranked[]): boolean {
  const places = members.map((row) => row.rank)
  const among = rows.filter((row) => row.rank >= Math.min(...places) && row.rank <= Math.max(...places))
  const isPair = (left: Ranked): boolean => members.every((right) => right === left || touches(measure, left, right))
  return members.length > 1 && among.length === members.length && members.every(isPair)
}

/** Where less is better the value is named: of counts 最少, of rates 最低. */
function endWords({ direction, lower }: RawMeasure) {
  if (direction === 'higher') return { best: '居首', worst: '居末', shared: '并列第1位', ahead: '居前' }
  return lower === null
    ? { best: '最少', worst: '最多', shared: '并列最少', ahead: '较少' }
    : { best: '最低', worst: '最高', shared: '并列最低', ahead: '较低' }
}

export const ends: Check = (found, city, { measure }) => {
  if (measure === null || measure.direction === 'neutral') return 'nothing is ranked here'
  const rows = ranking(city, measure).toSorted((left, right) => left.rank - right.rank)
  if (rows.length < 3) return 'fewer than three are ranked'
  const [first, last] = [rows[0] as Ranked, rows[rows.length - 1] as Ranked]
  const bare = (names: string | undefined): string | undefined =>
    names?.endsWith(measure.name) === true ? names.slice(0, -measure.name.length) : names
  const { headWord, tiedWord, nearWord, apartName, apartWord, far, lastWord, shortName, short, loneWord, all } = found
  const [head, tied, near, lone] = [found['head'], found['tied'], found['near'], found['lone']].map(bare)
  const { best, worst, shared, ahead } = endWords(measure)
  const isLast = (name: string | undefined): boolean => name === last.name && isAlone(measure, rows, last)
  const lows = rows.filter((row) => row.rank === 1).map((row) => row.name)
  const around = rows.filter((row) => row === first || touches(measure, row, first))
  return unless(
    [head === undefined || (head === first.name && isAlone(measure, rows, first)), `${head} does not lead alone`],
    [head === undefined || headWord === best, 'the wrong word for the first'],
    [tied === undefined || (lows.length > 1 && sameNames(tied, lows)), `first are ${lows.join('、')}`],
    [
      near === undefined || (lows.length === 1 && isGroup(measure, rows, around) && sameNames(near, namesOf(around))),
      `close are ${namesOf(around).join('、')}, or two of them can be told apart`,
    ],
    [tied === undefined || tiedWord === shared, 'the wrong word for a shared place'],
    [near === undefined || nearWord === ahead, 'the wrong word for those ahead'],
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

export const groups: Check = ({ stable, spans }, city, { measure }) => {
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

/** Places now and in an earlier quarter among the units measured in both; `without`: those measured in only one. */
export function commonPlaces(city: Reckoner, measure: RawMeasure, before: string) {
  const then = city.quarter(before)
  if (then === null) return null
  const isThere = (units: readonly RawUnit[], { code }: RawUnit): boolean => units.some((one) => one.code === code)
  const units = [...city.now.units, ...then.units.filter((unit) => !isThere(city.now.units, unit))]
  const rows = units.map((unit) => ({
    unit,
    now: isThere(city.now.units, unit) ? city.figure(measure, unit.code) : null,
    past: city.figure(measure, unit.code, before),
  }))
  const has = (figure: Figure | null): boolean => figure !== null && figure.value !== null
  const isOwn = (figure: Figure | null, when: string): boolean => has(figure) && figure?.from === when
  const common = rows.filter((row) => isOwn(row.now, city.now.period) && isOwn(row.past, before))
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
  const moves = common.map(({ unit }) => ({
    name: unit.name,
    now: now.get(unit.name) as number,
    past: earlier.get(unit.name) as number,
  }))
  return {
    isRanked: enough('now') && enough('past') && common.length >= 3,
    moves: moves.map((own) => ({
      ...own,
      isTied: moves.some((other) => other !== own && other.now === own.now),
      wasTied: moves.some((other) => other !== own && other.past === own.past),
    })),
    without: rows.filter((row) => !common.includes(row) && (has(row.now) || has(row.past))).map((row) => row.unit.name),
  }
}

export const moved: Check = ({ name, from, way, to, wasTied, isTied, none, without, restated }, city, { measure }) => {
  if (measure === null || measure.isRunning || measure.every !== 1) return 'not held against last quarter'
  const before = quarterName(quarterNumber(city.now.period) - 1)
  const places = commonPlaces(city, measure, before)
  if (places === null || !places.isRanked) return 'the two quarters have no places to compare'
  if (isBroken(measure, before, city.now.period)) return 'the definition changed in between'
  const left = places.without.length === 0 ? undefined : named(places.without, 3)
  const step = (move: { now: number; past: number }): number => Math.abs(move.now - move.past)
  const own = places.moves.find((move) => move.name === name)
  return unless(
    [restated === undefined, 'its places were published'],
    [without === left, `left out: ${places.without.join('、')}`],
    [none === undefined || places.moves.every((move) => step(move) === 0), 'somebody moved'],
    [none === undefined || (none === '各单位') === (left === undefined), 'not all are meant'],
    [
      name === undefined || (own !== undefined && own.past === Number(from) && own.now === Number(to)),
      `it moved ${own?.past}→${own?.now}`,
    ],
    [name === undefined || (way === '升至') === Number(to) < Number(from), 'up is down'],
    [name === undefined || own?.wasTied === (wasTied !== undefined), 'the place was shared, or not'],
    [name === undefined || own?.isTied === (isTied !== undefined), 'the place is shared, or not'],
    [
      name === undefined || places.moves.every((move) => move.name === name || step(move) < step(own ?? move)),
      'another moved as far',
    ],
  )
}

/** People, firms, sessions; not rates, and not money. */
const isCounted = (unit: string): boolean => !isRate(unit) && !unit.endsWith('元')

export const areas: Check = ({ upper, lower, subject = '', word }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const of = (name: string | undefined): (Fraction | null)[] =>
    city.now.units
      .filter((unit) => city.world.areas[unit.area] === name)
      .map((unit) => city.figure(measure, unit.code))
      .filter((figure) => figure.state !== 'not_applicable')
      .map((figure) => figure.value)
  const [high, low] = [of(upper), of(lower)]
  const { decimals } = measure
  return unless(
    [high.length > 0 && low.length > 0, 'an area has no units'],
    [![...high, ...low].includes(null), 'a unit has no value'],
    [(word === '多于') === isCounted(measure.unit), 'many for high, or high for many'],
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

export const spread: Check = ({ count, inside, tops = '', most, lows = '', least, far }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const held = rankedOf(
    city,
    measure,
    city.counted().map(({ name, code }) => ({ name, code, figure: city.figure(measure, code) })),
  )
  if (!isEnough(city.coverage(measure))) return 'too little of the city'
  const outside = city.now.units
    .filter((unit) => unit.isInside && city.figure(measure, unit.code).value !== null)
    .map((unit) => unit.name)
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
    [(inside ?? '') === named(outside, 3), `not counted are ${outside.join('、')}`],
    [
      held.some(
        (high, i) =>
          order(values[i] as Fraction, top) === 0 &&
          held.some((low, j) => order(values[j] as Fraction, bottom) === 0 && !touches(measure, high, low)),
      ),
      'the ends cannot be told apart',
    ],
    [tops === at(top) && lows === at(bottom), `${at(top)} and ${at(bottom)} are the ends`],
    [most === spokenOf(top, measure) && least === spokenOf(bottom, measure), 'other values'],
    [far === apart(top, bottom, measure), `they are ${apart(top, bottom, measure)} apart`],
  )
}
