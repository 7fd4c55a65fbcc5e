import { Dice } from './dice.fixture.ts'
import {
  apart,
  exact,
  fraction,
  minus,
  order,
  plus,
  printed,
  quarterName,
  quarterNumber,
  size,
  steps,
  times,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { isBroken, named, sameMembers, sameNames, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import { reckonedOnce } from './reckoner.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import { scoresIn, standings } from './scores.fixture.ts'
import type { Scored, Standing } from './scores.fixture.ts'
import type { RawMeasure, RawScheme } from './world.fixture.ts'

/* Places by composite score. */

const topic = '综合得分'
const points = { unit: '分', decimals: 2 }
export const asMeasure = (scheme: RawScheme) => ({ ...points, decimals: scheme.decimals }) as RawMeasure

export const schemeOf = ({ world }: Reckoner): RawScheme => world.scheme as RawScheme
const scoresNow = reckonedOnce((city: Reckoner, scheme: RawScheme): readonly Scored[] =>
  scoresIn(city, scheme, city.now.period),
)
const placesBy = reckonedOnce((city: Reckoner, scheme: RawScheme): readonly Standing[] =>
  standings(scoresNow(city, scheme), scheme.decimals),
)
export const nowOf = (city: Reckoner): readonly Scored[] => scoresNow(city, schemeOf(city))

export const placesNow = (city: Reckoner): readonly Standing[] => placesBy(city, schemeOf(city))

/** How little the weights must change for two units to change places, as a share; unscored parts stand at the own mean. */
function radius(left: Standing, right: Standing): number {
  const own = left.parts.map(({ weight, points }, part) =>
    times(weight, minus(points ?? left.total, right.parts[part]?.points ?? right.total)),
  )
  const sum = own.reduce((all, one) => plus(all, one), fraction(0n))
  const all = own.reduce((every, one) => plus(every, size(one)), fraction(0n))
  return all.n === 0n ? 0 : Number(size(sum).n * all.d) / Number(size(sum).d * all.n)
}

const touches = (left: Standing, right: Standing): boolean =>
  left.rank === right.rank || radius(left, right) < 0.05 - 1e-9
const isApart = (left: Standing, right: Standing): boolean =>
  left.rank !== right.rank && radius(left, right) >= 0.05 - 1e-9

/** The most points of a hundred that a figure can earn. */
const mostOf = ({ items }: RawScheme, code: string): number => {
  const rule = items.find((item) => item.code === code)?.rule
  if (rule?.kind === 'ratio') return 100 * rule.cap
  return rule?.kind === 'around' ? rule.cap : 100
}

/** The best or the worst total that owed figures leave open. */
function rangeOf({ parts, total }: Scored, scheme: RawScheme, owed: 'best' | 'worst'): Fraction {
  const asked = parts.filter(
    ({ reason }) => reason === null || !['not_applicable', 'zero_denominator', 'carried', 'no_target'].includes(reason),
  )
  if (asked.every(({ reason }) => reason === null)) return total ?? fraction(0n)
  let [sum, weight] = [0, 0]
  for (const part of asked) {
    const open = owed === 'best' ? mostOf(scheme, part.code) : 0
    const own = part.reason === null ? part.points : exact(open)
    if (own === null) continue
    sum += ((Number(part.weight.n) / Number(part.weight.d)) * Number(own.n)) / Number(own.d)
    weight += Number(part.weight.n) / Number(part.weight.d)
  }
  return weight === 0 ? fraction(0n) : exact(Number((sum / weight).toFixed(9)))
}

/** How often a unit's place lies within some when each weight is drawn within a quarter of itself. */
export function kept(
  rows: readonly Standing[],
  own: Standing,
  decimals: number,
  [low, high]: readonly [number, number] = [own.rank, own.rank],
): number {
  const dice = new Dice(own.rank + rows.length * 31)
  const value = ({ n, d }: Fraction): number => Number((n * 1_000_000_000n) / d) / 1e9
  const all = rows.map((row) => row.parts.map((part) => value(part.points ?? row.total)))
  const weights = own.parts.map((part) => value(part.weight))
  const at = rows.indexOf(own)
  let same = 0
  for (let draw = 0; draw < 400; draw++) {
    const drawn = weights.map((weight) => weight * (0.75 + dice.next() / 2))
    const whole = drawn.reduce((sum, one) => sum + one, 0)
    const totals = all.map((row) => row.reduce((sum, one, part) => sum + one * (drawn[part] ?? 0), 0) / whole)
    const mine = totals[at] as number
    const shown = (total: number): number => Math.round(total * 10 ** decimals)
    const place = totals.filter((total) => shown(total) > shown(mine)).length + 1
    if (place >= low && place <= high) same += 1
  }
  return same / 400
}

/** The places that a unit holds on nine of ten weights, and that figures still owed leave open. */
export function scorePlaces(city: Reckoner, rows: readonly Standing[], own: Standing): readonly [number, number] {
  const scheme = schemeOf(city)
  const { decimals } = scheme
  const least = (row: Standing, owed: 'best' | 'worst'): bigint => steps(rangeOf(row, scheme, owed), decimals)
  const above = rows.filter((row) => row !== own && least(row, 'worst') > least(own, 'best')).length
  const notBelow = rows.filter((row) => row !== own && least(row, 'best') > least(own, 'worst')).length
  return [Math.min(own.rank, 1 + above), Math.max(own.rank, 1 + notBelow)]
}

/** Told apart from every other, whatever is owed, and on (nearly) any weights. */
function isAlone(rows: readonly Standing[], own: Standing, scheme: RawScheme): boolean {
  const { decimals } = scheme
  const isClear = rows.every((other) => {
    if (other === own) return true
    if (!isApart(own, other)) return false
    const [best, worst] = own.rank < other.rank ? [own, other] : [other, own]
    return (
      order(printed(rangeOf(best, scheme, 'worst'), decimals), printed(rangeOf(worst, scheme, 'best'), decimals)) >= 0
    )
  })
  return isClear && kept(rows, own, decimals) > 0.85
}

export const scoreEnds: Check = (found, city) => {
  const rows = placesNow(city)
  if (rows.length < 3) return 'fewer than three are ranked'
  const [first, last] = [rows[0] as Standing, rows[rows.length - 1] as Standing]
  const bare = (names: string | undefined): string | undefined => names?.replace(new RegExp(`${topic}$`), '')
  const { headWord, apartName, apartWord, far, loneWord, all, shortName } = found
  const [head, tied, near, lone] = [found['head'], found['tied'], found['near'], found['lone']].map(bare)
  const isLast = (name: string | undefined): boolean => name === last.unit.name && isAlone(rows, last, schemeOf(city))
  const tops = rows.filter(({ rank }) => rank === 1).map(({ unit }) => unit.name)
  const around = rows.filter((row) => row === first || touches(row, first)).map(({ unit }) => unit.name)
  return unless(
    [all === undefined && shortName === undefined, 'a score has no goal'],
    [
      head === undefined || (head === first.unit.name && isAlone(rows, first, schemeOf(city))),
      `${head} does not lead alone`,
    ],
    [head === undefined || headWord === '居首', 'the wrong word for the first'],
    [tied === undefined || (tops.length > 1 && sameNames(tied, tops)), `first are ${tops.join('、')}`],
    [near === undefined || (tops.length === 1 && sameNames(near, around)), `close are ${around.join('、')}`],
    [apartName === undefined || (isLast(apartName) && apartWord === '居末'), `${apartName} is not last alone`],
    [
      apartName === undefined || far === apart(first.total, last.total, asMeasure(schemeOf(city))),
      `the ends are ${apart(first.total, last.total, asMeasure(schemeOf(city)))} apart`,
    ],
    [lone === undefined || (isLast(lone) && loneWord === '居末'), `${lone} is not last alone`],
  )
}

export const scoreGroups: Check = ({ stable, spans }, city) => {
  const rows = placesNow(city)
  if (rows.length < 3) return 'fewer than three are ranked'
  const top = rows.filter(({ rank }) => rank <= 3)
  const wrong = (spans ?? '')
    .split('、')
    .filter((span) => span !== '')
    .flatMap((span) => {
      const [, from = '', to = from] = /^第(\d+)(?:—(\d+))?位$/.exec(span) ?? []
      const members = rows.filter(({ rank }) => rank >= Number(from) && rank <= Number(to))
      if (members.length < 2 || !members.some(({ rank }) => rank === Number(to))) return [`${span} is no group`]
      const isClose = members.every((left) => members.every((right) => left === right || touches(left, right)))
      return isClose ? [] : [`two of ${span} can be told apart`]
    })
  return unless(
    [
      stable === undefined || (top.length === 3 && top.every((row) => isAlone(rows, row, schemeOf(city)))),
      'the first three do not stand alone',
    ],
    [wrong.length === 0, wrong.join()],
  )
}

/** An earlier quarter's (the last one's) scores under today's scheme; null unpublished, or when an indicator meant something else. */
export function before(city: Reckoner, then = quarterName(quarterNumber(city.now.period) - 1)): Scored[] | null {
  const isOther = schemeOf(city).items.some(({ code }) =>
    isBroken(city.world.measures.find((one) => one.code === code) as RawMeasure, then, city.now.period),
  )
  return city.quarter(then) === null || isOther ? null : scoresIn(city, schemeOf(city), then)
}

/** Places in both quarters among the units with one in both, and the names of the others. */
export function commonScorePlaces(city: Reckoner, period?: string) {
  const { decimals } = schemeOf(city)
  const then = before(city, period)
  if (then === null) return null
  const [now, past] = [nowOf(city), then].map((scores) => standings(scores, decimals)) as [Standing[], Standing[]]
  const has = (rows: readonly Standing[], code: string): boolean => rows.some(({ unit }) => unit.code === code)
  const among = (scores: readonly Scored[]): Standing[] =>
    standings(
      scores.filter(({ unit }) => has(now, unit.code) && has(past, unit.code)),
      decimals,
    )
  const [nowCommon, pastCommon] = [among(nowOf(city)), among(then)]
  const without = city.now.units.filter(({ code }) => has(now, code) !== has(past, code)).map(({ name }) => name)
  const moves = nowCommon.map(({ unit, rank, isTied }) => {
    const own = pastCommon.find((one) => one.unit.code === unit.code) as Standing
    return { name: unit.name, now: rank, past: own.rank, isTied, wasTied: own.isTied }
  })
  return { isRanked: now.length >= 3 && past.length >= 3 && moves.length >= 3, moves, without }
}

export const scoreMoved: Check = ({ name, from, way, to, wasTied, isTied, none, without, restated }, city) => {
  const places = commonScorePlaces(city)
  if (places === null || !places.isRanked) return 'the two quarters have no places to compare'
  const left = places.without.length === 0 ? undefined : named(places.without, 3)
  const step = (move: { now: number; past: number }): number => Math.abs(move.now - move.past)
  const own = places.moves.find((move) => move.name === name)
  return unless(
    [restated !== undefined, 'the earlier places were never published'],
    [without === left, `left out: ${places.without.join('、')}`],
    [none === undefined || places.moves.every((move) => step(move) === 0), 'somebody moved'],
    [none === undefined || (none === '各单位') === (left === undefined), 'not all are meant'],
    [name === undefined || (own?.past === Number(from) && own.now === Number(to)), `it moved ${own?.past}→${own?.now}`],
    [name === undefined || (way === '升至') === Number(to) < Number(from), 'up is down'],
    [
      name === undefined || (own?.wasTied === (wasTied !== undefined) && own.isTied === (isTied !== undefined)),
      'the place is shared, or not',
    ],
    [own === undefined || places.moves.every((move) => move === own || step(move) < step(own)), 'another moved as far'],
  )
}

export const fall: Check = ({ unit, from, to, without, owner }, city) => {
  const places = commonScorePlaces(city)
  const own = places?.moves.find((move) => move.name === unit)
  if (places === null || own === undefined) return 'it has no places to compare'
  return unless(
    [own.past === Number(from) && own.now === Number(to), `it moved ${own.past}→${own.now}`],
    [own.now - own.past >= 3, 'that is no fall to tell'],
    [sameMembers(without, places.without, 3), `left out: ${places.without.join('、')}`],
    [owner === unit, 'another one owns it'],
  )
}

export const scoreAreas: Check = ({ upper, lower, word }, city) => {
  const of = (name: string | undefined) => nowOf(city).filter(({ unit }) => city.world.areas[unit.area] === name)
  const { decimals } = schemeOf(city)
  const isAbove = (left: Scored, right: Scored): boolean =>
    left.total !== null && right.total !== null && steps(left.total, decimals) > steps(right.total, decimals)
  return unless(
    [of(upper).length > 0 && of(lower).length > 0, 'an area has no units'],
    [word === '高于', 'a score is high, not many'],
    [of(upper).every((left) => of(lower).every((right) => isAbove(left, right))), 'one of them is not higher'],
  )
}
