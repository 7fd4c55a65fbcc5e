import { fraction, order, printed, quarterName, quarterNumber, spokenOf } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { shortfall } from './goals.fixture.ts'
import { commonPlaces, holdsPlaces, ranking } from './places.fixture.ts'
import { comparedWith, isBroken, measureOf, movedOf, periodOf, sameMembers, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import { commonScorePlaces, kept, placesNow, schemeOf, scorePlaces } from './standing.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* How one unit stands, and how its places and figures moved. */

const nameOf = (city: Reckoner, unit: string): string | undefined =>
  city.now.units.find(({ code }) => code === unit)?.name

/** Score, an indicator that it leads, the rate furthest below what is expected. */
export const profile: Check = (found, city, { unit = '' }) => {
  const { who, of, tied, place, low, high, leads, worst, short } = found
  const named = (name = ''): RawMeasure | null => measureOf(name, city, { measure: null })
  const [first, behind] = [named(leads), named(worst)]
  return unless(
    [who === nameOf(city, unit), 'of another unit'],
    [place === undefined || scoreHolds({ of, tied, place, low, high }, city, unit), 'it has another place by score'],
    [leads === undefined || (first !== null && isFirst(city, first, unit)), `it does not lead in ${leads}`],
    [worst === undefined || (behind !== null && behind.unit === '%'), `no rate: ${worst}`],
    [behind === null || short === (shortfall(city, behind, unit) ?? undefined), 'it lags by something else'],
    [behind === null || city.figure(behind, unit).from === city.now.period, 'a carried figure lags'],
  )
}

/** Alone and beyond doubt, by figures of the quarter. */
function isFirst(city: Reckoner, measure: RawMeasure, unit: string): boolean {
  const rows = ranking(city, measure)
  const own = rows.find(({ code }) => code === unit)
  if (own === undefined || rows.length < 3 || measure.direction === 'neutral') return false
  const isAlone = rows.every((row) => row === own || row.rank > 1)
  const isOwn = rows.every(({ figure }) => figure.from === city.now.period)
  return own.rank === 1 && isAlone && isOwn && (!measure.isShare || holdsPlaces(measure, rows, own)[1] === 1)
}

type Said = Record<'of' | 'tied' | 'place' | 'low' | 'high', string | undefined>

function scoreHolds({ of, tied, place, low, high }: Said, city: Reckoner, unit: string): boolean {
  const rows = placesNow(city)
  const own = rows.find((row) => row.unit.code === unit)
  if (own === undefined || rows.length < 3) return false
  const [from, to] = [low === undefined ? own.rank : Number(low), high === undefined ? own.rank : Number(high)]
  const [least, most] = scorePlaces(city, rows, own)
  const isOpen = from <= least && to >= most && kept(rows, own, schemeOf(city).decimals, [from, to]) > 0.8
  return Number(of) === rows.length && Number(place) === own.rank && (tied !== undefined) === own.isTied && isOpen
}

/** The quarter that a figure's length is held against. */
function earlier(measure: RawMeasure, city: Reckoner): string {
  const back = measure.isRunning ? 4 : measure.every
  return quarterName(quarterNumber(city.now.period) - back)
}

/** 提高1.8个百分点; null where a unit's two figures do not compare. */
function movedSince(city: Reckoner, measure: RawMeasure, unit: string, before: string): string | null {
  const [now, then] = [city.figure(measure, unit), city.figure(measure, unit, before)]
  if (city.quarter(before) === null || isBroken(measure, before, city.now.period)) return null
  if (now.from !== city.now.period || then.from !== before) return null
  return now.value === null || then.value === null ? null : movedOf(now.value, then.value, measure)
}

export const unitShift: Check = (found, city, { unit = '' }) => {
  const { subject = '', lead, moved, since, wasTied, from, way, isTied, to, without } = found
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null || measure.direction === 'neutral') return `not ranked: ${subject}`
  const before = earlier(measure, city)
  const places = commonPlaces(city, measure, before)
  if (places === null || !places.isRanked) return 'the two quarters have no places to compare'
  const own = places.moves.find(({ name }) => name === nameOf(city, unit))
  if (own === undefined) return 'it has no place in one of them'
  return unless(
    [!isBroken(measure, before, city.now.period), 'the definition changed in between'],
    [since === undefined || periodOf(since) === before, `it is held against ${before}`],
    [lead === undefined || comparedWith(lead, measure, city) === before, `${lead} is not for a figure of this length`],
    [
      moved === undefined || moved === movedSince(city, measure, unit, before),
      `it ${movedSince(city, measure, unit, before)}`,
    ],
    [own.past === Number(from) && own.now === Number(to), `it moved ${own.past}→${own.now}`],
    [(way === '升至') === own.now < own.past, 'up is down'],
    [own.wasTied === (wasTied !== undefined) && own.isTied === (isTied !== undefined), 'the place is shared, or not'],
    [sameMembers(without, places.without, 3), `left out: ${places.without.join('、')}`],
  )
}

