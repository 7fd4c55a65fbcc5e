import { apart, exactOf, minus, order, reaches, size, spoken, spokenOf, yearIn } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { measureOf, sameMembers, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* Figures against what is expected of them. */

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

export const goal: Check = ({ subject = '', value, tail }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const holder = spot.unit ?? 'CITY'
  const own = city.of(measure, holder)
  if (city.light(measure, holder) === null || own.value === null) return `${holder} may not be judged`
  const expected = city.expected(measure, holder, own.from)
  if (expected === null) return 'nothing is expected'
  return unless(
    [value === spokenOf(own.value, measure), `the value is ${spokenOf(own.value, measure)}`],
    [
      tail === goalTail(own.value, expected, measure, city, holder),
      goalTail(own.value, expected, measure, city, holder),
    ],
  )
}

/** 低于时序目标2.4个百分点; null when it is met or may not be judged. */
export function shortfall(city: Reckoner, measure: RawMeasure, unit: string): string | null {
  const own = unit === 'CITY' ? city.city(measure) : city.figure(measure, unit)
  const light = city.light(measure, unit)
  const expected = city.expected(measure, unit, own.from)
  if (light === null || light === 'met' || own.value === null || expected === null) return null
  return `${measure.direction === 'higher' ? '低于' : '高于'}时序目标${apart(own.value, expected, measure)}`
}

export const countUnits: Check = ({ some, count, met, subject = '', all }, city, spot) => {
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

export const cards: Check = ({ some, count, met, all, worst, short }, city) => {
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

export const late: Check = ({ subject = '', short, light, owner, units }, city) => {
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

/** How many of the assessed indicators of a unit reach what is expected. */
export const countOwn: Check = ({ holder, some, count, met, all }, city, { unit = '' }) => {
  const own = city.now.units.find(({ code }) => code === unit)
  const assessed = city.world.measures.filter(({ isAssessed }) => isAssessed)
  const lights = assessed.map((measure) => city.light(measure, unit))
  return holder === own?.name ? countOf({ some, count, met, all }, lights) : 'of another unit'
}

/** The units with a light that lag in most of the assessed indicators. */
export const weakestUnits: Check = ({ names = '', each, count }, city) => {
  const assessed = city.world.measures.filter(({ isAssessed }) => isAssessed)
  const rows = city.now.units.flatMap(({ name, code }) => {
    const lights = assessed.map((measure) => city.light(measure, code)).filter((light) => light !== null)
    return lights.length === 0 ? [] : [{ name, behind: lights.filter((light) => light === 'late').length }]
  })
  return mostBehind(rows, { names, each, count })
}

/** Of the assessed indicators those in which most units lag. */
export const weakest: Check = ({ names = '', each, count }, city) => {
  const columns = city.world.measures
    .filter(({ isAssessed }) => isAssessed)
    .map((measure) => ({
      name: measure.name,
      behind: city.now.units.filter(({ code }) => city.light(measure, code) === 'late').length,
    }))
  return mostBehind(columns, { names, each, count })
}

function mostBehind(
  rows: readonly { readonly name: string; readonly behind: number }[],
  { names, each, count }: { names: string; each: string | undefined; count: string | undefined },
): string | null {
  const most = Math.max(...rows.map(({ behind }) => behind))
  const worst = rows.filter(({ behind }) => behind === most).map(({ name }) => name)
  return unless(
    [rows.length > 2, `${rows.length} are shown`],
    [Number(count) === most && most > 1, `${most} lag at most`],
    [sameMembers(names, worst, 2), `they are ${worst.join('、')}`],
    [(each !== undefined) === worst.length > 1, 'one is meant, or several'],
  )
}
