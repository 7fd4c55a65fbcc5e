import { apart, order, printed, spoken, spokenOf } from './exact.fixture.ts'
import { shortfall } from './goals.fixture.ts'
import { holdsPlaces, ranking } from './places.fixture.ts'
import { measureOf, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Figure, Reckoner } from './reckoner.fixture.ts'

/* What is said of one unit. */

const relative = (unit: string): boolean => unit === '%' || unit.includes('/')

/** The earlier quarter that a carried figure was measured in. */
const observedOf = ({ now }: Reckoner, { from }: Figure): string | undefined => (from === now.period ? undefined : from)

/** What is still to gain to reach what is expected of the unit. */
export const reach: Check = ({ subject = '', value, way, far, aim, observed }, city, { unit = '' }) => {
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null) return `no such measure: ${subject}`
  const own = city.figure(measure, unit)
  const expected = city.expected(measure, unit, own.from)
  if (own.value === null || expected === null) return 'nothing is expected of it'
  const ways = relative(measure.unit) ? ['提高', '降低'] : ['增加', '减少']
  return unless(
    [observed === observedOf(city, own), `it was measured in ${own.from}`],
    [shortfall(city, measure, unit) !== null, 'it does not fall short'],
    [value === spokenOf(own.value, measure), `the value is ${spokenOf(own.value, measure)}`],
    [way === ways[measure.direction === 'higher' ? 0 : 1], 'the wrong way'],
    [far === apart(own.value, expected, measure), `it lacks ${apart(own.value, expected, measure)}`],
    [aim === spoken(expected, measure.unit, measure.decimals), 'something else is expected'],
  )
}

/** A unit's place in an indicator, beside the city and its goal. */
export const unitPlace: Check = (found, city, { unit = '' }) => {
  const { subject = '', value, of, tied, place, low, high, lower, side, far, short, observed } = found
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null || measure.direction === 'neutral') return `not ranked: ${subject}`
  const rows = ranking(city, measure)
  const own = rows.find((row) => row.code === unit)
  if (own === undefined) return 'it has no place'
  const [first, last] = holdsPlaces(measure, rows, own)
  const whole = city.city(measure)
  const beside = whole.isWhole && whole.from === own.figure.from && relative(measure.unit) ? whole.value : null
  const at = beside === null ? 0 : order(printed(own.value, measure.decimals), printed(beside, measure.decimals))
  const sides = beside === null ? undefined : at === 0 ? '与全市相同' : at > 0 ? '高于全市' : '低于全市'
  return unless(
    [observed === observedOf(city, own.figure), `it was measured in ${own.figure.from}`],
    [rows.every(({ figure }) => figure.from === own.figure.from), 'places by figures of different quarters'],
    [Number(of) === rows.length && rows.length >= 3, `${rows.length} have a place`],
    [Number(place) === own.rank, `its place is ${own.rank}`],
    [(tied !== undefined) === rows.some((row) => row !== own && row.rank === own.rank), 'shared, or not'],
    [value === spokenOf(own.value, measure), `the value is ${spokenOf(own.value, measure)}`],
    [low === undefined ? first === last : Number(low) === first && Number(high) === last, `${first}—${last} are open`],
    [(lower !== undefined) === (measure.direction === 'lower'), 'which way is better'],
    [side === sides, `beside the city: ${sides}`],
    [at === 0 || beside === null || far === apart(own.value, beside, measure), 'otherwise apart from the city'],
    [short === (shortfall(city, measure, unit) ?? undefined), `short: ${shortfall(city, measure, unit)}`],
  )
}
