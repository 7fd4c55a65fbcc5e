import { steps, yearIn } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { ranking } from './places.fixture.ts'
import type { Spot } from './reading.fixture.ts'
import { reckonedOnce } from './reckoner.fixture.ts'
import type { Figure, Reckoner } from './reckoner.fixture.ts'
import { nowOf, placesNow } from './standing.fixture.ts'
import type { RawMeasure, RawUnit } from './world.fixture.ts'

/* Two releases figure by figure, reckoned from the cells behind both. */

export type Side = {
  readonly value: Fraction | null
  readonly state: string
  readonly rank: number | null
  readonly isTied: boolean
  readonly light: string | null
  readonly isCarried: boolean
}

export type Row = {
  /** Null: the score. */
  readonly measure: RawMeasure | null
  /** Null: the city. */
  readonly unit: RawUnit | null
  readonly decimals: number
  readonly from: Side | null
  readonly to: Side | null
}

export type Pair = { readonly before: Reckoner; readonly after: Reckoner }

/** Both releases; what is said of one alone is not read here. */
export function pairOf(city: Reckoner, { other }: Spot): Pair & { readonly codes: readonly [string, string] } {
  if (other === undefined) throw new Error('of which two releases?')
  return { before: other.city, after: city, codes: other.codes }
}

export const isSameQuarter = ({ before, after }: Pair): boolean => before.now.period === after.now.period

function eitherOf<T extends { readonly code: string }>(now: readonly T[], then: readonly T[]): T[] {
  return [...now, ...then.filter(({ code }) => !now.some((one) => one.code === code))]
}

export const isIn = (list: readonly { readonly code: string }[], code: string): boolean =>
  list.some((one) => one.code === code)

/** A comparison of areas that lacks a unit is not computable, whatever that unit said. */
function stateOf({ state, value }: Figure, { area }: RawMeasure): string {
  return area === null || value !== null || ['not_applicable', 'zero_denominator'].includes(state) ? state : 'missing'
}

/** Areas are of the city alone. */
const notAsked: Side = {
  value: null,
  state: 'not_applicable',
  rank: null,
  isTied: false,
  light: null,
  isCarried: false,
}

export function sideOf(city: Reckoner, measure: RawMeasure, unit: RawUnit | null): Side | null {
  if (!isIn(city.world.measures, measure.code)) return null
  if (unit !== null && !isIn(city.now.units, unit.code)) return null
  const own = city.world.measures.find(({ code }) => code === measure.code) as RawMeasure
  if (own.area !== null && unit !== null) return notAsked
  const holder = unit === null ? 'CITY' : unit.code
  const figure = city.of(own, holder)
  const places = unit === null || own.direction === 'neutral' ? [] : ranking(city, own)
  return {
    value: figure.value,
    state: stateOf(figure, own),
    rank: places.length < 3 ? null : (places.find(({ code }) => code === holder)?.rank ?? null),
    isTied: false,
    light: city.light(own, holder),
    isCarried: figure.value !== null && figure.from !== city.now.period,
  }
}

function scoreSide(city: Reckoner, unit: RawUnit): Side | null {
  if (city.world.scheme === null || !isIn(city.now.units, unit.code)) return null
  const places = placesNow(city)
  const place = places.find((row) => row.unit.code === unit.code)
  const total = nowOf(city).find((row) => row.unit.code === unit.code)?.total ?? null
  const rank = places.length < 3 ? null : (place?.rank ?? null)
  const state = total === null ? 'uncomputable' : 'reported'
  return { value: total, state, rank, isTied: place?.isTied ?? false, light: null, isCarried: false }
}

/** Every figure of either release. */
export const rowsOf = ({ before, after }: Pair): readonly Row[] => rowsBetween(after, before)

const rowsBetween = reckonedOnce((after: Reckoner, before: Reckoner): readonly Row[] => {
  const units = eitherOf(after.now.units, before.now.units)
  const decimals = after.world.scheme?.decimals ?? before.world.scheme?.decimals
  const rows = eitherOf(after.world.measures, before.world.measures).flatMap((measure) =>
    [null, ...units].map((unit): Row => ({
      measure,
      unit,
      decimals: measure.decimals,
      from: sideOf(before, measure, unit),
      to: sideOf(after, measure, unit),
    })),
  )
  if (decimals === undefined) return rows
  const scores = units.map((unit): Row => ({
    measure: null,
    unit,
    decimals,
    from: scoreSide(before, unit),
    to: scoreSide(after, unit),
  }))
  return [...rows, ...scores]
})

const print = (side: Side | null, decimals: number): bigint | null =>
  side === null || side.value === null ? null : steps(side.value, decimals)

export const hasOtherValue = ({ from, to, decimals }: Row): boolean => print(from, decimals) !== print(to, decimals)
export const hasOtherState = (row: Row): boolean => !hasOtherValue(row) && row.from?.state !== row.to?.state
export const hasOtherRank = ({ from, to }: Row): boolean => (from?.rank ?? null) !== (to?.rank ?? null)
export const hasOtherLight = ({ from, to }: Row): boolean => (from?.light ?? null) !== (to?.light ?? null)
export const differs = (row: Row): boolean =>
  hasOtherValue(row) || hasOtherState(row) || hasOtherRank(row) || hasOtherLight(row)

/** As the release that holds the later definition knows it. */
export const isOtherwiseDefined = ({ before, after }: Pair, code: string): boolean => {
  const [then, now] = [before, after].map(
    ({ world, now: { period } }) =>
      world.measures.find((one) => one.code === code)?.breaks.filter((start) => start <= period).length,
  )
  return then !== now
}

/** What a holder is judged by: targets of the years up to the earlier release must be there in both, later ones may be new. */
export function hasOtherAims({ before, after }: Pair, code: string): boolean {
  const until = Math.min(...[before, after].map(({ now: { period } }) => yearIn(period)))
  const holders = ['CITY', ...after.now.units.map((unit) => unit.code)].filter(
    (holder) => holder === 'CITY' || isIn(before.now.units, holder),
  )
  return holders.some((holder) => {
    const [then, now] = [before, after].map(({ world }) => world.targets[code]?.[holder] ?? {})
    const years = [...new Set([...Object.keys(then ?? {}), ...Object.keys(now ?? {})].map(Number))]
    const isOtherTarget = years.some((year) => {
      const [one, other] = [then?.[year], now?.[year]]
      return one !== other && (year <= until || (one !== undefined && other !== undefined))
    })
    const [start, end] = [before, after].map(({ world }) => world.baselines[code]?.[holder])
    return isOtherTarget || start?.value !== end?.value || start?.period !== end?.period
  })
}

export const isSameScheme = ({ before, after }: Pair): boolean =>
  before.world.scheme !== null &&
  after.world.scheme !== null &&
  (before.world.scheme.version ?? 1) === (after.world.scheme.version ?? 1)

export const rankedIn = (city: Reckoner): string[] => {
  const places = placesNow(city)
  return places.length < 3
    ? []
    : city.now.units.filter(({ code }) => places.some((row) => row.unit.code === code)).map(({ name }) => name)
}
