import { digits, fraction, quarterWords, times } from './exact.fixture.ts'
import { lackingAreas } from './areas.fixture.ts'
import { measureOf, named, sameMembers, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import { isPresent } from './reckoner.fixture.ts'

/* Notes below a page. */

export const silent: Check = ({ unit, count, names, owners }, city) => {
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

/** A comparison of areas that lacks a unit. */
export const uncomputable: Check = ({ names, subject = '' }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null || measure.area === null) return `no comparison of areas: ${subject}`
  const lacking = lackingAreas(city, measure, city.now.period).map(({ name }) => name)
  return unless(
    [city.city(measure).value === null, 'it has a value'],
    [lacking.length > 0 && sameMembers(names, lacking, 3), `it lacks ${lacking.join('、')}`],
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

export const stateNote: Check = ({ state = '', names = '' }, city, { measure }) => {
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

export const carriedNote: Check = ({ when = '' }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const { from } = city.city(measure)
  return unless([from !== city.now.period && quarterWords(from) === when, `it was measured in ${from}`])
}

export const partialNote: Check = ({ percent, without }, city, { measure }) => {
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

export const insideNote: Check = ({ names }, city) => {
  const inside = city.now.units.filter((unit) => unit.isInside).map((unit) => unit.name)
  return unless([inside.length > 0 && names === named(inside, 6), `inside are ${inside.join('、')}`])
}

export const partialCount: Check = ({ count }, city) => {
  const partial = city.world.measures.filter((measure) => city.city(measure).state === 'partial')
  return unless([partial.length === Number(count), `${partial.length} are partial`])
}

export const anything: Check = () => null
