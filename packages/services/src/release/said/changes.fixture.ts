import {
  exactOf,
  fraction,
  isEnough,
  minus,
  order,
  over,
  plus,
  printed,
  quarterName,
  quarterNumber,
  samePrint,
  size,
  spoken,
  spokenOf,
  steps,
  times,
  yearIn,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { areaParts } from './areas.fixture.ts'
import { comparedWith, goneSince, isBroken, measureOf, movedOf, named, sameCity, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import { Reckoner, isPresent } from './reckoner.fixture.ts'
import type { CityFigure, Figure } from './reckoner.fixture.ts'
import type { RawMeasure, RawUnit } from './world.fixture.ts'

/* Changes against an earlier quarter, a baseline, and what they are made of. */

type Both = { readonly now: CityFigure; readonly past: CityFigure; readonly without: string[] }

/** The city now and then over the units that both have, and the names of the others. */
function overCommon(city: Reckoner, measure: RawMeasure, before: string): Both {
  if (measure.area !== null) return overAreas(city, measure, before)
  const nowUnits = city.counted()
  const thenUnits = city.counted(city.quarter(before) ?? city.now)
  const all = [...nowUnits, ...thenUnits.filter((unit) => !nowUnits.some((one) => one.code === unit.code))]
  const at = (unit: RawUnit, when: string) => city.measured(measure, unit.code, when)
  const asked = all.filter((unit) =>
    [city.now.period, before].some((when) => at(unit, when).state !== 'not_applicable'),
  )
  const common = asked.filter((unit) => isPresent(at(unit, city.now.period)) && isPresent(at(unit, before)))
  return {
    now: city.added(measure, city.now.period, common),
    past: city.added(measure, before, common),
    without: asked.filter((unit) => !common.includes(unit)).map((unit) => unit.name),
  }
}

/** Comparisons of areas are not made over fewer units: they are of the same ones or of others. */
function overAreas(city: Reckoner, measure: RawMeasure, before: string): Both {
  const [now, then] = [city.now.period, before].map((period) =>
    areaParts(city, measure, period, city.counted(city.quarter(period) ?? city.now)),
  )
  const names = [now, then].map((parts) => (parts ?? []).map(({ unit }) => unit.name))
  const [own = [], past = []] = names
  return {
    now: city.city(measure),
    past: city.city(measure, before),
    without: [...own.filter((name) => !past.includes(name)), ...past.filter((name) => !own.includes(name))],
  }
}

/** The share of the city that common units stand for. */
function shareOf(city: Reckoner, measure: RawMeasure, when: string, part: CityFigure): boolean {
  const whole = city.added(measure, when, city.counted())
  if (whole.coverage === null) return false
  if (measure.lower === null) return true
  return isEnough(times(whole.coverage, fraction(part.n, whole.n)))
}

export const change: Check = ({ subject = '', value, lead = '', like, moved, without }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const now = city.city(measure)
  if (/^较\d{4}年$/.test(lead)) return changeSinceBase({ value, lead, moved }, city, measure)
  const held = heldAgainst(lead, measure, city)
  if (typeof held === 'string') return held
  const { before, past: then, both } = held
  if (now.value === null) return 'a side was not published'
  const left = goneSince(city, before)
  const apartFromLeft = both.without.filter((name) => !left.includes(name))
  // A unit that is no longer there may go unnamed only when last time's printed figure is the same without it.
  const overToday = city.city(measure, before, city.now)
  const isSameWithout =
    then.value !== null && overToday.value !== null && samePrint(then.value, overToday.value, measure)
  const names = isSameWithout ? apartFromLeft : both.without
  return unless(
    [(like !== undefined) === names.length > 0, `other units on the two sides: ${both.without.join('、')}`],
    [like === undefined || without === named(names, 3), `left out: ${names.join('、')}`],
    [value === undefined || value === spokenOf(now.value, measure), `the value is ${spokenOf(now.value, measure)}`],
    [moved === held.moved, `it ${held.moved}`],
  )
}

type HeldAgainst = {
  readonly before: string
  readonly past: CityFigure
  readonly both: Both
  /** As it is printed; null where growth has no base. */
  readonly moved: string | null
}

/** The city's figure against the earlier one that the lead names, or why the two may not be held against each other. */
function heldAgainst(lead: string, measure: RawMeasure, city: Reckoner): HeldAgainst | string {
  const before = comparedWith(lead, measure, city)
  if (before === null) return `${lead} is not for a figure of this length`
  if (city.quarter(before) === null) return `${before} was not published`
  if (isBroken(measure, before, city.now.period)) return 'the definition changed in between'
  const [now, then] = [city.city(measure), city.city(measure, before)]
  if (now.from !== city.now.period || then.from !== before) return 'a carried figure is compared'
  if (now.value === null || then.value === null) return 'a side was not published'
  const both = overCommon(city, measure, before)
  if (both.now.value === null || both.past.value === null) return 'nothing common has a value'
  const isEnoughOfIt = shareOf(city, measure, city.now.period, both.now) && shareOf(city, measure, before, both.past)
  if (!isEnoughOfIt) return 'too little of the city'
  return { before, past: then, both, moved: movedOf(both.now.value, both.past.value, measure) }
}

const leadsOfLengths = ['较上季', '较上次调查', '较上年', '较上年同期']

/**
 * Of the city's cards that compare how many moved for the better, the worse, and not at all. The product may pass over one
 * that compares (a share of a handful, a withheld unit): what is said is then of some, and true of as many.
 */
export const turned: Check = ({ some, count, leads: against = '', tail = '' }, city) => {
  const cards = city.world.cards.map((code) => city.world.measures.find((one) => one.code === code) as RawMeasure)
  const judged = cards.filter(({ direction }) => direction !== 'neutral')
  const held = judged.flatMap((measure) => {
    const lead = leadsOfLengths.find((one) => comparedWith(one, measure, city) !== null) ?? ''
    const found = heldAgainst(lead, measure, city)
    return typeof found === 'string' || found.moved === null
      ? []
      : [{ lead: lead.slice(1), way: wayOf(found, measure) }]
  })
  const leads = against.split('或')
  const meant = held.filter(({ lead }) => leads.includes(lead))
  const said = tail.split('、').map((part) => {
    const [, all, times, word] = /^(均)?(?:(\d+)项)?(好转|变差|持平)$/.exec(part) ?? []
    return { times: all === undefined ? Number(times) : Number(count), word }
  })
  const total = said.reduce((sum, { times }) => sum + times, 0)
  const isAll = Number(count) === held.length
  return unless(
    [Number(count) > 1 && total === Number(count), `the parts add up to ${total}`],
    [(some !== undefined) === Number(count) < judged.length, `${count} of ${judged.length} are spoken of`],
    [Number(count) <= meant.length && leads.every((lead) => meant.some((one) => one.lead === lead)), 'fewer compare'],
    [!isAll || against === [...new Set(held.map(({ lead }) => lead))].join('或'), 'in another order, or not all'],
    [
      said.every(({ times, word }) => {
        const of = meant.filter(({ way }) => way === word).length
        return times > 0 && (isAll ? times === of : times <= of)
      }),
      `they moved ${held.map(({ way }) => way).join()}`,
    ],
  )
}

/** A gap whose sides changed places grew neither smaller nor better. */
function wayOf({ both, moved }: HeldAgainst, measure: RawMeasure): string {
  const crosses = (both.now.value?.n ?? 0n) < 0n !== (both.past.value?.n ?? 0n) < 0n
  if (measure.unit === '百分点' && crosses) return 'neither'
  if (moved === null || moved === '持平') return '持平'
  return /提高|增长|扩大|增至/.test(moved) === (measure.direction === 'higher') ? '好转' : '变差'
}

/** The figure of a year ago over the same units, both sides measured in their own quarter; null where none compares. */
export function sameAgo(city: Reckoner, measure: RawMeasure, holder: string): Fraction | null {
  const before = quarterName(quarterNumber(city.now.period) - 4)
  if (city.quarter(before) === null || isBroken(measure, before, city.now.period)) return null
  const [own, then] = [city.of(measure, holder), city.of(measure, holder, before)]
  if (own.from !== city.now.period || then.from !== before) return null
  if (holder !== 'CITY') return then.state === 'reported' ? then.value : null
  const gone = sameCity(city, measure, before) ? goneSince(city, before) : []
  const both = overCommon(city, measure, before)
  return both.without.some((name) => !gone.includes(name)) ? null : both.past.value
}

function changeSinceBase(
  { value, lead, moved }: { value: string | undefined; lead: string; moved: string | undefined },
  city: Reckoner,
  measure: RawMeasure,
): string | null {
  const base = city.world.baselines[measure.code]?.['CITY']
  const now = city.city(measure)
  if (base === undefined || now.value === null) return 'there is no baseline or no figure'
  const then = fraction(BigInt(Math.round(base.value * 1000)), 1000n)
  return unless(
    [lead === `较${yearIn(base.period)}年`, 'another year is named'],
    [!measure.isRunning || base.period[5] === city.now.period[5], 'years counted to different quarters'],
    [!isBroken(measure, base.period, city.now.period), 'the definition changed since the baseline'],
    [now.from === city.now.period, 'a carried figure is compared'],
    [now.isWhole, 'the baseline is of all units'],
    [value === undefined || value === spokenOf(now.value, measure), `the value is ${spokenOf(now.value, measure)}`],
    [moved === movedOf(now.value, then, measure), `it ${movedOf(now.value, then, measure)}`],
  )
}

export const allMoved: Check = ({ count, subject = '', year, verb, most, moved }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const held = city.now.units.flatMap((unit) => {
    const figure = city.figure(measure, unit.code)
    return figure.value === null ? [] : [{ unit, figure, base: city.world.baselines[measure.code]?.[unit.code] }]
  })
  const rows = held.map(({ unit, figure, base }) => ({
    name: unit.name,
    isFair: base !== undefined && figure.from === city.now.period && yearIn(base.period) === Number(year),
    isBroken: base !== undefined && isBroken(measure, base.period, city.now.period),
    moved: base === undefined ? null : movedOf(figure.value as Fraction, exactOf(base.value), measure),
    far: base === undefined ? fraction(0n) : farOf(figure.value as Fraction, exactOf(base.value), measure),
  }))
  const top = rows.find((row) => row.name === most)
  return unless(
    [rows.length === Number(count), `${rows.length} units have a value`],
    [rows.every((row) => row.isFair && !row.isBroken), 'one of them has no such baseline'],
    [rows.every((row) => row.moved !== null && isMove(row.moved, verb)), 'one of them did not'],
    [/加|少/.test(verb ?? '') === rows.some((row) => row.moved?.startsWith('由') === true), 'the wrong verb'],
    [most === undefined || (top !== undefined && top.moved === moved), 'the one that moved most moved otherwise'],
    [top === undefined || rows.every((row) => row === top || order(top.far, row.far) > 0), 'another moved as far'],
  )
}

/** 增长 and 由14起增至21起 are both 增加. */
function isMove(words: string, verb = ''): boolean {
  if (verb === '增加') return words.startsWith('增长') || words.includes('增至')
  if (verb === '减少') return words.startsWith('下降') || words.includes('减至')
  return words.startsWith(verb)
}

function farOf(now: Fraction, then: Fraction, { unit, decimals }: RawMeasure): Fraction {
  if (unit === '%' || unit.includes('/')) return size(minus(printed(now, decimals), printed(then, decimals)))
  if (decimals === 0 && order(then, fraction(50n)) < 0) return size(minus(printed(now, 0), printed(then, 0)))
  return then.n === 0n ? fraction(0n) : size(printed(times(over(minus(now, then), then), fraction(100n)), 1))
}

export const split: Check = ({ change: whole, own, mix, simpson }, city, { measure }) => {
  if (measure === null) return 'of what?'
  const before = quarterName(quarterNumber(city.now.period) - 4)
  if (city.quarter(before) === null || isBroken(measure, before, city.now.period)) return 'last year does not compare'
  const both = overCommon(city, measure, before)
  if (both.without.filter((name) => !goneSince(city, before).includes(name)).length > 0)
    return 'other units on the two sides'
  if (both.now.value === null || both.past.value === null) return 'a side has no value'
  if (!sameCity(city, measure, before)) return 'last year was of other units'
  const all = city
    .counted()
    .map(
      (unit) =>
        [city.measured(measure, unit.code, before), city.measured(measure, unit.code, city.now.period)] as const,
    )
  const total = [both.past.n, both.now.n] as const
  let rates = fraction(0n)
  const moves: number[] = []
  for (const [then, now] of all) {
    const weight = (figure: Figure, at: 0 | 1): Fraction =>
      figure.value === null ? fraction(0n) : fraction(figure.n, total[at])
    if (then.value === null || now.value === null) continue
    const mean = times(plus(weight(then, 0), weight(now, 1)), fraction(1n, 2n))
    rates = plus(rates, times(mean, minus(now.value, then.value)))
    moves.push(order(now.value, then.value))
  }
  const delta = minus(both.now.value, both.past.value)
  const paradox =
    moves.length === 0
      ? ''
      : delta.n < 0n && moves.every((move) => move > 0)
        ? '上升'
        : delta.n > 0n && moves.every((move) => move < 0)
          ? '下降'
          : ''
  const decimals = measure.decimals + 1
  const signed = (value: Fraction): string => {
    const unit = measure.unit === '%' ? '百分点' : measure.unit
    return `${steps(value, decimals) === 0n ? '' : value.n < 0n ? '−' : '+'}${spoken(size(value), unit, decimals)}`
  }
  return unless(
    [whole === signed(delta), `it changed ${signed(delta)}`],
    [own === signed(rates), `the units' own change is ${signed(rates)}`],
    [mix === signed(minus(delta, rates)), `the mix changed it by ${signed(minus(delta, rates))}`],
    [(simpson ?? '') === paradox, 'no paradox, or an unsaid one'],
  )
}
