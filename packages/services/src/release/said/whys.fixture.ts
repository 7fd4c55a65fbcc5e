import {
  apart,
  digits,
  exact,
  fraction,
  minus,
  order,
  over,
  plus,
  printed,
  size,
  spoken,
  steps,
  times,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { named, sameMembers, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import { leads, standings } from './scores.fixture.ts'
import type { Scored, Standing } from './scores.fixture.ts'

import { asMeasure, before, nowOf, placesNow, schemeOf } from './standing.fixture.ts'

/* Why a score is what it is, what would change it, where weight went. */

/** Whether named points are what the indicators add to the difference of two totals, and all of them together make it up. */
function partsHold(list: string, [own, other]: readonly [Scored, Scored], city: Reckoner): string | null {
  const { decimals, items } = schemeOf(city)
  const exactParts = leads(own, other)
  const printedLead = minus(printed(own.total as Fraction, decimals), printed(other.total as Fraction, decimals))
  const said = list.split('、').map((one) => /^(.+) ([+−])([\d.]+)$/.exec(one))
  if (said.includes(null)) return `no points: ${list}`
  const signed = said.map((one) =>
    one?.[2] === '−' ? minus(fraction(0n), exact(Number(one[3]))) : exact(Number(one?.[3])),
  )
  const sum = signed.reduce((all, one) => plus(all, one), fraction(0n))
  const names = items.map(({ code }) => city.world.measures.find((one) => one.code === code)?.name)
  const wrong = said.flatMap((one, at) => {
    const which = names.indexOf(one?.[1])
    if (which < 0) return one?.[1] === '其他指标' || one?.[1] === '其余各项' ? [] : [`no such indicator: ${one?.[1]}`]
    const off = size(minus(signed[at] as Fraction, exactParts[which] as Fraction))
    return order(off, fraction(2n, 10n ** BigInt(decimals))) < 0
      ? []
      : [`${one?.[1]} adds ${digits(exactParts[which] as Fraction, decimals + 1)}`]
  })
  return unless([wrong.length === 0, wrong.join()], [order(sum, printedLead) === 0, 'the points do not add up'])
}

/** A sentence that names whose score it is names the right one. */
const isWho = (who: string | undefined, { unit }: Scored): boolean => who === undefined || who === unit.name

export const ahead: Check = ({ who, tied, place, name, far, parts }, city, { unit }) => {
  const { decimals } = schemeOf(city)
  const rows = placesNow(city)
  const own = rows.find((row) => row.unit.code === unit)
  const other = rows.find((row) => row.unit.name === name)
  if (own === undefined || other === undefined) return 'one of them has no place'
  const between = rows.filter(({ rank }) => rank > other.rank && rank < own.rank)
  const wrong = parts === undefined ? null : partsHold(parts, [own, other], city)
  return unless(
    [isWho(who, own), 'of another unit'],
    [other.rank === Number(place) && other.isTied === (tied !== undefined), `${name} has place ${other.rank}`],
    [other.rank < own.rank && between.length === 0, `${name} is not the next one ahead`],
    [
      far === apart(own.total, other.total, asMeasure(schemeOf(city))),
      `they are ${digits(minus(other.total, own.total), decimals)} apart`,
    ],
    [wrong === null, wrong ?? ''],
  )
}

const inGroupOf = (rows: readonly Standing[], own: Standing): Standing[] =>
  rows.filter(({ unit }) => unit.area === own.unit.area)

/** Against the next one ahead within the group. */
export const groupAhead: Check = ({ who, tied, place, name, far, parts }, city, { unit }) => {
  const { decimals } = schemeOf(city)
  const all = placesNow(city)
  const own = all.find((row) => row.unit.code === unit)
  const other = all.find((row) => row.unit.name === name)
  if (own === undefined || other === undefined) return 'one of them has no place'
  const members = standings(inGroupOf(all, own), decimals)
  const [mine, theirs] = [own, other].map((one) => members.find((row) => row.unit.code === one.unit.code))
  if (mine === undefined || theirs === undefined) return 'they are of different groups'
  const between = members.filter(({ rank }) => rank > theirs.rank && rank < mine.rank)
  const wrong = parts === undefined ? null : partsHold(parts, [own, other], city)
  return unless(
    [isWho(who, own), 'of another unit'],
    [theirs.rank === Number(place) && theirs.isTied === (tied !== undefined), `${name} has place ${theirs.rank}`],
    [theirs.rank < mine.rank && between.length === 0, `${name} is not the next one ahead`],
    [far === apart(own.total, other.total, asMeasure(schemeOf(city))), 'they are otherwise apart'],
    [wrong === null, wrong ?? ''],
  )
}

/** Against the mean of the group, itself among them; one without points of an item stands at its own mean. */
export const groupMean: Check = ({ who, side, group, count, zeros: owing, far, parts }, city, { unit }) => {
  const { decimals } = schemeOf(city)
  const rows = placesNow(city)
  const own = rows.find((row) => row.unit.code === unit)
  if (own === undefined) return 'it has no place'
  const members = inGroupOf(rows, own)
  const mean = (of: (row: Standing) => Fraction): Fraction =>
    times(
      members.reduce((sum, row) => plus(sum, of(row)), fraction(0n)),
      fraction(1n, BigInt(members.length)),
    )
  const other: Scored = {
    ...own,
    total: mean((row) => row.total),
    parts: own.parts.map((part, at) => ({
      ...part,
      points: members.every((row) => row.parts[at]?.points === null)
        ? null
        : mean((row) => row.parts[at]?.points ?? row.total),
    })),
  }
  const total = other.total as Fraction
  const owe = members.filter(
    (row) => row !== own && row.parts.some((part) => part.isZero && part.reason === 'not_reported'),
  )
  const at = order(printed(own.total, decimals), printed(total, decimals))
  const wrong = parts === undefined ? null : partsHold(parts, [own, other], city)
  return unless(
    [isWho(who, own), 'of another unit'],
    [group === own.unit.area, 'another group'],
    [members.length === Number(count) && members.length >= 3, `${members.length} have a place`],
    [(side === '高于' ? 1 : side === '低于' ? -1 : 0) === at, 'it lies on the other side'],
    [at === 0 || far === apart(own.total, total, asMeasure(schemeOf(city))), 'it is otherwise apart'],
    [
      sameMembers(
        owing,
        owe.map((row) => row.unit.name),
        3,
      ),
      `zeros: ${owe.map((row) => row.unit.name).join('、')}`,
    ],
    [wrong === null, wrong ?? ''],
  )
}

export const sinceLast: Check = ({ who, moved, parts }, city, { unit }) => {
  const { decimals } = schemeOf(city)
  const then = before(city)?.find((one) => one.unit.code === unit)
  const own = nowOf(city).find((one) => one.unit.code === unit)
  if (own === undefined || own.total === null || then === undefined || then.total === null)
    return 'a quarter has no score'
  const side = order(printed(own.total, decimals), printed(then.total, decimals))
  const far = spoken(size(minus(printed(own.total, decimals), printed(then.total, decimals))), '分', decimals)
  const words = side === 0 ? '持平' : `${side > 0 ? '提高' : '下降'}${far}`
  const wrong = parts === undefined ? null : partsHold(parts, [own, then], city)
  return unless([isWho(who, own), 'of another unit'], [moved === words, `it ${words}`], [wrong === null, wrong ?? ''])
}

export const zeros: Check = ({ unit, count, names, more, reach }, city) => {
  const own = nowOf(city).find((one) => one.unit.name === unit)
  if (own === undefined || own.total === null) return `no score: ${unit}`
  const owed = own.parts.filter((part) => part.isZero && part.reason === 'not_reported')
  const nameOf = (code: string): string => city.world.measures.find((one) => one.code === code)?.name ?? code
  const listed = new Set((names ?? '').split('、'))
  const isSome = [...listed].every((name) => owed.some(({ code }) => nameOf(code) === name))
  const rows = placesNow(city)
  const place = rows.find((row) => row.unit.name === unit)?.rank ?? null
  const carried = own.parts.reduce(
    (all, { points, weight }) => (points === null ? all : plus(all, weight)),
    fraction(0n),
  )
  const most = owed.reduce(
    (all, { weight }) => plus(all, fraction(100n * weight.n * carried.d, weight.d * carried.n)),
    own.total,
  )
  const { decimals } = schemeOf(city)
  const best =
    1 + rows.filter((row) => row.unit.name !== unit && steps(row.total, decimals) > steps(most, decimals)).length
  return unless(
    [owed.length === Number(count) && owed.length > 0, `${owed.length} count as 0`],
    [
      names === undefined || (isSome && (more !== undefined ? listed.size < owed.length : listed.size === owed.length)),
      'others count as 0',
    ],
    [reach === undefined || (place !== null && Number(reach) === best && best < place), `it could reach ${best}`],
  )
}

const lacks: Record<string, string> = {
  未报: 'not_reported',
  无法提供: 'not_available',
  无效: 'invalid',
  不公布: 'withheld',
  不适用: 'not_applicable',
  不可计算: 'zero_denominator',
  沿用往年数据: 'carried',
  没有目标值: 'no_target',
}

/** Notes of where weight went. */
export const weightNote: Check = ({ who, names, why = '' }, city) => {
  const scores = nowOf(city)
  const scheme = schemeOf(city)
  const codes = (list: readonly { readonly code: string }[]): string[] =>
    list.map(({ code }) => city.world.measures.find((one) => one.code === code)?.name ?? code)
  const every = (reason: string) =>
    scheme.items.filter((_, at) => scores.every(({ parts }) => parts[at]?.reason === reason))
  if (why.startsWith('没有目标值'))
    return unless([names === named(codes(every('no_target')), 6, '项'), 'others have no target'])
  if (why.startsWith('沿用往年数据'))
    return unless([names === named(codes(every('carried')), 6, '项'), 'others are carried'])
  const isZero = why.includes('按0分')
  const isMeant = ({ parts, total }: Scored): boolean => {
    const own = parts.filter((part) => {
      if (isZero) return part.isZero && part.reason === lacks[why.slice(0, why.indexOf('，'))]
      return (
        part.points === null &&
        !part.isBlocking &&
        part.reason !== 'no_target' &&
        !every('carried').some(({ code }) => code === part.code)
      )
    })
    return total !== null && own.length > 0 && names === named(codes(own), 6, '项')
  }
  const there = scores.filter(isMeant).map(({ unit }) => unit.name)
  return unless([who === named(there, 6), `${names}: ${there.join('、')}`])
}

/** Why a unit has no place. */
export const unranked: Check = ({ percent, reason }, city, { unit }) => {
  const own = nowOf(city).find((one) => one.unit.code === unit)
  if (own === undefined) return 'no such unit'
  if (percent !== undefined) {
    const share = Number((own.availability.n * 1000n) / own.availability.d) / 10
    return unless([own.noPlace === 'too_little' && Math.abs(share - Number(percent)) <= 0.6, `${share} % is there`])
  }
  return unless([
    own.noPlace === ({ 缺少必报指标: 'blocked', 没有可计分的指标: 'nothing' } as Record<string, string>)[reason ?? ''],
    `it has ${own.noPlace}`,
  ])
}

/** The two greatest losses of a unit, of a hundred points shared out by weight. */
export const lost: Check = ({ unit, first, firstLost, second, secondLost }, city) => {
  const own = nowOf(city).find((one) => one.unit.name === unit)
  if (own === undefined || own.total === null) return `no score: ${unit}`
  const all = own.parts.reduce((sum, { weight }) => plus(sum, weight), fraction(0n))
  const losses = own.parts.map(({ code, weight, points, reason }) => ({
    name: city.world.measures.find((one) => one.code === code)?.name,
    far: reason === null && points !== null ? times(over(weight, all), minus(fraction(100n), points)) : null,
  }))
  const farOf = (name: string | undefined): Fraction => losses.find((one) => one.name === name)?.far ?? fraction(-1n)
  const least = losses.filter(({ name }) => name !== first && name !== second)
  const isClose = (words: string | undefined, far: Fraction): boolean =>
    words === spoken(far, '分', schemeOf(city).decimals)
  return unless(
    [losses.every(({ far }) => far !== null), 'a part has no points of its own'],
    [order(farOf(first), farOf(second)) >= 0, 'the second cost more'],
    [least.every(({ far }) => far === null || order(farOf(second), far) > 0), 'another cost more'],
    [isClose(firstLost, farOf(first)) && isClose(secondLost, farOf(second)), 'it lost something else'],
  )
}
