import { exactOf, isEnough, order, printed, quarterNumber, reaches, spoken } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { foretell } from './forecasts.fixture.ts'
import type { Course, Foretold } from './forecasts.fixture.ts'
import { isBroken, period, periodOf, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* The way of a figure over the quarters, and where it leads. */

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
export function isClearTrend(values: readonly Fraction[]): -1 | 0 | 1 {
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

/** What ends before this quarter says through when. */
const isUntil = (until: string | undefined, last: string | undefined, city: Reckoner): boolean =>
  (until === undefined ? city.now.period : periodOf(until)) === (last ?? city.now.period)

export const tooFew: Check = ({ until, same, count }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const points = likeSeries(city, measure).slice(-8)
  return unless(
    [(same !== undefined) === measure.isRunning, 'another length of time'],
    [points.length === Number(count) && points.length < 5, `${points.length} quarters compare`],
    [isUntil(until, points[points.length - 1]?.period, city), 'it ends elsewhere'],
  )
}

export const trend: Check = (
  { until, since = '', from = since, to = until ?? '', count, same, verdict },
  city,
  { measure },
) => {
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
    [isUntil(until, periodOf(to), city), 'it ends elsewhere'],
    [verdict === words, `it is ${words}`],
  )
}

const asNumber = ({ n, d }: Fraction): number => Number(n) / Number(d)

const amount = (words: string | undefined): number =>
  Number((words ?? '').replace(/[^\d.-]/g, '')) * (words?.includes('万') === true ? 1e4 : 1)

/** As printed, give or take what 万 rounds off and the last digit that an interval opens to. */
function isNear(words: string | undefined, value: number, decimals: number): boolean {
  const rounded = words?.includes('万') === true ? (value < 99_950 ? 51 : 510) : 0
  return Math.abs(amount(words) - value) <= 1.01 * 10 ** -decimals + rounded
}

/** Wider than what is left to the target, and than a tenth of the value; the last digit may decide it. */
function isWide({ value, low, high }: Foretold, left: number, slack: number): boolean {
  return high - low > left + slack && high - low > Math.abs(value) / 10 + slack
}

/** What is not so of a line that is laid once more. */
function lineHolds(found: Record<string, string>, told: Foretold, course: Course & { own: number; last: number }) {
  const { decimals, target, own, last } = course
  const { value, low, high, unsure, tail = '' } = found
  const left = Math.abs(target - own)
  // Opened to whole digits, an interval is up to two of them wider.
  const slack = 2.01 * 10 ** -decimals
  if (unsure !== undefined) return isWide(told, left, -slack) ? null : 'the range says enough'
  const [, when = ''] = new RegExp(`(?:可望在|要到)(${period})`).exec(tail) ?? []
  const arrival = told.arrival === null || told.arrival > last + 1e-6 ? null : told.arrival
  const early = arrival === null ? null : Math.ceil(arrival - 1e-6)
  const late = arrival === null ? null : Math.ceil(arrival + 1e-6)
  const said = when === '' ? null : quarterNumber(periodOf(when))
  return unless(
    [!isWide(told, left, slack), 'the range is too wide to say anything'],
    [isNear(value, told.value, decimals), `the line leads to ${told.value}`],
    [isNear(low, told.low, decimals), `it may be as low as ${told.low}`],
    [isNear(high, told.high, decimals), `it may be as high as ${told.high}`],
    [said === null || said === early || said === late, `the line is there in ${early}`],
    [
      !tail.startsWith('照此走势到期达不到') || arrival === null || arrival > last - 1e-6,
      `the line is there in ${early}`,
    ],
  )
}

export const forecast: Check = (found, city, { measure }) => {
  const { count, year, value, percent, low, high, tail = '', unsure } = found
  if (measure === null) return 'of what?'
  const series = likeSeries(city, measure)
  const points = series.slice(-8)
  const aims = Object.entries(city.world.targets[measure.code]?.['CITY'] ?? {}).toSorted(
    ([left], [right]) => Number(left) - Number(right),
  )
  const [lastYear = '', goalValue = 0] = aims[aims.length - 1] ?? []
  const target = exactOf(Number(goalValue))
  const due = Number(lastYear) * 4 + 3
  const now = quarterNumber(city.now.period)
  const aim = `${lastYear}年目标${spoken(target, measure.unit, measure.decimals)}`
  const sign = measure.direction === 'higher' ? 1 : -1
  const beyond = (words: string | undefined): boolean =>
    (amount(words) - amount(spoken(target, measure.unit, measure.decimals))) * sign >= -1e-9
  const [worst, best] = sign === 1 ? [low, high] : [high, low]
  const own = city.city(measure).value
  const course = {
    due,
    target: asNumber(target),
    isHigher: measure.direction === 'higher',
    isShare: measure.isShare,
    isSigned: measure.area?.kind === 'gap',
    decimals: measure.decimals,
  }
  const timed = series.map((point) => ({ at: quarterNumber(point.period), value: asNumber(point.value) }))
  const told = points.length < 5 ? null : foretell(timed, course)
  const ends = {
    ...course,
    own: own === null ? 0 : asNumber(printed(own, measure.decimals)),
    last: now + points.length,
  }
  const wrong = told === null ? null : lineHolds(found, told, ends)
  return unless(
    [points.length === Number(count) && points.length >= 5, `${points.length} quarters compare`],
    [points[points.length - 1]?.period === city.now.period, 'this quarter is not on the line'],
    [year === lastYear, `the last target is of ${lastYear}`],
    [due > now && due - now <= points.length, 'further ahead than the history is long'],
    [unsure === undefined || aim.endsWith(`目标${unsure}`), `the target is ${aim}`],
    [
      unsure !== undefined ||
        (amount(low) < amount(high) && amount(low) <= amount(value) && amount(value) <= amount(high)),
      'the range leaves the value out',
    ],
    [percent === undefined || (Number(percent) === 90 && told === null), 'another certainty'],
    [wrong === null, wrong ?? ''],
    [
      unsure !== undefined ||
        (own !== null &&
          arrivalHolds(tail, {
            aim,
            leads: beyond(value),
            isSure: beyond(worst),
            isLost: !beyond(best),
            isMet: reaches(own, target, measure),
            now,
            due,
          })),
      `not so: ${tail}`,
    ],
  )
}

type Arrival = {
  readonly aim: string
  readonly leads: boolean
  /** All that the printed range holds is beyond the target, or none of it. */
  readonly isSure: boolean
  readonly isLost: boolean
  readonly isMet: boolean
  readonly now: number
  readonly due: number
}

function arrivalHolds(tail: string, { aim, leads, isSure, isLost, isMet, now, due }: Arrival): boolean {
  const [, when = ''] = new RegExp(`(?:可望在|要到)(${period})`).exec(tail) ?? []
  const at = when === '' ? 0 : quarterNumber(periodOf(when))
  const isOpen = !isSure && !isLost
  if (tail === `目前已达到${aim}`) return isMet && isSure
  if (tail === `目前已达到${aim}，但照此走势届时会退回目标之外`) return isMet && isLost
  if (tail === `目前已达到${aim}，届时能否保持尚难断定`) return isMet && isOpen
  if (isMet) return false
  if (tail === `${aim}在此范围之内，到期能否达到尚难断定`) return isOpen
  if (tail === `照此走势可望在${when}达到${aim}`) return at > now && at <= due && isSure
  if (tail === `照此走势要到${when}才达到${aim}`) return at > due && isLost
  if (tail === `照此走势到期达不到${aim}`) return isLost
  return !isOpen && tail === `走势线${leads ? '处在' : '曾达到'}${aim}的水平，而本季数值未达到`
}