export const withinReach: Check = (
  { subject = '', others, all, none, reached, value = '', who, lead, moved },
  city,
  { unit = '' },
) => {
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null) return `no such measure: ${subject}`
  const held = ranking(city, measure).filter(({ code }) => code !== unit)
  const own = city.figure(measure, unit).value
  const there = held.filter((row) => spokenReaches(row.value, value, measure))
  // Which side of what 万 rounds off is meant cannot be seen.
  const unclear = there.filter((row) => spokenOf(row.value, measure) === value && /\d万/.test(value)).length
  const before = lead === undefined ? null : comparedWith(lead, measure, city)
  return unless(
    [own !== null && !spokenReaches(own, value, measure), 'it is there already'],
    [Number(others) === held.length && held.length > 1, `${held.length} others have a figure`],
    [all === undefined || there.length === held.length, `${there.length} are there`],
    [none === undefined || there.length <= unclear, `${there.length} are there`],
    [
      reached === undefined || isAmong(Number(reached), there.length - unclear, there.length),
      `${there.length} are there`,
    ],
    [who === undefined || who === nameOf(city, unit), 'of another unit'],
    [
      lead === undefined || (before !== null && moved === movedSince(city, measure, unit, before)),
      'it moved otherwise',
    ],
  )
}

const isAmong = (count: number, least: number, most: number): boolean => count > 0 && count >= least && count <= most

/** Whether a value prints as good as words say; what 万 rounds off is taken for reached. */
function spokenReaches(own: Fraction, words: string, measure: RawMeasure): boolean {
  const amount = Number(words.replace(/[^\d.-]/g, '')) * (/\d万/.test(words) ? 1e4 : 1)
  const aim = fraction(BigInt(Math.round(amount * 1000)), 1000n)
  if (spokenOf(own, measure) === words) return true
  const side = order(printed(own, measure.decimals), aim)
  return measure.direction === 'higher' ? side >= 0 : side <= 0
}

/** One unit's figure against an earlier one, or against its baseline. */
export const unitChange: Check = ({ lead = '', moved }, city, { measure, unit = '' }) => {
  if (measure === null) return 'of what?'
  const own = city.figure(measure, unit)
  if (/^较\d{4}年$/.test(lead)) {
    const base = city.world.baselines[measure.code]?.[unit]
    if (base === undefined || own.value === null) return 'there is no baseline or no figure'
    const then = fraction(BigInt(Math.round(base.value * 1000)), 1000n)
    return unless(
      [lead === `较${base.period.slice(0, 4)}年`, 'another year is named'],
      [!measure.isRunning || base.period[5] === city.now.period[5], 'years counted to different quarters'],
      [!isBroken(measure, base.period, city.now.period), 'the definition changed since the baseline'],
      [own.from === city.now.period, 'a carried figure is compared'],
      [moved === movedOf(own.value, then, measure), `it ${movedOf(own.value, then, measure)}`],
    )
  }
  const before = comparedWith(lead, measure, city)
  if (before === null) return `${lead} is not for a figure of this length`
  const words = movedSince(city, measure, unit, before)
  return unless([moved === words, `it ${words}`])
}

/** The way of some units since a quarter. */
export const movesSince: Check = ({ restated, since = '', parts = '', without }, city, { measure, isScore }) => {
  const before = periodOf(since)
  if (measure !== null && isBroken(measure, before, city.now.period)) return 'the definition changed in between'
  if (measure?.isRunning === true && before[5] !== city.now.period[5]) return 'years counted to different quarters'
  const places = measure === null ? commonScorePlaces(city, before) : commonPlaces(city, measure, before)
  if (places === null || !places.isRanked) return 'the two quarters have no places to compare'
  const wrong = parts.split('，').filter((part) => {
    const own = places.moves.find(({ name }) => part.startsWith(name))
    if (own === undefined) return true
    const [now, past] = [`${own.isTied ? '并列' : ''}第${own.now}位`, `${own.wasTied ? '并列' : ''}第${own.past}位`]
    const stays = `仍${own.isTied ? '' : '居'}${now}`
    const moves = `由${past}${own.now < own.past ? '升至' : '降至'}${now}`
    return part !== own.name + (own.now === own.past ? stays : moves)
  })
  return unless(
    [(restated !== undefined) === (isScore === true), 'places of scores were never published, others were'],
    [before < city.now.period, 'since when?'],
    [wrong.length === 0, `not so: ${wrong.join('，')}`],
    [sameMembers(without, places.without, 3), `left out: ${places.without.join('、')}`],
  )
}
