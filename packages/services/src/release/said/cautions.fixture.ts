import {
  differs,
  hasOtherAims,
  hasOtherLight,
  isIn,
  isOtherwiseDefined,
  isSameScheme,
  pairOf,
  rankedIn,
  rowsOf,
} from './pair-rows.fixture.ts'
import type { Pair, Row } from './pair-rows.fixture.ts'
import { named, unless } from './reading.fixture.ts'
import type { Check, Spot } from './reading.fixture.ts'
import { isPresent } from './reckoner.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure, RawUnit } from './world.fixture.ts'

/* What keeps figures of two releases from being held against each other. */

const isOtherLength = ({ before, after }: Pair, measure: RawMeasure): boolean =>
  measure.isRunning && before.now.period[5] !== after.now.period[5]

const measuresNamed = (measures: readonly RawMeasure[]): string =>
  named(
    measures.map(({ name }) => name),
    3,
    '项指标',
  )

/** Of the indicators that both hold and that differ in anything. */
function toldOf(pair: Pair, isMeant: (measure: RawMeasure, rows: readonly Row[]) => boolean): string {
  const rows = rowsOf(pair).filter(differs)
  const both = pair.after.world.measures.filter(({ code }) => isIn(pair.before.world.measures, code))
  const of = (measure: RawMeasure): Row[] => rows.filter((row) => row.measure?.code === measure.code)
  return measuresNamed(both.filter((measure) => of(measure).length > 0 && isMeant(measure, of(measure))))
}

export const unlikeDefinition: Check = ({ names }, city, spot) => {
  const pair = pairOf(city, spot)
  const own = toldOf(pair, ({ code }) => isOtherwiseDefined(pair, code))
  return unless([names === own, `otherwise defined: ${own}`])
}

export const unlikeLength: Check = ({ names }, city, spot) => {
  const pair = pairOf(city, spot)
  const own = toldOf(pair, (measure) => !isOtherwiseDefined(pair, measure.code) && isOtherLength(pair, measure))
  return unless([names === own, `of other lengths: ${own}`])
}

export const unlikeTargets: Check = ({ names }, city, spot) => {
  const pair = pairOf(city, spot)
  const own = toldOf(pair, ({ code }, rows) => rows.some(hasOtherLight) && hasOtherAims(pair, code))
  return unless([names === own, `by other targets: ${own}`])
}

/** The release that a sentence names. */
function releaseNamed(code: string | undefined, city: Reckoner, spot: Spot): Reckoner | null {
  const { before, after, codes } = pairOf(city, spot)
  return code === codes[0] ? before : code === codes[1] ? after : null
}

/** Of the indicators that a release holds and that differ in anything. */
function toldIn(own: Reckoner, city: Reckoner, spot: Spot, isMeant: (row: Row) => boolean): string {
  const rows = rowsOf(pairOf(city, spot)).filter(differs)
  return measuresNamed(
    own.world.measures.filter(({ code }) => rows.some((row) => row.measure?.code === code && isMeant(row))),
  )
}

export const carriedIn: Check = ({ code, names }, city, spot) => {
  const own = releaseNamed(code, city, spot)
  if (own === null) return `no such release: ${code}`
  const isBefore = own === pairOf(city, spot).before
  const carried = toldIn(own, city, spot, ({ from, to }) => (isBefore ? from : to)?.isCarried === true)
  return unless([names === carried, `carried: ${carried}`])
}

export const partlyIn: Check = ({ code, names, without }, city, spot) => {
  const own = releaseNamed(code, city, spot)
  if (own === null) return `no such release: ${code}`
  const rows = rowsOf(pairOf(city, spot)).filter(differs)
  const partly = own.world.measures.filter(
    (measure) => rows.some((row) => row.measure?.code === measure.code) && own.city(measure).state === 'partial',
  )
  const lacks = (unit: RawUnit, measure: RawMeasure): boolean => {
    const { from } = own.city(measure)
    const figure = own.measured(measure, unit.code, from)
    return !isPresent(figure) && figure.state !== 'not_applicable'
  }
  const lacking = own
    .counted()
    .filter((unit) => partly.some((measure) => lacks(unit, measure)))
    .map(({ name }) => name)
  return unless(
    [names === measuresNamed(partly), `partly: ${measuresNamed(partly)}`],
    [without === (lacking.length === 0 ? undefined : named(lacking, 3)), `without ${lacking.join('、')}`],
  )
}

export const onlyIn: Check = ({ code, names, list }, city, spot) => {
  const own = releaseNamed(code, city, spot)
  const { before, after } = pairOf(city, spot)
  const other = own === before ? after : before
  if (own === null) return `no such release: ${code}`
  const words =
    list === '单位名录'
      ? named(
          own.now.units.filter((unit) => !isIn(other.now.units, unit.code)).map(({ name }) => name),
          3,
        )
      : measuresNamed(own.world.measures.filter((measure) => !isIn(other.world.measures, measure.code)))
  return unless([names === words && words !== '', `only there: ${words}`])
}

export const scoreMissing: Check = ({ code }, city, spot) => {
  const own = releaseNamed(code, city, spot)
  const { before, after } = pairOf(city, spot)
  const other = own === before ? after : before
  return unless(
    [own !== null && own.world.scheme === null, 'it has a score'],
    [other.world.scheme !== null, 'the other has none either'],
  )
}

export const otherScheme: Check = ({ schemes }, city, spot) => {
  const pair = pairOf(city, spot)
  const { before, after } = pair
  if (before.world.scheme === null || after.world.scheme === null) return 'one has no score'
  const versions = [before, after].map(({ world }) => `考核方案第${world.scheme?.version ?? 1}版`)
  return unless([!isSameScheme(pair), 'they are by one scheme'], [schemes === versions.join('、'), versions.join()])
}

export const otherRanked: Check = ({ code, names }, city, spot) => {
  const pair = pairOf(city, spot)
  const own = releaseNamed(code, city, spot)
  if (own === null || !isSameScheme(pair)) return 'no such release, or another scheme'
  const other = own === pair.before ? pair.after : pair.before
  const others = rankedIn(other)
  const only = rankedIn(own).filter((name) => !others.includes(name))
  return unless([only.length > 0 && names === named(only, 3), `only there: ${only.join('、')}`])
}
