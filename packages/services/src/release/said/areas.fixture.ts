import { fraction, minus } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { worse } from './states.fixture.ts'
import type { CityFigure, Figure, Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure, RawUnit } from './world.fixture.ts'

/* One kind of area against the other: nothing without a unit of either (decision 31). */

/** What a comparison of areas is made of. */
export function partOf({ world }: Reckoner, measure: RawMeasure): RawMeasure {
  const { area } = measure
  if (area?.kind === 'gap') return world.measures.find(({ code }) => code === area.of) as RawMeasure
  return { ...measure, area: null, times: 1 }
}

/** The units of either kind that are asked in a quarter, with what they gave. */
export function areaParts(
  city: Reckoner,
  measure: RawMeasure,
  period: string,
  units: readonly RawUnit[],
): { readonly unit: RawUnit; readonly figure: Figure }[] {
  const part = partOf(city, measure)
  return units
    .filter(({ area }) => area !== 'suburb')
    .map((unit) => ({ unit, figure: city.measured(part, unit.code, period) }))
    .filter(({ figure }) => figure.state !== 'not_applicable')
}

/** Those without whose figure the comparison cannot be made. */
export function lackingAreas(city: Reckoner, measure: RawMeasure, period: string): RawUnit[] {
  return areaParts(city, measure, period, city.counted())
    .filter(({ figure }) => !isThere(figure))
    .map(({ unit }) => unit)
}

const isThere = ({ state }: Figure): boolean => state === 'reported' || state === 'zero_denominator'

export function areasOf(city: Reckoner, measure: RawMeasure, period: string, units: readonly RawUnit[]): CityFigure {
  const none = { x: 0n, n: 0n, value: null, from: period, isWhole: false, coverage: null }
  const parts = areaParts(city, measure, period, units)
  const of = (area: string): Figure[] => parts.filter(({ unit }) => unit.area === area).map(({ figure }) => figure)
  const [centre, remote] = [of('centre'), of('remote')]
  if (centre.length === 0 || remote.length === 0) return { ...none, state: 'not_applicable' }
  const missing = parts.filter(({ figure }) => !isThere(figure)).map(({ figure }) => figure.state)
  if (missing.length > 0) return { ...none, state: missing.reduce((left, right) => worse(left, right)) }
  const value = measure.area?.kind === 'gap' ? gapOf(centre, remote) : ratioOf(remote, centre)
  if (value === null) return { ...none, state: 'zero_denominator' }
  return { ...none, state: 'reported', value, isWhole: true, coverage: fraction(1n) }
}

const sum = (figures: readonly Figure[], part: (figure: Figure) => bigint): bigint =>
  figures.reduce((all, figure) => all + part(figure), 0n)

function gapOf(centre: readonly Figure[], remote: readonly Figure[]): Fraction | null {
  const sides = [centre, remote].map((side) => [sum(side, ({ x }) => x), sum(side, ({ n }) => n)] as const)
  const [first, second] = sides
  if (first === undefined || second === undefined || first[1] === 0n || second[1] === 0n) return null
  return minus(fraction(100n * first[0], first[1]), fraction(100n * second[0], second[1]))
}

function ratioOf(upper: readonly Figure[], lower: readonly Figure[]): Fraction | null {
  const below = sum(lower, ({ x }) => x)
  return below === 0n ? null : fraction(100n * sum(upper, ({ x }) => x), below)
}
