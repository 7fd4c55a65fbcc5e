import { exact, fraction, minus, order, printed, spoken } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import { scoresIn, standings } from './scores.fixture.ts'
import type { Standing } from './scores.fixture.ts'
import { placesNow, schemeOf } from './standing.fixture.ts'
import type { RawMeasure, RawScheme } from './world.fixture.ts'

/* What would change a score. */

/** A better figure never takes points from its unit nor gives any to others: no rule holds units against each other. */
const isSteady = ({ items, missing }: RawScheme): boolean =>
  items.every(({ rule }) => rule.kind !== 'power' && rule.kind !== 'decay') &&
  [missing, ...items.map((item) => item.missing)].every((policy) => !Object.values(policy).includes('median'))

/** Other things equal: who is passed by what change, and that one step less would not do. */
export const gain: Check = ({ subject, from, way, to, tie, among, tied, place, name }, city, { unit = '' }) => {
  const scheme = schemeOf(city)
  const measure = city.world.measures.find((one) => one.name === subject)
  const member = memberOf(placesNow(city), unit, among)
  const ranked = (rows: readonly Standing[]): Standing[] => standings(rows.filter(member), scheme.decimals)
  const now = ranked(placesNow(city))
  const own = now.find((row) => row.unit.code === unit)
  const other = now.find((row) => row.unit.name === name)
  if (measure === undefined || own === undefined || other === undefined) return 'nothing to gain from'
  const { decimals } = measure
  const figure = city.figure(measure, unit)
  if (figure.value === null) return 'it has no figure'
  const isRounded = /\d万/.test(to ?? '')
  const aim = exact(Number((to ?? '').replace(/[^\d.]/g, '')) * (isRounded ? 1e4 : 1))
  const up = way === '提高' ? 1 : -1
  const after = (value: Fraction): Standing[] =>
    ranked(standings(scoresIn(city, scheme, city.now.period, { unit, code: measure.code, value }), scheme.decimals))
  const aheadIn = (rows: readonly Standing[]): number => {
    const mine = rows.find((row) => row.unit.code === unit)
    return mine === undefined ? Infinity : mine.rank
  }
  const changed = after(aim)
  const mine = changed.find((row) => row.unit.code === unit)
  const theirs = changed.find((row) => row.unit.name === name)
  const step = fraction(BigInt(up), 10n ** BigInt(decimals))
  return unless(
    [from === spoken(figure.value, measure.unit, decimals), `it is ${spoken(figure.value, measure.unit, decimals)}`],
    [order(aim, printed(figure.value, decimals)) === up, 'the other way'],
    [other.rank === Number(place) && other.isTied === (tied !== undefined), `${name} has place ${other.rank}`],
    [other.rank < own.rank, `${name} is not ahead`],
    [isRounded || aheadIn(changed) < own.rank, 'it gains no place'],
    [isRounded || (mine?.rank === theirs?.rank) === (tie !== undefined), 'it would share the place, or not'],
    [isRounded || (mine !== undefined && theirs !== undefined && mine.rank <= theirs.rank), `${name} stays ahead`],
    [isRounded || !isSteady(scheme) || aheadIn(after(minus(aim, step))) >= own.rank, 'one step less would do'],
  )
}

/** Those among whom a place counts: all, or the units of its group. */
function memberOf(rows: readonly Standing[], unit: string, among: string | undefined): (row: Standing) => boolean {
  const own = rows.find((row) => row.unit.code === unit)
  return (row) => among === undefined || row.unit.area === own?.unit.area
}

/** Other things equal, no single figure at its best gains a place. */
export const noGain: Check = ({ among }, city, { unit = '' }) => {
  const scheme = schemeOf(city)
  const member = memberOf(placesNow(city), unit, among)
  const ranked = (rows: readonly Standing[]): Standing[] => standings(rows.filter(member), scheme.decimals)
  const own = ranked(placesNow(city)).find((row) => row.unit.code === unit)
  if (own === undefined) return 'it has no place'
  const helps = scheme.items.filter(({ code }, at) => {
    const measure = city.world.measures.find((one) => one.code === code) as RawMeasure
    if (city.figure(measure, unit).value === null || own.parts[at]?.points === null) return false
    const best = measure.direction === 'lower' ? 0n : measure.isShare ? 100n : 10_000_000n
    const instead = { unit, code, value: fraction(best) }
    const then = ranked(standings(scoresIn(city, scheme, city.now.period, instead), scheme.decimals))
    const mine = then.find((row) => row.unit.code === unit)
    // Where all are alike then, the indicator is out of the score: that is no improvement.
    return mine !== undefined && mine.rank < own.rank && mine.parts[at]?.points !== null
  })
  return unless(
    [own.rank > 1, 'it is first'],
    [helps.length === 0, `${helps.map(({ code }) => code).join('、')} would help`],
  )
}
