import { digits, fraction, minus, order, over, plus, printed, size, times } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'

/* A resource against what it is needed for. */

const hundred = fraction(100n)
const sum = (values: readonly Fraction[]): Fraction => values.reduce((all, one) => plus(all, one), fraction(0n))

type Part = { readonly name: string; readonly got: Fraction; readonly needs: Fraction }

/** Shares in percent of every unit that counts in the city; null where one has no whole figure of this quarter. */
function partsOf(city: Reckoner, [resource, need]: readonly [string, string]): Part[] | null {
  const measures = [resource, need].map((name) => city.world.measures.find((one) => one.name === name))
  const [got, needed] = measures
  if (got === undefined || needed === undefined) return null
  const rows = city.counted().map((unit) => ({
    name: unit.name,
    figures: [got, needed].map((measure) => city.figure(measure, unit.code)),
  }))
  if (rows.some(({ figures }) => figures.some(({ state, value }) => state !== 'reported' || value === null)))
    return null
  const values = rows.map(({ name, figures: [one, other] }) => ({
    name,
    got: one?.value ?? fraction(0n),
    needs: other?.value ?? fraction(0n),
  }))
  const [all, of] = [sum(values.map((one) => one.got)), sum(values.map((one) => one.needs))]
  if (all.n === 0n || of.n === 0n) return null
  const share = (value: Fraction, whole: Fraction): Fraction => times(over(value, whole), hundred)
  return values.map(({ name, got: own, needs }) => ({ name, got: share(own, all), needs: share(needs, of) }))
}

export const resource: Check = (found, city) => {
  const name = found['even'] ?? found['resource'] ?? ''
  const need = found['evenNeed'] ?? found['need'] ?? ''
  const parts = partsOf(city, [name, need])
  if (parts === null) return `not every unit has ${name} and ${need}`
  const moved = over(sum(parts.map(({ got, needs }) => size(minus(got, needs)))), fraction(2n))
  const part = printed(moved, 1)
  const says = (words: string | undefined, value: Fraction): boolean =>
    words === undefined || words === `${digits(value, 1)}%`
  const isClose = order(fraction(5n), part) > 0
  const lacks = parts.map(({ got, needs }) => minus(printed(needs, 1), printed(got, 1)))
  const short = parts.find((one) => `${one.name}${need}` === found['short'])
  const most = short === undefined ? null : minus(printed(short.needs, 1), printed(short.got, 1))
  return unless(
    [parts.length >= 3, 'too few units'],
    [parts.every(({ got, needs }) => needs.n > 0n || got.n === 0n), 'somebody gets it without need'],
    [says(found['part'], moved) && says(found['nearPart'], moved), `${digits(moved, 1)}% would have to move`],
    [(found['even'] !== undefined) === isClose, 'it follows the need, or not'],
    [found['even'] === undefined || (found['near'] === undefined) === (part.n === 0n), 'the same, or nearly'],
    [found['nearNeed'] === undefined || found['nearNeed'] === need, 'another need'],
    [found['nearResource'] === undefined || found['nearResource'] === name, 'another resource'],
    [found['short'] === undefined || short !== undefined, `no such unit: ${found['short']}`],
    [short === undefined || says(found['shortNeed'], short.needs), 'its share of the need'],
    [short === undefined || says(found['shortPart'], short.got), 'its share of the resource'],
    [found['shortResource'] === undefined || found['shortResource'] === name, 'another resource of the unit'],
    [most === null || lacks.filter((one) => order(one, most) >= 0).length === 1, 'another lacks as much'],
  )
}
